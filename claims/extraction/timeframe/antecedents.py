"""Ties *a week later, le lundi suivant, that day* to the dated mention before them."""

from dataclasses import replace

from claims.extraction.timeframe.symbols import (
    Bearing,
    CalendarPoint,
    ClockOnly,
    Cycle,
    Deictic,
    Distance,
    Duration,
    EventOnly,
    Feast,
    Frequency,
    Mention,
    PartOf,
    Stretch,
    Unit,
    Vague,
    Value,
)

_UNDATED = (Duration, Frequency, Vague, EventOnly, ClockOnly)
_ANAPHORIC_BEARINGS = (Bearing.FOLLOWING, Bearing.PRECEDING, Bearing.SAME)
_FARTHEST = 1500
_FARTHEST_MONTH = 150
_LONGEST_CHAIN = 6


def linked(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions with their antecedents; a chain of them stops after a few links."""
    done: list[Mention] = []
    latest: Mention | None = None
    chain = 0
    for mention in mentions:
        is_near = latest is not None and mention.start - latest.end <= _FARTHEST
        is_counted = counts_from_antecedent(mention.value) or _is_day_in_month_of(mention, latest)
        is_counted = is_counted or _is_piece_of_year_of(mention, latest)
        if is_counted and is_near and chain < _LONGEST_CHAIN:
            done.append(replace(mention, antecedent=latest))
            chain += 1
        else:
            done.append(mention)
            chain = chain if isinstance(mention.value, _UNDATED) else 0
        if not isinstance(mention.value, _UNDATED):
            latest = done[-1]
    return tuple(done)


def _is_day_in_month_of(mention: Mention, latest: Mention | None) -> bool:
    """*next month, probably on the 15th; not on March 9 but on the 20th*: close behind a month or a dated day."""
    day = mention.value
    if latest is None or mention.start - latest.end > _FARTHEST_MONTH or not isinstance(day, CalendarPoint):
        return False
    value = latest.value
    has_month = isinstance(value, CalendarPoint) and value.month is not None
    is_placed_month = isinstance(value, Deictic) and value.unit is Unit.MONTH
    is_day_alone = day.day is not None and day.month is None and day.weekday is None and day.bearing is Bearing.BARE
    return is_day_alone and (has_month or is_placed_month)


def _is_piece_of_year_of(mention: Mention, latest: Mention | None) -> bool:
    """*due in spring 2027, it may slip to the second half*: close behind a time that names its year."""
    piece = mention.value
    if latest is None or mention.start - latest.end > _FARTHEST_MONTH or not isinstance(piece, Cycle):
        return False
    named = latest.value.whole if isinstance(latest.value, PartOf) else latest.value
    has_year = isinstance(named, Cycle | CalendarPoint) and named.year is not None
    is_bare = piece.bearing is Bearing.BARE and piece.year_bearing is Bearing.BARE and piece.unit is not Unit.SEASON
    return has_year and is_bare and piece.year is None


def counts_from_antecedent(value: Value) -> bool:
    """Whether a value says nothing without the mention before it."""
    if isinstance(value, PartOf):
        return counts_from_antecedent(value.whole)
    if isinstance(value, CalendarPoint):
        return value.bearing in _ANAPHORIC_BEARINGS or value.year_bearing is Bearing.SAME
    if isinstance(value, Cycle):
        return value.year_bearing is Bearing.SAME
    return isinstance(value, Distance | Deictic) and value.from_antecedent


def counts_from_report(value: Value) -> bool:
    """Whether a value in reported words is seen from the day on which they were said.

    *She said in June that it would open in September*: that September; *next year* is the reader's next year.
    """
    if isinstance(value, PartOf):
        return counts_from_report(value.whole)
    if isinstance(value, CalendarPoint):
        return value.month is not None and value.year is None and value.bearing is Bearing.BARE
    if isinstance(value, Cycle | Feast):
        return value.year is None and value.bearing is Bearing.BARE and value.year_bearing is Bearing.BARE
    if isinstance(value, Distance):
        return value.sign >= 0 and value.origin is None and not value.from_antecedent
    return isinstance(value, Stretch) and value.sign > 0
