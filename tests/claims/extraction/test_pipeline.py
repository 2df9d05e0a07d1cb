"""The sentences that must come out right, whatever else changes."""

from datetime import date

import pytest

from claims.extraction.language import UnsupportedLanguage
from claims.extraction.pipeline import extract
from claims.extraction.types import Candidate
from claims.vocabulary.kinds import NARRATOR, Evidentiality, Kind
from claims.vocabulary.windows import Operator

THURSDAY = date(2023, 5, 4)
STRIKE = "Une grève qui, selon les syndicats, pourrait commencer dès lundi"
SHORTAGE = "Officials said there was a high risk of shortages before the end of the festival on May 20"


def only(text: str, language: str | None = None) -> Candidate:
    (candidate,) = extract(text, published_on=THURSDAY, language=language)
    return candidate


WINDOWS = [
    (STRIKE, Operator.NOT_BEFORE, date(2023, 5, 8), None),
    (SHORTAGE, Operator.BEFORE, None, date(2023, 5, 20)),
    ("les équipes ont reçu la consigne d’être prêtes d’ici mardi", Operator.BY, None, date(2023, 5, 9)),
    ("le Sénat devait se prononcer mardi", Operator.ON, date(2023, 5, 9), date(2023, 5, 9)),
]


@pytest.mark.parametrize(("text", "operator", "not_before", "not_after"), WINDOWS)
def test_a_window_is_counted_from_the_publication_date(
    text: str, operator: Operator, not_before: date | None, not_after: date | None
) -> None:
    time = only(text).time
    assert time is not None
    assert (time.operator, time.not_before, time.not_after) == (operator, not_before, not_after)


def test_a_noun_phrase_with_its_relative_clause_is_one_claim() -> None:
    assert only(STRIKE).quote == STRIKE


def test_a_source_named_in_mid_sentence_is_the_claimant() -> None:
    assert only(STRIKE).claimant == "syndicats"


def test_a_bare_pourrait_has_no_number() -> None:
    candidate = only(STRIKE)
    assert (candidate.hedge, candidate.probability) == ("pourrait", None)


def test_a_strike_that_could_begin_is_a_prediction() -> None:
    assert only(STRIKE).kind is Kind.PREDICTION


def test_the_press_conditional_is_hearsay_and_no_probability() -> None:
    candidate = only("la banque aurait prévenu ses clients")
    assert (candidate.evidentiality, candidate.probability) == (Evidentiality.REPORTED, None)


def test_what_the_article_itself_says_is_the_narrators() -> None:
    assert only("le Sénat devait se prononcer mardi").claimant == NARRATOR


def test_without_a_publication_date_no_window_is_known() -> None:
    (candidate,) = extract(STRIKE, published_on=None, language="fr")
    assert candidate.time is not None
    assert (candidate.time.not_before, candidate.time.not_after) == (None, None)


def test_a_language_without_a_grammar_is_refused_by_name() -> None:
    with pytest.raises(UnsupportedLanguage, match="'de' is not read"):
        extract("Der Bundestag wird morgen abstimmen, sagte der Minister.", published_on=THURSDAY)


def test_blank_text_has_no_candidates() -> None:
    assert extract(" \n\t ", published_on=THURSDAY) == ()
