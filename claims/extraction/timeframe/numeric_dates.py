"""Dates written with separators: 2022-02-12, 12/02/2022, 22/04, 23/Sep/2020."""

from dataclasses import dataclass

from claims.extraction.timeframe.reader import Found, Reader
from claims.extraction.timeframe.symbols import CalendarPoint, Range

_SEPARATORS = ("/", "-", ".")
_FRACTIONS = frozenset({(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (24, 7), (50, 50), (9, 10), (1, 10)})
_PIVOT = 50


@dataclass(frozen=True, slots=True)
class _Piece:
    """One piece between separators: a number with its digits, or a month's name."""

    number: int
    digits: int
    is_month_name: bool = False

    @property
    def is_year(self) -> bool:
        return self.digits == 4 and 1000 <= self.number <= 2199


def numeric_date(reader: Reader, i: int) -> Found | None:
    """A date in figures at i; French (and any other) text puts the day first, English text the month."""
    pieces, end = _pieces(reader, i)
    if reader.key(end) in ("/", "%") and reader.touches(end):
        return None
    if len(pieces) == 3:
        point = _three(pieces, day_first=reader.is_french)
        return Found(point, end) if point else None
    if len(pieces) == 2:
        return _two(pieces, reader.key(i + 1), end, day_first=reader.is_french)
    return _spaced(reader, i)


def _pieces(reader: Reader, i: int) -> tuple[list[_Piece], int]:
    pieces: list[_Piece] = []
    separator, end = "", i
    while len(pieces) < 3:
        at = end
        if pieces:
            separator = separator or reader.key(end)
            is_joined = separator in _SEPARATORS and reader.key(end) == separator
            if not (is_joined and reader.touches(end) and reader.touches(end + 1)):
                break
            at = end + 1
        piece = _piece(reader, at)
        if piece is None:
            break
        pieces.append(piece)
        end = at + 1
    return pieces, end


def _piece(reader: Reader, i: int) -> _Piece | None:
    number = reader.number(i)
    if number is not None:
        return _Piece(number, len(reader.key(i)))
    name = reader.phrase("months", i) or reader.phrase("month_abbreviations", i)
    return _Piece(int(name.meaning), 0, is_month_name=True) if name and name.end == i + 1 else None


def _three(pieces: list[_Piece], *, day_first: bool) -> CalendarPoint | None:
    names = [piece for piece in pieces if piece.is_month_name]
    years = [piece for piece in pieces if piece.is_year] or ([pieces[2]] if pieces[2].digits == 2 else [])
    if len(names) > 1 or len(years) != 1:
        return None
    others = [piece for piece in pieces if piece is not years[0] and not piece.is_month_name]
    if any(piece.digits > 2 for piece in others):
        return None
    year = full_year(years[0].number) if years[0].digits == 2 else years[0].number
    if names:
        return date_point(year, names[0].number, others[0].number)
    first, second = others[0].number, others[1].number
    if years[0] is pieces[0]:
        return date_point(year, first, second) or date_point(year, second, first)
    day, month = (first, second) if day_first else (second, first)
    return date_point(year, month, day) or date_point(year, day, month)


def _two(pieces: list[_Piece], separator: str, end: int, *, day_first: bool) -> Found | None:
    first, second = pieces
    if first.is_year and second.digits == 2 and second.number > 12:
        next_year = first.number // 100 * 100 + second.number
        span = Range(CalendarPoint(year=first.number), CalendarPoint(year=next_year))
        return Found(span, end) if next_year == first.number + 1 else None
    if first.is_year and second.is_year:
        is_span = separator == "-" and first.number < second.number
        return Found(Range(CalendarPoint(first.number), CalendarPoint(second.number)), end) if is_span else None
    if first.is_year or second.is_year:
        year, month = (first, second) if first.is_year else (second, first)
        is_month = month.digits in (0, 1, 2) and 1 <= month.number <= 12 and separator != "."
        return Found(CalendarPoint(year=year.number, month=month.number), end) if is_month else None
    point = _day_and_month(first, second, separator, day_first=day_first)
    return Found(point, end) if point else None


def _day_and_month(first: _Piece, second: _Piece, separator: str, *, day_first: bool) -> CalendarPoint | None:
    if max(first.digits, second.digits) > 2 or separator == ".":
        return None
    if first.is_month_name != second.is_month_name:
        month, day = (first, second) if first.is_month_name else (second, first)
        return date_point(None, month.number, day.number)
    if separator != "/" or first.is_month_name or (first.number, second.number) in _FRACTIONS:
        return None
    day, month = (first, second) if day_first else (second, first)
    return date_point(None, month.number, day.number) or date_point(None, day.number, month.number)


def _spaced(reader: Reader, i: int) -> Found | None:
    """*02 04 2009*: only in French, where the day comes first and a four-digit year closes it."""
    day, month, year = reader.number(i), reader.number(i + 1), reader.number(i + 2)
    if not reader.is_french or day is None or month is None or year is None:
        return None
    if len(reader.key(i + 2)) != 4 or not 1900 <= year <= 2199 or reader.touches(i + 1) or reader.touches(i + 2):
        return None
    point = date_point(year, month, day)
    return Found(point, i + 3) if point else None


def full_year(number: int) -> int:
    """A year of two figures in full: 18 is 2018, 98 is 1998."""
    return number + (2000 if number < _PIVOT else 1900)


def date_point(year: int | None, month: int, day: int) -> CalendarPoint | None:
    """A day of the calendar, None when there is no such day or month in any year."""
    longest = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}.get(month, 31)
    if 1 <= month <= 12 and 1 <= day <= longest:
        return CalendarPoint(year=year, month=month, day=day)
    return None
