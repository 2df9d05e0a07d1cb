"""Ties *a week later, le lundi suivant, that day* to the dated mention before them."""

from dataclasses import replace

from claims.extraction.timeframe.symbols import (
    Bearing,
    CalendarPoint,
    ClockOnly,
    Deictic,
    Distance,
    Duration,
    EventOnly,
    Frequency,
    Mention,
    PartOf,
    Vague,
    Value,
)

_UNDATED = (Duration, Frequency, Vague, EventOnly, ClockOnly)
_ANAPHORIC_BEARINGS = (Bearing.FOLLOWING, Bearing.PRECEDING, Bearing.SAME)
_FARTHEST = 1500
_LONGEST_CHAIN = 6


def linked(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions with their antecedents; a chain of them stops after a few links."""
    done: list[Mention] = []
    latest: Mention | None = None
    chain = 0
    for mention in mentions:
        is_near = latest is not None and mention.start - latest.end <= _FARTHEST
        if counts_from_antecedent(mention.value) and is_near and chain < _LONGEST_CHAIN:
            done.append(replace(mention, antecedent=latest))
            chain += 1
        else:
            done.append(mention)
            chain = chain if isinstance(mention.value, _UNDATED) else 0
        if not isinstance(mention.value, _UNDATED):
            latest = done[-1]
    return tuple(done)


def counts_from_antecedent(value: Value) -> bool:
    """Whether a value says nothing without the mention before it."""
    if isinstance(value, PartOf):
        return counts_from_antecedent(value.whole)
    if isinstance(value, CalendarPoint):
        return value.bearing in _ANAPHORIC_BEARINGS
    return isinstance(value, Distance | Deictic) and value.from_antecedent
