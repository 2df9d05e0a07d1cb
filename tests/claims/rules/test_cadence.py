from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from claims.rules.cadence import LONGEST_TURN, SHORTEST_TURN, Instants, instants, next_turn
from claims.vocabulary.kinds import ResolvesOn
from claims.vocabulary.windows import Operator, Window

ACCEPTED = datetime(2022, 2, 12, 15, 0, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
WEDNESDAY = datetime(2022, 2, 16, tzinfo=PARIS)
THE_21ST = datetime(2022, 2, 21, tzinfo=PARIS)


def of(window: Window, operator: Operator, resolves_on: ResolvesOn = ResolvesOn.OCCURRENCE) -> Instants:
    return instants(window, operator=operator, resolves_on=resolves_on, zone=PARIS, accepted_at=ACCEPTED)


def test_as_early_as_wednesday_is_looked_at_on_wednesday() -> None:
    assert of(Window(date(2022, 2, 16)), Operator.NOT_BEFORE) == Instants(WEDNESDAY, WEDNESDAY, None, WEDNESDAY)


def test_before_the_20th_is_owed_when_the_20th_has_ended() -> None:
    assert of(Window(None, date(2022, 2, 20)), Operator.BEFORE) == Instants(None, None, THE_21ST, THE_21ST)


def test_nothing_before_wednesday_is_owed_on_wednesday() -> None:
    assert of(Window(date(2022, 2, 16)), Operator.NOT_BEFORE, ResolvesOn.PERSISTENCE).due_at == WEDNESDAY


def test_without_any_date_somebody_must_look_at_once() -> None:
    assert of(Window(), Operator.NONE) == Instants(None, ACCEPTED, None, ACCEPTED)


def test_a_horizon_gives_an_endless_window_its_end() -> None:
    assert of(Window(date(2022, 2, 16), date(2022, 2, 20)), Operator.NOT_BEFORE).due_at == THE_21ST


@pytest.mark.parametrize(
    ("since_it_came_up", "wait"),
    [
        (timedelta(seconds=1), SHORTEST_TURN),
        (timedelta(days=1), timedelta(days=1)),
        (timedelta(days=8), timedelta(days=8)),
        (timedelta(days=900), LONGEST_TURN),
    ],
)
def test_the_sweep_returns_at_widening_intervals(since_it_came_up: timedelta, wait: timedelta) -> None:
    now = THE_21ST + since_it_came_up
    assert next_turn(look_at=None, due_at=THE_21ST, now=now) - now == wait


def test_the_sweep_returns_for_a_deadline_still_ahead() -> None:
    assert next_turn(look_at=WEDNESDAY, due_at=THE_21ST, now=WEDNESDAY) == THE_21ST
