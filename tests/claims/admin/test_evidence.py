"""Evidence at the desk: brought from outside or from a stored document, accepted and rejected."""

import pytest
from django.contrib.auth.models import User
from django.db.models.functions import Now
from django.test import Client

from claims import editing
from claims.adducing import reject_evidence, take_back
from claims.admin.evidence_forms import RejectEvidenceForm
from claims.models import Claim, Evidence, EvidenceSearch
from claims.refusals import Refused
from sources.models import DocumentVersion
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


def test_a_usual_reason_is_enough_to_reject(desk: Client, suggested: Evidence) -> None:
    page = f"/admin/claims/claim/{suggested.claim_id}/evidence/{suggested.pk}/reject/"
    usual = str(RejectEvidenceForm.usual[0])
    desk.post(page, {"revision": suggested.claim.revision, "state": "suggested", "suggestion": usual, "reason": "No."})
    suggested.refresh_from_db()
    assert (suggested.state, suggested.reason) == ("rejected", f"{usual}: No.")


@pytest.mark.parametrize(("stance", "kept"), [("refutes", "refutes"), ("", "context"), ("perhaps", "context")])
def test_whoever_accepts_says_what_it_does(desk: Client, suggested: Evidence, stance: str, kept: str) -> None:
    typed = {"revision": suggested.claim.revision, "state": "suggested", "stance": stance}
    desk.post(f"/admin/claims/claim/{suggested.claim_id}/evidence/{suggested.pk}/accept/", typed)
    suggested.refresh_from_db()
    assert (suggested.stance, suggested.state) == (kept, "suggested" if stance == "perhaps" else "accepted")


@pytest.fixture
def rejected(desk: Client, suggested: Evidence, edith: User) -> Evidence:
    return reject_evidence(suggested, reason="a rumour", by=edith)


def test_a_rejection_is_taken_back_and_the_way_there_is_told_with_it(desk: Client, suggested: Evidence) -> None:
    typed = {"revision": suggested.claim.revision, "state": "suggested", "reason": "a rumour"}
    page = f"/admin/claims/claim/{suggested.claim_id}/evidence/{suggested.pk}"
    answer = desk.post(f"{page}/reject/", typed, follow=True)
    assert f'<a href="{page}/take-back/">Undo</a>' in answer.content.decode()
    answer = desk.post(f"{page}/take-back/", {"revision": suggested.claim.revision, "state": "rejected"}, follow=True)
    suggested.refresh_from_db()
    assert (suggested.state, suggested.reason, suggested.decided_by) == ("suggested", "", None)
    assert ("Undo" in answer.content.decode(), answer.context["proposed"]) == (False, [suggested])


def test_what_was_taken_back_meanwhile_is_not_taken_back_again(desk: Client, rejected: Evidence, edith: User) -> None:
    take_back(rejected, by=edith)
    page = f"/admin/claims/claim/{rejected.claim_id}/evidence/{rejected.pk}/take-back/"
    answer = desk.post(page, {"revision": rejected.claim.revision, "state": "rejected"})
    assert "Somebody else has decided" in " ".join(answer.context["form"].non_field_errors())


def test_evidence_on_which_a_verdict_rests_is_not_taken_back(desk: Client, claim: Claim, edith: User) -> None:
    cast.proposed(claim, edith)
    piece = Evidence.objects.get()
    with pytest.raises(Refused):
        take_back(piece, by=edith)


def test_what_is_proposed_comes_first_the_surest_before_the_others(desk: Client, claim: Claim, edith: User) -> None:
    for number, score in enumerate((0.7, 0.9, 0.8)):
        url = f"https://quay.example/{number}"
        Evidence.objects.create(claim=claim, url=url, quote=f"At {score}.", stance="context", score=score)
    cast.adduced(claim, edith)
    page = desk.get(f"/admin/claims/claim/{claim.pk}/change/")
    words = page.content.decode().split('id="evidence"')[1]
    places = [words.index(each) for each in ("3 passages proposed", "At 0.9.", "At 0.8.", "At 0.7.", "troops crossed")]
    assert places == sorted(places)


