"""Days, months and years named by the calendar: *mercredi, le 15 mars, May 20, 2023, the 20th, March 2021*."""

from dataclasses import replace

from claims.extraction.timeframe.numerals import cardinal, ordinal
from claims.extraction.timeframe.numeric_dates import date_point, full_year, numeric_date
from claims.extraction.timeframe.reader import NUMBER, Found, Read, Reader, remembering
from claims.extraction.timeframe.symbols import Bearing, CalendarPoint, Deictic, Distance, NthOf, Unit

DATE_OPENINGS = frozenset(
    {"weekdays", "weekday_abbreviations", "months", "month_abbreviations", "bearings_before"}
) | frozenset({"day_determiners", "numbers", "ordinals", "year_introductions", "month_introductions", NUMBER})
_WEEKDAYS = frozenset({"weekdays", "weekday_abbreviations"})
_MONTHS = frozenset({"months", "month_abbreviations"})
_NAMES = _MONTHS | {"bearings_before", "month_introductions"}
_FIRST_YEAR, _LAST_YEAR = 1800, 2199


@remembering
def calendar_point(reader: Reader, i: int) -> Found | None:
    """The longest date at i, with its determiner and weekday; the article of *the May 20 vote* belongs to the noun."""
    start = reader.after("determiners", i)
    if not reader.can_open(DATE_OPENINGS, i) and not reader.can_open(DATE_OPENINGS, start):
        return None
    if reader.number(start) is not None and reader.phrase("hour_words", start + 1):
        return None
    weekday = _weekday_before_date(reader, start) if reader.can_open(_WEEKDAYS, start) else None
    if weekday:
        date = _date(reader, reader.after("determiners", reader.after_any((",",), weekday.end)))
        date = date or _day_number(reader, weekday.end)
        if date and isinstance(date.value, CalendarPoint):
            point = replace(date.value, weekday=weekday.meaning)
            return _with_bearing(reader, Found(point, date.end))
    before = reader.phrase("bearings_before", i)
    if not reader.is_french and month_name(reader, start):
        start = i
    dated = _date(reader, before.end if before else start) or numeric_date(reader, start)
    if dated:
        placed = _with_bearing(reader, dated)
        return _placed_by(before, placed) if before else placed
    if reader.can_open(_WEEKDAYS, start) or reader.can_open(_NAMES, i):
        named = weekday_name(reader, i) or _month_alone(reader, i)
        if named:
            return named
    return _day_of_month(reader, i) or year_alone(reader, i)


def _placed_by(before: Read[str], found: Found) -> Found:
    """*last Oct. 23, next March 3*."""
    if not isinstance(found.value, CalendarPoint) or found.value.year:
        return found
    return replace(found, value=replace(found.value, bearing=Bearing(before.meaning)))


def _date(reader: Reader, i: int) -> Found | None:
    if not reader.can_open(_MONTHS, i):
        return _day_then_month(reader, i)
    return _day_then_month(reader, i) or _month_then_day(reader, i) or _month_and_year(reader, i)


@remembering
def month_name(reader: Reader, i: int) -> Read[int] | None:
    """A month's name or its abbreviation, with the full stop of the latter."""
    name = reader.phrase("months", i)
    if name:
        return Read(int(name.meaning), name.end)
    short = reader.phrase("month_abbreviations", i)
    if short is None:
        return None
    return Read(int(short.meaning), reader.after_any((".",), short.end))


def _month_then_day(reader: Reader, i: int) -> Found | None:
    """*May 3, March the 20th, May first*; a number in words counts what follows: *promised in May two bridges*."""
    month = month_name(reader, i)
    if month is None:
        return None
    at = reader.after("determiners", month.end)
    day = _number_of_day(reader, at)
    is_spelled = reader.number(at) is None and (reader.is_french or cardinal(reader, at) is not None)
    if day is None or is_spelled or _is_counting(reader, day.end):
        return None
    point = date_point(None, month.meaning, day.meaning)
    return _with_year(reader, Found(point, day.end)) if point else None


def _day_then_month(reader: Reader, i: int) -> Found | None:
    day = _number_of_day(reader, i)
    if day is None:
        return None
    at = reader.after("of", day.end)
    month = month_name(reader, at)
    if month is None or (at == day.end and not _is_spelled_as_month(reader, at)):
        return None
    point = date_point(None, month.meaning, day.meaning)
    return _with_year(reader, Found(point, month.end)) if point else None


def _month_and_year(reader: Reader, i: int) -> Found | None:
    month = month_name(reader, i)
    if month is None:
        return None
    year = year_number(reader, reader.after("of", reader.after_any((",",), month.end)), is_in_date=True)
    if year is None:
        year = _short_year(reader, month.end)
    return Found(CalendarPoint(year=year.meaning, month=month.meaning), year.end) if year else None


