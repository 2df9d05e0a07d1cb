"""Seasons, parts and shifts of the calendar."""

from datetime import date

import pytest

from claims.extraction.timeframe import calendar
from claims.extraction.timeframe.calendar import Days
from claims.extraction.timeframe.feasts import feast_days
from claims.extraction.timeframe.symbols import Part, Unit

MARCH = Days(date(2023, 3, 1), date(2023, 3, 31), Unit.MONTH)
YEAR = Days(date(2023, 1, 1), date(2023, 12, 31), Unit.YEAR)
QUARTER = Days(date(2023, 1, 1), date(2023, 3, 31), Unit.QUARTER)
WEEK = Days(date(2023, 5, 1), date(2023, 5, 7), Unit.WEEK)


@pytest.mark.parametrize(
    ("whole", "part", "first", "last"),
    [
        (MARCH, Part.EARLY, date(2023, 3, 1), date(2023, 3, 10)),
        (MARCH, Part.MIDDLE, date(2023, 3, 11), date(2023, 3, 20)),
        (MARCH, Part.LATE, date(2023, 3, 21), date(2023, 3, 31)),
        (MARCH, Part.SECOND_HALF, date(2023, 3, 16), date(2023, 3, 31)),
        (YEAR, Part.MIDDLE, date(2023, 6, 1), date(2023, 7, 31)),
        (YEAR, Part.END, date(2023, 11, 1), date(2023, 12, 31)),
        (QUARTER, Part.EARLY, date(2023, 1, 1), date(2023, 1, 31)),
        (WEEK, Part.LATE, date(2023, 5, 5), date(2023, 5, 7)),
    ],
)
def test_a_part_of_a_period_has_its_days(whole: Days, part: Part, first: date, last: date) -> None:
    days = calendar.part_of(whole, part)
    assert (days.first, days.last) == (first, last)


def test_a_month_after_the_31st_is_the_end_of_the_next() -> None:
    assert calendar.shifted(date(2024, 1, 31), 1, Unit.MONTH) == date(2024, 2, 29)


def test_winter_ends_in_the_next_year() -> None:
    assert calendar.season(2023, 4).last == date(2024, 3, 20)


def test_a_shift_out_of_the_calendar_is_an_overflow() -> None:
    with pytest.raises(OverflowError):
        calendar.shifted(date(2024, 1, 31), 9_000_000_000, Unit.YEAR)


@pytest.mark.parametrize(
    ("key", "year", "first"),
    [
        ("easter", 2024, date(2024, 3, 31)),
        ("thanksgiving", 2022, date(2022, 11, 24)),
        ("all_saints", 2023, date(2023, 11, 1)),
        ("shrove_tuesday", 2016, date(2016, 2, 9)),
        ("election_day", 2020, date(2020, 11, 3)),
        ("ascension", 2025, date(2025, 5, 29)),
    ],
)
def test_a_feast_falls_on_its_day(key: str, year: int, first: date) -> None:
    assert (feast_days(key, year) or ())[:1] == (first,)


def test_ramadan_lasts_until_the_day_before_the_feast_that_ends_it() -> None:
    first, last = feast_days("ramadan", 2024) or (date.min, date.min)
    assert (last - first).days in (28, 29)


def test_an_unknown_feast_has_no_day() -> None:
    assert feast_days("unbirthday", 2024) is None
