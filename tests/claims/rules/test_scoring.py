"""Records: intervals and scores against published worked examples and against scikit-learn."""

from collections import Counter
from math import inf, log

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss, log_loss

from claims.rules.scoring import BINS, MINIMUM, Found, Line, Record, outcome, score, wilson
from claims.vocabulary.outcomes import Outcome, Unscored

FORECASTS = st.lists(st.tuples(st.integers(1, 99).map(lambda n: n / 100), st.booleans()), min_size=1, max_size=60)
LINES = st.lists(
    st.builds(Line, st.sampled_from(Outcome), st.sampled_from([None, 0.05, 0.3, 0.5, 0.75, 0.93]), st.just("kent-1964"))
)


# Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3.
@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_the_published_one(hits: int, n: int, low: float, high: float) -> None:
    rate = wilson(hits, n)
    assert (round(rate.low, 4), round(rate.high, 4)) == (low, high)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_share_lies_in_its_interval(one: tuple[int, int]) -> None:
    rate = wilson(*one)
    assert 0 <= rate.low <= rate.share <= rate.high <= 1


@pytest.mark.parametrize(("hits", "n"), [(1, 0), (2, 1), (-1, 3)])
def test_what_is_no_share_is_refused(hits: int, n: int) -> None:
    with pytest.raises(ValueError, match="hits"):
        wilson(hits, n)


# Brier (1950), Monthly Weather Review 78, 1-3, table 1: rain on ten days. His score adds both classes.
def test_the_brier_score_is_the_published_one() -> None:
    said = [0.7, 0.9, 0.8, 0.4, 0.2, 0.0, 0.0, 0.0, 0.0, 0.1]
    rained = [False, True, True, True, False, False, False, False, False, False]
    both_classes = 2 * score("in_text", Counter(zip(said, rained, strict=True))).brier
    assert both_classes == pytest.approx(0.19)


@given(FORECASTS)
def test_scores_are_those_of_scikit_learn(forecasts: list[tuple[float, bool]]) -> None:
    said, happened = [each[0] for each in forecasts], [each[1] for each in forecasts]
    ours = score("kent-1964", Counter(forecasts))
    assert ours.brier == pytest.approx(brier_score_loss(happened, said, pos_label=True))
    assert ours.log_score == pytest.approx(log_loss(happened, said, labels=[False, True]) / log(2))


@given(FORECASTS)
def test_the_bins_are_those_of_scikit_learn(forecasts: list[tuple[float, bool]]) -> None:
    observed, forecast = calibration_curve(
        [each[1] for each in forecasts], [each[0] for each in forecasts], n_bins=BINS
    )
    ours = score("kent-1964", Counter(forecasts)).bins
    assert [each.observed.share for each in ours] == pytest.approx(list(observed))
    assert [each.forecast for each in ours] == pytest.approx(list(forecast))


def test_what_was_called_impossible_and_happened_costs_infinitely_many_bits() -> None:
    assert score("in_text", {(0.0, True): 1, (1.0, True): 1}).log_score == inf


def test_who_was_certain_and_right_loses_nothing() -> None:
    scores = score("in_text", {(1.0, True): 1})
    assert (scores.brier, str(scores.log_score)) == (0.0, "0.0")


def test_no_forecast_has_no_score() -> None:
    with pytest.raises(ValueError, match="forecasts"):
        score("kent-1964", {})


@pytest.mark.parametrize(
    ("measures", "normal_form", "is_annulment", "expected"),
    [
        ("outcome", "true", False, Outcome.CAME_TRUE),
        ("outcome", "mixed", False, Outcome.PARTLY),
        ("outcome", "false", False, Outcome.DID_NOT),
        ("outcome", "undecided", False, Outcome.AMBIGUOUS),
        ("outcome", "undecided", True, Outcome.ANNULLED),
        ("commitment", "true", False, Outcome.KEPT),
        ("commitment", "mixed", False, Outcome.COMPROMISE),
        ("commitment", "false", False, Outcome.BROKEN),
        ("commitment", "undecided", True, Outcome.ANNULLED),
    ],
)
def test_a_verdict_gives_its_outcome(measures: str, normal_form: str, is_annulment: bool, expected: Outcome) -> None:
    assert outcome(Found(measures, normal_form, is_annulment), has_ended=True) is expected


