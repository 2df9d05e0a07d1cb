"""Evidence at the desk: brought from outside or from a stored document, accepted and rejected."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims import editing
from claims.models import Claim, Evidence
from tests import cast

pytestmark = pytest.mark.django_db
REPORT = "Troops crossed the border.\nNobody saw why.\nTroops crossed the border."


@pytest.fixture
def claim(edith: User) -> Claim:
    return editing.accept(cast.deadline(), by=edith)


def _url(claim: Claim, act: str) -> str:
    return f"/admin/claims/claim/{claim.pk}/{act}/"


def _passage(claim: Claim, quote: str, **fields: object) -> dict[str, object]:
    version = cast.warning(REPORT, publisher=cast.agence())
    typed = {"revision": claim.revision, "document": version.document_id, "quote": quote, "stance": "supports"}
    return typed | fields


def test_words_of_a_page_outside_are_added(desk: Client, claim: Claim, edith: User) -> None:
    typed = {"revision": claim.revision, "url": "https://quay.example/1", "quote": "They crossed.", "stance": "refutes"}
    desk.post(_url(claim, "adduce-page"), typed)
    piece = Evidence.objects.get()
    assert (piece.url, piece.quote, piece.stance, piece.added_by) == (
        "https://quay.example/1",
        "They crossed.",
        "refutes",
        edith,
    )


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("url", {"url": "javascript:alert(1)"}),
        ("url", {"url": "quay"}),
        ("quote", {"quote": " "}),
        ("quote", {"quote": "a\x00b"}),
        ("stance", {"stance": "perhaps"}),
        ("note", {"note": "x" * 501}),
    ],
)
def test_bad_input_is_named_by_its_field(desk: Client, claim: Claim, field: str, typed: dict[str, str]) -> None:
    given = {"revision": claim.revision, "url": "https://quay.example/1", "quote": "x", "stance": "context"} | typed
    form = desk.post(_url(claim, "adduce-page"), given).context["form"]
    assert (list(form.errors), Evidence.objects.count()) == ([field], 0)


def test_the_place_of_pasted_words_is_found(desk: Client, claim: Claim) -> None:
    desk.post(_url(claim, "adduce-passage"), _passage(claim, "Nobody saw why."))
    piece = Evidence.objects.get()
    assert (piece.start, piece.end, piece.quote) == (27, 42, "Nobody saw why.")


def test_words_pasted_with_other_line_breaks_are_found_as_they_stand(desk: Client, claim: Claim) -> None:
    desk.post(_url(claim, "adduce-passage"), _passage(claim, "border.\r\nNobody  saw"))
    assert Evidence.objects.get().quote == "border.\nNobody saw"


def test_words_that_are_not_there_are_not_evidence(desk: Client, claim: Claim) -> None:
    form = desk.post(_url(claim, "adduce-passage"), _passage(claim, "Everybody saw why.")).context["form"]
    assert (list(form.errors), Evidence.objects.count()) == (["quote"], 0)


def test_of_several_places_the_editor_says_which(desk: Client, claim: Claim) -> None:
    typed = _passage(claim, "Troops crossed")
    form = desk.post(_url(claim, "adduce-passage"), typed).context["form"]
    places = [place for place, _words in form.fields["place"].widget.choices]
    desk.post(_url(claim, "adduce-passage"), typed | {"place": places[1]})
    assert (list(form.errors), Evidence.objects.get().start) == (["place"], 43)


def test_a_place_that_is_none_of_these_is_refused(desk: Client, claim: Claim) -> None:
    form = desk.post(_url(claim, "adduce-passage"), _passage(claim, "Troops crossed", place="1:0:5")).context["form"]
    assert (list(form.errors), Evidence.objects.count()) == (["place"], 0)


def test_a_document_is_found_by_its_headline(desk: Client, claim: Claim) -> None:
    document = cast.warning(REPORT, publisher=cast.agence()).document
    cast.restricted(cast.warning("Secret.", publisher=cast.agence()))
    page = desk.get(_url(claim, "adduce-passage"), {"find": "quai"})
    assert list(page.context["found"]) == [document]


def test_a_hidden_document_gives_no_evidence(desk: Client, claim: Claim) -> None:
    typed = _passage(claim, "Nobody saw why.")
    cast.restricted(cast.warning(REPORT, publisher=cast.agence()))
    desk.post(_url(claim, "adduce-passage"), typed)
    assert Evidence.objects.count() == 0


def test_from_a_documents_page_one_comes_to_the_claim_with_the_passage(desk: Client, claim: Claim) -> None:
    document = cast.warning(REPORT, publisher=cast.agence()).document
    page = desk.get(f"/admin/sources/document/{document.pk}/evidence/", {"find": "cross", "quote": "Nobody saw"})
    link = f"{_url(claim, 'adduce-passage')}?document={document.pk}&amp;quote=Nobody%20saw"
    assert (list(page.context["found"]), link in page.content.decode()) == ([claim], True)


def test_the_passage_that_came_along_stands_in_the_form(desk: Client, claim: Claim) -> None:
    document = cast.warning(REPORT, publisher=cast.agence()).document
    page = desk.get(_url(claim, "adduce-passage"), {"document": str(document.pk), "quote": "Nobody saw"})
    assert (page.context["chosen_document"], page.context["form"]["quote"].value()) == (document, "Nobody saw")


@pytest.fixture
def suggested(claim: Claim) -> Evidence:
    """By the machine."""
    return Evidence.objects.create(claim=claim, url="https://quay.example/2", quote="They may.", stance="context")


def test_what_the_machine_suggested_is_accepted(desk: Client, suggested: Evidence) -> None:
    typed = {"revision": suggested.claim.revision, "state": "suggested"}
    desk.post(f"/admin/claims/claim/{suggested.claim_id}/evidence/{suggested.pk}/accept/", typed)
    suggested.refresh_from_db()
    assert suggested.state == "accepted"


@pytest.mark.parametrize(("reason", "state"), [("a rumour", "rejected"), (" ", "suggested")])
def test_evidence_is_rejected_with_a_reason_only(desk: Client, suggested: Evidence, reason: str, state: str) -> None:
    typed = {"revision": suggested.claim.revision, "state": "suggested", "reason": reason}
    desk.post(f"/admin/claims/claim/{suggested.claim_id}/evidence/{suggested.pk}/reject/", typed)
    suggested.refresh_from_db()
    assert suggested.state == state


def test_a_piece_of_another_claim_is_not_found(desk: Client, suggested: Evidence, edith: User) -> None:
    other = editing.accept(cast.candidate(cast.warning(publisher=cast.agence())), by=edith)
    assert desk.get(f"/admin/claims/claim/{other.pk}/evidence/{suggested.pk}/reject/").status_code == 404


def test_evidence_from_a_hidden_document_is_not_shown(desk: Client, claim: Claim) -> None:
    desk.post(_url(claim, "adduce-passage"), _passage(claim, "Nobody saw why."))
    cast.restricted(Evidence.objects.get().version)  # type: ignore[arg-type]
    assert "Nobody saw why." not in desk.get(f"/admin/claims/claim/{claim.pk}/change/").content.decode()
