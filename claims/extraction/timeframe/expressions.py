"""One time expression without its operator word: every rule is tried, the longest reading wins."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from claims.extraction.timeframe import clocks
from claims.extraction.timeframe.days import DATE_OPENINGS, calendar_point
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
from claims.extraction.timeframe.parts import leading, nth_of, part
from claims.extraction.timeframe.periods import (
    current_unit,
    deictic_word,
    numbered_piece,
    numbered_week,
    placed_unit,
    season,
    short_piece,
    week_of,
    weekend,
)
from claims.extraction.timeframe.reader import HOURS, NUMBER, ORDINAL, PLURAL, Found, Read, Reader, remembering
from claims.extraction.timeframe.symbols import CalendarPoint, ClockOnly, Deictic, Duration, Feast, NthOf, PartOf, Unit

_LONGEST_BRACKETS = 8
_AMOUNTS = frozenset({"approximations", "idiomatic_lengths", "amounts", "vague_amounts", "numbers", "articles"}) | {
    NUMBER,
    HOURS,
}
_FIGURE = frozenset({NUMBER})
_ORDINALS = frozenset({"ordinals", "numbers", ORDINAL})
_CLOCKS = frozenset({"clock_joints", "clock_names", "numbers", "day_part_openings", "day_parts", NUMBER, HOURS})
_Pair = tuple[frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule, and the categories of words that can open what it reads, at its place or behind a determiner there.

    `behind_figure` are those that must open behind a figure where one opens it; None where anything may.
    """

    read: Callable[[Reader, int], Found | None]
    opens_with: frozenset[str]
    may_be_determined: bool = True
    behind_figure: frozenset[str] | None = None

    def can_open(self, opens: frozenset[str], behind: frozenset[str]) -> bool:
        """Whether a word that opens `opens`, before one that opens `behind`, may begin what the rule reads."""
        common = self.opens_with & opens
        if common == _FIGURE and self.behind_figure is not None:
            return not self.behind_figure.isdisjoint(behind)
        return bool(common)


_RULES = (
    _Rule(calendar_point, DATE_OPENINGS),
    _Rule(deictic_word, frozenset({"deictic_days", "anaphoric_days"}), may_be_determined=False),
    _Rule(numbered_piece, _ORDINALS),
    _Rule(part, frozenset({"named_parts", "parts"})),
    _Rule(nth_of, _ORDINALS),
    _Rule(leading, _ORDINALS | {"first_or_last", NUMBER}, behind_figure=frozenset({"first_or_last"})),
    _Rule(week_of, frozenset({"week_of"})),
    _Rule(placed_unit, frozenset({"units_after_next", "coming_years", "bearings_before", "units"})),
    _Rule(season, frozenset({"bearings_before", "season_determiners", "seasons"})),
    _Rule(current_unit, frozenset({"current_units"}), may_be_determined=False),
    _Rule(weekend, frozenset({"units"})),
    _Rule(feast, frozenset({"bearings_before", "feasts"})),
    _Rule(era, _ORDINALS | {PLURAL, "decade_names", "decade_introductions", "century_names", "decade_signs"}),
    _Rule(
        short_piece,
        frozenset({"piece_letters", NUMBER}),
        may_be_determined=False,
        behind_figure=frozenset({"piece_letters", "amount_joints"}),
    ),
    _Rule(numbered_week, frozenset({"units"})),
    _Rule(bounded_length, frozenset({"named_stretches", "stretch_openings"}), may_be_determined=False),
    _Rule(stretch, _AMOUNTS | {"stretch_determiners", "stretch_bearings", "units"}, may_be_determined=False),
    _Rule(point_at_distance, _AMOUNTS | {"distance_openings", "bare_units"}, may_be_determined=False),
    _Rule(day_beside, frozenset({"days_beside"}), may_be_determined=False),
    _Rule(neighbour, frozenset({"weekdays", "units"})),
    _Rule(length_up_to, _AMOUNTS | {"units"}),
    _Rule(frequency, frozenset({"frequency_words", "frequency_openings", "weekday_plurals"}), may_be_determined=False),
    _Rule(plain_length, _AMOUNTS | {"long_units", "bare_units"}, may_be_determined=False),
    _Rule(vague_word, frozenset({"vague_words"}), may_be_determined=False),
)


@remembering
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


@cache
def _rules_for(opens: _Pair, opens_determined: _Pair) -> tuple[_Rule, ...]:
    """The rules that the words at a place and behind its determiner can open, each with the word that follows it."""
    return tuple(
        rule
        for rule in _RULES
        if rule.can_open(*opens) or (rule.may_be_determined and rule.can_open(*opens_determined))
    )


def _opens(reader: Reader, i: int) -> _Pair:
    """What the word at i opens, and behind a figure what the next one does."""
    opens = reader.opens(i)
    return (opens, reader.opens(i + 1)) if NUMBER in opens else (opens, _FIGURE)


@remembering
def _longest(reader: Reader, i: int) -> Found | None:
    longest: Found | None = None
    determined = reader.after("determiners", i)
    opens = _opens(reader, i)
    rules = _rules_for(opens, opens if determined == i else _opens(reader, determined))
    if not rules or reader.phrase("idioms", i) or (determined > i and reader.phrase("idioms", determined)):
        return None
    for rule in rules:
        found = rule.read(reader, i)
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
    if not reader.can_open(_CLOCKS, i) and not reader.can_open(_CLOCKS, reader.after("determiners", i)):
        return None
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
