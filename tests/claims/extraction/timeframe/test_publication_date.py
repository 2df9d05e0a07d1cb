"""Everything is counted from the day of publication; without it only what names its own year has days."""

from datetime import date

import pytest

from tests.claims.extraction.timeframe.windows import SATURDAY, resolved, written


@pytest.mark.parametrize("words", ["by Friday", "in March", "next week", "within 48 hours", "before Christmas"])
def test_a_relative_expression_without_publication_date_has_no_days(words: str) -> None:
    (time,) = resolved(words, language="en", said_on=None)
    assert (time.not_before, time.not_after) == (None, None)


def test_it_keeps_its_operator_and_says_why() -> None:
    (time,) = resolved("by Friday", language="en", said_on=None)
    assert (time.operator, "publication date is unknown" in time.computed) == ("by", True)


@pytest.mark.parametrize(
    ("words", "window"),
    [
        ("on May 3, 2010", "on 2010-05-03..2010-05-03"),
        ("by the end of 2027", "by ..2027-12-31"),
        ("between 2006 and 2011", "within 2006-01-01..2011-12-31"),
        ("in the first quarter of 2019", "within 2019-01-01..2019-03-31"),
        ("since 2014", "within 2014-01-01.."),
        ("before Christmas 2024", "before ..2024-12-25"),
    ],
)
def test_what_names_its_year_needs_no_publication_date(words: str, window: str) -> None:
    assert [written(time) for time in resolved(words, language="en", said_on=None)] == [window]


def test_a_quarter_behind_a_year_has_no_days_without_publication_date() -> None:
    (_, quarter) = resolved("Due in spring 2010, it came in the fourth quarter.", language="en", said_on=None)
    assert (quarter.not_before, quarter.not_after) == (None, None)


def test_the_computation_is_told_in_one_sentence() -> None:
    (time,) = resolved("as early as Wednesday", language="en", said_on=SATURDAY)
    assert time.computed == (
        "“as early as Wednesday” said on Saturday 2022-02-12, looking forward: the next Wednesday, 2022-02-16; "
        "“as early as” gives the first day and no end."
    )


@pytest.mark.parametrize("said_on", [date.min, date.max])
@pytest.mark.parametrize("words", ["last week", "next year", "in 400 years", "before Easter", "on Friday"])
def test_the_edges_of_the_calendar_are_survived(said_on: date, words: str) -> None:
    times = resolved(words, language="en", said_on=said_on)
    assert all(time.text == words for time in times)
