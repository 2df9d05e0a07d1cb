"""Who sees to a claim, under what it is sorted, and who may read it and its document at all."""

import pytest
from django.contrib.auth.models import Group, User
from rest_framework.test import APIClient

from claims import editing
from claims.models import Claim
from sources.models import Document
from tests import cast
from tests.api.conftest import decide, etag, with_token

CLAIMS, DOCUMENTS = "/api/v1/claims/", "/api/v1/documents/"


@pytest.fixture
def claim(edith: User) -> Claim:
    return editing.accept(cast.deadline(), by=edith)


@pytest.fixture
def adam(db: None) -> APIClient:
    """An administrator."""
    user = User.objects.create_user("adam")
    user.groups.add(Group.objects.get(name="admins"))
    return with_token(user)


def here(claim: Claim) -> str:
    return f"{DOCUMENTS}{claim.appearances.get().version.document_id}/"


def test_a_claim_is_assigned_and_found_by_whom(editor: APIClient, claim: Claim) -> None:
    told = decide(editor, f"{CLAIMS}{claim.pk}/assign/", {"to": "edith"}).json()
    found = editor.get(f"{CLAIMS}?assigned_to=edith").json()["results"]
    assert (told["assigned_to"], len(found)) == ("edith", 1)


def test_it_is_assigned_to_nobody_again(editor: APIClient, claim: Claim) -> None:
    decide(editor, f"{CLAIMS}{claim.pk}/assign/", {"to": "edith"})
    assert decide(editor, f"{CLAIMS}{claim.pk}/unassign/").json()["assigned_to"] is None


@pytest.mark.parametrize(
    ("to", "code"),
    [("remi", "may_not_decide"), ("nobody", "does_not_exist"), ("a\x00", "does_not_exist"), (5, "invalid")],
)
def test_it_is_not_assigned_to_somebody_who_may_not_decide(
    editor: APIClient, claim: Claim, to: object, code: str
) -> None:
    cast.remi()
    (fault,) = decide(editor, f"{CLAIMS}{claim.pk}/assign/", {"to": to}).json()["errors"]
    assert (fault["pointer"], fault["code"]) == ("/to", code)


def test_it_is_sorted_under_topics_and_taken_from_under_them(editor: APIClient, edith: User, claim: Claim) -> None:
    editing.name_topic("Ukraine", by=edith)
    sorted_under = decide(editor, f"{CLAIMS}{claim.pk}/sort-under/", {"topics": ["ukraine"]}).json()["topics"]
    taken = decide(editor, f"{CLAIMS}{claim.pk}/take-from-under/", {"topics": ["ukraine"]}).json()["topics"]
    assert (sorted_under, taken) == (["ukraine"], [])


@pytest.mark.parametrize("topics", [[], ["unknown"], "ukraine", [5], None])
def test_it_is_sorted_under_known_topics_only(editor: APIClient, claim: Claim, topics: object) -> None:
    assert decide(editor, f"{CLAIMS}{claim.pk}/sort-under/", {"topics": topics}).status_code == 400


def test_an_administrator_withholds_and_releases_a_claim(adam: APIClient, reader: APIClient, claim: Claim) -> None:
    decide(adam, f"{CLAIMS}{claim.pk}/withhold/", {"reason": "The court said so."})
    withheld = reader.get(f"{CLAIMS}{claim.pk}/").status_code
    decide(adam, f"{CLAIMS}{claim.pk}/release/", {"reason": "The appeal was heard."})
    assert (withheld, reader.get(f"{CLAIMS}{claim.pk}/").status_code) == (404, 200)


def test_an_editor_withholds_nothing(editor: APIClient, claim: Claim) -> None:
    assert decide(editor, f"{CLAIMS}{claim.pk}/withhold/", {"reason": "x"}).status_code == 403


def test_what_is_withheld_is_not_withheld_again(adam: APIClient, claim: Claim) -> None:
    answers = [decide(adam, f"{here(claim)}withhold/", {"reason": "The court said so."}) for _ in range(2)]
    assert [answers[0].status_code, answers[1].json()["code"]] == [200, "already_withheld"]


def test_a_document_is_restricted_to_a_group(adam: APIClient, reader: APIClient, claim: Claim) -> None:
    body = {"groups": ["editors"], "reason": "They alone go on with it."}
    answer = decide(adam, f"{here(claim)}restrict/", body)
    assert (answer.status_code, reader.get(here(claim)).status_code) == (204, 404)


def test_who_still_reads_it_is_shown_who_does(adam: APIClient, claim: Claim) -> None:
    told = decide(adam, f"{here(claim)}restrict/", {"groups": ["admins"], "reason": "Ours."}).json()
    assert (told["access"], told["groups"]) == ("restricted", ["admins"])


def test_a_restriction_that_somebody_has_changed_meanwhile_is_told(adam: APIClient, claim: Claim) -> None:
    read = etag(adam, here(claim))
    decide(adam, f"{here(claim)}restrict/", {"groups": ["admins"], "reason": "Ours."})
    answer = decide(adam, f"{here(claim)}restrict/", {"groups": [], "reason": "Everybody's."}, read=read)
    assert (answer.status_code, answer.json()["code"]) == (412, "stale")


def test_a_text_is_erased_by_its_hash(adam: APIClient, claim: Claim) -> None:
    version = claim.appearances.get().version
    body = {"reason": "Article 17.", "sha256": version.sha256}
    decide(adam, f"{here(claim)}versions/1/erase/", body, read=etag(adam, here(claim)))
    version.refresh_from_db()
    assert (version.erased_at is not None, set(version.text) <= {"█", "\n", " "}) == (True, True)


def test_another_hash_erases_nothing(adam: APIClient, claim: Claim) -> None:
    body = {"reason": "Article 17.", "sha256": "0" * 64}
    answer = decide(adam, f"{here(claim)}versions/1/erase/", body, read=etag(adam, here(claim)))
    assert answer.json()["errors"][0]["code"] == "not_confirmed"


def test_documents_are_found_by_words_of_their_headline(reader: APIClient, db: None) -> None:
    version = cast.warning()
    Document.objects.filter(pk=version.document_id).update(headline="Les régions menacées")
    words = ("region", "menace", "Régions menacées", "warns")
    assert [len(reader.get(f"{DOCUMENTS}?q={each}").json()["results"]) for each in words] == [1, 1, 1, 0]
