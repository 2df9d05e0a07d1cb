"""Parts and pieces of a larger period: *fin mars, mi-2024, the end of the quarter, the first Monday of May*."""

from claims.extraction.timeframe.antecedents import counts_from_antecedent
from claims.extraction.timeframe.days import calendar_point, month_name, year_number
from claims.extraction.timeframe.eras import era
from claims.extraction.timeframe.feast_names import feast
from claims.extraction.timeframe.numerals import cardinal, ordinal
from claims.extraction.timeframe.periods import deictic_word, numbered_piece, placed_unit, season, short_piece
from claims.extraction.timeframe.reader import Found, Reader
from claims.extraction.timeframe.symbols import Bearing, CalendarPoint, Deictic, Leading, NthOf, Part, PartOf, Unit


def whole_period(reader: Reader, i: int) -> Found | None:
    """What can have parts: a month, year, week, quarter, season, decade, day or feast."""
    month = month_name(reader, i)
    if month:
        year = year_number(reader, reader.after("of", reader.after_any((",",), month.end)), is_in_date=True)
        if year:
            return Found(CalendarPoint(year=year.meaning, month=month.meaning), year.end)
        placed = reader.phrase("placed_years", reader.after("of", month.end))
        if placed:
            return Found(CalendarPoint(month=month.meaning, year_bearing=Bearing(placed.meaning)), placed.end)
    for rule in (placed_unit, numbered_piece, short_piece, season, era, feast, deictic_word):
        found = rule(reader, i)
        if found:
            return found
    definite = _definite_unit(reader, i)
    if definite:
        return definite
    year = year_number(reader, reader.after("year_introductions", i), is_in_date=True)
    if year:
        return Found(CalendarPoint(year=year.meaning), year.end)
    return calendar_point(reader, i)


def _definite_unit(reader: Reader, i: int) -> Found | None:
    """*the quarter, l'année, mois*: the one that holds the publication."""
    unit = reader.phrase("definite_units", i)
    if unit is None or reader.phrase("of", unit.end):
        return None
    return Found(Deictic(Unit(unit.meaning), 0), unit.end)


def part(reader: Reader, i: int) -> Found | None:
    """*début mars, early next week, mid-2024, la fin de l'année, year-end, later this year*."""
    start = reader.after("determiners", i)
    named, opened = _named_part(reader, start), _opened_part(reader, start)
    return opened if named is None or (opened and opened.end > named.end) else named


def _named_part(reader: Reader, i: int) -> Found | None:
    fixed = reader.phrase("named_parts", i)
    if fixed is None:
        return None
    part_name, _, unit = fixed.meaning.partition(" ")
    return _with_year(reader, Found(PartOf(Part(part_name), Deictic(Unit(unit), 0)), fixed.end))


def _opened_part(reader: Reader, start: int) -> Found | None:
    opening = reader.phrase("parts", start)
    if opening is None:
        return None
    at = reader.after("of", reader.after_any(("-",), opening.end))
    whole = whole_period(reader, at) or whole_period(reader, reader.after("of_and_article", opening.end))
    if whole is None or isinstance(whole.value, PartOf) or counts_from_antecedent(whole.value):
        return None
    if opening.meaning == "whole":
        return whole
    return Found(PartOf(Part(opening.meaning), whole.value), whole.end, whole.clock)


def _with_year(reader: Reader, found: Found) -> Found:
    """*year-end 2025, fin d'année 2024*."""
    year = year_number(reader, found.end)
    if year is None or not isinstance(found.value, PartOf):
        return found
    return Found(PartOf(found.value.part, CalendarPoint(year=year.meaning)), year.end)


def nth_of(reader: Reader, i: int) -> Found | None:
    """*the first Monday of May, la première semaine de mars, the last day of the month*."""
    start = reader.after("determiners", i)
    number = ordinal(reader, start)
    if number is None:
        return None
    weekday = reader.phrase("weekdays", number.end)
    unit = reader.phrase("units", number.end)
    is_unit = unit is not None and Unit(unit.meaning) in (Unit.DAY, Unit.WEEK, Unit.WEEKEND, Unit.MONTH)
    if weekday is None and not is_unit:
        return None
    end = weekday.end if weekday else unit.end if unit else number.end
    joint = reader.phrase("of", end)
    whole = whole_period(reader, joint.end) if joint else None
    if whole is None or isinstance(whole.value, PartOf):
        return None
    kind = Unit.DAY if weekday or unit is None else Unit(unit.meaning)
    return Found(NthOf(number.meaning, kind, whole.value, int(weekday.meaning) if weekday else None), whole.end)


def leading(reader: Reader, i: int) -> Found | None:
    """*the first nine months of 2023, les six premiers mois de l'année, the last two weeks of May*."""
    start = reader.after("determiners", i)
    before = reader.phrase("first_or_last", start)
    count = cardinal(reader, before.end if before else start)
    edge = before or (reader.phrase("first_or_last", count.end) if count else None)
    at = max(edge.end, count.end) if edge and count else start
    unit = reader.phrase("units", at)
    joint = reader.phrase("of", unit.end) if unit else None
    whole = whole_period(reader, joint.end) if joint else None
    if edge is None or count is None or unit is None or whole is None or isinstance(whole.value, PartOf):
        return None
    return Found(Leading(count.meaning, Unit(unit.meaning), int(edge.meaning), whole.value), whole.end)
