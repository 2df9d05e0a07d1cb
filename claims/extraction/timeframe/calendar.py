"""Arithmetic of days, weeks, months, quarters, seasons and years. Days beyond the calendar raise OverflowError."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from claims.extraction.said import Said
from claims.extraction.timeframe.symbols import Part, Unit
from claims.vocabulary.windows import Precision

SEASON_STARTS = {1: (3, 21), 2: (6, 21), 3: (9, 23), 4: (12, 21)}
_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12, Unit.DECADE: 120, Unit.CENTURY: 1200}
_DAYS = {Unit.DAY: 1, Unit.WEEKEND: 7, Unit.WEEK: 7, Unit.FORTNIGHT: 14, Unit.SEASON: 91}
_UNSAID = Said()
_SECONDS = {Unit.SECOND: 1, Unit.MINUTE: 60, Unit.HOUR: 3600}
_DAYS_OF_FRACTION = {Unit.MONTH: 30, Unit.QUARTER: 91, Unit.HALF: 182, Unit.YEAR: 365, Unit.DECADE: 3652}
_MOST_DAYS = 3_660_000

PRECISIONS = {
    Unit.SECOND: Precision.DAY,
    Unit.MINUTE: Precision.DAY,
    Unit.HOUR: Precision.DAY,
    Unit.DAY: Precision.DAY,
    Unit.WEEKEND: Precision.WEEKEND,
    Unit.WEEK: Precision.WEEK,
    Unit.FORTNIGHT: Precision.DAY,
    Unit.MONTH: Precision.MONTH,
    Unit.SEASON: Precision.SEASON,
    Unit.QUARTER: Precision.QUARTER,
    Unit.HALF: Precision.HALF,
    Unit.YEAR: Precision.YEAR,
    Unit.DECADE: Precision.DECADE,
    Unit.CENTURY: Precision.DECADE,
}


def day_of(year: int, month: int = 1, day: int = 1) -> date:
    """A day of a year that may lie beyond the calendar; then OverflowError."""
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(f"year {year} is out of the calendar")
    return date(year, month, day)


@dataclass(frozen=True, slots=True)
class Days:
    """Whole days, both ends included, the unit in which the text spoke, and how they were found."""

    first: date
    last: date
    unit: Unit
    how: Said = _UNSAID

    @property
    def is_single(self) -> bool:
        return self.first == self.last


def unit_around(day: date, unit: Unit) -> Days:
    """The day, week, month … that holds `day`; the weekend of its week."""
    if unit in (Unit.WEEK, Unit.FORTNIGHT):
        monday = day - timedelta(days=day.weekday())
        return Days(monday, monday + timedelta(days=6), Unit.WEEK)
    if unit is Unit.WEEKEND:
        saturday = day + timedelta(days=5 - day.weekday())
        return Days(saturday, saturday + timedelta(days=1), unit)
    if unit not in _MONTHS:
        return Days(day, day, Unit.DAY)
    if unit is Unit.DECADE or unit is Unit.CENTURY:
        years = 10 if unit is Unit.DECADE else 100
        start = max(day.year // years * years, 1)
        return Days(day_of(start), day_of(day.year // years * years + years - 1, 12, 31), unit)
    months = _MONTHS[unit]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Days(first, month_end(add_months(first, months - 1)), unit)


def shifted(day: date, amount: float, unit: Unit) -> date:
    """`day` moved by a number of units, months clipped to their length; part units by days, hours by whole days."""
    if unit in _SECONDS:
        return day + timedelta(days=_whole_days(amount * _SECONDS[unit]))
    if unit in _DAYS:
        return day + timedelta(days=_limited(amount * _DAYS[unit]))
    whole = int(amount)
    moved = add_months(day, _limited(whole * _MONTHS[unit]))
    return moved + timedelta(days=round((amount - whole) * _DAYS_OF_FRACTION.get(unit, 0)))


def _whole_days(seconds: float) -> int:
    days = _limited(abs(seconds) / 86400)
    return days if seconds >= 0 else -days


def _limited(number: float) -> int:
    if abs(number) > _MOST_DAYS:
        raise OverflowError(f"{number} units lead out of the calendar")
    return int(number)


def add_months(day: date, months: int) -> date:
    """*31 January* and a month is the last of February."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return day_of(year, month + 1, min(day.day, _length_of_month(year, month + 1)))


