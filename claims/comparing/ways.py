"""Which way things went: the same in two statements, or the opposite."""

from claims.comparing.happenings import Way
from claims.comparing.statement import Statement

_STARTS = frozenset({("opening", 1), ("beginning", 1), ("return", 1), ("delivery", 1)})
"""What is opened, delivered or restored begins, and so the other way about."""

_LOST = frozenset({("landing", -1)})
"""After which there is no second time."""


def agreement(claim: Statement, passage: Statement) -> int:
    """+1 where both speak of the same going the same way, -1 where only of the opposite, 0 where of neither."""
    ours, theirs = claim.happening.concepts, passage.happening.concepts
    if ours & theirs:
        return 1
    if opposite(ours) & theirs:
        return -1
    return 1 if ours & _STARTS and theirs & _STARTS else 0


def opposite(ways: frozenset[Way]) -> frozenset[Way]:
    return frozenset((concept, -way) for concept, way in ways)


def is_denied(claim: Statement, passage: Statement) -> bool:
    """Whether the passage denies what both speak of: in its own clause, where it has one."""
    common = _common(claim, passage)
    return common <= passage.happening.denied if common else passage.happening.is_negated


def is_ahead(claim: Statement, passage: Statement) -> bool:
    """Whether the passage looks forward to what both speak of: in its own clause, where it has one."""
    common = _common(claim, passage)
    return passage.happening.is_ahead and (common <= passage.happening.ahead if common else True)


def is_done(claim: Statement, passage: Statement) -> bool:
    """Whether the passage tells plainly that something foretold came about."""
    return bool(claim.happening.concepts & passage.happening.done)


def _common(claim: Statement, passage: Statement) -> frozenset[Way]:
    ours = claim.happening.concepts
    return (ours | opposite(ours)) & passage.happening.concepts


def is_broken_off(claim: Statement, passage: Statement) -> bool:
    """Whether it came to nothing, and that was not the very thing foretold."""
    ours, what = claim.happening, passage.happening
    if ours.is_cancelled or ours.is_broken_off:
        return False
    endings = {way for way in ours.concepts & what.concepts if way[1] < 0}
    refused = ("approval", -1) in what.concepts - what.denied and not _speaks_of(ours.concepts, "approval")
    came_to_nothing = (what.is_cancelled or (what.is_broken_off and not endings)) and not is_done(claim, passage)
    return refused or came_to_nothing or bool(_LOST & what.concepts - what.denied and opposite(_LOST) & ours.concepts)


def _speaks_of(ways: frozenset[Way], concept: str) -> bool:
    return any(name == concept for name, _way in ways)
