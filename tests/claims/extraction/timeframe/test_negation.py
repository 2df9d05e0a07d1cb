"""A negated verb turns *before* and *until* into a beginning."""

import pytest

from tests.claims.extraction.timeframe.windows import SATURDAY, THURSDAY, resolved, written


@pytest.mark.parametrize(
    ("words", "window"),
    [
        ("avant l’automne", "not_before 2023-09-23.."),
        ("avant le 20", "not_before 2023-05-20.."),
        ("avant la fin du mois", "not_before 2023-05-31.."),
        ("avant la mi-juin", "not_before 2023-06-11.."),
        ("avant 2026", "not_before 2026-01-01.."),
        ("d’ici mardi", "by ..2023-05-09"),
        ("jusqu’à lundi", "until ..2023-05-08"),
    ],
)
def test_in_french(words: str, window: str) -> None:
    assert [written(time) for time in resolved(words, language="fr", said_on=THURSDAY, negated=True)] == [window]


@pytest.mark.parametrize(
    ("words", "window"),
    [
        ("before the 20th", "not_before 2022-02-20.."),
        ("until April", "not_before 2022-04-01.."),
        ("on Monday", "on 2022-02-14..2022-02-14"),
    ],
)
def test_in_english(words: str, window: str) -> None:
    assert [written(time) for time in resolved(words, language="en", said_on=SATURDAY, negated=True)] == [window]
