"""Feasts by name: *Noël, la Toussaint 2024, next Easter, last Thanksgiving*."""

from claims.extraction.timeframe.days import year_number
from claims.extraction.timeframe.reader import Found, Reader, remembering
from claims.extraction.timeframe.symbols import Around, Bearing, Feast, Unit

_BEGINNINGS = ("partir", "compter", "dater")


@remembering
def feast(reader: Reader, i: int) -> Found | None:
    """A feast at i with the word or year that places it. Most are written with a capital."""
    before = reader.phrase("bearings_before", i)
    start = before.end if before else reader.after("determiners", i)
    name = reader.phrase("feasts", start)
    if name is None or not _is_written_as_name(reader, start, name.end) or not _is_time(reader, i, start, name.end):
        return None
    bearing = Bearing(before.meaning) if before else Bearing.BARE
    around = reader.phrase("units", name.end)
    if around and Unit(around.meaning) in (Unit.WEEK, Unit.WEEKEND):
        its_year = year_number(reader, around.end)
        value = Feast(name.meaning, its_year.meaning if its_year else None, bearing=bearing)
        return Found(Around(Unit(around.meaning), value), its_year.end if its_year else around.end)
    year = year_number(reader, reader.after_any((",",), name.end))
    if year:
        return Found(Feast(name.meaning, year.meaning), year.end)
    after = reader.phrase("bearings_after", name.end)
    if after:
        return Found(Feast(name.meaning, bearing=Bearing(after.meaning)), after.end)
    placed = reader.phrase("of", name.end)
    this_year = reader.phrase("placed_years", placed.end if placed else name.end)
    if this_year:
        return Found(Feast(name.meaning, year_bearing=Bearing(this_year.meaning)), this_year.end)
    return Found(Feast(name.meaning, bearing=bearing), name.end)


def _is_written_as_name(reader: Reader, start: int, end: int) -> bool:
    has_capital = any(reader.is_capitalised(at) for at in range(start, end))
    return has_capital or reader.phrase("feasts_in_lower_case", start) is not None


def _is_time(reader: Reader, i: int, start: int, end: int) -> bool:
    """*dès la rentrée* is a time, *la rentrée a été calme* and *la rentrée littéraire* are events."""
    if reader.phrase("seasonal_feasts", start) is None:
        return True
    is_from = reader.key(i - 1) == "de" and reader.key(i - 2) in _BEGINNINGS
    before = i > 0 and (is_from or reader.phrase("before_seasonal_feasts", i - 1) is not None)
    return before and reader.phrase("after_seasonal_feasts", end) is None
