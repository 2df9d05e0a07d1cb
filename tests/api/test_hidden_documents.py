"""What was said only in a restricted or withheld document does not exist for whoever may not read it, anywhere."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from rest_framework.test import APIClient

from claims import adducing, editing, withholding
from claims.models import Claim, Evidence
from sources.models import Document, DocumentVersion
from tests import cast
from tests.api.conftest import decide, etag, with_token

SECRET = "The minister's aide said that the port would close on Friday."
WOULD_CLOSE = "the port would close on Friday"
PATHS: dict[str, Callable[[Claim], str]] = {
    "documents": lambda claim: f"documents/{claim.appearances.get().version.document_id}/",
    "versions": lambda claim: f"documents/{claim.appearances.get().version.document_id}/versions/1/",
    "candidates": lambda claim: f"candidates/{claim.appearances.get().candidate_id}/",
    "claims": lambda claim: f"claims/{claim.pk}/",
    "status": lambda claim: f"claims/{claim.pk}/status/",
    "predictions": lambda claim: f"predictions/{claim.prediction.pk}/",
    "evidence": lambda claim: f"evidence/{claim.evidence.get().pk}/",
    "verdicts": lambda claim: f"verdicts/{claim.current_verdict_id}/",
    "claimants": lambda claim: f"claimants/{claim.claimant_id}/",
}
LISTS = ["documents", "candidates", "claims", "predictions", "evidence", "verdicts", "claimants"]


@pytest.fixture
def hidden(edith: User) -> Claim:
    """A claim said in one document, which the group *investigations* alone may read; with a verdict."""
    version = cast.restricted(cast.warning(SECRET), to="investigations")
    candidate = cast.candidate(version, WOULD_CLOSE, claimant="the minister's aide")
    claim = editing.accept(candidate, by=edith)
    cast.settled(claim, by=edith)
    claim.refresh_from_db()
    return claim


@pytest.fixture
def also_public(hidden: Claim, edith: User) -> Claim:
    """The same claim, said in a document of the whole newsroom as well."""
    editing.attach(cast.candidate(), to=hidden, by=edith)
    return hidden


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_what_is_hidden_is_not_found(editor: APIClient, hidden: Claim, path: Callable[[Claim], str]) -> None:
    answer = editor.get(f"/api/v1/{path(hidden)}")
    assert (answer.status_code, answer.json()["detail"]) == (404, "Nothing is here, or nothing you may see.")


@pytest.mark.parametrize("noun", LISTS)
def test_what_is_hidden_is_not_listed(editor: APIClient, hidden: Claim, noun: str) -> None:
    assert editor.get(f"/api/v1/{noun}/").json()["results"] == []


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_the_named_group_reads_it(editor: APIClient, edith: User, hidden: Claim, path: Callable[[Claim], str]) -> None:
    edith.groups.add(Group.objects.get(name="investigations"))
    assert editor.get(f"/api/v1/{path(hidden)}").status_code == 200


@pytest.mark.parametrize("noun", LISTS)
def test_the_named_group_finds_it_in_the_list(editor: APIClient, edith: User, hidden: Claim, noun: str) -> None:
    edith.groups.add(Group.objects.get(name="investigations"))
    assert len(editor.get(f"/api/v1/{noun}/").json()["results"]) == 1


def test_a_claim_said_elsewhere_does_not_show_its_hidden_appearance(reader: APIClient, also_public: Claim) -> None:
    appearances = reader.get(f"/api/v1/claims/{also_public.pk}/").json()["appearances"]
    assert [appearance["quote"] for appearance in appearances] == [cast.COULD_START]


def test_no_filter_tells_where_else_a_claim_was_said(reader: APIClient, also_public: Claim) -> None:
    document = Document.objects.get(access="restricted")
    assert reader.get(f"/api/v1/claims/?document={document.pk}").json()["results"] == []


def test_no_publisher_filter_tells_where_else_a_claim_was_said(reader: APIClient, edith: User, hidden: Claim) -> None:
    editing.attach(cast.candidate(cast.warning(publisher=cast.agence())), to=hidden, by=edith)
    assert reader.get("/api/v1/claims/?publisher=harbour-wire").json()["results"] == []


CLAIM_ACTS = [
    "verdict",
    "retract",
    "approve",
    "send-back",
    "condition",
    "criteria",
    "horizon",
    "snooze",
    "grace",
    "cadence",
]
CANDIDATE_ACTS = ["accept", "attach", "reject", "reopen"]


@pytest.mark.parametrize("act", CLAIM_ACTS)
def test_a_hidden_claim_cannot_be_decided_on(reviewer: APIClient, hidden: Claim, act: str) -> None:
    assert decide(reviewer, f"/api/v1/claims/{hidden.pk}/{act}/", read='"x"').status_code == 404


@pytest.mark.parametrize("act", CANDIDATE_ACTS)
def test_a_hidden_candidate_cannot_be_decided_on(editor: APIClient, hidden: Claim, act: str) -> None:
    path = f"/api/v1/candidates/{hidden.appearances.get().candidate_id}/{act}/"
    assert decide(editor, path, read='"x"').status_code == 404


@pytest.mark.parametrize("act", ["accept", "reject", "take-back"])
def test_hidden_evidence_cannot_be_decided_on(editor: APIClient, hidden: Claim, act: str) -> None:
    assert decide(editor, f"/api/v1/evidence/{hidden.evidence.get().pk}/{act}/", read='"x"').status_code == 404


def test_nothing_is_attached_to_a_hidden_claim(editor: APIClient, hidden: Claim) -> None:
    fault = decide(editor, f"/api/v1/candidates/{cast.candidate().pk}/attach/", {"claim": hidden.pk}).json()["errors"]
    assert [(each["pointer"], each["code"]) for each in fault] == [("/claim", "does_not_exist")]


def test_nothing_is_adduced_on_a_hidden_claim(editor: APIClient, hidden: Claim) -> None:
    body = {"claim": hidden.pk, "url": "https://harbour.example/", "quote": "x", "stance": "context"}
    fault = editor.post("/api/v1/evidence/", body, headers={"If-Match": '"x"'}).json()["errors"][0]
    assert (fault["pointer"], fault["code"]) == ("/claim", "does_not_exist")


@pytest.mark.parametrize("noun", ["candidates", "evidence"])
def test_no_passage_of_a_hidden_document_can_be_named(editor: APIClient, edith: User, hidden: Claim, noun: str) -> None:
    claim = editing.accept(cast.deadline(), by=edith)
    place = {"document": hidden.appearances.get().version.document_id, "version": 1, "start": 0, "end": 3}
    bodies: dict[str, dict[str, Any]] = {
        "candidates": {"kind": "prediction"},
        "evidence": {"claim": claim.pk, "stance": "supports"},
    }
    read = etag(editor, f"/api/v1/claims/{claim.pk}/")
    answer = editor.post(f"/api/v1/{noun}/", place | bodies[noun] | {"quote": "The"}, headers={"If-Match": read})
    fault = answer.json()["errors"][0]
    assert (fault["pointer"], fault["code"]) == ("/document", "does_not_exist")


def test_no_search_finds_what_is_hidden(editor: APIClient, hidden: Claim) -> None:
    assert editor.get("/api/v1/claims/?q=port").json()["results"] == []


@pytest.fixture
def on_secret_evidence(edith: User) -> Claim:
    """A claim of the whole newsroom, settled on a passage of a restricted document."""
    claim = editing.accept(cast.deadline(), by=edith)
    version = cast.warning(SECRET)
    start = SECRET.index(WOULD_CLOSE)
    adducing.adduce_passage(
        claim, version, start, start + len(WOULD_CLOSE), quote=WOULD_CLOSE, stance=Evidence.Stance.SUPPORTS, by=edith
    )
    cast.settled(claim, by=edith)
    cast.restricted(version, to="investigations")
    return claim


def test_evidence_from_a_hidden_document_is_hidden(editor: APIClient, on_secret_evidence: Claim) -> None:
    piece = on_secret_evidence.evidence.get()
    listed = editor.get("/api/v1/evidence/").json()["results"]
    assert (editor.get(f"/api/v1/evidence/{piece.pk}/").status_code, listed) == (404, [])


def test_a_verdict_does_not_name_its_hidden_evidence(editor: APIClient, on_secret_evidence: Claim) -> None:
    (verdict,) = editor.get("/api/v1/verdicts/").json()["results"]
    claim = editor.get(f"/api/v1/claims/{on_secret_evidence.pk}/").json()
    assert (verdict["evidence"], claim["verdict"]["evidence"]) == ([], [])


def test_a_claim_does_not_count_its_hidden_evidence(editor: APIClient, on_secret_evidence: Claim) -> None:
    told = editor.get(f"/api/v1/claims/{on_secret_evidence.pk}/").json()["evidence"]
    assert told == {"suggested": 0, "accepted": 0, "rejected": 0}


def test_no_verdict_is_found_by_its_hidden_evidence(editor: APIClient, on_secret_evidence: Claim) -> None:
    piece = on_secret_evidence.evidence.get()
    assert editor.get(f"/api/v1/verdicts/?evidence={piece.pk}").json()["results"] == []


def test_hidden_evidence_cannot_carry_another_verdict(editor: APIClient, on_secret_evidence: Claim) -> None:
    body = {
        "rating": "came-true",
        "rationale": "x",
        "known_at": "2022-02-24T04:00:00Z",
        "evidence": [on_secret_evidence.evidence.get().pk],
        "reason": "x",
    }
    fault = decide(editor, f"/api/v1/claims/{on_secret_evidence.pk}/verdict/", body).json()["errors"][0]
    assert (fault["pointer"], fault["code"]) == ("/evidence/0", "does_not_exist")


def test_the_named_group_reads_the_evidence(editor: APIClient, edith: User, on_secret_evidence: Claim) -> None:
    edith.groups.add(Group.objects.get(name="investigations"))
    (piece,) = editor.get("/api/v1/evidence/").json()["results"]
    assert (piece["quote"], editor.get("/api/v1/verdicts/").json()["results"][0]["evidence"]) == (
        WOULD_CLOSE,
        [piece["id"]],
    )


@pytest.fixture
def chief(db: None) -> User:
    """An administrator: may withhold, and reads what is withheld."""
    user = User.objects.create_user("ada", password="ada-keeps-the-keys")
    user.groups.add(Group.objects.get(name="admins"))
    return user


@pytest.fixture(params=["document", "claim"])
def withheld(request: pytest.FixtureRequest, edith: User, chief: User) -> Claim:
    """A settled claim, withheld itself or with the one document in which it was said."""
    claim = editing.accept(cast.deadline(), by=edith)
    cast.settled(claim, by=edith)
    if request.param == "claim":
        withholding.withhold(claim, reason="A court says so.", by=chief)
    else:
        withholding.withhold(claim.appearances.get().version.document, reason="A court says so.", by=chief)
    return claim


OF_A_CLAIM = {noun: path for noun, path in PATHS.items() if noun not in {"documents", "versions", "candidates"}}


@pytest.mark.parametrize("path", OF_A_CLAIM.values(), ids=OF_A_CLAIM)
def test_what_is_withheld_is_not_found(editor: APIClient, withheld: Claim, path: Callable[[Claim], str]) -> None:
    assert editor.get(f"/api/v1/{path(withheld)}").status_code == 404


@pytest.mark.parametrize("noun", sorted(OF_A_CLAIM.keys() - {"status"}))
@pytest.mark.usefixtures("withheld")
def test_what_is_withheld_is_not_listed(editor: APIClient, noun: str) -> None:
    assert editor.get(f"/api/v1/{noun}/").json()["results"] == []


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_administrators_read_what_is_withheld(chief: User, withheld: Claim, path: Callable[[Claim], str]) -> None:
    assert with_token(chief).get(f"/api/v1/{path(withheld)}").status_code == 200


@pytest.mark.usefixtures("withheld")
def test_no_search_finds_what_is_withheld(editor: APIClient) -> None:
    assert editor.get("/api/v1/claims/?q=troops").json()["results"] == []


def test_a_candidate_does_not_name_its_withheld_claim(editor: APIClient, edith: User, chief: User) -> None:
    candidate = cast.deadline()
    withholding.withhold(editing.accept(candidate, by=edith), reason="A court says so.", by=chief)
    assert editor.get(f"/api/v1/candidates/{candidate.pk}/").json()["claim"] is None


@pytest.mark.parametrize("noun", ["documents", "candidates"])
def test_a_withheld_document_is_hidden_with_its_candidates(
    editor: APIClient, edith: User, chief: User, noun: str
) -> None:
    document = cast.deadline().version.document
    withholding.withhold(document, reason="A court says so.", by=chief)
    assert editor.get(f"/api/v1/{noun}/").json()["results"] == []


def post_secret(editor: APIClient, **changed: str) -> tuple[int, str, str]:
    body = {"text": SECRET, "publisher": "harbour-wire", "published_at": "2022-02-12", "headline": "guess"}
    answer = editor.post("/api/v1/documents/", body | changed)
    return answer.status_code, answer.json().get("code", ""), answer.content.decode()


def test_posting_a_hidden_text_does_not_tell_its_metadata(editor: APIClient) -> None:
    cast.restricted(cast.warning(SECRET))
    status, code, content = post_secret(editor)
    assert (status, code, "US warns" in content) == (409, "held_in_hidden_document", False)


def test_posting_under_a_hidden_url_adds_no_version(editor: APIClient) -> None:
    version = cast.restricted(cast.warning(SECRET))
    Document.objects.update(url="https://harbour.example/secret")
    status, _, _ = post_secret(editor, text="Another text.", url="https://harbour.example/secret")
    assert (status, list(DocumentVersion.objects.all())) == (409, [version])
