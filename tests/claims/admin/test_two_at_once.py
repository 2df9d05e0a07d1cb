"""The slower of two editors: told what the other did, with all that was typed, and asked again."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims import adducing, editing, settling
from claims.admin.seen_form import newest_entry
from claims.models import Candidate, Claim, Rating, Verdict
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(edith: User) -> Claim:
    """*Before the 20th*, on a condition, with a piece of evidence."""
    claim = editing.accept(cast.deadline(condition="if talks fail", kind="conditional_prediction"), by=edith)
    cast.adduced(claim, edith)
    return claim


def _forms(claim: Claim) -> dict[str, dict[str, object]]:
    """What somebody might type into each form of a claim."""
    came_true = Rating.objects.get(slug="came-true").pk
    known = {"known_at": "2022-02-24T05:00", "rationale": "My careful words"}
    page: dict[str, object] = {"url": "https://quay.example/1", "quote": "My careful words", "stance": "supports"}
    return {
        "settle": {"rating": came_true, "evidence": [piece.pk for piece in claim.evidence.all()], **known},
        "retract": {"reason": "My careful words"},
        "approve": {"comment": "My careful words"},
        "send-back": {"comment": "My careful words"},
        "criteria": {"resolution_criteria": "My careful words"},
        "condition": {"held": "held", **known},
        "horizon": {"horizon": "2022-12-24"},
        "adduce-page": page,
    }


@pytest.fixture
def rosas(db: None) -> Client:
    client = Client()
    client.force_login(cast.rosa())
    return client


ACTS = ["settle", "retract", "approve", "send-back", "criteria", "condition", "horizon", "adduce-page"]


@pytest.mark.parametrize("act", ACTS)
def test_the_slower_editor_sees_both_and_nothing_typed_is_lost(
    rosas: Client, claim: Claim, edith: User, act: str
) -> None:
    typed = _forms(claim)[act] | {"revision": claim.revision, "seen": newest_entry()}
    settling.word_criteria(claim, "What Edith wrote meanwhile", by=edith)
    answer = rosas.post(f"/admin/claims/claim/{claim.pk}/{act}/", typed)
    page = answer.content.decode()
    mine = "2022-12-24" if act == "horizon" else "My careful words"
    said = ("What was done meanwhile", "worded the criteria", "What Edith wrote meanwhile", mine)
    assert (answer.status_code, [words for words in said if words not in page]) == (409, [])


def test_what_the_editor_had_already_seen_is_not_news(rosas: Client, claim: Claim, edith: User) -> None:
    seen, revision = newest_entry(), claim.revision
    settling.word_criteria(claim, "Troops cross.", by=edith)
    answer = rosas.post(f"/admin/claims/claim/{claim.pk}/retract/", {"revision": revision, "seen": seen, "reason": "x"})
    assert [event.act for event in answer.context["meanwhile"]] == ["worded the criteria"]


def test_sending_again_is_a_decision_in_full_knowledge(rosas: Client, claim: Claim, edith: User) -> None:
    typed = _forms(claim)["settle"] | {"revision": claim.revision, "seen": newest_entry()}
    settling.word_criteria(claim, "Troops cross.", by=edith)
    url = f"/admin/claims/claim/{claim.pk}/settle/"
    form = rosas.post(url, typed).context["form"]
    rosas.post(url, typed | {name: form[name].value() for name in ("revision", "seen")})
    assert Verdict.objects.count() == 1


def test_criteria_typed_beside_those_written_meanwhile_are_still_shown(
    rosas: Client, claim: Claim, edith: User
) -> None:
    typed = _forms(claim)["settle"] | {"revision": claim.revision, "resolution_criteria": "What I thought of"}
    settling.word_criteria(claim, "Troops cross.", by=edith)
    assert "What I thought of" in rosas.post(f"/admin/claims/claim/{claim.pk}/settle/", typed).content.decode()


def test_a_piece_rejected_meanwhile_is_still_shown_as_chosen(rosas: Client, claim: Claim, edith: User) -> None:
    piece = claim.evidence.get()
    typed = _forms(claim)["settle"] | {"revision": claim.revision, "evidence": [piece.pk]}
    adducing.reject_evidence(piece, reason="a rumour", by=edith)
    form = rosas.post(f"/admin/claims/claim/{claim.pk}/settle/", typed).context["form"]
    assert form["evidence"].value() == [str(piece.pk)]


def test_the_slower_of_two_on_a_piece_of_evidence_sees_what_the_other_decided(
    rosas: Client, claim: Claim, edith: User
) -> None:
    piece = claim.evidence.get()
    typed = {"revision": claim.revision, "seen": newest_entry(), "state": "accepted", "reason": "My careful words"}
    adducing.reject_evidence(piece, reason="Only a rumour", by=edith)
    answer = rosas.post(f"/admin/claims/claim/{claim.pk}/evidence/{piece.pk}/reject/", typed)
    page = answer.content.decode()
    assert (answer.status_code, "Only a rumour" in page, "My careful words" in page) == (409, True, True)


TYPED = {
    "text": "My careful words",
    "kind": "prediction",
    "claimant": "White House",
    "claimant_kind": "organization",
    "operator": "before",
    "not_before": "",
    "not_after": "2022-02-20",
    "resolves_on": "occurrence",
    "resolution_criteria": "",
}


def _late(client: Client, candidate: Candidate, act: str, typed: dict[str, str]) -> tuple[int, str]:
    answer = client.post(f"/admin/claims/candidate/{candidate.pk}/{act}/", typed | {"revision": "1", "seen": "0"})
    return answer.status_code, answer.content.decode()


def test_the_slower_editor_of_a_candidate_reads_why_it_was_rejected(rosas: Client, edith: User) -> None:
    candidate = cast.deadline()
    editing.reject(candidate, reason="Only a rumour", by=edith)
    status, page = _late(rosas, candidate, "accept", TYPED)
    said = ("What was done meanwhile", "rejected the candidate", "Only a rumour", "My careful words")
    assert (status, [words for words in said if words not in page]) == (409, [])


@pytest.mark.parametrize(("act", "typed"), [("reject", {"reason": "My words"}), ("reopen", {"reason": "My words"})])
def test_the_slower_reason_is_kept(rosas: Client, edith: User, act: str, typed: dict[str, str]) -> None:
    candidate = cast.deadline()
    editing.accept(candidate, by=edith)
    status, page = _late(rosas, candidate, act, typed)
    assert (status, "accepted the candidate" in page, "My words" in page) == (409, True, True)


def test_the_slower_of_two_who_attach_is_told(rosas: Client, edith: User, claim: Claim) -> None:
    candidate = cast.candidate(cast.warning(publisher=cast.agence()))
    editing.reject(candidate, reason="Only a rumour", by=edith)
    status, page = _late(rosas, candidate, "attach", {"claim": str(claim.pk)})
    assert (status, "Only a rumour" in page) == (409, True)
