"""The scorers count as their sets' rules say."""

from datetime import date

import pytest

from claims.evaluation.attribution import same_head
from claims.evaluation.checkworthy import average_precision
from claims.evaluation.claims_in_news import Gold, align, overlap, plain_name
from claims.evaluation.report import f1
from claims.extraction.pipeline import extract


def test_overlap_is_intersection_over_union() -> None:
    assert overlap(0, 10, 5, 15) == pytest.approx(1 / 3)


def test_spans_apart_do_not_overlap() -> None:
    assert overlap(0, 5, 5, 10) == 0


def test_f1_of_nothing_is_nothing() -> None:
    assert f1(0, 0) == 0


def test_a_perfect_ranking_has_an_average_precision_of_one() -> None:
    assert average_precision([0.9, 0.8, 0.1], [True, True, False]) == 1


def test_equal_points_are_one_threshold() -> None:
    assert average_precision([0.5, 0.5], [True, False]) == 0.5


@pytest.mark.parametrize(("name", "plain"), [("The Bank", "bank"), ("M. Auvray", "auvray"), ("l’Agence", "agence")])
def test_articles_and_titles_do_not_count_in_a_name(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def test_two_sources_agree_by_their_last_name() -> None:
    assert same_head("Governor Ingrid Halloran", "Halloran")


def test_two_people_do_not_agree() -> None:
    assert not same_head("Ingrid Halloran", "Per Lindqvist")


def test_a_candidate_stands_for_one_claim_only() -> None:
    text = "The port will close on Monday."
    claim = {"start": 0, "end": 29, "id": "a"}
    gold = Gold("one", text, "en", date(2023, 5, 4), (claim, {**claim, "id": "b"}))
    scored = align(gold, extract(text, published_on=gold.published_on, language="en"))
    assert len(scored.matches) == 1
