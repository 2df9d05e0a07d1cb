from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from claims import editing, rechecks, sweeping
from claims.models import Prediction, Recheck
from claims.refusals import Refused
from tests import cast

pytestmark = pytest.mark.django_db


def test_a_prediction_whose_day_has_come_is_taken_once_however_often_the_sweep_runs() -> None:
    editing.accept(cast.candidate(), by=cast.edith())
    assert [sweeping.sweep() for _ in range(3)] == [1, 0, 0]


def test_each_look_leaves_a_row_that_says_why() -> None:
    by, version = cast.edith(), cast.warning()
    editing.accept(cast.candidate(version), by=by)
    editing.accept(cast.deadline(version), by=by)
    sweeping.sweep()
    assert sorted(Recheck.objects.values_list("reason", flat=True)) == ["due", "look"]


def test_the_sweep_moves_no_deadline() -> None:
    claim = editing.accept(cast.deadline(), by=cast.edith())
    sweeping.sweep()
    assert Prediction.objects.get().due_at == claim.prediction.due_at


def test_overdue_stays_on_the_queue_after_the_sweep() -> None:
    editing.accept(cast.deadline(), by=cast.edith())
    sweeping.sweep()
    assert Prediction.objects.due().count() == 1


def test_a_deadline_in_the_future_is_left_alone() -> None:
    editing.accept(cast.deadline(not_after=date(2999, 1, 1)), by=cast.edith())
    assert sweeping.sweep() == 0


def test_more_than_a_batch_is_taken_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    by, version = cast.edith(), cast.warning()
    for quote in ("troops", "border", "Wednesday"):
        editing.accept(cast.candidate(version, quote), by=by)
    monkeypatch.setattr(sweeping, "BATCH", 2)
    assert sweeping.sweep() == 3


def test_the_command_needs_no_broker(capsys: pytest.CaptureFixture[str]) -> None:
    editing.accept(cast.deadline(), by=cast.edith())
    call_command("recheck")
    assert capsys.readouterr().out == "1 taken. In the queue: 1 due, 0 to look at.\n"


def test_a_horizon_gives_the_prediction_a_deadline() -> None:
    by = cast.edith()
    claim = editing.accept(cast.candidate(), by=by)
    prediction = rechecks.set_horizon(claim.prediction, horizon=date(2022, 6, 30), by=by)
    assert prediction.due_at is not None
    assert prediction.due_at.isoformat() == "2022-07-01T00:00:00+01:00"


def test_with_a_horizon_nobody_has_to_look_for_one() -> None:
    by = cast.edith()
    claim = editing.accept(cast.candidate(), by=by)
    rechecks.set_horizon(claim.prediction, horizon=date(2999, 6, 30), by=by)
    assert not Prediction.objects.to_look_at().exists()


def test_a_horizon_before_the_window_opens_is_refused() -> None:
    by = cast.edith()
    claim = editing.accept(cast.candidate(), by=by)
    with pytest.raises(ValidationError) as error:
        rechecks.set_horizon(claim.prediction, horizon=date(2022, 2, 15), by=by)
    assert list(error.value.message_dict) == ["horizon"]


def test_a_window_with_an_end_takes_no_horizon() -> None:
    by = cast.edith()
    claim = editing.accept(cast.deadline(), by=by)
    with pytest.raises(ValidationError):
        rechecks.set_horizon(claim.prediction, horizon=date(2022, 3, 1), by=by)


def test_a_withdrawn_prediction_takes_no_horizon() -> None:
    candidate, by = cast.candidate(), cast.edith()
    claim = editing.accept(candidate, by=by)
    editing.reopen(candidate, reason="misread", by=by)
    with pytest.raises(Refused):
        rechecks.set_horizon(claim.prediction, horizon=date(2022, 3, 1), by=by)


def test_the_same_horizon_set_twice_does_not_stop_the_sweep() -> None:
    by = cast.edith()
    claim = editing.accept(cast.candidate(), by=by)
    for _ in range(2):
        rechecks.set_horizon(claim.prediction, horizon=date(2022, 3, 1), by=by)
        sweeping.sweep()
    assert Recheck.objects.count() == 1


def test_a_horizon_at_the_end_of_the_calendar_is_refused() -> None:
    by = cast.edith()
    claim = editing.accept(cast.candidate(), by=by)
    with pytest.raises(ValidationError) as error:
        rechecks.set_horizon(claim.prediction, horizon=date.max, by=by)
    assert list(error.value.message_dict) == ["horizon"]
