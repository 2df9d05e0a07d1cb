"""The record of a claimant or publisher: pure arithmetic over what became of the claims.

Shares are of one. The hit rate leaves out what is open, early, ambiguous or annulled, and counts what happened in part
as no hit; its interval is Wilson's (1927), 95 %. The Brier score (1950) is taken on the points of the estimates, from 0
(best) to 1; the log score in bits, minus log2 of the probability given to what happened, from 0 (best) on.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil, fsum, inf, log2, sqrt
from statistics import NormalDist

from claims.vocabulary.outcomes import Outcome, Unscored

MINIMUM = 10
"""Fewer decided claims are not ranked: at five of ten the interval still spans a half."""

BINS = 10

_Z = NormalDist().inv_cdf(0.975)

_OUTCOMES = {
    ("outcome", "true"): Outcome.CAME_TRUE,
    ("outcome", "mixed"): Outcome.PARTLY,
    ("outcome", "false"): Outcome.DID_NOT,
    ("commitment", "true"): Outcome.KEPT,
    ("commitment", "mixed"): Outcome.COMPROMISE,
    ("commitment", "false"): Outcome.BROKEN,
}
Forecast = tuple[float, bool]
"""How probable something was called, a share of one, and whether it happened."""

_WAITS_FOR_THE_END = {Outcome.CAME_TRUE, Outcome.KEPT}
_UNDECIDED = {Outcome.OPEN, Outcome.EARLY, Outcome.AMBIGUOUS, Outcome.ANNULLED}
_OF_PREDICTIONS = (Outcome.CAME_TRUE, Outcome.PARTLY, Outcome.DID_NOT)
_OF_COMMITMENTS = (Outcome.KEPT, Outcome.COMPROMISE, Outcome.BROKEN)


@dataclass(frozen=True, slots=True)
class Found:
    """What a counting verdict says: what its scale measures, the rating's normal form, and whether it annuls."""

    measures: str
    normal_form: str
    is_annulment: bool = False


def outcome(found: Found | None, *, has_ended: bool) -> Outcome:
    """How a prediction or commitment stands; `found` is None without a verdict. Without an end none has ended.

    Good news comes before the window ends, bad news after it: so a hit counts only once the window has closed.
    """
    if found is None:
        return Outcome.OPEN
    if found.is_annulment:
        return Outcome.ANNULLED
    says = _OUTCOMES.get((found.measures, found.normal_form), Outcome.AMBIGUOUS)
    if says in _WAITS_FOR_THE_END and not has_ended:
        return Outcome.EARLY
    return says


@dataclass(frozen=True, slots=True)
class Line:
    """What of one claim enters a record; `probability` is a share of one, `scale` empty without one."""

    outcome: Outcome
    probability: float | None = None
    scale: str = ""

    @property
    def unscored(self) -> Unscored | None:
        """Why it has no score; None: it has one."""
        if self.outcome in _UNDECIDED:
            return Unscored.UNDECIDED
        if self.outcome in _OF_COMMITMENTS:
            return Unscored.COMMITMENT
        if self.probability is None:
            return Unscored.NO_NUMBER
        if self.probability < 0.5:
            return Unscored.BELOW_EVEN
        return Unscored.IN_PART if self.outcome is Outcome.PARTLY else None


@dataclass(frozen=True, slots=True)
class Rate:
    """`hits` of `n`, with the interval in which the true share lies; shares of one."""

    hits: int
    n: int
    low: float
    high: float

    @property
    def share(self) -> float:
        return self.hits / self.n


@dataclass(frozen=True, slots=True)
class Bin:
    """The forecasts in (low, high], the first with nought: how probable they were called, and how many came true."""

    low: float
    high: float
    forecast: float
    observed: Rate


