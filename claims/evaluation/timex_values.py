"""TIMEX3 types and values of mentions, as TempEval-3 compares them."""

from datetime import date

from claims.extraction.timeframe.calendar import Days
from claims.extraction.timeframe.resolution import Direction, located
from claims.extraction.timeframe.symbols import (
    Bound,
    ClockOnly,
    Distance,
    Duration,
    Frequency,
    Mention,
    Reference,
    Stretch,
    Unit,
    Vague,
)

_REFERENCES = {Reference.PAST: "PAST_REF", Reference.PRESENT: "PRESENT_REF", Reference.FUTURE: "FUTURE_REF"}
_LETTERS = {
    Unit.SECOND: "TS",
    Unit.MINUTE: "TM",
    Unit.HOUR: "TH",
    Unit.DAY: "D",
    Unit.WEEKEND: "WE",
    Unit.WEEK: "W",
    Unit.MONTH: "M",
    Unit.QUARTER: "Q",
    Unit.YEAR: "Y",
}
_CLOCK_UNITS = (Unit.SECOND, Unit.MINUTE, Unit.HOUR)
_SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}


def timex(mention: Mention, *, published_on: date, direction: Direction) -> tuple[str, str]:
    """The TIMEX3 type (DATE, TIME, DURATION, SET) and value of a mention.

    Without a direction a weekday looks back, as most of them do in news. *Friday night* has the value of its day.
    """
    value = mention.value
    if isinstance(value, Frequency | Duration | Stretch):
        return "SET" if isinstance(value, Frequency) else "DURATION", period(value.amount, value.unit)
    if isinstance(value, Vague):
        return _vague(value)
    if isinstance(value, ClockOnly):
        return "TIME", f"{published_on}{mention.clock}"
    if isinstance(value, Distance) and value.unit in _CLOCK_UNITS:
        return "DURATION", period(value.amount, value.unit)
    days = located(mention, published_on=published_on, direction=direction)
    if days is None:
        return _unlocated(mention)
    has_hour = mention.clock is not None and ":" in mention.clock
    return ("TIME", f"{days.first}{mention.clock}") if has_hour else ("DATE", day_value(days))


def _vague(value: Vague) -> tuple[str, str]:
    if value.unit is None:
        return "DATE", _REFERENCES[value.reference]
    return "DURATION", period(None, value.unit)


def _unlocated(mention: Mention) -> tuple[str, str]:
    if isinstance(mention.value, Distance):
        is_ahead = mention.value.sign > 0 or mention.bound is Bound.BY
        return "DATE", _REFERENCES[Reference.FUTURE if is_ahead else Reference.PAST]
    return "DATE", ""


def period(amount: float | None, unit: Unit) -> str:
    """*P5M, PT48H, PXY*; decades and centuries in years, halves of hours in minutes."""
    for long_unit, years in ((Unit.DECADE, 10), (Unit.CENTURY, 100)):
        if unit is long_unit:
            return period(None if amount is None else amount * years, Unit.YEAR)
    if unit is Unit.HALF:
        return period(None if amount is None else amount * 6, Unit.MONTH)
    letter = _LETTERS.get(unit, "D")
    clock = "T" if len(letter) == 2 and letter[0] == "T" else ""
    sign = letter.removeprefix("T")
    if amount is None:
        return f"P{clock}X{sign}"
    whole, rest = int(amount), amount - int(amount)
    if rest and unit is Unit.HOUR:
        hours = f"{whole}H" if whole else ""
        return f"PT{hours}{round(rest * 60)}M"
    return f"P{clock}{amount:g}{sign}"


def day_value(days: Days) -> str:
    """*1998-08-07, 1998-08, 1998-W32, 1998-Q3, 198X, 1998-SU*: as fine as the text spoke; weeks unpadded."""
    first = days.first
    if days.unit is Unit.WEEK:
        year, week, _ = first.isocalendar()
        return f"{year}-W{week}"
    if days.unit is Unit.WEEKEND:
        year, week, _ = first.isocalendar()
        return f"{year}-W{week}-WE"
    by_unit = {
        Unit.MONTH: f"{first.year:04d}-{first.month:02d}",
        Unit.QUARTER: f"{first.year:04d}-Q{(first.month + 2) // 3}",
        Unit.HALF: f"{first.year:04d}-H{1 if first.month < 7 else 2}",
        Unit.YEAR: f"{first.year:04d}",
        Unit.DECADE: f"{first.year // 10:03d}X",
        Unit.CENTURY: f"{first.year // 100:02d}",
        Unit.SEASON: f"{first.year:04d}-{_SEASONS.get(first.month, 'SP')}",
    }
    return by_unit.get(days.unit, first.isoformat())
