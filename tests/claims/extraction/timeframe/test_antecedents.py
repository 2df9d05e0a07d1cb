"""Expressions that count from the one before them."""

from datetime import date

import pytest

from claims.extraction.timeframe.grammar import find
from tests.claims.extraction.timeframe.windows import THURSDAY, resolved


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("fr", "Le vote est prévu mardi 9 mai ; le texte sera publié d’ici au vendredi suivant.", date(2023, 5, 12)),
        ("fr", "Le scrutin aura lieu le 20 mai. Le lendemain, les bureaux fermeront.", date(2023, 5, 21)),
        ("fr", "Un accord est attendu le 20 mai. Ce jour-là, rien ne roulera.", date(2023, 5, 20)),
        ("en", "The final is on May 20, and the replay a week later.", date(2023, 5, 27)),
        ("fr", "Il paraîtra le mois prochain, probablement le 15.", date(2023, 6, 15)),
        ("fr", "Attendu au printemps 2025, il pourrait glisser au second semestre.", date(2025, 12, 31)),
        ("en", "Due in early May 2025, it may come in the fourth quarter.", date(2025, 12, 31)),
        ("en", "Shops close on May 20 and reopen on the Monday.", date(2023, 5, 22)),
    ],
)
def test_the_day_is_counted_from_the_mention_before(language: str, text: str, day: date) -> None:
    assert resolved(text, language=language, said_on=THURSDAY)[-1].not_after == day


def test_a_day_ahead_does_not_count_from_a_month_behind() -> None:
    text = "He lost his hens in February and the loan falls due on the 15th."
    assert resolved(text, language="en", said_on=THURSDAY)[-1].not_after == date(2023, 5, 15)


def test_years_later_than_a_month_keep_its_grain() -> None:
    time = resolved("Elected in May 2017, and again five years later.", language="en", said_on=THURSDAY)[-1]
    assert (time.not_before, time.not_after) == (date(2022, 5, 1), date(2022, 5, 31))


def test_a_week_later_than_nothing_has_no_window() -> None:
    assert resolved("It opened a week later.", language="en", said_on=THURSDAY) == []


def test_a_long_chain_is_cut() -> None:
    mention = find("On May 20" + ", a week later" * 300, language="en")[-1]
    links = 0
    while mention.antecedent is not None:
        mention, links = mention.antecedent, links + 1
    assert links < 10
