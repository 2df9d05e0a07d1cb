from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.vocabulary.windows import Window, start_of_day

KYIV = ZoneInfo("Europe/Kyiv")
ZONES = ["UTC", "Europe/Paris", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Pacific/Kiritimati"]


def test_before_the_20th_ends_when_the_20th_has_ended_in_its_zone() -> None:
    assert Window(not_after=date(2022, 2, 20)).ends_at(KYIV) == datetime(2022, 2, 21, tzinfo=KYIV)


def test_a_window_opens_with_its_first_day() -> None:
    assert Window(date(2022, 2, 16)).opens_at(KYIV) == datetime(2022, 2, 16, tzinfo=KYIV)


def test_a_window_without_end_never_ends() -> None:
    assert Window(date(2022, 2, 16)).ends_at(KYIV) is None


def test_a_window_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="earlier than"):
        Window(date(2022, 2, 20), date(2022, 2, 19))


def test_where_clocks_jump_over_midnight_the_day_begins_at_the_jump() -> None:
    cairo = ZoneInfo("Africa/Cairo")
    assert start_of_day(date(2024, 4, 26), cairo).isoformat() == "2024-04-26T01:00:00+03:00"


def test_where_midnight_comes_twice_the_day_begins_with_the_first() -> None:
    havana = ZoneInfo("America/Havana")
    assert start_of_day(date(2024, 11, 3), havana).isoformat() == "2024-11-03T00:00:00-04:00"


@given(st.dates(date(2000, 1, 2), date(2100, 1, 1)), st.sampled_from(ZONES))
def test_the_first_instant_of_a_day_is_in_that_day_or_after_a_skipped_one(day: date, zone: str) -> None:
    assert start_of_day(day, ZoneInfo(zone)).date() >= day


@given(st.dates(date(2000, 1, 2), date(2100, 1, 1)), st.sampled_from(ZONES))
def test_just_before_the_first_instant_the_day_has_not_begun(day: date, zone: str) -> None:
    just_before = start_of_day(day, ZoneInfo(zone)).timestamp() - 0.001
    assert datetime.fromtimestamp(just_before, ZoneInfo(zone)).date() < day
