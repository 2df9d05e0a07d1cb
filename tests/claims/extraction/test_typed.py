"""What an editor types into a field is read as it would be in a text of that day."""

from datetime import date

import pytest

from claims.extraction.typed import read_window

SATURDAY = date(2022, 2, 12)


@pytest.mark.parametrize(
    ("language", "typed", "not_before", "not_after"),
    [
        ("fr", "d’ici fin mars", None, date(2022, 3, 31)),
        ("fr", "mercredi", date(2022, 2, 16), date(2022, 2, 16)),
        ("en", "before the 20th", None, date(2022, 2, 20)),
        ("en", "by the end of the quarter", None, date(2022, 3, 31)),
    ],
)
def test_a_typed_phrase_looks_ahead(language: str, typed: str, not_before: date | None, not_after: date | None) -> None:
    time = read_window(typed, language=language, published_on=SATURDAY)
    assert time is not None
    assert (time.not_before, time.not_after) == (not_before, not_after)


@pytest.mark.parametrize("typed", ["", "soonish perhaps", "?" * 10_000, "\x00", "8h " * 5_000])
def test_what_is_no_time_gives_no_window(typed: str) -> None:
    time = read_window(typed, language="en", published_on=SATURDAY)
    assert time is None or time.not_after is None


def test_without_a_day_of_publication_there_are_no_days() -> None:
    time = read_window("by Wednesday", language="en", published_on=None)
    assert time is not None
    assert time.not_after is None
