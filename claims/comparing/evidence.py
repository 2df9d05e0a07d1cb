"""A passage weighed for a claim: how surely it speaks of the very event, and what it says of it."""

import math
from dataclasses import dataclass

from claims.comparing.foretold import Foretold
from claims.comparing.relevance import Why, signs_of, told
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

    `leaning` is what it makes of the passage alone; without it the rules decide on the stance.
    """
    signs = signs_of(foretold, passage, cosine=cosine)
    weights = load_cues("evidence_weights")["weights"]
    total = weights["none"] + sum(weights[name] * value for name, value in signs.items())
    ruling = stance_of(foretold, passage)
    stance, reason = voted(foretold, passage, ruling, leaning) if leaning else ruling
    return Weighed(1 / (1 + math.exp(-total)), stance, (*told(foretold, passage), reason))
