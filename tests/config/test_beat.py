"""The clock of the sweeps goes by no clock that anybody can set."""

import time
from datetime import datetime, timedelta

import pytest
import time_machine

from config import beat
from config.beat import ENOUGH_WAIT, Ticker
from config.celery import SWEEPS, app


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    told: list[str] = []
    monkeypatch.setattr(beat, "note", lambda part: None)
    monkeypatch.setattr(Ticker, "apply_entry", lambda self, entry, producer=None: told.append(entry.task))
    return told


@pytest.fixture
def monotonic(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def swept(sent: list[str]) -> int:
    return sent.count("claims.tasks.sweep_rechecks")


def test_each_sweep_is_sent_at_once_and_then_at_its_interval(sent: list[str], monotonic: list[float]) -> None:
    ticker = Ticker(app=app)
    for seconds in (0, 1, 8, 1):
        monotonic[0] += seconds
        ticker.tick()
    assert (swept(sent), sent.count("claims.tasks.find_forgotten")) == (2, 1)


@pytest.mark.parametrize("days", [-3, 3])
def test_a_clock_that_somebody_sets_neither_silences_nor_hurries_the_sweeps(
    sent: list[str], monotonic: list[float], days: int
) -> None:
    ticker = Ticker(app=app)
    ticker.tick()
    with time_machine.travel(datetime.now().astimezone() + timedelta(days=days)):
        for _ in range(3):
            ticker.tick()
        monotonic[0] += 10
        ticker.tick()
    assert swept(sent) == 2


def test_a_queue_that_nobody_empties_is_not_filled(sent: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Ticker, "_waiting", lambda self, queue: ENOUGH_WAIT)
    Ticker(app=app).tick()
    assert sent == []


def test_no_tick_expires_by_the_clock_of_another_machine() -> None:
    options = [entry["options"] for entry in app.conf.beat_schedule.values()]
    assert options == [{"queue": SWEEPS}] * 9
