from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection

from claims import editing, rechecks, sweeping
from claims.models import Claim, LedgerEntry, Prediction, Recheck
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


def accepted(**fields: object) -> tuple[Claim, User]:
    by = cast.edith()
    return editing.accept(cast.candidate(**fields), by=by), by  # type: ignore[arg-type]


def test_snoozing_hides_a_look_until_its_day() -> None:
    claim, by = accepted()
    rechecks.snooze(claim, until=date(2999, 1, 1), by=by)
    assert not Prediction.objects.to_look_at().exists()
    assert Prediction.objects.to_look_at(datetime(2999, 1, 1, tzinfo=UTC)).exists()


def test_what_is_due_cannot_be_snoozed() -> None:
    by = cast.edith()
    claim = editing.accept(cast.deadline(), by=by)
    with pytest.raises(ValidationError):
        rechecks.snooze(claim, until=date(2999, 1, 1), by=by)
    assert Prediction.objects.due().exists()


def test_a_horizon_ends_a_snooze() -> None:
    claim, by = accepted()
    rechecks.snooze(claim, until=date(2999, 1, 1), by=by)
    rechecks.set_horizon(Prediction.objects.get(), horizon=date(2022, 3, 1), by=by)
    assert Prediction.objects.due().exists()


def test_a_snooze_until_yesterday_is_refused() -> None:
    claim, by = accepted()
    with pytest.raises(ValidationError) as error:
        rechecks.snooze(claim, until=date(2022, 3, 1), by=by)
    assert list(error.value.message_dict) == ["until"]


def test_grace_puts_off_the_verdict_owed() -> None:
    by = cast.edith()
    claim = editing.accept(cast.deadline(), by=by)
    prediction = rechecks.set_grace(claim, days=3, by=by)
    assert (prediction.due_at, prediction.recheck_at) == (datetime(2022, 2, 24, tzinfo=UTC),) * 2


def test_grace_does_not_put_off_what_can_be_known() -> None:
    by = cast.edith()
    claim = editing.accept(cast.deadline(), by=by)
    rechecks.set_grace(claim, days=100, by=by)
    verdict = cast.proposed(claim, by, "did-not-come-true")
    assert verdict.rating is not None


@pytest.mark.parametrize("days", [-1, 367])
def test_a_senseless_grace_is_refused(days: int) -> None:
    by = cast.edith()
    claim = editing.accept(cast.deadline(), by=by)
    with pytest.raises(ValidationError) as error:
        rechecks.set_grace(claim, days=days, by=by)
    assert list(error.value.message_dict) == ["days"]


def test_a_cadence_counts_from_the_verdict() -> None:
    claim, by = accepted(kind="factual")
    rechecks.set_cadence(claim, days=30, by=by)
    assert Claim.objects.get().look_at is None
    verdict = cast.settled(claim, by, "true")
    assert Claim.objects.get().look_at == verdict.recorded_at + timedelta(days=30)


def test_without_a_cadence_nobody_looks_at_a_fact_again() -> None:
    claim, by = accepted(kind="factual")
    cast.settled(claim, by, "true")
    rechecks.set_cadence(claim, days=30, by=by)
    rechecks.set_cadence(claim, days=None, by=by)
    assert Claim.objects.get().recheck_at is None


def test_a_fact_is_snoozed_too() -> None:
    claim, by = accepted(kind="factual")
    cast.settled(claim, by, "true")
    rechecks.set_cadence(claim, days=30, by=by)
    rechecks.snooze(claim, until=date(2999, 1, 1), by=by)
    assert Claim.objects.get().look_at == datetime(2999, 1, 1, tzinfo=UTC)


def test_a_prediction_takes_no_cadence() -> None:
    claim, by = accepted()
    with pytest.raises(ValidationError):
        rechecks.set_cadence(claim, days=30, by=by)


def test_a_stale_snooze_is_refused() -> None:
    claim, by = accepted()
    stale = Claim.objects.get()
    rechecks.snooze(claim, until=date(2999, 1, 1), by=by)
    with pytest.raises(Refused):
        rechecks.snooze(stale, until=date(2999, 1, 2), by=by)


def test_each_act_is_signed_with_its_name() -> None:
    claim, by = accepted()
    rechecks.snooze(claim, until=date(2999, 1, 1), by=by)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ledger IMMEDIATE")
    newest = LedgerEntry.objects.order_by("-seq").first()
    assert newest is not None
    assert (newest.act, newest.actor, newest.object_table) == ("snooze", "edith", "claims_prediction")


def test_when_zone_data_change_what_moves_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    editing.accept(cast.deadline(), by=cast.edith())
    Prediction.objects.update(due_at=datetime(2022, 2, 20, 23, tzinfo=UTC))
    call_command("reschedule")
    assert "due_at 2022-02-20T23:00:00+00:00 → 2022-02-21T00:00:00+00:00" in capsys.readouterr().out


def test_what_does_not_move_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    editing.accept(cast.deadline(), by=cast.edith())
    editing.accept(cast.candidate(), by=cast.rosa())
    call_command("reschedule")
    assert capsys.readouterr().out == "0 moved.\n"


def test_a_deadline_in_an_hour_that_comes_twice_does_not_move(capsys: pytest.CaptureFixture[str]) -> None:
    editing.accept(cast.deadline(not_after=date(2024, 11, 2)), by=cast.edith())
    midnight = datetime(2024, 11, 3, 4, tzinfo=UTC)
    Prediction.objects.update(time_zone="America/Havana", due_at=midnight)
    call_command("reschedule")
    assert capsys.readouterr().out == "0 moved.\n"


def test_a_zone_nobody_knows_any_more_is_told_and_keeps_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    by, version = cast.edith(), cast.warning()
    claims = [editing.accept(cast.deadline(version, pipeline=str(n)), by=by) for n in range(2)]
    Prediction.objects.update(due_at=cast.SATURDAY)
    Prediction.objects.filter(claim=claims[0]).update(time_zone="Europe/Atlantis")
    with pytest.raises(CommandError):
        call_command("reschedule")
    assert ("Atlantis" in capsys.readouterr().out, Prediction.objects.exclude(due_at=cast.SATURDAY).count()) == (
        True,
        1,
    )