@pytest.mark.parametrize(
    ("measures", "normal_form", "has_ended", "expected"),
    [
        ("outcome", "true", False, Outcome.EARLY),
        ("outcome", "true", True, Outcome.CAME_TRUE),
        ("commitment", "true", False, Outcome.EARLY),
        ("commitment", "true", True, Outcome.KEPT),
        ("outcome", "false", False, Outcome.DID_NOT),
        ("outcome", "mixed", False, Outcome.PARTLY),
    ],
)
def test_good_news_counts_when_the_window_has_closed(
    measures: str, normal_form: str, has_ended: bool, expected: Outcome
) -> None:
    assert outcome(Found(measures, normal_form), has_ended=has_ended) is expected


def test_without_a_verdict_it_is_open() -> None:
    assert outcome(None, has_ended=True) is Outcome.OPEN


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (Line(Outcome.CAME_TRUE, 0.75, "kent-1964"), None),
        (Line(Outcome.DID_NOT, 0.5, "kent-1964"), None),
        (Line(Outcome.DID_NOT), Unscored.NO_NUMBER),
        (Line(Outcome.DID_NOT, 0.3, "kent-1964"), Unscored.BELOW_EVEN),
        (Line(Outcome.PARTLY, 0.75, "kent-1964"), Unscored.IN_PART),
        (Line(Outcome.KEPT, 0.93, "kent-1964"), Unscored.COMMITMENT),
        (Line(Outcome.EARLY, 0.93, "kent-1964"), Unscored.UNDECIDED),
        (Line(Outcome.AMBIGUOUS, 0.93, "kent-1964"), Unscored.UNDECIDED),
    ],
)
def test_what_has_no_score_says_why(line: Line, expected: Unscored | None) -> None:
    assert line.unscored is expected


def test_ambiguous_open_and_annulled_are_left_out_of_the_rate_and_counted() -> None:
    left_out = [Outcome.OPEN, Outcome.EARLY, Outcome.AMBIGUOUS, Outcome.ANNULLED, Outcome.KEPT]
    record = Record.of(map(Line, [Outcome.CAME_TRUE, Outcome.PARTLY, Outcome.DID_NOT, *left_out]))
    rate = record.predictions
    assert rate is not None
    assert (rate.hits, rate.n, record.count()) == (1, 3, 8)


def test_numbers_of_two_scales_are_scored_apart() -> None:
    record = Record.of([Line(Outcome.CAME_TRUE, 0.75, "kent-1964"), Line(Outcome.CAME_TRUE, 0.9, "in_text")])
    assert [(each.scale, each.n) for each in record.scores] == [("in_text", 1), ("kent-1964", 1)]


@pytest.mark.parametrize(("n", "is_ranked"), [(MINIMUM - 1, False), (MINIMUM, True)])
def test_few_decided_claims_are_not_ranked(n: int, is_ranked: bool) -> None:
    record = Record.of([Line(Outcome.CAME_TRUE)] * n + [Line(Outcome.OPEN)] * 50)
    assert (record.rank_by is not None) is is_ranked


@given(LINES)
def test_each_claim_is_scored_or_says_why_not(lines: list[Line]) -> None:
    record = Record.of(lines)
    assert sum(each.n for each in record.scores) + sum(record.unscored.values()) == len(lines)


@given(LINES, LINES)
def test_a_record_kept_up_line_by_line_is_the_one_from_scratch(stay: list[Line], go: list[Line]) -> None:
    kept: Counter[Line] = Counter()
    for line in [*go, *stay]:
        kept[line] += 1
    for line in go:
        kept[line] -= 1
    told, afresh = Record(kept), Record.of(stay)
    assert (told.scores, told.unscored, told.predictions, told.commitments) == (
        afresh.scores,
        afresh.unscored,
        afresh.predictions,
        afresh.commitments,
    )
