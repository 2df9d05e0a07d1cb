from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client
from django.utils.html import escape

from claims import editing
from claims.models import Candidate, Claim
from tests import cast

pytestmark = pytest.mark.django_db
ACCEPT = {
    "revision": "1",
    "text": "Russia invades Ukraine",
    "kind": "prediction",
    "claimant": "White House",
    "claimant_kind": "organization",
    "operator": "not_before",
    "not_before": "2022-02-16",
    "not_after": "",
    "resolves_on": "occurrence",
    "resolution_criteria": "Troops cross the border.",
}


def _url(candidate: Candidate, act: str = "change") -> str:
    return f"/admin/claims/candidate/{candidate.pk}/{act}/"


def _decision(candidate: Candidate) -> str:
    candidate.refresh_from_db()
    return candidate.decision


def test_accepting_makes_the_claim_that_was_typed(desk: Client) -> None:
    desk.post(_url(cast.candidate(), "accept"), ACCEPT)
    claim = Claim.objects.get()
    assert (claim.text, claim.claimant.name, claim.prediction.not_before) == (
        "Russia invades Ukraine",
        "White House",
        date(2022, 2, 16),
    )


def test_an_uncorrected_window_keeps_the_machines_precision_and_sentence(desk: Client) -> None:
    candidate = cast.candidate(precision="week")
    desk.post(_url(candidate, "accept"), ACCEPT)
    prediction = Claim.objects.get().prediction
    assert (prediction.precision, prediction.computed) == ("week", candidate.computed)
    assert prediction.computed_fr == candidate.computed_fr


def test_a_corrected_window_is_in_days_and_the_editors(desk: Client) -> None:
    desk.post(_url(cast.candidate(precision="week"), "accept"), ACCEPT | {"not_before": "2022-02-17"})
    prediction = Claim.objects.get().prediction
    assert (prediction.precision, prediction.window_set_by) == ("day", "editor")


def test_after_a_decision_comes_the_next_candidate_of_the_same_text(desk: Client) -> None:
    version = cast.warning()
    first, second = cast.candidate(version), cast.deadline(version)
    cast.candidate(cast.warning(publisher=cast.agence()), check_worthiness=1)
    assert desk.post(_url(first, "accept"), ACCEPT).headers["Location"] == _url(second)


def test_after_the_last_of_a_text_come_those_left_over_before_it(desk: Client) -> None:
    version = cast.warning()
    first, last = cast.candidate(version), cast.deadline(version)
    assert desk.post(_url(last, "reject"), {"revision": "1", "reason": "vague"}).headers["Location"] == _url(first)


def test_after_a_whole_text_comes_the_best_of_the_queue(desk: Client) -> None:
    elsewhere = cast.candidate(cast.warning(publisher=cast.agence()))
    assert desk.post(_url(cast.candidate(), "accept"), ACCEPT).headers["Location"] == _url(elsewhere)


def test_after_the_last_of_all_comes_the_empty_queue(desk: Client) -> None:
    answer = desk.post(_url(cast.candidate(), "accept"), ACCEPT, follow=True)
    assert [str(message) for message in answer.context["messages"]][-1] == "Nothing is pending any more."


def test_a_decision_says_how_to_undo_it(desk: Client) -> None:
    candidate = cast.candidate()
    answer = desk.post(_url(candidate, "reject"), {"revision": "1", "reason": "vague"}, follow=True)
    assert f'<a href="{_url(candidate)}#reopen">Undo</a>' in answer.content.decode()


def test_a_hostile_quote_is_shown_not_obeyed_in_the_message(desk: Client) -> None:
    candidate = cast.candidate(cast.warning("a <b>bold</b> claim"), "a <b>bold</b> claim")
    answer = desk.post(_url(candidate, "reject"), {"revision": "1", "reason": "vague"}, follow=True)
    assert "Rejected: “a &lt;b&gt;bold&lt;/b&gt; claim”." in answer.content.decode()


@pytest.mark.parametrize(
    ("act", "typed", "said"),
    [
        ("accept", ACCEPT, "Accepted: “an invasion could start as early as Wednesday”."),
        ("reject", {"revision": "1", "reason": "vague"}, "Rejected: “an invasion could start as early as Wednesday”."),
    ],
)
def test_the_admins_history_tells_of_the_decision(
    desk: Client, edith: User, act: str, typed: dict[str, str], said: str
) -> None:
    desk.post(_url(cast.candidate(), act), typed)
    entry = LogEntry.objects.get()
    assert (entry.user, entry.change_message) == (edith, said)


def test_a_second_accept_says_so_and_loses_nothing_typed(desk: Client) -> None:
    candidate = cast.candidate()
    desk.post(_url(candidate, "accept"), ACCEPT)
    page = desk.post(_url(candidate, "accept"), ACCEPT | {"text": "My careful wording"}).content.decode()
    assert ("already been decided" in page, "My careful wording" in page) == (True, True)


def test_a_second_accept_makes_no_second_claim(desk: Client) -> None:
    candidate = cast.candidate()
    for _time in range(2):
        desk.post(_url(candidate, "accept"), ACCEPT)
    assert (Claim.objects.count(), LogEntry.objects.count()) == (1, 1)


