"""The sweep, where something goes wrong: a row that fails, a worker that dies or is overtaken, many at once."""

import uuid
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db.models import F
from django.db.models.functions import Now

from claims import editing, rechecks, sweeping
from claims.models import Claim, Prediction, Recheck
from claims.rules import cadence
from sources import failpoints
from tests import cast

pytestmark = pytest.mark.django_db


def due_claims(number: int) -> list[Claim]:
    version, by = cast.warning(), cast.edith()
    return [editing.accept(cast.deadline(version, pipeline=str(n)), by=by) for n in range(number)]


def their_worker_falls_silent() -> None:
    Prediction.objects.update(leased_until=Now() - timedelta(seconds=1))


@pytest.fixture
def tickets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "taken").mkdir()
    monkeypatch.setattr(failpoints, "FOLDER", str(tmp_path))
    return tmp_path


def test_a_row_that_fails_never_keeps_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    claims = due_claims(3)
    whole = cadence.next_turn

    def next_turn(**given: object) -> object:
        if given["due_at"] == bad.due_at:
            raise ValueError("a bad row")
        return whole(**given)  # type: ignore[arg-type]

    bad = Prediction.objects.get(claim=claims[1])
    Prediction.objects.filter(pk=bad.pk).update(due_at=F("due_at") - timedelta(days=400))
    bad.refresh_from_db()
    monkeypatch.setattr(sweeping, "next_turn", next_turn)
    assert (sweeping.sweep(), Recheck.objects.filter(claim=claims[1]).count()) == (2, 0)


def test_a_row_that_fails_is_pushed_on_and_reported(tickets: Path) -> None:
    due_claims(1)
    (tickets / "looks written.fail.1").touch()
    sweeping.sweep()
    row = Prediction.objects.get()
    assert (row.recheck_error[:12], row.lease_token) == ("RuntimeError", None)
    assert row.recheck_at is not None
    assert not Prediction.objects.to_recheck().exists()
    assert Prediction.objects.due().exists()


def test_a_batch_that_fails_once_is_looked_at_row_by_row(tickets: Path) -> None:
    due_claims(3)
    (tickets / "looks written.fail.1").touch()
    assert (sweeping.sweep(), Recheck.objects.count()) == (3, 3)


def test_what_another_sweep_has_taken_is_left_to_it() -> None:
    due_claims(1)
    sweeping._take(Prediction)
    assert sweeping.sweep() == 0


def test_what_a_silent_worker_had_taken_is_taken_again() -> None:
    due_claims(2)
    sweeping._take(Prediction)
    their_worker_falls_silent()
    assert sweeping.sweep() == 2


def test_a_lease_from_before_the_clock_was_set_back_holds_nobody_up() -> None:
    due_claims(2)
    sweeping._take(Prediction)
    Prediction.objects.update(leased_until=Now() + timedelta(days=3))
    assert sweeping.sweep() == 2


def test_a_row_that_kills_worker_after_worker_is_given_up_and_reported() -> None:
    killer, _innocent = due_claims(2)
    for _ in range(sweeping.ATTEMPTS):
        Prediction.objects.filter(claim=killer).update(
            recheck_attempts=F("recheck_attempts") + 1, lease_token=uuid.uuid4()
        )
    their_worker_falls_silent()
    assert sweeping.sweep() == 1
    assert "died" in Prediction.objects.exclude(recheck_error="").get().recheck_error


def test_a_sweep_that_was_overtaken_writes_nothing() -> None:
    due_claims(1)
    slow = sweeping._take(Prediction)
    assert slow is not None
    their_worker_falls_silent()
    sweeping.sweep()
    before = Prediction.objects.values().get()
    assert (sweeping._look(slow), Prediction.objects.values().get()) == (0, before)


def test_a_deadline_that_moves_while_a_sweep_has_it_is_not_overwritten() -> None:
    by = cast.edith()
    claim = editing.accept(cast.candidate(), by=by)
    slow = sweeping._take(Prediction)
    assert slow is not None
    rechecks.set_horizon(claim.prediction, horizon=date(2999, 1, 1), by=by)
    sweeping._look(slow)
    row = Prediction.objects.get()
    assert row.recheck_at == row.due_at


def test_a_fact_with_a_cadence_comes_up_again() -> None:
    by = cast.edith()
    claim = editing.accept(cast.candidate(kind="factual"), by=by)
    cast.settled(claim, by, "true")
    rechecks.set_cadence(claim, days=30, by=by)
    assert (sweeping.sweep(), Claim.objects.to_look_at_again().count()) == (0, 0)
    Claim.objects.update(look_at=Now() - timedelta(days=1), recheck_at=Now() - timedelta(days=1))
    assert (sweeping.sweep(), Claim.objects.to_look_at_again().count()) == (1, 1)
    assert list(Recheck.objects.values_list("claim", "reason")) == [(claim.pk, "again")]