def _short_year(reader: Reader, i: int) -> Read[int] | None:
    """*juillet 98*: two figures that no day of a month can be."""
    at = reader.after_any(("'",), i)
    number = reader.number(at)
    if number is None or len(reader.key(at)) != 2 or _is_counting(reader, at + 1):
        return None
    return Read(full_year(number), at + 1) if number > 31 or at > i else None


def _with_year(reader: Reader, found: Found) -> Found:
    if not isinstance(found.value, CalendarPoint):
        return found
    year = year_number(reader, reader.after("of", reader.after_any((",",), found.end)), is_in_date=True)
    year = year or _short_year(reader, reader.after("of", found.end))
    return Found(replace(found.value, year=year.meaning), year.end) if year else found


@remembering
def _number_of_day(reader: Reader, i: int) -> Read[int] | None:
    day = ordinal(reader, i) or cardinal(reader, i)
    if day is None or not 1 <= day.meaning <= 31:
        return None
    is_decimal = reader.key(i - 1) in (".", ",", "$") and reader.touches(i)
    return None if is_decimal else day


def _is_counting(reader: Reader, i: int) -> bool:
    """Whether the number before i counts something or is part of a longer number: *May 3,000, mai 20 %, 12:30*."""
    if reader.key(i) in ("%", "$", "€"):
        return True
    is_glued = reader.key(i) in (".", ",", ":", "/") and reader.touches(i) and reader.touches(i + 1)
    return is_glued and reader.number(i + 1) is not None


def year_number(reader: Reader, i: int, *, is_in_date: bool = False) -> Read[int] | None:
    """A year of four figures at i."""
    number = reader.number(i)
    if number is None or len(reader.key(i)) != 4 or not _FIRST_YEAR <= number <= _LAST_YEAR:
        return None
    if _is_counting(reader, i + 1) or reader.phrase("counted_things", i + 1):
        return None
    follows_sign = reader.key(i - 1) in (".", ",", "$", "€", "£", "#", "/", "-", "_", "+") and reader.touches(i)
    return None if follows_sign and not is_in_date else Read(number, i + 1)


def year_alone(reader: Reader, i: int) -> Found | None:
    """*2021*, *l'année 2021*, *the year 2020*; a bare number only where the words around it make it a year."""
    introduced = reader.phrase("year_introductions", i)
    year = year_number(reader, introduced.end if introduced else i, is_in_date=introduced is not None)
    if year is None or (introduced is None and not _reads_as_year(reader, i)):
        return None
    return Found(CalendarPoint(year=year.meaning), year.end)


def _reads_as_year(reader: Reader, i: int) -> bool:
    if reader.phrase("before_years", i - 1) or reader.key(i - 1) in ("(", "["):
        return True
    if not reader.is_french and i and reader.is_capitalised(i - 1):
        return False
    if reader.is_french or (
        reader.touches(i + 1) and reader.key(i + 1) not in (",", ".", ")", ";", ":", "'", "?", "!")
    ):
        return i == 0 and i + 1 >= len(reader.tokens)
    return not (reader.is_word(i + 1) and reader.key(i + 1).endswith("s") and not reader.is_capitalised(i + 1))


def _weekday_before_date(reader: Reader, i: int) -> Read[int] | None:
    name = reader.phrase("weekdays", i)
    if name:
        return Read(int(name.meaning), name.end)
    short = reader.phrase("weekday_abbreviations", i)
    return Read(int(short.meaning), reader.after_any((".",), short.end)) if short else None


def weekday_name(reader: Reader, i: int) -> Found | None:
    """*mercredi, ce mercredi, next Wednesday, mercredi prochain, tuesday of next week*."""
    before = reader.phrase("bearings_before", i)
    start = before.end if before else reader.after("determiners", i)
    name = reader.phrase("weekdays", start)
    if name is None:
        return None
    bearing = Bearing(before.meaning) if before else Bearing.BARE
    if not reader.is_french and reader.key(i) == "the" and before is None and not _is_noun(reader, name.end):
        bearing = Bearing.FOLLOWING
    weekday = int(name.meaning)
    week = _week_of_weekday(reader, name.end)
    if week:
        return Found(NthOf(weekday, Unit.DAY, week.meaning), week.end)
    postponed = reader.phrase("weekday_postponements", name.end)
    if postponed:
        named = CalendarPoint(weekday=weekday, bearing=Bearing.NEXT)
        return Found(Distance(int(postponed.meaning), Unit.WEEK, 1, origin=named), postponed.end)
    return _with_bearing(reader, Found(CalendarPoint(weekday=weekday, bearing=bearing), name.end))