def test_why_it_is_proposed_is_said_beside_it(desk: Client, suggested: Evidence) -> None:
    Evidence.objects.update(why=[["names", "russia"], ["happened", ""]])
    page = f"/admin/claims/claim/{suggested.claim_id}/change/"
    assert "<strong>Gives context</strong> · it says that this happened · names in" in desk.get(page).content.decode()
    french = desk.get(page, headers={"accept-language": "fr"}).content.decode()
    assert "<strong>Éclaire</strong> · il dit que cela a eu lieu · noms en" in french


def _in_text(claim: Claim, version: DocumentVersion, quote: str) -> tuple[str, Evidence]:
    """The address of the page that shows a suggested passage in its text."""
    start = version.text.index(quote)
    place = {"version": version, "start": start, "end": start + len(quote)}
    piece = Evidence.objects.create(claim=claim, quote=quote, stance="context", **place)
    return f"/admin/claims/claim/{claim.pk}/evidence/{piece.pk}/", piece


def test_a_passage_is_shown_in_its_text(desk: Client, claim: Claim) -> None:
    address, _piece = _in_text(claim, cast.warning(REPORT, publisher=cast.agence()), "Nobody saw why.")
    assert f'href="{address}#passage"' in desk.get(f"/admin/claims/claim/{claim.pk}/change/").content.decode()
    marked = 'border.\n<mark class="current" id="passage">Nobody saw why.</mark>\nTroops'
    assert marked in desk.get(address).content.decode()


def test_a_passage_far_down_a_long_text_is_shown_with_what_is_around_it(desk: Client, claim: Claim) -> None:
    version = cast.warning("🚀 Nothing. " * 50_000 + "It <b>began</b>." + " Nothing." * 50_000, publisher=cast.agence())
    address, _piece = _in_text(claim, version, "It <b>began</b>.")
    assert (
        ' <mark class="current" id="passage">It &lt;b&gt;began&lt;/b&gt;.</mark> N'
        in desk.get(address).content.decode()
    )


def test_a_passage_of_a_hidden_document_is_not_shown_in_it(desk: Client, claim: Claim) -> None:
    address, _piece = _in_text(claim, cast.restricted(cast.warning(REPORT, publisher=cast.agence())), "Nobody saw why.")
    assert desk.get(address).status_code == 404


def test_evidence_from_a_page_outside_has_no_text_to_be_shown_in(desk: Client, suggested: Evidence) -> None:
    assert desk.get(f"/admin/claims/claim/{suggested.claim_id}/evidence/{suggested.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("states", "said", "unsaid"),
    [
        (["done"], ["The archive was last searched on"], ["being looked for", "failed"]),
        (["done", "queued"], ["The archive was last searched on", "being looked for"], ["failed"]),
        (["running"], ["being looked for"], ["last searched"]),
        (["done", "quarantined"], ["The archive was last searched on", "search for evidence failed"], ["being looked"]),
    ],
)
def test_the_page_says_whether_evidence_is_being_looked_for(
    desk: Client, claim: Claim, states: list[str], said: list[str], unsaid: list[str]
) -> None:
    EvidenceSearch.objects.all().delete()
    for state in states:
        EvidenceSearch.objects.create(claim=claim, reason="came_up", state=state, finished_at=Now())
    page = desk.get(f"/admin/claims/claim/{claim.pk}/change/").content.decode()
    assert ([each for each in said if each not in page], [each for each in unsaid if each in page]) == ([], [])


def test_a_piece_of_another_claim_is_not_found(desk: Client, suggested: Evidence, edith: User) -> None:
    other = editing.accept(cast.candidate(cast.warning(publisher=cast.agence())), by=edith)
    assert desk.get(f"/admin/claims/claim/{other.pk}/evidence/{suggested.pk}/reject/").status_code == 404


def test_evidence_from_a_hidden_document_is_not_shown(desk: Client, claim: Claim) -> None:
    desk.post(_url(claim, "adduce-passage"), _passage(claim, "Nobody saw why."))
    cast.restricted(Evidence.objects.get().version)  # type: ignore[arg-type]
    assert "Nobody saw why." not in desk.get(f"/admin/claims/claim/{claim.pk}/change/").content.decode()
