"""Units placed beside the publication (*next week, l'an dernier*), weeks by number, quarters, halves and seasons."""

from claims.extraction.timeframe.days import calendar_point, year_number
from claims.extraction.timeframe.feast_names import feast
from claims.extraction.timeframe.numerals import cardinal, ordinal
from claims.extraction.timeframe.reader import Found, Read, Reader, remembering
from claims.extraction.timeframe.symbols import (
    Around,
    Bearing,
    CalendarPoint,
    Cycle,
    Deictic,
    NumberedWeek,
    Stretch,
    Unit,
)

_OFFSETS = {
    Bearing.THIS: 0,
    Bearing.NEXT: 1,
    Bearing.LAST: -1,
    Bearing.SAME: 0,
    Bearing.FOLLOWING: 1,
    Bearing.PRECEDING: -1,
}
_FROM_ANTECEDENT = (Bearing.SAME, Bearing.FOLLOWING, Bearing.PRECEDING)
_CLOCK_UNITS = (Unit.SECOND, Unit.MINUTE, Unit.HOUR)
_BEHIND_A_DAY = ("and", "or", "but", "in", "at", "on", "by", "to", "for", "with", "near", "from", "was", "were", "had")
_STRETCHING = ("over", "in", "within", "during", "for", "throughout")


def deictic_word(reader: Reader, i: int) -> Found | None:
    """*today, demain, avant-hier, ce soir, hier matin*; and counted from before: *la veille, the next day*."""
    word, said_before = reader.phrase("deictic_days", i), reader.phrase("anaphoric_days", i)
    longest = said_before if said_before and (word is None or said_before.end > word.end) else word
    if longest is None or (longest is said_before and _leans_on_noun(reader, longest.end)):
        return None
    offset, _, clock = longest.meaning.partition(" ")
    return Found(Deictic(Unit.DAY, int(offset), from_antecedent=longest is said_before), longest.end, clock or None)


def _leans_on_noun(reader: Reader, i: int) -> bool:
    """*le lendemain des faits, the day before the vote* count from what is named there, not from a mention before."""
    if reader.is_french:
        return reader.key(i) in ("du", "des", "de", "d")
    is_leaning = reader.key(i - 1) in ("before", "after") and reader.is_word(i)
    return is_leaning and reader.key(i) not in _BEHIND_A_DAY


def current_unit(reader: Reader, i: int) -> Found | None:
    """*dans la semaine, within the week* with nothing behind that says which: the one that holds the publication."""
    unit = reader.phrase("current_units", i)
    if unit is None or reader.phrase("of", unit.end) or reader.key(unit.end) in ("qui", "où", "que", "that"):
        return None
    is_placed = reader.phrase("bearings_after", unit.end) or reader.phrase("distance_joints", unit.end)
    return None if is_placed else Found(Deictic(Unit(unit.meaning), 0), unit.end)


@remembering
def placed_unit(reader: Reader, i: int) -> Found | None:
    """*this year, la semaine prochaine, l'an dernier, ce mois-ci, the following week*."""
    over_next = reader.phrase("units_after_next", i)
    if over_next:
        return Found(Deictic(Unit(over_next.meaning), 2), over_next.end)
    coming = reader.phrase("coming_years", i)
    if coming and i and reader.phrase("before_coming_years", i - 1) and reader.key(coming.end) != "'":
        return Found(Deictic(Unit.YEAR, 1), coming.end)
    before = reader.phrase("bearings_before", i)
    start = before.end if before else reader.after("determiners", i)
    unit = reader.phrase("units", start)
    if unit is None or Unit(unit.meaning) in _CLOCK_UNITS or reader.phrase("plural_units", start):
        return None
    end = reader.after("unit_endings", unit.end) if before else unit.end
    after = reader.phrase("bearings_after", end)
    bearing = Bearing(after.meaning) if after else Bearing(before.meaning) if before else None
    if bearing is None or reader.key(end) == "-":
        return None
    end = after.end if after else end
    is_counted = reader.phrase("stretching_bearings", i if after is None else unit.end) is not None
    return Found(_placed(reader, i, Unit(unit.meaning), bearing, is_counted=is_counted), end)


def _placed(reader: Reader, i: int, unit: Unit, bearing: Bearing, *, is_counted: bool) -> Deictic | Stretch:
    is_long = unit in (Unit.DECADE, Unit.CENTURY) and bearing is not Bearing.THIS
    is_after_stretcher = reader.key(i - 1) in _STRETCHING and reader.key(i) == "the"
    offset = _OFFSETS[bearing]
    if offset and unit is not Unit.WEEKEND and (is_long or is_counted or is_after_stretcher):
        return Stretch(1, unit, offset)
    return Deictic(unit, offset, from_antecedent=bearing in _FROM_ANTECEDENT)


def weekend(reader: Reader, i: int) -> Found | None:
    """*the weekend, le week-end*: the coming or the last one, as the verb looks."""
    start = reader.after("determiners", i)
    unit = reader.phrase("units", start)
    is_definite = start > i or reader.phrase("contractions", i - 1) is not None
    if unit is None or unit.meaning != Unit.WEEKEND or not is_definite:
        return None
    day = reader.phrase("of", unit.end)
    point = (feast(reader, day.end) or calendar_point(reader, day.end)) if day else None
    if point:
        return Found(Around(Unit.WEEKEND, point.value), point.end)
    return Found(Deictic(Unit.WEEKEND, 0, is_bare=True), unit.end)


