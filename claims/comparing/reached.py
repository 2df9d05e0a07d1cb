"""Whether a number that is told is the number that was foretold, on the side that was foretold."""

import re
from collections.abc import Iterator

from claims.comparing.quantities import MEASURES, Quantity, counted_alike
from claims.comparing.statement import Statement

_NEARLY, _AND_MORE = 0.03, 1.1
"""By how much a number may miss what was foretold, and by how many times it may pass it."""

_MUCH, _SMALLEST = 4, 20
"""Counts of things that bear other names may be of one matter where neither is so many times the other, nor small."""

_NEAR = 34
"""Code points before a number in which its side is told."""

_ABOVE = (
    r"at least|more than|over|above|beyond|top|tops|topped|topping|exceed\w*|surpass\w*|reach\w*|cross\w*|upwards of"
    r"|north of|no (?:fewer|less) than|break\w*|au moins|plus de|au-dessus d\w*|au-delà d\w*|dépass\w*|franchi\w*"
    r"|atteind\w*|supérieur\w*|pas moins d\w*|excéd\w*"
)
_BELOW = (
    r"at most|less than|fewer than|below|under|beneath|no more than|short of|south of|not exceed|au plus|moins d\w*"
    r"|sous|au-dessous d\w*|en dessous d\w*|en deçà d\w*|inférieur\w*|pas plus d\w*|ne dépass\w*"
)
_SIDES = {side: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for side, words in ((1, _ABOVE), (-1, _BELOW))}
_WAS = re.compile(
    r"\b(?:from|against|contre|peak of|pic de|instead of(?: the)?|au lieu des?|target of(?: the)?|objectif de|promised"
    r"|than the|que les|of the|of its|of their|out of|sur les?)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
"""Before a number that tells how it was, or was to be."""


def pair_of(claim: Statement, passage: Statement) -> tuple[Quantity, Quantity] | None:
    """The number foretold and the one that is told of it: of several the one that is not what it was, or was to be."""
    pairs = list(counted_alike(claim.quantities, passage.quantities)) or list(_of_other_names(claim, passage))
    present = [pair for pair in pairs if not _WAS.search(passage.text[: pair[1].start][-_NEAR:])]
    others = [pair for pair in present if pair[0].value != pair[1].value]
    return next(iter(others or present), None)


def _of_other_names(claim: Statement, passage: Statement) -> Iterator[tuple[Quantity, Quantity]]:
    """*Below 10,000*, *12,870 people*: what is counted here and there, where the claim counts but one thing."""
    ours, theirs = (
        [one for one in each.quantities if not one.is_label and one.unit not in MEASURES and one.value >= _SMALLEST]
        for each in (claim, passage)
    )
    if len(ours) == 1 and not claim.happening.is_negated:
        yield from ((ours[0], one) for one in theirs if 1 / _MUCH <= one.value / ours[0].value <= _MUCH)


def side_of(claim: Statement, quantity: Quantity) -> int:
    """+1: at least so much; -1: less; 0: just so much."""
    before = claim.text[max(0, quantity.start - _NEAR) : quantity.start]
    last = max(
        ((found.end(), -found.start(), side) for side, each in _SIDES.items() for found in each.finditer(before)),
        default=None,
    )
    if last is not None:
        return last[-1]
    return _threshold(claim) if sum(not one.is_label for one in claim.quantities) == 1 else 0


def is_reached(claim: Statement, passage: Statement, ours: Quantity, theirs: Quantity) -> bool:
    """Whether what is told is what was foretold: *under five* does not reach *above five*."""
    side, far = side_of(claim, ours), theirs.value - ours.value
    if far == 0 and passage.happening.is_negated:
        return (_threshold(passage) or 1) * side < 0
    if side == 0:
        return abs(far) <= _NEARLY * abs(ours.value) or (0 < theirs.value <= _AND_MORE * ours.value and far > 0)
    if far == 0 and _threshold(passage) == -side:
        return False
    return far * side >= 0


def _threshold(statement: Statement) -> int:
    return dict(statement.happening.concepts).get("threshold", 0)
