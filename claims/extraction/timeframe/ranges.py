"""Two expressions that make one window: *entre le 2 et le 8 janvier, du 3 au 7 mars, March 3-5, samedi et dimanche*."""

from dataclasses import replace

from claims.extraction.timeframe import clocks
from claims.extraction.timeframe.days import calendar_point, year_alone
from claims.extraction.timeframe.expressions import expression
from claims.extraction.timeframe.numerals import cardinal, ordinal
from claims.extraction.timeframe.reader import NUMBER, Found, Read, Reader
from claims.extraction.timeframe.symbols import (
    Bearing,
    CalendarPoint,
    ClockOnly,
    Cycle,
    Deictic,
    Duration,
    EventOnly,
    Frequency,
    Part,
    PartOf,
    Range,
    Unit,
    Vague,
    Value,
)

_LONGEST_LIST = 6
_DAY_NUMBERS = frozenset({"days_determiners", NUMBER})
_NIGHTS = frozenset({"determiners", "day_part_openings", "day_parts"})
_STEPS = {Bearing.THIS: 0, Bearing.NEXT: 1, Bearing.FOLLOWING: 1, Bearing.LAST: -1, Bearing.PRECEDING: -1}
_PERIODS = (Deictic, PartOf, Cycle)
_PLACELESS = (Duration, Frequency, Vague, EventOnly, ClockOnly, Range)


def span(reader: Reader, i: int) -> Found | None:
    """A pair opened by *between, entre, from, du*, or joined by *and, et, ou, -* without an opening."""
    opening = reader.phrase("range_openings", i)
    if opening:
        found = _opened(reader, opening, f"{opening.meaning}_joints")
        if found:
            return found
    if reader.can_open(_DAY_NUMBERS, i):
        found = _numbers_before_month(reader, i)
        if found:
            return found
    return _joined(reader, i) or (_night_between(reader, i) if reader.can_open(_NIGHTS, i) else None)


def _opened(reader: Reader, opening: Read[str], joints: str = "from_joints") -> Found | None:
    first = expression(reader, opening.end) or year_alone(reader, opening.end) or _number_of_day(reader, opening.end)
    if first is None or isinstance(first.value, _PLACELESS):
        return None
    joint = reader.phrase(joints, reader.after_any((",",), first.end))
    if joint is None:
        return None
    last = expression(reader, joint.end) or year_alone(reader, joint.end) or _number_of_day(reader, joint.end)
    if last is None or isinstance(last.value, _PLACELESS):
        return None
    return _pair((opening.end, first), (joint.end, last))


def _pair(first: tuple[int, Found], last: tuple[int, Found], *, end: int | None = None) -> Found:
    first_value, last_value = _completed(first[1].value, last[1].value)
    ends = ((first[0], replace(first[1], value=first_value)), (last[0], replace(last[1], value=last_value)))
    return Found(Range(first_value, last_value), end or last[1].end, ends=ends)


def _night_between(reader: Reader, i: int) -> Found | None:
    """*dans la nuit de lundi à mardi, the night of Friday to Saturday*."""
    part = clocks.part_of_day(reader, reader.after("determiners", i))
    joint = reader.phrase("of", part.end) if part else None
    nights = _opened(reader, joint) if joint and part else None
    return replace(nights, clock=part.meaning) if nights and part else None


def _number_of_day(reader: Reader, i: int) -> Found | None:
    """A bare number that the other end of the range makes a day: *entre le 2 …, May 3 to 5*."""
    at = reader.after("determiners", i)
    day = ordinal(reader, at) or cardinal(reader, at)
    if day is None or not 1 <= day.meaning <= 31 or reader.number(at) is None:
        return None
    return Found(CalendarPoint(day=day.meaning), day.end)


def _completed(first: Value, last: Value) -> tuple[Value, Value]:
    """Each end borrows the month or year that only the other one names."""
    if not isinstance(first, CalendarPoint) or not isinstance(last, CalendarPoint):
        return first, last
    if first.day and first.month is None and last.month:
        first = replace(first, month=last.month)
    if last.day and last.month is None and first.month:
        last = replace(last, month=first.month)
    if first.month and last.month and first.year is None and last.year:
        is_over_new_year = (first.month, first.day or 0) > (last.month, last.day or 0)
        first = replace(first, year=last.year - is_over_new_year)
    return first, last


def _numbers_before_month(reader: Reader, i: int) -> Found | None:
    """*les 12 et 13 février, 4-23 mars, du 3 au 7 mars*: the month stands once, at the end."""
    start = reader.after("days_determiners", i)
    first = _number_of_day(reader, start)
    if first is None:
        return None
    joint = reader.phrase("joints", first.end)
    last = calendar_point(reader, joint.end) if joint else None
    if joint is None or last is None or not isinstance(last.value, CalendarPoint):
        return None
    return _pair((start, first), (joint.end, last)) if last.value.day and last.value.month else None


