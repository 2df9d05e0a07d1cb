"""Verdicts: who may give and approve them, on what they rest, and how they are taken back."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from pytest_django import Settings

from claims import adducing, editing, rechecks, settling
from claims.models import Approval, Candidate, Claim, Evidence, Prediction, Verdict
from claims.refusals import Refused
from claims.rules.transitions import Refusal
from tests import cast

pytestmark = pytest.mark.django_db

BEFORE_THE_END = datetime(2022, 2, 18, 12, 0, tzinfo=UTC)
AFTER_THE_END = datetime(2022, 2, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def by() -> User:
    return cast.edith()


@pytest.fixture
def claim(by: User) -> Claim:
    """*Before the 20th*, accepted."""
    return editing.accept(cast.deadline(), by=by)


def status(claim: Claim) -> str:
    found: str = Claim.objects.with_status().get(pk=claim.pk).status
    return found


def refusal(act: Any) -> Refusal:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.refusal


def wrong_field(act: Any) -> list[str]:
    with pytest.raises(ValidationError) as error:
        act()
    return list(error.value.message_dict)


def test_a_verdict_alone_leaves_the_status_as_it_was(claim: Claim, by: User) -> None:
    cast.proposed(claim, by)
    assert status(claim) == "due"


def test_a_verdict_counts_once_a_second_person_approves_it(claim: Claim, by: User) -> None:
    verdict = cast.proposed(claim, by)
    settling.approve(claim, by=cast.rosa())
    claim.refresh_from_db()
    assert (claim.current_verdict, claim.proposed_verdict, status(claim)) == (verdict, None, "resolved")


def test_nobody_approves_a_verdict_of_their_own(claim: Claim, by: User) -> None:
    cast.proposed(claim, by)
    assert refusal(lambda: settling.approve(claim, by=by)) is Refusal.OWN_VERDICT


def test_the_database_too_refuses_the_approval_of_ones_own_verdict(claim: Claim, by: User) -> None:
    verdict = cast.proposed(claim, by)
    with pytest.raises(DatabaseError, match="another person"), transaction.atomic():
        Approval.objects.create(verdict=verdict, act="approved", by=by)


def test_where_four_eyes_are_switched_off_a_verdict_counts_at_once(claim: Claim, by: User, settings: Settings) -> None:
    settings.FOUR_EYES = False
    cast.proposed(claim, by)
    assert status(claim) == "resolved"


def test_a_verdict_that_was_sent_back_is_superseded_by_a_better_one(claim: Claim, by: User) -> None:
    first = cast.proposed(claim, by)
    settling.send_back(claim, comment="Say which border.", by=cast.rosa())
    second = cast.settled(claim, by)
    assert (second.replaces, claim.current_verdict, status(claim)) == (first, second, "resolved")


def test_a_verdict_is_not_sent_back_without_a_word(claim: Claim, by: User) -> None:
    cast.proposed(claim, by)
    assert wrong_field(lambda: settling.send_back(claim, comment=" ", by=cast.rosa())) == ["comment"]


def test_a_verdict_that_was_sent_back_cannot_be_approved(claim: Claim, by: User) -> None:
    cast.proposed(claim, by)
    settling.send_back(claim, comment="Say which border.", by=cast.rosa())
    claim.refresh_from_db()
    assert refusal(lambda: settling.approve(claim, by=cast.rosa())) is Refusal.NOT_PROPOSED


def test_who_decides_on_what_has_changed_meanwhile_is_refused(claim: Claim, by: User) -> None:
    evidence = cast.adduced(claim, by)
    seen = Claim.objects.get(pk=claim.pk)
    cast.proposed(claim, by)
    assert refusal(lambda: settling.settle(seen, cast.finding(evidence), by=by)) is Refusal.STALE


def test_a_correction_says_why(claim: Claim, by: User) -> None:
    cast.settled(claim, by)
    assert wrong_field(lambda: cast.proposed(claim, by, "ambiguous")) == ["reason"]


def test_a_corrected_verdict_counts_until_the_correction_is_approved(claim: Claim, by: User) -> None:
    first = cast.settled(claim, by)
    cast.proposed(claim, by, "ambiguous", reason="They crossed elsewhere.")
    assert claim.current_verdict == first


def test_a_retracted_verdict_leaves_the_claim_to_be_resolved(claim: Claim, by: User) -> None:
    cast.settled(claim, by)
    settling.retract(claim, reason="The source withdrew it.", by=by)
    claim.refresh_from_db()
    settling.approve(claim, by=cast.rosa())
    claim.refresh_from_db()
    assert (claim.current_verdict, status(claim)) == (None, "due")


def test_what_was_retracted_stays_in_the_chain(claim: Claim, by: User) -> None:
    verdict = cast.settled(claim, by)
    retraction = settling.retract(claim, reason="The source withdrew it.", by=by)
    assert retraction.replaces == verdict


def test_where_nothing_counts_there_is_nothing_to_retract(claim: Claim, by: User) -> None:
    assert refusal(lambda: settling.retract(claim, reason="oops", by=by)) is Refusal.NOTHING_COUNTS


def test_an_outcome_rests_on_accepted_evidence(claim: Claim, by: User) -> None:
    assert refusal(lambda: settling.settle(claim, cast.finding(), by=by)) is Refusal.NEEDS_EVIDENCE


def test_ambiguous_needs_no_evidence(claim: Claim, by: User) -> None:
    assert settling.settle(claim, cast.finding(rating="ambiguous"), by=by).pk


def test_a_rejected_piece_of_evidence_carries_no_verdict(claim: Claim, by: User) -> None:
    evidence = adducing.reject_evidence(cast.adduced(claim, by), reason="another border", by=by)
    claim.refresh_from_db()
    assert wrong_field(lambda: settling.settle(claim, cast.finding(evidence), by=by)) == ["evidence"]


def test_evidence_under_a_verdict_cannot_be_rejected(claim: Claim, by: User) -> None:
    cast.settled(claim, by)
    evidence = Evidence.objects.get()
    assert refusal(lambda: adducing.reject_evidence(evidence, reason="no", by=by)) is Refusal.EVIDENCE_IN_USE


def test_a_prediction_is_not_settled_without_criteria(claim: Claim, by: User) -> None:
    without = cast.finding(cast.adduced(claim, by), resolution_criteria="")
    assert refusal(lambda: settling.settle(claim, without, by=by)) is Refusal.NEEDS_CRITERIA


def test_the_criteria_stand_beside_the_verdict_as_they_were(claim: Claim, by: User) -> None:
    verdict = cast.settled(claim, by)
    settling.word_criteria(claim, "Ten thousand cross.", reason="It was too loose.", by=by)
    verdict.refresh_from_db()
    assert verdict.resolution_criteria == "Russian troops cross the border in force."


def test_criteria_changed_after_the_window_opened_need_a_reason(claim: Claim, by: User) -> None:
    settling.word_criteria(claim, "Troops cross.", by=by)
    claim.refresh_from_db()
    assert wrong_field(lambda: settling.word_criteria(claim, "Many cross.", by=by)) == ["reason"]


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        (("came-true", BEFORE_THE_END, ""), None),
        (("did-not-come-true", BEFORE_THE_END, ""), Refusal.TOO_EARLY),
        (("did-not-come-true", BEFORE_THE_END, "now_impossible"), None),
        (("did-not-come-true", BEFORE_THE_END, "now_certain"), Refusal.CERTAINTY_DOES_NOT_FIT),
        (("did-not-come-true", AFTER_THE_END, ""), None),
        (("did-not-come-true", AFTER_THE_END, "now_impossible"), Refusal.CERTAINTY_DOES_NOT_FIT),
        (("mostly-true", AFTER_THE_END, ""), Refusal.WRONG_SCALE),
    ],
)
def test_what_can_be_known_when(
    claim: Claim, by: User, given: tuple[str, datetime, str], refused: Refusal | None
) -> None:
    rating, known_at, certainty = given
    finding = cast.finding(cast.adduced(claim, by), rating, known_at=known_at, certainty=certainty)
    if refused is None:
        assert settling.settle(claim, finding, by=by).pk
    else:
        assert refusal(lambda: settling.settle(claim, finding, by=by)) is refused


def test_what_happened_before_the_window_did_not_come_true_in_it(by: User) -> None:
    claim = editing.accept(cast.candidate(), by=by)
    early = cast.finding(cast.adduced(claim, by), known_at=datetime(2022, 2, 14, tzinfo=UTC))
    assert refusal(lambda: settling.settle(claim, early, by=by)) is Refusal.TOO_EARLY


def test_nothing_is_known_before_it_was_said(claim: Claim, by: User) -> None:
    early = cast.finding(cast.adduced(claim, by), known_at=cast.SATURDAY - timedelta(days=3))
    assert wrong_field(lambda: settling.settle(claim, early, by=by)) == ["known_at"]


def test_now_impossible_takes_two_even_where_four_eyes_are_switched_off(
    claim: Claim, by: User, settings: Settings
) -> None:
    settings.FOUR_EYES = False
    cast.proposed(claim, by, "did-not-come-true", known_at=BEFORE_THE_END, certainty=Verdict.Certainty.NOW_IMPOSSIBLE)
    assert claim.current_verdict is None


@pytest.fixture
def conditional(by: User) -> Claim:
    """It hangs on a condition."""
    return editing.accept(cast.deadline(condition="if talks fail", kind="conditional_prediction"), by=by)


def judge(claim: Claim, by: User, *, held: bool) -> Prediction:
    return settling.judge_condition(claim, held=held, rationale="The talks.", known_at=BEFORE_THE_END, by=by)


def test_a_condition_that_never_held_annuls_its_prediction(conditional: Claim, by: User) -> None:
    judge(conditional, by, held=False)
    conditional.refresh_from_db()
    settling.approve(conditional, by=cast.rosa())
    conditional.refresh_from_db()
    assert conditional.current_verdict is not None
    assert str(conditional.current_verdict.rating) == "Annulled"


def test_a_condition_that_held_lets_the_prediction_go_on(conditional: Claim, by: User) -> None:
    assert judge(conditional, by, held=True).condition_state == "held"


def test_while_its_annulment_waits_for_a_second_person_the_prediction_stays_on_hold(
    conditional: Claim, by: User
) -> None:
    assert judge(conditional, by, held=False).condition_state == "open"


def test_a_condition_never_held_once_the_annulment_counts(conditional: Claim, by: User) -> None:
    judge(conditional, by, held=False)
    conditional.refresh_from_db()
    settling.approve(conditional, by=cast.rosa())
    assert Prediction.objects.get(claim=conditional).condition_state == "never_held"


def test_a_condition_is_open_again_once_the_annulment_is_retracted(conditional: Claim, by: User) -> None:
    cast.settled(conditional, by, "annulled")
    settling.retract(conditional, reason="The talks did fail.", by=by)
    conditional.refresh_from_db()
    settling.approve(conditional, by=cast.rosa())
    assert Prediction.objects.get(claim=conditional).condition_state == "open"


def test_nothing_is_annulled_by_a_condition_that_held(conditional: Claim, by: User) -> None:
    judge(conditional, by, held=True)
    conditional.refresh_from_db()
    annulled = cast.finding(rating="annulled")
    assert refusal(lambda: settling.settle(conditional, annulled, by=by)) is Refusal.CONDITION_STANDS


def test_what_was_annulled_is_not_approved_once_the_condition_held(conditional: Claim, by: User) -> None:
    judge(conditional, by, held=False)
    conditional.refresh_from_db()
    judge(conditional, by, held=True)
    conditional.refresh_from_db()
    assert refusal(lambda: settling.approve(conditional, by=cast.rosa())) is Refusal.CONDITION_STANDS


def test_a_candidate_whose_verdict_was_sent_back_can_be_reopened(claim: Claim, by: User) -> None:
    cast.proposed(claim, by)
    settling.send_back(claim, comment="Say which border.", by=cast.rosa())
    candidate = Candidate.objects.get()
    editing.reopen(candidate, reason="misread", by=by)
    assert status(claim) == "withdrawn"


def test_what_became_too_early_by_a_later_horizon_is_not_approved(by: User) -> None:
    claim = editing.accept(cast.candidate(), by=by)
    rechecks.set_horizon(Prediction.objects.get(claim=claim), horizon=date(2022, 2, 20), by=by)
    cast.proposed(claim, by, "did-not-come-true", known_at=AFTER_THE_END)
    rechecks.set_horizon(Prediction.objects.get(claim=claim), horizon=date(2999, 1, 1), by=by)
    claim.refresh_from_db()
    assert refusal(lambda: settling.approve(claim, by=cast.rosa())) is Refusal.TOO_EARLY


def test_what_became_too_early_can_be_sent_back(conditional: Claim, by: User) -> None:
    judge(conditional, by, held=False)
    conditional.refresh_from_db()
    judge(conditional, by, held=True)
    assert settling.send_back(conditional, comment="It held.", by=cast.rosa()).pk


@pytest.mark.parametrize("reason", ["x" * 501, "a\x00b", "a\ud800b"])
def test_a_reason_that_cannot_be_stored_is_refused_by_its_name(claim: Claim, by: User, reason: str) -> None:
    given = cast.finding(cast.adduced(claim, by), reason=reason)
    assert wrong_field(lambda: settling.settle(claim, given, by=by)) == ["reason"]
    if len(reason) < 500:
        assert wrong_field(lambda: settling.word_criteria(claim, "Troops cross.", reason=reason, by=by)) == ["reason"]


def test_an_address_too_long_to_store_is_refused(claim: Claim, by: User) -> None:
    url = "https://harbour.example/" + "x" * 2000
    stance = Evidence.Stance.SUPPORTS
    assert wrong_field(lambda: adducing.adduce_page(claim, url, quote="words", stance=stance, by=by)) == ["url"]


def test_the_database_too_refuses_now_impossible_without_a_second_person(claim: Claim, by: User) -> None:
    given = {"rationale": "x", "known_at": cast.INVASION, "certainty": "now_impossible", "needs_approval": False}
    with pytest.raises(DatabaseError, match="verdict_early_needs_approval"), transaction.atomic():
        Verdict.objects.create(claim=claim, rating=cast.finding().rating, decided_by=by, **given)


def test_an_unconditional_prediction_has_no_condition_to_judge(claim: Claim, by: User) -> None:
    assert refusal(lambda: judge(claim, by, held=True)) is Refusal.NO_CONDITION
