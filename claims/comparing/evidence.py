"""A passage weighed for a claim: how surely it speaks of the very event, and what it says of it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from claims.comparing.foretold import Foretold
from claims.comparing.relevance import MOST, Why, is_akin, signs_at_once, signs_of, told
from claims.comparing.stances import stance_of
from claims.comparing.statement import Statement
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


def weigh(foretold: Foretold, passage: Statement, *, cosine: float) -> Weighed:
    """Score one passage published on `passage.said_on` against a claim; `cosine` of what the encoder makes of both.

    The score is 0 where they have nothing in common.
    """
    stance, reason = stance_of(foretold, passage)
    score = 0.0
    if is_akin(foretold, passage, cosine=cosine):
        score = 1 / (1 + math.exp(-_odds(signs_of(foretold, passage, cosine=cosine))))
    return Weighed(score, stance, (*told(foretold, passage), reason))


def may_be_enough(foretold: Foretold, passage: Statement, *, cosine: float) -> bool:
    """False where its score cannot reach ENOUGH whatever it says happened: that need not be read then."""
    if not is_akin(foretold, passage, cosine=cosine):
        return False
    weights = _weights()
    hoped = _odds(signs_at_once(foretold, passage, cosine=cosine))
    hoped += sum(max(weights[name], 0.0) * most for name, most in MOST.items())
    return hoped >= _ODDS_OF_ENOUGH


_ODDS_OF_ENOUGH = math.log(ENOUGH / (1 - ENOUGH)) - 1e-9
"""Less what is lost where the same numbers are added in another order."""


def _weights() -> Mapping[str, float]:
    weights: Mapping[str, float] = load_cues("evidence_weights")["weights"]
    return weights


def _odds(signs: Mapping[str, float]) -> float:
    weights = _weights()
    return weights["none"] + sum(weights[name] * value for name, value in signs.items())