def _joined(reader: Reader, i: int) -> Found | None:
    """*samedi et dimanche, lundi, mardi et mercredi, March 3-5, 2006-2011*: all of the same kind."""
    first = calendar_point(reader, i)
    if first is None:
        return _either_period(reader, i)
    listed = _listed(reader, first)
    end = listed[-1][1].end if listed else first.end
    joint = reader.phrase("joints", end)
    if joint is None:
        return None
    last = calendar_point(reader, joint.end) or _day_after_day(reader, first.value, joint)
    if last and _are_alike(first.value, last.value):
        pair = _pair((i, first), (joint.end, last))
        return replace(pair, ends=(pair.ends[0], *listed, pair.ends[1]))
    return _far_joined(reader, i, first)


def _either_period(reader: Reader, i: int) -> Found | None:
    """*this year or next, cette année et la suivante, late 2027 or early 2028*: one window over both."""
    first = expression(reader, i)
    if first is None or not isinstance(first.value, _PERIODS):
        return None
    either, both = reader.phrase("alternatives", first.end), reader.phrase("additions", first.end)
    joint = either or both
    if joint is None:
        return None
    last = expression(reader, joint.end) or _bearing_alone(reader, joint.end, first.value)
    if last is None or not _are_beside(first.value, last.value, is_either=either is not None):
        return None
    pair = ((i, first), (joint.end, last))
    return _pair(*(reversed(pair) if _is_later(first.value, last.value) else pair), end=last.end)


def _bearing_alone(reader: Reader, i: int, first: Value) -> Found | None:
    """The *next* of *this year or next*, the *early next* of *this week or early next*: no unit of its own follows."""
    opening = reader.phrase("parts", i)
    start = opening.end if opening else i
    bearing = reader.phrase("bearings_before", start)
    bearing = bearing or reader.phrase("bearings_after", reader.after("determiners", start))
    unit = first.whole if isinstance(first, PartOf) else first
    if bearing is None or not isinstance(unit, Deictic) or bearing.meaning not in _STEPS:
        return None
    is_small = reader.phrase("after_day_numbers", bearing.end) is not None and bearing.meaning != Bearing.THIS
    if reader.is_word(bearing.end) and not is_small:
        return None
    origin = unit.offset if bearing.meaning in (Bearing.FOLLOWING, Bearing.PRECEDING) else 0
    said = replace(unit, offset=origin + _STEPS[Bearing(bearing.meaning)])
    is_part = opening is not None and opening.meaning != "whole"
    return Found(PartOf(Part(opening.meaning), said) if opening and is_part else said, bearing.end)


def _are_beside(first: Value, last: Value, *, is_either: bool) -> bool:
    if isinstance(first, Deictic) and isinstance(last, Deictic):
        return first.unit is last.unit and first.unit is not Unit.DAY and first != last
    return is_either and isinstance(last, _PERIODS) and first != last


def _is_later(first: Value, last: Value) -> bool:
    return isinstance(first, Deictic) and isinstance(last, Deictic) and first.offset > last.offset


def _listed(reader: Reader, first: Found) -> list[tuple[int, Found]]:
    """The *mardi* of *lundi, mardi et mercredi*; nothing where no *et* follows."""
    listed: list[tuple[int, Found]] = []
    end = first.end
    while reader.key(end) == "," and len(listed) < _LONGEST_LIST:
        following = calendar_point(reader, end + 1)
        if following is None or not _are_alike(first.value, following.value):
            break
        listed.append((end + 1, following))
        end = following.end
    return listed if reader.phrase("joints", end) else []


def _far_joined(reader: Reader, i: int, first: Found) -> Found | None:
    """*2014 through May 2018, 3 mars 2020 au 5 avril*: a dated beginning with its year, up to any dated end."""
    joint = reader.phrase("long_joints", first.end)
    has_year = isinstance(first.value, CalendarPoint) and first.value.year is not None
    last = expression(reader, joint.end) if joint and has_year else None
    if joint is None or last is None or isinstance(last.value, _PLACELESS):
        return None
    return _pair((i, first), (joint.end, last))


def _day_after_day(reader: Reader, first: Value, joint: Read[str]) -> Found | None:
    """*March 3-5, February 12 and 13*."""
    if not isinstance(first, CalendarPoint) or not (first.month and first.day) or first.year:
        return None
    number = _number_of_day(reader, joint.end)
    if number is None or (reader.is_word(number.end) and not reader.phrase("after_day_numbers", number.end)):
        return None
    return number


def _are_alike(first: Value, last: Value) -> bool:
    if not isinstance(first, CalendarPoint) or not isinstance(last, CalendarPoint):
        return False
    if first.day:
        return last.day is not None
    if last.day or (first.weekday is None) != (last.weekday is None):
        return False
    return (first.month is None) == (last.month is None) and first != last
