"""A stance by all that speaks for it: the day, what is told, single words, and which way the meaning of all leans.

The rules of `stances` have no vote and say why; where they come to another stance, they did not understand the words.
"""

from collections.abc import Mapping
from math import fsum, sqrt
from typing import NamedTuple

from claims.comparing.foretold import Foretold
from claims.comparing.stance_signs import signs_of
from claims.comparing.stances import CONTEXT, REFUTES, SUPPORTS, Ruling
from claims.comparing.statement import Statement
from claims.comparing.words import load_cues


class Leaning(NamedTuple):
    """Which way it leans, in log-odds against *neither*: that what is spoken of came about, or that it failed to."""

    came: float
    failed: float


def voted(foretold: Foretold, passage: Statement, ruling: Ruling, leaning: Leaning) -> Ruling:
    """The ruling, unless another stance is voted for; `leaning` is that of the meaning of the passage."""
    came, failed = map(sum, zip(leaning, _by_signs(foretold, passage), _by_words(passage), strict=True))
    best = heaviest(Leaning(came, failed), is_denied=foretold.is_denied)
    return ruling if best == ruling[0] else (best, ("by its day and sense", ""))


def heaviest(leaning: Leaning, *, is_denied: bool) -> str:
    """The stance for which most speaks."""
    supports, refutes = (leaning.failed, leaning.came) if is_denied else leaning
    points = {CONTEXT: 0.0, SUPPORTS: supports, REFUTES: refutes}
    return max(points, key=lambda each: points[each])


def _by_signs(foretold: Foretold, passage: Statement) -> Leaning:
    weights = load_cues("stance_weights")
    signs = signs_of(foretold, passage)
    came, failed = (
        weights[to]["always"] + sum(weights[to][name] * value for name, value in signs.items())
        for to in Leaning._fields
    )
    return Leaning(came, failed)


def _by_words(passage: Statement) -> Leaning:
    """Each known word speaks the less, the more of them there are."""
    weights: Mapping[str, list[float]] = load_cues("stance_words")["words"]
    known = [weights[word] for word in passage.words_told if word in weights]
    share = 1 / sqrt(len(known)) if known else 0.0
    came, failed = (share * fsum(each[place] for each in known) for place in (0, 1))
    return Leaning(came, failed)
