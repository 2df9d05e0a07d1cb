"""A passage weighed for a claim: how surely it speaks of the very event, and what it says of it."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from claims.comparing.foretold import Foretold
from claims.comparing.relevance import MOST, READINGS, Why, is_akin, signs_of, told
from claims.comparing.stances import stance_of
from claims.comparing.statement import Statement
from claims.comparing.votes import Leaning, voted
from claims.comparing.words import load_cues

BEST = 5
"""Passages proposed for a claim at one search."""

ENOUGH = 0.7
"""The least score with which a passage is proposed."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """`score` 0–1: how surely the passage speaks of the very event. `why`: pairs of a slug and its detail."""

    score: float
    stance: str
    why: Why


def weigh(foretold: Foretold, passage: Statement, *, cosine: float, leaning: Leaning | None = None) -> Weighed:
    """Score one passage published on `passage.said_on` against a claim; `cosine` of what the encoder makes of both.

    The score is 0 where they have nothing in common. `leaning` is what the encoder makes of the passage alone; without
    it the rules decide on the stance.
    """
    ruling = stance_of(foretold, passage)
    stance, reason = voted(foretold, passage, ruling, leaning) if leaning else ruling
    score = 0.0
    if is_akin(foretold, passage, cosine=cosine):
        score = _likelihood(_odds(signs_of(foretold, passage, cosine=cosine)))
    return Weighed(score, stance, (*told(foretold, passage), reason))


def reachable(foretold: Foretold, passage: Statement, *, cosine: float) -> Iterator[float]:
    """What its score can be at the most, each time that more of it was read; last what it is."""
    if not is_akin(foretold, passage, cosine=cosine):
        yield 0.0
        return
    weights = _weights()
    best = {name: max(weights[name], 0.0) * MOST.get(name, 1) for signs in READINGS for name in signs}
    odds = _odds({"meaning": cosine}) + sum(best.values())
    yield _likelihood(odds + _ROUNDED)
    for signs in READINGS:
        odds += sum(weights[name] * sign(foretold, passage) - best[name] for name, sign in signs.items())
        yield _likelihood(odds + _ROUNDED)


_ROUNDED = 1e-9
"""More than is lost where the same numbers are added in another order."""


def _likelihood(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


def _weights() -> Mapping[str, float]:
    weights: Mapping[str, float] = load_cues("evidence_weights")["weights"]
    return weights


def _odds(signs: Mapping[str, float]) -> float:
    weights = _weights()
    return weights["none"] + sum(weights[name] * value for name, value in signs.items())
