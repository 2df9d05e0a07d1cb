"""What was said only in a restricted document does not exist for whoever may not read it, at any endpoint."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, User
from rest_framework.test import APIClient

from claims import editing
from claims.models import Claim
from sources.models import Document, DocumentVersion
from tests import cast

SECRET = "The minister's aide said that the port would close on Friday."
WOULD_CLOSE = "the port would close on Friday"
PATHS: dict[str, Callable[[Claim], str]] = {
    "documents": lambda claim: f"documents/{claim.appearances.get().version.document_id}/",
    "versions": lambda claim: f"documents/{claim.appearances.get().version.document_id}/versions/1/",
    "candidates": lambda claim: f"candidates/{claim.appearances.get().candidate_id}/",
    "claims": lambda claim: f"claims/{claim.pk}/",
    "status": lambda claim: f"claims/{claim.pk}/status/",
    "predictions": lambda claim: f"predictions/{claim.prediction.pk}/",
    "verdicts": lambda claim: f"verdicts/{claim.current_verdict_id}/",
    "claimants": lambda claim: f"claimants/{claim.claimant_id}/",
}
LISTS = ["documents", "candidates", "claims", "predictions", "verdicts", "claimants"]


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


def test_a_hidden_claim_cannot_be_settled(editor: APIClient, hidden: Claim) -> None:
    body = {"claim": hidden.pk, "rating": "came-true", "rationale": "x", "known_at": "2022-02-24T04:00:00Z"}
    fault = editor.post("/api/v1/verdicts/", body).json()["errors"][0]
    assert (fault["pointer"], fault["code"]) == ("/claim", "does_not_exist")


def test_a_hidden_verdict_cannot_be_named(editor: APIClient, edith: User, hidden: Claim) -> None:
    public = editing.accept(cast.candidate(), by=edith)
    body = {
        "claim": public.pk,
        "rating": "came-true",
        "rationale": "x",
        "known_at": "2022-02-24T04:00:00Z",
        "replaces": hidden.current_verdict_id,
    }
    fault = editor.post("/api/v1/verdicts/", body).json()["errors"][0]
    assert (fault["pointer"], fault["code"]) == ("/replaces", "does_not_exist")


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