def _length_of_month(year: int, month: int) -> int:
    return monthrange(min(max(year, date.min.year), date.max.year), month)[1]


def month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def season(year: int, index: int) -> Days:
    """Spring 1 to winter 4 that begins in `year`."""
    first = day_of(year, *SEASON_STARTS[index])
    following = index % 4 + 1
    end = day_of(year + (following == 1), *SEASON_STARTS[following]) - timedelta(days=1)
    return Days(first, end, Unit.SEASON)


def season_around(day: date) -> tuple[int, int]:
    """The year in which the season around `day` began, and its index."""
    for index in (4, 3, 2, 1):
        if (day.month, day.day) >= SEASON_STARTS[index]:
            return day.year, index
    return day.year - 1, 4


def part_of(whole: Days, part: Part) -> Days:
    """The part of a period. Months by tens of days, years by two months, weeks as Mon–Tue, Wed–Thu, Fri–Sun,
    the rest by thirds."""
    if whole.is_single:
        return whole
    first, last = _EDGES[part](whole)
    return Days(first, max(first, last), whole.unit)


def _early(whole: Days) -> tuple[date, date]:
    if whole.unit is Unit.MONTH:
        return whole.first, whole.first.replace(day=10)
    if whole.unit is Unit.YEAR:
        return whole.first, month_end(add_months(whole.first, 1))
    return whole.first, _third(whole, 1) - timedelta(days=1)


def _middle(whole: Days) -> tuple[date, date]:
    if whole.unit is Unit.MONTH:
        return whole.first.replace(day=11), whole.first.replace(day=20)
    if whole.unit is Unit.YEAR:
        return add_months(whole.first, 5), month_end(add_months(whole.first, 6))
    return _third(whole, 1), _third(whole, 2) - timedelta(days=1)


def _late(whole: Days) -> tuple[date, date]:
    if whole.unit is Unit.MONTH:
        return whole.first.replace(day=21), whole.last
    if whole.unit is Unit.YEAR:
        return add_months(whole.first, 10), whole.last
    return _third(whole, 2), whole.last


def _first_half(whole: Days) -> tuple[date, date]:
    return whole.first, _half(whole) - timedelta(days=1)


def _second_half(whole: Days) -> tuple[date, date]:
    return _half(whole), whole.last


_EDGES = {
    Part.EARLY: _early,
    Part.BEGINNING: _early,
    Part.MIDDLE: _middle,
    Part.LATE: _late,
    Part.END: _late,
    Part.FIRST_HALF: _first_half,
    Part.SECOND_HALF: _second_half,
}


def _third(whole: Days, number: int) -> date:
    """The first day of the second (1) or last (2) third, by months or years where the period has them."""
    if whole.unit is Unit.DECADE:
        return add_months(whole.first, 48 if number == 1 else 84)
    if whole.unit is Unit.WEEK:
        return whole.first + timedelta(days=2 * number)
    months = _MONTHS.get(whole.unit, 0)
    if months >= 3:
        return add_months(whole.first, round(months / 3) * number)
    return whole.first + timedelta(days=round(((whole.last - whole.first).days + 1) * number / 3))


def _half(whole: Days) -> date:
    if whole.unit is Unit.MONTH:
        return whole.first.replace(day=16)
    months = _MONTHS.get(whole.unit, 0)
    if months > 1:
        return add_months(whole.first, months // 2)
    return whole.first + timedelta(days=((whole.last - whole.first).days + 1) // 2)
