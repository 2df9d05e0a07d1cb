from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from claims import editing
from claims.drafting import draft_of
from claims.models import Candidate, Claim, Prediction
from claims.refusals import Refused
from claims.rules.transitions import Refusal
from tests import cast

pytestmark = pytest.mark.django_db


def test_accepting_makes_a_claim_with_its_appearance() -> None:
    candidate = cast.candidate()
    claim = editing.accept(candidate, by=cast.edith())
    assert [appearance.quote for appearance in claim.appearances.all()] == [cast.COULD_START]


def test_accepting_copies_the_decision_to_the_candidate() -> None:
    candidate = cast.candidate()
    editing.accept(candidate, by=cast.edith())
    candidate.refresh_from_db()
    assert candidate.decision == Candidate.Decision.ACCEPTED


def test_as_early_as_wednesday_is_to_be_looked_at_when_wednesday_begins_in_london() -> None:
    claim = editing.accept(cast.candidate(), by=cast.edith())
    assert claim.prediction.look_at == datetime(2022, 2, 16, 0, 0, tzinfo=UTC)


def test_as_early_as_wednesday_is_not_a_deadline() -> None:
    assert editing.accept(cast.candidate(), by=cast.edith()).prediction.due_at is None


def test_before_the_20th_is_due_when_the_20th_has_ended() -> None:
    claim = editing.accept(cast.deadline(), by=cast.edith())
    assert claim.prediction.due_at == datetime(2022, 2, 21, 0, 0, tzinfo=UTC)


def test_a_second_accept_is_refused() -> None:
    candidate, by = cast.candidate(), cast.edith()
    editing.accept(candidate, by=by)
    with pytest.raises(Refused) as refused:
        editing.accept(candidate, by=by)
    assert refused.value.refusal is Refusal.NOT_PENDING


def test_an_opinion_cannot_be_accepted() -> None:
    with pytest.raises(Refused) as refused:
        editing.accept(cast.candidate(kind="opinion"), by=cast.edith())
    assert refused.value.refusal is Refusal.IS_OPINION


def test_a_refused_accept_leaves_no_claim() -> None:
    with pytest.raises(Refused):
        editing.accept(cast.candidate(kind="opinion"), by=cast.edith())
    assert not Claim.objects.exists()


def test_what_the_article_itself_says_is_its_publishers_claim() -> None:
    claim = editing.accept(cast.candidate(claimant="narrator", attribution=[]), by=cast.edith())
    assert claim.claimant.name == "Harbour Wire"


def test_attaching_makes_no_second_claim() -> None:
    by, version = cast.edith(), cast.warning()
    claim = editing.accept(cast.candidate(version), by=by)
    editing.attach(cast.deadline(version), to=claim, by=by)
    assert (Claim.objects.count(), claim.appearances.count()) == (1, 2)


def test_rejecting_needs_a_reason() -> None:
    with pytest.raises(ValidationError) as error:
        editing.reject(cast.candidate(), reason=" ", by=cast.edith())
    assert list(error.value.message_dict) == ["reason"]


def test_reopening_withdraws_a_claim_left_without_appearance() -> None:
    candidate, by = cast.candidate(), cast.edith()
    claim = editing.accept(candidate, by=by)
    candidate.refresh_from_db()
    editing.reopen(candidate, reason="wrong claimant", by=by)
    claim.refresh_from_db()
    assert claim.withdrawn_at is not None


def test_a_withdrawn_prediction_leaves_the_queue() -> None:
    candidate, by = cast.candidate(), cast.edith()
    editing.accept(candidate, by=by)
    candidate.refresh_from_db()
    editing.reopen(candidate, reason="wrong claimant", by=by)
    assert not Prediction.objects.queue().exists()


def test_a_reopened_candidate_can_be_accepted_again() -> None:
    candidate, by = cast.candidate(), cast.edith()
    editing.accept(candidate, by=by)
    candidate.refresh_from_db()
    editing.reopen(candidate, reason="wrong claimant", by=by)
    assert editing.accept(candidate, by=by).withdrawn_at is None


def test_a_reopened_candidate_under_a_verdict_is_refused() -> None:
    candidate, by = cast.candidate(), cast.edith()
    cast.settled(editing.accept(candidate, by=by), by)
    candidate.refresh_from_db()
    with pytest.raises(Refused) as refused:
        editing.reopen(candidate, reason="second thoughts", by=by)
    assert refused.value.refusal is Refusal.HAS_VERDICT


def test_a_corrected_window_says_that_an_editor_set_it() -> None:
    candidate = cast.candidate()
    draft = replace(draft_of(candidate), not_before=None, not_after=date(2022, 3, 1))
    claim = editing.accept(candidate, draft, by=cast.edith())
    assert claim.prediction.window_set_by == Prediction.WindowSetBy.EDITOR


def test_a_passage_stands_under_a_claim_only_once() -> None:
    by, candidate = cast.edith(), cast.candidate()
    claim = editing.accept(candidate, by=by)
    again = cast.candidate(candidate.version, pipeline="a later one")
    with pytest.raises(Refused) as refused:
        editing.attach(again, to=claim, by=by)
    assert refused.value.refusal is Refusal.ALREADY_APPEARS


def test_a_reason_that_is_too_long_is_refused_and_not_cut() -> None:
    with pytest.raises(ValidationError) as error:
        editing.reject(cast.candidate(), reason="x" * 501, by=cast.edith())
    assert list(error.value.message_dict) == ["reason"]


def test_a_reopened_earlier_appearance_gives_the_claim_its_date_back() -> None:
    by = cast.edith()
    claim = editing.accept(cast.candidate(), by=by)
    earlier = cast.warning(cast.WARNING, cast.agence())
    earlier.document.published_at = datetime(2022, 1, 10, 9, 0, tzinfo=UTC)
    earlier.document.save()
    wrong = cast.candidate(earlier)
    editing.attach(wrong, to=claim, by=by)
    editing.reopen(wrong, reason="another invasion", by=by)
    claim.refresh_from_db()
    assert claim.claim_date == date(2022, 2, 12)


@pytest.mark.parametrize("field", ["text", "claimant", "resolution_criteria"])
def test_words_that_cannot_be_stored_are_refused_by_the_name_of_their_field(field: str) -> None:
    candidate = cast.candidate()
    given: dict[str, Any] = {field: "half a \ud83d"}
    draft = replace(draft_of(candidate), **given)
    with pytest.raises(ValidationError) as error:
        editing.accept(candidate, draft, by=cast.edith())
    assert list(error.value.message_dict) == [field]


def test_a_day_of_the_year_one_is_refused() -> None:
    candidate = cast.candidate()
    draft = replace(draft_of(candidate), not_before=date(1, 1, 1))
    with pytest.raises(ValidationError) as error:
        editing.accept(candidate, draft, by=cast.edith())
    assert list(error.value.message_dict) == ["not_before"]
