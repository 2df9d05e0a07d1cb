"""One time expression without its operator word: every rule is tried, the longest reading wins."""

from collections.abc import Callable
from dataclasses import replace

from claims.extraction.timeframe import clocks
from claims.extraction.timeframe.days import calendar_point
from claims.extraction.timeframe.eras import era
from claims.extraction.timeframe.feast_names import feast
from claims.extraction.timeframe.lengths import (
    bounded_length,
    day_beside,
    frequency,
    length_up_to,
    neighbour,
    plain_length,
    point_at_distance,
    stretch,
    vague_word,
)
from claims.extraction.timeframe.parts import nth_of, part
from claims.extraction.timeframe.periods import (
    deictic_word,
    numbered_piece,
    numbered_week,
    placed_unit,
    season,
    short_piece,
    week_of,
    weekend,
)
from claims.extraction.timeframe.reader import Found, Read, Reader
from claims.extraction.timeframe.symbols import CalendarPoint, ClockOnly, Deictic, Duration, Feast, NthOf, PartOf, Unit

_LONGEST_BRACKETS = 8
Rule = Callable[[Reader, int], Found | None]

_RULES: tuple[Rule, ...] = (
    calendar_point,
    deictic_word,
    part,
    nth_of,
    week_of,
    numbered_piece,
    placed_unit,
    season,
    weekend,
    feast,
    era,
    short_piece,
    numbered_week,
    bounded_length,
    stretch,
    point_at_distance,
    day_beside,
    neighbour,
    length_up_to,
    frequency,
    plain_length,
    vague_word,
)


def expression(reader: Reader, i: int) -> Found | None:
    """The longest reading at i, with the time of day before or after it; at equal length the earlier rule."""
    found = _longest(reader, i)
    if found is None:
        return _day_after_clock(reader, i)
    if isinstance(found.value, Duration) and reader.phrase("clock_joints", i - 1):
        clocked = _day_after_clock(reader, i)
        return clocked if clocked and clocked.end >= found.end else found
    if not _is_day(found):
        clocked = _day_after_clock(reader, i)
        return clocked if clocked and clocked.end > found.end else found
    return _with_clock(reader, found)


def _longest(reader: Reader, i: int) -> Found | None:
    longest: Found | None = None
    for rule in _RULES:
        found = rule(reader, i)
        if found and (longest is None or found.end > longest.end):
            longest = found
    return longest


def _is_day(found: Found) -> bool:
    value = found.value
    if isinstance(value, PartOf):
        value = value.whole
    if isinstance(value, CalendarPoint):
        return value.day is not None or value.weekday is not None
    return isinstance(value, Feast | NthOf) or (isinstance(value, Deictic) and value.unit is Unit.DAY)


def _with_clock(reader: Reader, found: Found) -> Found:
    clock = clocks.attached(reader, found.end)
    if clock is None:
        return found
    return replace(found, end=clock.end, clock=clock.meaning)


def _day_after_clock(reader: Reader, i: int) -> Found | None:
    """*8 p.m. on Friday, 9h le mardi*; or a time of day alone."""
    clock = clocks.clock_range(reader, i) or clocks.clock_time(reader, i) or _part_of_named_day(reader, i)
    if clock is None:
        return None
    joint = reader.after("day_joints", reader.after_any((",",), _after_brackets(reader, clock.end)))
    day = _longest(reader, joint)
    if day and _is_day(day):
        part_of_day = clocks.part_of_day(reader, day.end)
        return Found(day.value, part_of_day.end if part_of_day else day.end, clock.meaning)
    part_of_day = clocks.part_of_day(reader, clock.end)
    return Found(ClockOnly(), part_of_day.end if part_of_day else clock.end, clock.meaning)


def _part_of_named_day(reader: Reader, i: int) -> Read[str] | None:
    """*the morning of March 3, le soir du 12 mai, in the early hours of Thursday*: only with the day behind it."""
    part = clocks.part_of_day(reader, reader.after("determiners", i))
    joint = reader.phrase("of", part.end) if part else None
    return Read(part.meaning, joint.end) if part and joint and calendar_point(reader, joint.end) else None


def _after_brackets(reader: Reader, i: int) -> int:
    """*8 p.m. (1900 GMT) on Friday*."""
    if reader.key(i) != "(":
        return i
    closing = next((at for at in range(i + 1, i + _LONGEST_BRACKETS) if reader.key(at) == ")"), None)
    return closing + 1 if closing else i