def _week_of_weekday(reader: Reader, i: int) -> Read[Deictic] | None:
    joint = reader.phrase("of", i)
    placed = reader.phrase("placed_weeks", joint.end) if joint else None
    return Read(Deictic(Unit.WEEK, int(placed.meaning)), placed.end) if placed else None


def _with_bearing(reader: Reader, found: Found) -> Found:
    """The word after a date that places it (*prochain, dernier*) or its year (*next year, de cette année*)."""
    year = reader.phrase("placed_years", reader.after("of", found.end))
    if year and isinstance(found.value, CalendarPoint) and found.value.month and found.value.year is None:
        return Found(replace(found.value, year_bearing=Bearing(year.meaning)), year.end)
    after = reader.phrase("bearings_after", found.end)
    if after is None or not isinstance(found.value, CalendarPoint):
        return found
    return Found(replace(found.value, bearing=Bearing(after.meaning)), after.end)


def _month_alone(reader: Reader, i: int) -> Found | None:
    """*mars, en mars dernier, next March, mois de mai*."""
    before = reader.phrase("bearings_before", i)
    start = reader.after("month_introductions", before.end if before else i)
    name = reader.phrase("months", start)
    if name is None or not _reads_as_month(reader, start, name.end, has_context=before is not None or start > i):
        name = reader.phrase("month_abbreviations", start) if reader.phrase("before_months", start - 1) else None
        if name is None or not reader.is_capitalised(start) or reader.is_french or _is_first_name(reader, name.end):
            return None
    bearing = Bearing(before.meaning) if before else Bearing.BARE
    end = reader.after_any((".",), name.end) if reader.phrase("months", start) is None else name.end
    return _with_bearing(reader, Found(CalendarPoint(month=int(name.meaning), bearing=bearing), end))


def _is_first_name(reader: Reader, i: int) -> bool:
    """*Jan Kavan* is nobody's January."""
    return reader.is_word(i) and reader.is_capitalised(i)


def _is_spelled_as_month(reader: Reader, i: int) -> bool:
    """English *may* and *march* in small letters are verbs, French *Mars* and *Avril* with a capital often names."""
    is_ambiguous = reader.phrase("ambiguous_months", i) is not None
    return not is_ambiguous or reader.is_french or reader.is_capitalised(i)


def _reads_as_month(reader: Reader, i: int, end: int, *, has_context: bool) -> bool:
    if not _is_spelled_as_month(reader, i):
        return False
    is_ambiguous = reader.phrase("ambiguous_months", i) is not None
    if has_context or not is_ambiguous or (reader.is_french and not reader.is_capitalised(i)):
        return True
    return reader.phrase("before_months", i - 1) is not None or reader.phrase("bearings_after", end) is not None


def _day_number(reader: Reader, i: int) -> Found | None:
    """The number of a day beside its weekday: *vendredi 14, Friday the 26th*."""
    at = reader.after("determiners", i)
    day = _number_of_day(reader, at)
    if day is None or _is_counting(reader, day.end) or reader.phrase("clock_marks", day.end):
        return None
    is_said_as_day = reader.number(at) is not None and (reader.is_french or ordinal(reader, at) is not None)
    return Found(CalendarPoint(day=day.meaning), day.end) if is_said_as_day else None


def _day_of_month(reader: Reader, i: int) -> Found | None:
    """*the 20th, le 14*: the determiner is needed, and no noun may follow (*the 20th anniversary, le 14 juge*)."""
    start = reader.after("day_determiners", i)
    if start == i and reader.phrase("day_determiners", i - 1) is None:
        return None
    day = _number_of_day(reader, start)
    if day is None or _is_counting(reader, day.end):
        return None
    if reader.is_french:
        is_day = reader.number(start) is not None or reader.key(start) == "premier"
    else:
        is_day = reader.number(start) is not None and day.end > start + 1
    of_month = _month_of_day(reader, day.end) if is_day or ordinal(reader, start) else None
    if of_month:
        return Found(NthOf(day.meaning, Unit.DAY, of_month.meaning), of_month.end)
    if not is_day:
        return None
    weekday = reader.phrase("weekdays", day.end)
    if weekday:
        return Found(CalendarPoint(day=day.meaning, weekday=int(weekday.meaning)), weekday.end)
    return None if _is_noun(reader, day.end) else Found(CalendarPoint(day=day.meaning), day.end)


def _is_noun(reader: Reader, i: int) -> bool:
    """Whether the word at i is none of the small words that may follow a day."""
    return reader.is_word(i) and not reader.phrase("after_day_numbers", i)


def _month_of_day(reader: Reader, i: int) -> Read[Deictic] | None:
    """*du mois prochain, of this month*."""
    joint = reader.phrase("of", i)
    placed = reader.phrase("placed_months", joint.end) if joint else None
    return Read(Deictic(Unit.MONTH, int(placed.meaning)), placed.end) if placed else None
