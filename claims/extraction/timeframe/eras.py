"""Decades and centuries: *the 1990s, les années 90, the nineties, le XXIe siècle*."""

from claims.extraction.timeframe.numerals import cardinal, ordinal
from claims.extraction.timeframe.reader import Found, Read, Reader, remembering
from claims.extraction.timeframe.symbols import Era, Unit

_LAST_CENTURY = 22
_BEFORE_SHORT = frozenset({"the", "early", "mid", "late", "-"})


@remembering
def era(reader: Reader, i: int) -> Found | None:
    """A decade or a century at i."""
    start = reader.after("determiners", i)
    named = reader.phrase("decade_names", start)
    if named:
        return _decade(int(named.meaning), named.end)
    number = _after_introduction(reader, start) or _in_plural(reader, start)
    return _decade(number.meaning, number.end) if number else _century(reader, start)


def _after_introduction(reader: Reader, i: int) -> Read[int] | None:
    introduced = reader.phrase("decade_introductions", i)
    return cardinal(reader, introduced.end) if introduced else None


def _in_plural(reader: Reader, i: int) -> Read[int] | None:
    """*1990s, '90s, 1990's*: English only; *in his 30s* is an age."""
    at = reader.after_any(("'",), i)
    number = reader.number(at)
    if (
        number is not None
        and number < 100
        and at == i
        and reader.key(i - 1) not in ("the", "early", "mid", "late", "-")
    ):
        return None
    ending = reader.after_any(("'",), at + 1)
    if reader.is_french or number is None or reader.key(ending) != "s" or not reader.touches(ending):
        return None
    return Read(number, ending + 1)


def _decade(number: int, end: int) -> Found | None:
    if number % 10:
        return None
    if number < 100:
        return Found(Era(Unit.DECADE, 1900 + number, written_short=True), end)
    return Found(Era(Unit.DECADE, number), end) if 1500 <= number <= 2190 else None


def _century(reader: Reader, i: int) -> Found | None:
    named = reader.phrase("century_names", i)
    if named:
        return Found(Era(Unit.CENTURY, int(named.meaning)), named.end)
    number = ordinal(reader, i)
    unit = reader.phrase("units", reader.after_any(("-",), number.end)) if number else None
    if number is None or unit is None or unit.meaning != Unit.CENTURY or not 1 <= number.meaning <= _LAST_CENTURY:
        return None
    return Found(Era(Unit.CENTURY, (number.meaning - 1) * 100), unit.end)
