"""The record of a claimant or publisher in words, figures and pictures: what a page shows of it."""

from dataclasses import dataclass
from enum import StrEnum
from math import isinf

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.querysets import Reader
from claims.records import Holder, record_of
from claims.rules.scoring import MINIMUM, Bin, Rate, Scores
from claims.vocabulary.outcomes import Outcome, Unscored

OF_PREDICTIONS: dict[Outcome, str | Promise] = {
    Outcome.CAME_TRUE: gettext_lazy("came true"),
    Outcome.PARTLY: gettext_lazy("came true in part"),
    Outcome.DID_NOT: gettext_lazy("did not come true"),
}
OF_COMMITMENTS: dict[Outcome, str | Promise] = {
    Outcome.KEPT: gettext_lazy("kept"),
    Outcome.COMPROMISE: gettext_lazy("kept in part (compromise)"),
    Outcome.BROKEN: gettext_lazy("broken"),
}
UNDECIDED: dict[Outcome, str | Promise] = {
    Outcome.OPEN: gettext_lazy("open"),
    Outcome.EARLY: gettext_lazy("right early: counts when the window has closed"),
    Outcome.AMBIGUOUS: gettext_lazy("ambiguous"),
    Outcome.ANNULLED: gettext_lazy("annulled: the condition never held"),
}
WHY_UNSCORED: dict[StrEnum, str | Promise] = {
    Unscored.UNDECIDED: gettext_lazy("undecided"),
    Unscored.IN_PART: gettext_lazy("came true in part: neither one nor nought"),
    Unscored.COMMITMENT: gettext_lazy("a commitment forecasts nothing"),
    Unscored.NO_NUMBER: gettext_lazy("no number was given, nor does the scale have one"),
    Unscored.BELOW_EVEN: gettext_lazy("called less likely than not: it is not on record which side the verdict is on"),
}

SIDE = 240
"""Of the reliability diagram, in units of its own; a bar is as wide."""


@dataclass(frozen=True, slots=True)
class ShownRate:
    """A share with its interval in words, and where its bar and whiskers are drawn."""

    words: str
    is_ranked: bool
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ShownBin:
    """One row of the reliability table, and the dot with whiskers that shows it; y runs downwards."""

    called: str
    forecast: str
    observed: str
    interval: str
    n: int
    x: float
    y: float
    top: float
    foot: float


@dataclass(frozen=True, slots=True)
class ShownScores:
    """The scores on one scale."""

    key: str
    scale: str
    n: int
    brier: str
    log_score: str
    bins: list[ShownBin]


@dataclass(frozen=True, slots=True)
class Shown:
    """A record as its page shows it; `counts` without what there is none of."""

    claims: int
    counts: list[tuple[str | Promise, int]]
    predictions: ShownRate | None
    commitments: ShownRate | None
    scores: list[ShownScores]
    unscored: list[tuple[str | Promise, int]]
    minimum: int = MINIMUM
    side: int = SIDE


def shown_record(holder: Holder, reader: Reader) -> Shown:
    """Of the claims that this reader may see. Two queries."""
    record = record_of(holder, reader=reader)
    labels = OF_PREDICTIONS | OF_COMMITMENTS | UNDECIDED
    return Shown(
        claims=record.count(),
        counts=[(label, n) for outcome, label in labels.items() if (n := record.count(outcome))],
        predictions=_rate(
            record.predictions,
            _("%(hits)s of %(n)s decided predictions came true in full: %(share)s (95 %% interval: %(interval)s)."),
        ),
        commitments=_rate(
            record.commitments,
            _("%(hits)s of %(n)s settled commitments were kept in full: %(share)s (95 %% interval: %(interval)s)."),
        ),
        scores=[_scores(number, each) for number, each in enumerate(record.scores, 1)],
        unscored=[(WHY_UNSCORED[why], n) for why, n in record.unscored.items()],
    )


def percent(share: float) -> str:
    """A share of one in whole percents: *58 %*, never parted by the end of a line."""
    return f"{number_format(round(100 * share))}\u00a0%"


def interval(low: float, high: float) -> str:
    """Two shares of one in whole percents: *39–86 %*."""
    return f"{number_format(round(100 * low))}–{percent(high)}"


def scale_words(scale: str) -> str:
    """What a scale is called where it has no name: a number that the text or an editor gave."""
    if scale == "in_text":
        return _("numbers of the texts themselves")
    return scale or _("numbers given by hand")


def _rate(rate: Rate | None, told: str) -> ShownRate | None:
    if rate is None:
        return None
    figures = {"hits": rate.hits, "n": rate.n, "share": percent(rate.share), "interval": interval(rate.low, rate.high)}
    at = (round(SIDE * share, 1) for share in (rate.share, rate.low, rate.high))
    return ShownRate(told % figures, rate.n >= MINIMUM, *at)


def _scores(number: int, scores: Scores) -> ShownScores:
    bits = "∞" if isinf(scores.log_score) else _rounded(scores.log_score, 2)
    return ShownScores(
        key=f"reliability-{number}",
        scale=scale_words(scores.scale),
        n=scores.n,
        brier=_rounded(scores.brier, 3),
        log_score=bits,
        bins=[_bin(each) for each in scores.bins],
    )


def _rounded(number: float, digits: int) -> str:
    """Django's own would cut the digits off."""
    return number_format(round(number, digits), digits)


def _bin(one: Bin) -> ShownBin:
    down = {share: round(SIDE * (1 - share), 1) for share in (one.observed.share, one.observed.low, one.observed.high)}
    return ShownBin(
        called=interval(one.low, one.high),
        forecast=percent(one.forecast),
        observed=percent(one.observed.share),
        interval=interval(one.observed.low, one.observed.high),
        n=one.observed.n,
        x=round(SIDE * one.forecast, 1),
        y=down[one.observed.share],
        top=down[one.observed.high],
        foot=down[one.observed.low],
    )