def week_of(reader: Reader, i: int) -> Found | None:
    """*la semaine du 14, the week of July 17, week beginning Monday*."""
    opening = reader.phrase("week_of", reader.after("determiners", i))
    if opening is None:
        return None
    day = feast(reader, opening.end) or calendar_point(reader, opening.end) or _day_number(reader, opening.end)
    return Found(Around(Unit.WEEK, day.value), day.end) if day else None


def _day_number(reader: Reader, i: int) -> Found | None:
    from_the = cardinal(reader, i)
    if from_the is None or reader.number(i) is None or not 1 <= from_the.meaning <= 31:
        return None
    return Found(CalendarPoint(day=from_the.meaning), from_the.end)


def numbered_week(reader: Reader, i: int) -> Found | None:
    """*week 12 of 2025, la semaine 31*."""
    start = reader.after("determiners", i)
    unit = reader.phrase("units", start)
    if unit is None or unit.meaning != Unit.WEEK or unit.end != start + 1:
        return None
    number = reader.number(unit.end)
    if number is None or not 1 <= number <= 53 or len(reader.key(unit.end)) > 2:
        return None
    year = year_number(reader, reader.after("of", unit.end + 1))
    return Found(NumberedWeek(number, year.meaning if year else None), year.end if year else unit.end + 1)


def numbered_piece(reader: Reader, i: int) -> Found | None:
    """*the first quarter of 2019, au deuxième trimestre, second half of the year, fourth-quarter*."""
    start = reader.after("determiners", i)
    number = ordinal(reader, start)
    if number is None:
        return None
    at = reader.after_any(("-",), number.end)
    unit = reader.phrase("units", at)
    if unit is None or Unit(unit.meaning) not in (Unit.QUARTER, Unit.HALF):
        return None
    pieces = 4 if unit.meaning == Unit.QUARTER else 2
    is_score = reader.key(unit.end) == "-" and reader.touches(unit.end)
    index = pieces if number.meaning < 0 else number.meaning
    if index > pieces or is_score:
        return None
    whole = _year_of_piece(reader, unit.end)
    if number.meaning < 0 and whole is None:
        return None
    return _cycle(Unit(unit.meaning), index, whole, unit.end)


def short_piece(reader: Reader, i: int) -> Found | None:
    """*Q1 2019, T3, 2019 Q1, H2 2025, S1*."""
    year = year_number(reader, i)
    at = reader.after_any(("-",), year.end) if year else i
    letter = reader.phrase("piece_letters", at)
    number = reader.number(at + 1)
    if letter is None or number is None or not reader.touches(at + 1) or len(reader.key(at + 1)) > 1:
        return None
    unit = Unit(letter.meaning)
    if not 1 <= number <= (4 if unit is Unit.QUARTER else 2) or not reader.is_capitalised(at):
        return None
    whole = _year_of_piece(reader, at + 2)
    if year:
        whole = Read((year.meaning, Bearing.BARE), at + 2)
    return _cycle(unit, number, whole, at + 2)


def _cycle(unit: Unit, index: int, whole: Read[tuple[int | None, Bearing]] | None, end: int) -> Found:
    if whole is None:
        return Found(Cycle(unit, index), end)
    return Found(Cycle(unit, index, whole.meaning[0], whole.meaning[1]), whole.end)


def _year_of_piece(reader: Reader, i: int) -> Read[tuple[int | None, Bearing]] | None:
    """The year after a piece of it: *of 2019, 2023, de l'an prochain, of the year*."""
    at = reader.after("of", i)
    year = year_number(reader, reader.after("year_introductions", at))
    if year:
        return Read((year.meaning, Bearing.BARE), _after_second_year(reader, year.end))
    placed = reader.phrase("placed_years", at)
    if placed:
        return Read((None, Bearing(placed.meaning)), placed.end)
    return None


def _after_second_year(reader: Reader, i: int) -> int:
    """*l'hiver 2023-2024* is named for its first year."""
    is_joined = reader.key(i) in ("-", "/") and reader.touches(i) and reader.touches(i + 1)
    return i + 2 if is_joined and reader.number(i + 1) is not None else i


def _is_part_of_name(reader: Reader, i: int) -> bool:
    """*the Winter Games, the Spring Festival*: a season with a capital before a word with one."""
    return reader.is_capitalised(i) and reader.is_word(i + 1) and reader.is_capitalised(i + 1)


@remembering
def season(reader: Reader, i: int) -> Found | None:
    """*cet été, this summer, l'hiver prochain, spring 2025, in the fall*; a bare *été, spring, fall* is no season."""
    before = reader.phrase("bearings_before", i)
    start = before.end if before else reader.after("season_determiners", i)
    name = reader.phrase("seasons", start)
    if name is None or _is_part_of_name(reader, name.end - 1):
        return None
    index = int(name.meaning)
    end = reader.after("unit_endings", name.end)
    whole = _year_of_piece(reader, end)
    if whole:
        return _cycle(Unit.SEASON, index, whole, end)
    after = reader.phrase("bearings_after", end)
    bearing = Bearing(after.meaning) if after else Bearing(before.meaning) if before else Bearing.BARE
    is_said_as_season = bearing is not Bearing.BARE or start > i or reader.phrase("before_seasons", i - 1) is not None
    if not is_said_as_season or (bearing is Bearing.BARE and reader.phrase("of", end)):
        return None
    return Found(Cycle(Unit.SEASON, index, bearing=bearing), after.end if after else end)