@pytest.mark.parametrize("act", ["accept", "attach", "reject", "reopen"])
def test_a_reader_may_not_decide(armchair: Client, act: str) -> None:
    candidate = cast.candidate()
    answer = armchair.post(_url(candidate, act), ACCEPT | {"revision": "1", "reason": "vague"})
    assert (answer.status_code, _decision(candidate)) == (403, "pending")


def test_a_refused_reader_is_told_why(armchair: Client) -> None:
    assert "Ask an editor" in armchair.post(_url(cast.candidate(), "accept"), ACCEPT).content.decode()


@pytest.mark.parametrize("act", ["accept", "attach", "reject", "reopen"])
def test_a_hidden_candidate_cannot_be_decided(desk: Client, act: str) -> None:
    candidate = cast.candidate(cast.restricted(cast.warning()))
    assert desk.post(_url(candidate, act), ACCEPT | {"revision": "1", "reason": "vague"}).status_code == 404


@pytest.mark.parametrize("act", ["accept", "attach", "reject", "reopen"])
def test_following_a_link_decides_nothing(desk: Client, act: str) -> None:
    candidate = cast.candidate()
    assert desk.get(_url(candidate, act)).headers["Location"] == _url(candidate)


def test_a_decision_from_another_site_is_refused(edith: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(edith)
    assert client.post(_url(cast.candidate(), "accept"), ACCEPT).status_code == 403


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("kind", {"kind": "opinion"}),
        ("kind", {"kind": "bogus"}),
        ("text", {"text": " "}),
        ("text", {"text": "x" * 1001}),
        ("text", {"text": "a\x00b"}),
        ("claimant", {"claimant": ""}),
        ("not_before", {"not_before": "Wednesday"}),
        ("not_after", {"not_after": "2022-02-01"}),
        ("operator", {"operator": "perhaps"}),
        ("resolves_on", {"resolves_on": "perhaps"}),
    ],
)
def test_bad_input_is_named_by_its_field_and_decides_nothing(desk: Client, field: str, typed: dict[str, str]) -> None:
    candidate = cast.candidate()
    form = desk.post(_url(candidate, "accept"), ACCEPT | typed).context["accept_form"]
    assert (list(form.errors), _decision(candidate)) == ([field], "pending")


def test_what_was_typed_beside_a_bad_field_is_kept(desk: Client) -> None:
    page = desk.post(_url(cast.candidate(), "accept"), ACCEPT | {"not_before": "Wednesday"}).content.decode()
    assert (">\nTroops cross the border.<" in page, 'value="Wednesday"' in page) == (True, True)


def test_an_opinion_corrected_to_a_prediction_is_accepted(desk: Client) -> None:
    candidate = cast.candidate(kind="opinion")
    desk.post(_url(candidate, "accept"), ACCEPT)
    assert _decision(candidate) == "accepted"


def test_attaching_adds_an_appearance(desk: Client, edith: User) -> None:
    version = cast.warning()
    claim = editing.accept(cast.candidate(version), by=edith)
    desk.post(_url(cast.deadline(version), "attach"), {"revision": "1", "claim": claim.pk})
    assert (Claim.objects.count(), claim.appearances.count()) == (1, 2)


@pytest.mark.parametrize(
    ("chosen", "said"), [("", "Choose the claim."), ("x", "Choose the claim."), ("0", "This claim is not known.")]
)
def test_attaching_to_nothing_is_refused(desk: Client, chosen: str, said: str) -> None:
    assert said in desk.post(_url(cast.candidate(), "attach"), {"revision": "1", "claim": chosen}).content.decode()


def test_a_claim_in_hidden_documents_only_cannot_be_attached_to(desk: Client, edith: User) -> None:
    claim = editing.accept(cast.candidate(cast.restricted(cast.warning(publisher=cast.agence()))), by=edith)
    candidate = cast.candidate()
    desk.post(_url(candidate, "attach"), {"revision": "1", "claim": claim.pk})
    assert _decision(candidate) == "pending"


def test_a_usual_reason_and_ones_own_words_are_kept_together(desk: Client) -> None:
    candidate = cast.candidate()
    desk.post(_url(candidate, "reject"), {"revision": "1", "suggestion": "Too vague", "reason": "which coast?"})
    assert candidate.decisions.get().reason == "Too vague: which coast?"


@pytest.mark.parametrize("typed", [{}, {"reason": "  "}])
def test_rejecting_without_a_reason_is_refused(desk: Client, typed: dict[str, str]) -> None:
    candidate = cast.candidate()
    form = desk.post(_url(candidate, "reject"), {"revision": "1"} | typed).context["reject_form"]
    assert (list(form.errors), _decision(candidate)) == (["reason"], "pending")


def test_reopening_makes_the_candidate_pending_again(desk: Client, edith: User) -> None:
    candidate = cast.candidate()
    editing.accept(candidate, by=edith)
    answer = desk.post(_url(candidate, "reopen"), {"revision": "2", "suggestion": "Decided by mistake"})
    assert (answer.headers["Location"], _decision(candidate)) == (_url(candidate), "pending")


def test_a_candidate_under_a_verdict_is_not_reopened(desk: Client, edith: User) -> None:
    candidate = cast.candidate()
    cast.settled(editing.accept(candidate, by=edith), edith)
    page = desk.post(_url(candidate, "reopen"), {"revision": "2", "reason": "second thoughts"}).content.decode()
    assert (escape("A verdict rests on this.") in page, "second thoughts" in page) == (True, True)
