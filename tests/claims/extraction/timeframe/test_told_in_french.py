"""How a window was computed is told in French as well as in English, whatever the language of the text."""

import re
from datetime import date

import pytest

from claims.extraction.timeframe.calendar import Days
from claims.extraction.timeframe.resolution import Direction
from claims.extraction.timeframe.symbols import Unit
from claims.extraction.timeframe.wording import leading, month_of_period, nth_of, units_away
from tests.claims.extraction.timeframe.windows import SATURDAY, resolved

JANUARY = Days(date(2022, 1, 1), date(2022, 1, 31), Unit.MONTH)


def told(words: str, language: str, said_on: date | None = SATURDAY, looking: Direction = Direction.FUTURE) -> str:
    (time,) = resolved(words, language=language, said_on=said_on, looking=looking)
    return time.computed_fr.replace("\u00a0", " ")


def test_a_deadline_is_told_in_one_french_sentence() -> None:
    assert told("dès mercredi", "fr") == (
        "« dès mercredi » dit le samedi 12 février 2022, tourné vers l’avenir : le prochain mercredi, "
        "le mercredi 16 février 2022 ; « dès » donne le premier jour, sans fin."
    )


def test_the_words_of_an_english_text_stay_as_they_were_said() -> None:
    assert told("before the 20th", "en") == (
        "« before the 20th » dit le samedi 12 février 2022, tourné vers l’avenir : la prochaine date correspondante, "
        "le dimanche 20 février 2022 ; « before » exclut ce jour."
    )


def test_without_a_day_of_publication_it_says_so() -> None:
    assert told("d'ici vendredi", "fr", None) == (
        "« d'ici vendredi » ne peut être daté : la date de publication est inconnue."
    )


def test_what_names_its_year_says_so() -> None:
    assert told("avant le 1er mars 2025", "fr", None) == (
        "« avant le 1er mars 2025 » nomme sa propre année : le samedi 1er mars 2025 ; "
        "« avant » exclut ce jour (la date de publication est inconnue)."
    )


def test_a_negated_deadline_is_told_as_denied() -> None:
    (time,) = resolved("before Friday", language="en", said_on=SATURDAY, negated=True)
    assert time.computed_fr.endswith("«\u00a0before\u00a0», nié, donne le premier jour, sans fin.")


@pytest.mark.parametrize(
    ("language", "words", "how"),
    [
        ("fr", "en mars", "le prochain mois de ce nom, du 1er au 31 mars 2022"),
        ("fr", "l'an prochain", "l’année suivante, du 1er janvier au 31 décembre 2023"),
        ("fr", "demain", "le lendemain, le dimanche 13 février 2022"),
        ("fr", "la semaine prochaine", "la semaine suivante, du 14 au 20 février 2022"),
        ("fr", "sous quinze jours", "14 jours à partir de la publication, du 12 au 26 février 2022"),
        ("fr", "dans un an", "1 an après la publication, le dimanche 12 février 2023"),
        ("en", "in two years", "2 ans après la publication, le lundi 12 février 2024"),
        ("en", "next Friday", "le premier vendredi après le 12 février 2022, le vendredi 18 février 2022"),
        ("en", "this weekend", "ce week-end, du 12 au 13 février 2022"),
        ("en", "week 12 of 2025", "la semaine 12 de 2025, du 17 au 23 mars 2025"),
        ("en", "before Christmas", "la prochaine fête de ce nom, le dimanche 25 décembre 2022"),
        ("en", "in the first quarter of 2025", "ce trimestre de 2025, du 1er janvier au 31 mars 2025"),
        ("fr", "fin mars", "la fin de la période du 1er au 31 mars 2022, du 21 au 31 mars 2022"),
        (
            "fr",
            "entre le 3 et le 8 mars",
            "la prochaine date correspondante, au début comme à la fin, du 3 au 8 mars 2022",
        ),
        (
            "en",
            "the first Monday of May",
            "le 1er lundi de la période du 1er au 31 mai 2022, le lundi 2 mai 2022",
        ),
    ],
)
def test_how_it_was_computed_is_said_in_french(language: str, words: str, how: str) -> None:
    assert f" : {how} ; " in told(words, language)


def test_what_looks_back_says_so() -> None:
    assert ", tourné vers le passé : le dernier lundi, " in told("lundi", "fr", looking=Direction.PAST)


@pytest.mark.parametrize(
    ("unit", "offset", "french"),
    [
        (Unit.DAY, 2, "2 jours plus tard"),
        (Unit.DAY, -3, "3 jours plus tôt"),
        (Unit.WEEK, 2, "la 2e semaine suivante"),
        (Unit.YEAR, -1, "l’année précédente"),
        (Unit.MONTH, 0, "ce mois"),
        (Unit.DECADE, 0, "cette décennie"),
    ],
)
def test_a_unit_some_way_off_has_its_gender(unit: Unit, offset: int, french: str) -> None:
    assert units_away(unit, offset).fr == french


def test_a_place_in_a_period_is_counted_as_french_people_count() -> None:
    said = (
        month_of_period(-1),
        nth_of(1, Unit.WEEK, None, JANUARY),
        nth_of(-2, Unit.DAY, None, JANUARY),
        leading(2, Unit.WEEK, -1, JANUARY),
        leading(1, Unit.WEEK, 1, JANUARY),
    )
    assert [each.fr.removesuffix(" de la période du 1er au 31 janvier 2022") for each in said] == [
        "le dernier mois de cette période",
        "la 1re semaine",
        "le 2e jour en partant de la fin",
        "les 2 dernières semaines",
        "la 1re semaine",
    ]


@pytest.mark.parametrize("said_on", [SATURDAY, None])
@pytest.mark.parametrize("looking", Direction)
def test_no_english_word_stands_in_the_french_sentence(said_on: date | None, looking: Direction) -> None:
    text = "Lundi, en mars, d'ici la fin de l'année 2024, au premier trimestre, cet été, depuis 2014, bientôt."
    times = resolved(text, language="fr", said_on=said_on, looking=looking)
    assert len(times) > 5
    for time in times:
        assert not re.search(r"\b(the|said|days?|month|year|date is|looking|gives|leaves|names)\b", time.computed_fr)
