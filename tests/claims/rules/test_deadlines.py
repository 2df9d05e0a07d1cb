"""Due at the first instant after the last day, whatever the zone's clocks do: in a few zones; torture has all."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from claims.rules.cadence import ended_at
from claims.vocabulary.kinds import ResolvesOn
from claims.vocabulary.windows import Operator, Window
from tests.claims.rules.zones import A_FEW, TICK, last_days, moments


def due(day: date, zone: ZoneInfo, grace_days: int = 0) -> datetime:
    window = Window(None, day)
    found = ended_at(window, operator=Operator.BY, resolves_on=ResolvesOn.OCCURRENCE, zone=zone, grace_days=grace_days)
    assert found is not None
    return found.astimezone(UTC)


def opens(day: date, zone: ZoneInfo) -> datetime:
    found = Window(day).opens_at(zone)
    assert found is not None
    return found.astimezone(UTC)


@pytest.mark.parametrize("name", A_FEW)
def test_what_is_due_is_due_at_the_first_instant_after_its_last_day(name: str) -> None:
    zone = ZoneInfo(name)
    for day in last_days(zone):
        at = due(day, zone)
        assert ((at - TICK).astimezone(zone).date() <= day < at.astimezone(zone).date()) is True, (day, at)


@pytest.mark.parametrize("name", A_FEW)
def test_a_window_opens_when_the_day_before_it_has_ended(name: str) -> None:
    zone = ZoneInfo(name)
    for day in last_days(zone):
        assert opens(day, zone) == due(day - timedelta(days=1), zone)


def test_the_moments_at_which_clocks_change_are_exact() -> None:
    assert [str(at) for at in moments(ZoneInfo("Europe/Paris"))[:2]] == [
        "2024-03-31 01:00:00+00:00",
        "2024-10-27 01:00:00+00:00",
    ]


@pytest.mark.parametrize("name", A_FEW)
def test_grace_moves_a_deadline_by_whole_days_of_its_zone(name: str) -> None:
    zone = ZoneInfo(name)
    for day in last_days(zone):
        assert due(day, zone, 3) == due(day + timedelta(days=3), zone)


@pytest.mark.parametrize("name", A_FEW)
def test_a_later_day_is_due_later(name: str) -> None:
    zone = ZoneInfo(name)
    assert all(due(one, zone) < due(other, zone) for one, other in pairwise(last_days(zone)))


@pytest.mark.parametrize(
    ("day", "zone", "at"),
    [
        (date(2028, 2, 29), "Europe/Paris", "2028-02-29T23:00:00+00:00"),
        (date(2028, 2, 28), "Europe/Paris", "2028-02-28T23:00:00+00:00"),
        # The last day of week 53 of 2026.
        (date(2027, 1, 3), "Europe/Paris", "2027-01-03T23:00:00+00:00"),
        # The same day ends a whole day apart on the two sides of the date line.
        (date(2026, 12, 31), "Pacific/Kiritimati", "2026-12-31T10:00:00+00:00"),
        (date(2026, 12, 31), "Pacific/Pago_Pago", "2027-01-01T11:00:00+00:00"),
        # Samoa crossed the line: 30 December 2011 did not happen there, and ends when the 29th does.
        (date(2011, 12, 29), "Pacific/Apia", "2011-12-30T10:00:00+00:00"),
        (date(2011, 12, 30), "Pacific/Apia", "2011-12-30T10:00:00+00:00"),
        (date(2011, 12, 31), "Pacific/Apia", "2011-12-31T10:00:00+00:00"),
        # As 21 August 1993 on Kwajalein, and the last day of 1994 on Kiritimati.
        (date(1993, 8, 20), "Pacific/Kwajalein", "1993-08-21T12:00:00+00:00"),
        (date(1993, 8, 21), "Pacific/Kwajalein", "1993-08-21T12:00:00+00:00"),
        (date(1993, 8, 22), "Pacific/Kwajalein", "1993-08-22T12:00:00+00:00"),
        (date(1994, 12, 30), "Pacific/Kiritimati", "1994-12-31T10:00:00+00:00"),
        (date(1994, 12, 31), "Pacific/Kiritimati", "1994-12-31T10:00:00+00:00"),
        # Midnight is skipped: the day begins at one.
        (date(2026, 4, 23), "Africa/Cairo", "2026-04-23T22:00:00+00:00"),
        # Midnight comes twice: the day begins the first time.
        (date(2026, 10, 31), "America/Havana", "2026-11-01T04:00:00+00:00"),
    ],
)
def test_a_day_ends_when_its_zone_says_so(day: date, zone: str, at: str) -> None:
    assert due(day, ZoneInfo(zone)).isoformat() == at
