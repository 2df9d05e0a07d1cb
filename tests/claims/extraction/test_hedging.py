"""Hedges and the numbers they have: the text's own first, then Kent's, else none."""

import pytest

from claims.extraction.hedging import hedges, probability

FOUND = [
    ("en", "there is a 60 percent chance of two cuts", "a 60 percent chance"),
    ("en", "it is likely to rain", "is likely to"),
    ("en", "a strike was more likely than not", "more likely than not"),
    ("en", "a high risk of shortages", "a high risk"),
    ("fr", "un risque élevé de pénurie", "un risque élevé"),
    ("fr", "la loi pourrait passer", "pourrait"),
    ("fr", "il est très probable que", "très probable"),
    ("en", "the rate will probably not exceed 1%", "probably not"),
    ("en", "it will almost certainly never fly", "almost certainly never"),
    ("en", "the strike was not likely to end", "not likely to"),
    ("en", "the deal probably won't be signed", "probably"),
    ("en", "the dam is unlikely to hold", "is unlikely to"),
    ("en", "the range might not be available", "might"),
    ("fr", "le traité n'arrivera probablement pas avant juin", "probablement pas"),
    ("fr", "la grève ne finira sans doute pas lundi", "sans doute pas"),
    ("fr", "il n'est pas probable que la loi passe", "pas probable"),
    ("fr", "le taux ne devrait pas dépasser 3 %", "devrait"),
]
UNHEDGED = [
    ("en", "the two sides could not agree"),
    ("en", "the team couldn't land"),
    ("en", "it is not possible to repair it"),
    ("en", "the firm cannot possibly pay"),
    ("fr", "il n'est pas possible de réparer"),
    ("fr", "le train ne risque pas de partir"),
]
NUMBERS = [
    ("en", "almost certain", 0.93),
    ("en", "is likely to", 0.75),
    ("en", "a 60 percent chance", 0.6),
    ("en", "a one-in-three chance", 0.33),
    ("fr", "probablement", 0.75),
    ("fr", "quasi certain", 0.93),
    ("fr", "une chance sur deux", 0.5),
    ("en", "is unlikely to", 0.3),
    ("fr", "peu probable", 0.3),
    ("en", "probably not", 0.7),
    ("en", "almost certainly never", 0.93),
    ("fr", "probablement pas", 0.7),
]
NONE = [
    ("en", "could"),
    ("en", "possible"),
    ("en", "very likely"),
    ("fr", "pourrait"),
    ("fr", "risque élevé"),
    ("en", "not likely to"),
]


@pytest.mark.parametrize(("language", "text", "expected"), FOUND)
def test_the_hedging_words_are_found(language: str, text: str, expected: str) -> None:
    start, end = hedges(text, 0, len(text), language)[0]
    assert text[start:end] == expected


@pytest.mark.parametrize(("language", "text"), UNHEDGED)
def test_what_is_impossible_is_not_hedged(language: str, text: str) -> None:
    assert hedges(text, 0, len(text), language) == []


@pytest.mark.parametrize(("language", "hedge", "expected"), NUMBERS)
def test_a_graded_hedge_has_the_number_of_the_claim_that_holds_it(language: str, hedge: str, expected: float) -> None:
    reading = probability(hedge, language)
    assert reading is not None
    assert reading.point == pytest.approx(expected)


@pytest.mark.parametrize(("language", "hedge"), NONE)
def test_a_word_that_is_not_on_the_scale_has_no_number(language: str, hedge: str) -> None:
    assert probability(hedge, language) is None


def test_a_number_in_the_text_says_so() -> None:
    reading = probability("60% chance", "en")
    assert reading is not None
    assert reading.scale == "in_text"