@dataclass(frozen=True, slots=True)
class Scores:
    """How good the numbers of one scale were; `log_score` is infinite where something called impossible happened."""

    scale: str
    n: int
    brier: float
    log_score: float
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """How often somebody was right. A record holds how many claims stand how; everything else follows from that."""

    lines: Mapping[Line, int]

    @classmethod
    def of(cls, lines: Iterable[Line]) -> "Record":
        return cls(Counter(lines))

    def count(self, *outcomes: Outcome) -> int:
        """How many claims stand so; all of them where no outcome is named."""
        return sum(n for line, n in self.lines.items() if not outcomes or line.outcome in outcomes)

    @property
    def predictions(self) -> Rate | None:
        """How often what was foretold came true, in full; None where nothing is decided."""
        return self._rate(_OF_PREDICTIONS)

    @property
    def commitments(self) -> Rate | None:
        """How often what was promised was kept, in full; None where nothing is decided."""
        return self._rate(_OF_COMMITMENTS)

    @property
    def unscored(self) -> dict[Unscored, int]:
        """How many claims have no score, by the reason."""
        reasons: Counter[Unscored] = Counter()
        for line, n in self.lines.items():
            if (reason := line.unscored) and n:
                reasons[reason] += n
        return dict(sorted(reasons.items()))

    @property
    def scores(self) -> tuple[Scores, ...]:
        """One a scale, by its name: numbers of different scales are not one person's calibration."""
        scored: dict[str, Counter[Forecast]] = {}
        for line, n in self.lines.items():
            if line.unscored is None and line.probability is not None and n:
                scored.setdefault(line.scale, Counter())[line.probability, line.outcome is Outcome.CAME_TRUE] += n
        return tuple(score(scale, forecasts) for scale, forecasts in sorted(scored.items()))

    @property
    def rank_by(self) -> float | None:
        """The lower end of the interval of predictions, by which records may be put in order; None: too few."""
        rate = self.predictions
        return rate.low if rate and rate.n >= MINIMUM else None

    def _rate(self, decided: tuple[Outcome, Outcome, Outcome]) -> Rate | None:
        n = self.count(*decided)
        return wilson(self.count(decided[0]), n) if n else None


def wilson(hits: int, n: int) -> Rate:
    """Wilson's score interval, 95 %, not corrected for continuity. Raises ValueError unless 0 ≤ hits ≤ n and n > 0."""
    if not (0 <= hits <= n and n > 0):
        raise ValueError(f"hits: {hits} of {n} is not a share")
    share, square = hits / n, _Z * _Z
    centre = (share + square / (2 * n)) / (1 + square / n)
    half = _Z / (1 + square / n) * sqrt(share * (1 - share) / n + square / (4 * n * n))
    low = 0.0 if hits == 0 else max(0.0, centre - half)
    high = 1.0 if hits == n else min(1.0, centre + half)
    return Rate(hits, n, low, high)


def score(scale: str, forecasts: Mapping[Forecast, int]) -> Scores:
    """Scores of forecasts, each with how many there are of it. Raises ValueError where there is none."""
    given = sorted(forecasts.items())
    n = sum(forecasts.values())
    if not n:
        raise ValueError("forecasts: there is none")
    brier = fsum(times * (probability - happened) ** 2 for (probability, happened), times in given) / n
    bits = fsum(times * _bits(probability if happened else 1 - probability) for (probability, happened), times in given)
    return Scores(scale, n, brier, bits / n, _bins(given))


def _bits(probability: float) -> float:
    return 0.0 - log2(probability) if probability > 0 else inf


def _bins(given: list[tuple[Forecast, int]]) -> tuple[Bin, ...]:
    inside: dict[int, list[tuple[Forecast, int]]] = {}
    for forecast, times in given:
        # Shares such as 0.3 / 0.1 are not whole in floating point: rounded before they are sorted into bins.
        inside.setdefault(max(0, ceil(round(forecast[0] * BINS, 9)) - 1), []).append((forecast, times))
    return tuple(_bin(at, some) for at, some in sorted(inside.items()))


def _bin(at: int, some: list[tuple[Forecast, int]]) -> Bin:
    n = sum(times for _forecast, times in some)
    mean = fsum(times * probability for (probability, _happened), times in some) / n
    hits = sum(times for (_probability, happened), times in some if happened)
    return Bin(at / BINS, (at + 1) / BINS, mean, wilson(hits, n))
