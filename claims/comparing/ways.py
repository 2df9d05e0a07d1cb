"""Which way things went: the same in two statements, or the opposite."""

from claims.comparing.statement import Statement


def agreement(claim: Statement, passage: Statement) -> int:
    """+1 where both speak of the same going the same way, -1 where only of the opposite, 0 where of neither."""
    ours, theirs = claim.happening.concepts, passage.happening.concepts
    if ours & theirs:
        return 1
    return -1 if {(concept, -way) for concept, way in ours} & theirs else 0
