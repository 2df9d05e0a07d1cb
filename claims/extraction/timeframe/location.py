"""Which days a value covers, seen from an anchor day (the publication, or an earlier mention)."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache, singledispatch

from claims.extraction.said import Said
from claims.extraction.timeframe import calendar, wording
from claims.extraction.timeframe.calendar import Days
from claims.extraction.timeframe.direction import chosen, strictly_chosen
from claims.extraction.timeframe.feasts import feast_days
from claims.extraction.timeframe.symbols import (
    Around,
    Bearing,
    CalendarPoint,
    Cycle,
    Deictic,
    Direction,
    Distance,
    Era,
    Feast,
    Leading,
    Neighbour,
    NthOf,
    NumberedWeek,
    PartOf,
    Range,
    Stretch,
    Unit,
    UpTo,
    Value,
)
from claims.extraction.timeframe.viewpoint import PLACING, Viewpoint, how_chosen, yearly

_YEAR_OFFSETS = {Bearing.THIS: 0, Bearing.NEXT: 1, Bearing.LAST: -1, Bearing.FOLLOWING: 1, Bearing.PRECEDING: -1}
_FARTHEST_WEEKDAY = 400
_MONTHS_AROUND = 14  # holds all days within _FARTHEST_WEEKDAY
_YEARS_TO_LEAP_DAY = 8
_THURSDAY = 4  # a week belongs to the month of its Thursday


@lru_cache(maxsize=4096)
def locate(value: Value, view: Viewpoint) -> Days | None:
    """The days of a value; None for what has none (durations, frequencies, vague times, events).

    Kept, because the ends of ranges and the antecedents of a chain are asked for again and again.
    """
    return _locate(value, view)


@singledispatch
def _locate(value: Value, view: Viewpoint) -> Days | None:  # noqa: ARG001 (the answer for all values without days)
    return None


@_locate.register
def _point(value: CalendarPoint, view: Viewpoint) -> Days | None:
    if value.weekday and not value.day:
        return _weekday(value, view)
    if value.day:
        return _day(value, view)
    if value.month:
        return _month(value, view)
    if value.year:
        first, last = calendar.day_of(value.year, 1, 1), calendar.day_of(value.year, 12, 31)
        return Days(first, last, Unit.YEAR, wording.year(value.year))
    return None


def _weekday(value: CalendarPoint, view: Viewpoint) -> Days | None:
    weekday, anchor = value.weekday or 1, view.anchor
    if value.bearing in (Bearing.FOLLOWING, Bearing.PRECEDING):
        if view.antecedent is None:
            return _weekday(replace(value, bearing=Bearing.BARE), view)
        anchor = view.antecedent.last
    ahead = (weekday - anchor.isoweekday()) % 7
    if value.bearing in (Bearing.NEXT, Bearing.FOLLOWING):
        return _single(anchor + timedelta(days=ahead or 7), wording.first_weekday_after(weekday, anchor))
    if value.bearing in (Bearing.LAST, Bearing.PRECEDING):
        return _single(anchor + timedelta(days=ahead - 7), wording.last_weekday_before(weekday, anchor))
    if value.bearing is Bearing.THIS and view.direction is Direction.UNKNOWN:
        return _single(anchor + timedelta(days=weekday - anchor.isoweekday()), wording.weekday_of_this_week(weekday))
    if view.direction is Direction.FUTURE:
        is_today_meant = value.bearing is Bearing.THIS or view.has_clock or anchor != view.published_on
        return _single(anchor + timedelta(days=ahead or (0 if is_today_meant else 7)), wording.next_weekday(weekday))
    back = -(-ahead % 7)
    return _single(anchor + timedelta(days=back), wording.latest_weekday(weekday))


def _single(day: date, how: Said) -> Days:
    return Days(day, day, Unit.DAY, how)


def _day(value: CalendarPoint, view: Viewpoint) -> Days | None:
    if value.year_bearing is not Bearing.BARE:
        value = replace(value, year=_year_named(value.year_bearing, view))
    if value.year and value.month:
        itself = _day_in(calendar.day_of(value.year).year, value.month, value.day or 1)
        return _single(itself, wording.THE_DATE) if itself else None
    anchor = view.antecedent.last if view.antecedent and value.bearing in PLACING else view.anchor
    candidates = _candidates(value, anchor)
    if value.bearing in PLACING:
        days = strictly_chosen(candidates, anchor, value.bearing)
        return replace(days, how=wording.placed_date(value.bearing)) if days else None
    if view.antecedent and not value.month and _looks_the_same_way(view.antecedent, view):
        following = _candidates(value, view.antecedent.first)
        days = next((each for each in following if each.first >= view.antecedent.first), None)
        return replace(days, how=wording.first_such_day_from(view.antecedent.first)) if days else None
    days = chosen(candidates, anchor, view.direction, is_firm=view.is_firm)
    return replace(days, how=how_chosen(view, wording.DATE, days)) if days else None


def _year_named(bearing: Bearing, view: Viewpoint) -> int:
    """*en mars de l'an prochain*; *in May of that year* counts from the mention before."""
    if bearing is Bearing.SAME and view.antecedent:
        return view.antecedent.first.year
    return view.anchor.year + _YEAR_OFFSETS.get(bearing, 0)


def _looks_the_same_way(antecedent: Days, view: Viewpoint) -> bool:
    """Whether a day counted from an earlier mention lies on the side to which the verb looks."""
    if view.direction is Direction.FUTURE:
        return antecedent.last >= view.published_on
    return view.direction is Direction.UNKNOWN or antecedent.last <= view.published_on


def _candidates(value: CalendarPoint, anchor: date) -> list[Days]:
    """Such days around `anchor`, in order; those of the weekday that was named, if one of them does not lie far off."""
    if value.month:
        reach = _YEARS_TO_LEAP_DAY if (value.month, value.day) == (2, 29) else 2
        months = [(year, value.month) for year in range(anchor.year - reach, anchor.year + reach + 1)]
    else:
        now = anchor.year * 12 + anchor.month - 1
        months = [(at // 12, at % 12 + 1) for at in range(now - _MONTHS_AROUND, now + _MONTHS_AROUND + 1)]
    found = [Days(day, day, Unit.DAY) for year, month in months if (day := _day_in(year, month, value.day or 1))]
    if not value.weekday:
        return found
    fitting = [days for days in found if days.first.isoweekday() == value.weekday]
    return [days for days in fitting if abs((days.first - anchor).days) <= _FARTHEST_WEEKDAY] or found


def _day_in(year: int, month: int, day: int) -> date | None:
    is_in_calendar = date.min.year <= year <= date.max.year
    return date(year, month, day) if is_in_calendar and day <= monthrange(year, month)[1] else None


def _month(value: CalendarPoint, view: Viewpoint) -> Days | None:
    month, year = value.month or 1, value.year
    if value.year_bearing is not Bearing.BARE:
        year = _year_named(value.year_bearing, view)
    if year:
        return replace(calendar.unit_around(calendar.day_of(year, month, 1), Unit.MONTH), how=wording.THE_MONTH)
    return yearly(
        lambda year: calendar.unit_around(calendar.day_of(year, month, 1), Unit.MONTH),
        value.bearing,
        view,
        wording.MONTH,
    )


@_locate.register
def _deictic(value: Deictic, view: Viewpoint) -> Days | None:
    anchor = view.antecedent.last if value.from_antecedent and view.antecedent else view.published_on
    if value.from_antecedent and view.antecedent and value.unit is Unit.DAY and value.offset == 0:
        is_night = (view.antecedent.last - view.antecedent.first).days == 1
        anchor = view.antecedent.first if is_night else anchor
    if value.unit is Unit.WEEKEND:
        return _weekend(value, anchor, view.direction)
    moved = calendar.shifted(anchor, value.offset, value.unit) if value.offset else anchor
    return replace(calendar.unit_around(moved, value.unit), how=wording.units_away(value.unit, value.offset))


def _weekend(value: Deictic, anchor: date, direction: Direction) -> Days:
    """The next weekend is the first that begins after the anchor, the last one the last that has ended."""
    this_week = calendar.unit_around(anchor, Unit.WEEKEND)
    is_inside = anchor >= this_week.first
    weeks = 0
    if value.offset > 0 or (value.is_bare and direction is Direction.FUTURE):
        weeks = 1 if is_inside else 0
    elif value.offset < 0 or (direction is not Direction.FUTURE and not is_inside):
        weeks = -1
    first = this_week.first + timedelta(weeks=weeks)
    return Days(first, first + timedelta(days=1), Unit.WEEKEND, _how_weekend(weeks, is_inside=is_inside))


def _how_weekend(weeks: int, *, is_inside: bool) -> Said:
    if weeks < 0:
        return wording.LAST_WEEKEND
    return wording.THIS_WEEKEND if is_inside and weeks == 0 else wording.NEXT_WEEKEND


@_locate.register
def _cycle(value: Cycle, view: Viewpoint) -> Days | None:
    year = value.year
    if year is None and value.year_bearing is not Bearing.BARE:
        anchor = view.antecedent.first if view.antecedent and value.year_bearing is not Bearing.THIS else view.anchor
        year = anchor.year + _YEAR_OFFSETS.get(value.year_bearing, 0)
    if year is not None:
        piece = _piece(value, year)
        return replace(piece, how=wording.piece_of_year(value.unit, year)) if piece else None
    if view.antecedent and view.antecedent.first > view.published_on:
        piece = _piece(value, view.antecedent.first.year)
        if piece and piece.last >= view.antecedent.first:
            return replace(piece, how=wording.piece_of_year_named_before(value.unit))
    if value.unit is not Unit.SEASON and value.bearing is Bearing.BARE and view.direction is not Direction.UNKNOWN:
        return _well_placed(value, view)
    return yearly(lambda each: _piece(value, each), value.bearing, view, wording.piece(value.unit))


def _piece(value: Cycle, year: int) -> Days | None:
    if value.unit is Unit.SEASON:
        return calendar.season(year, value.index)
    months = 3 if value.unit is Unit.QUARTER else 6
    return calendar.unit_around(calendar.day_of(year, (value.index - 1) * months + 1, 1), value.unit)


def _well_placed(value: Cycle, view: Viewpoint) -> Days | None:
    """Who looks back on a quarter means one at least half over, who looks ahead one of which a sixth is left."""
    anchor, how = view.anchor, wording.chosen(view.direction, wording.piece(value.unit))
    pieces = [piece for year in (-1, 0, 1) if (piece := _piece(value, anchor.year + year))]
    if view.direction is Direction.PAST:
        begun = [days for days in pieces if days.last - (days.last - days.first) / 2 <= anchor]
        return replace(begun[-1], how=how) if begun else None
    open_still = [days for days in pieces if days.last - (days.last - days.first) / 6 >= anchor]
    return replace(open_still[0], how=how) if open_still else None


@_locate.register
def _era(value: Era, view: Viewpoint) -> Days:
    years = 10 if value.unit is Unit.DECADE else 100
    first = max(value.first_year, 1)
    if value.written_short and value.first_year < 1930 and view.anchor.year >= 2010:
        first += 100
    last = calendar.day_of(first + years - 1, 12, 31)
    return Days(calendar.day_of(first, 1, 1), last, value.unit, wording.era(value.unit))


@_locate.register
def _distance(value: Distance, view: Viewpoint) -> Days | None:
    if value.amount is None:
        return None
    anchor, said = view.published_on, wording.THE_PUBLICATION
    if value.origin is not None:
        origin = locate(value.origin, view)
        if origin is None:
            return None
        anchor, said = (origin.last if value.sign > 0 else origin.first), wording.THAT_DAY
    elif value.from_antecedent:
        if view.antecedent is None:
            return None
        anchor, said = view.antecedent.first, wording.DAY_NAMED_BEFORE
    if value.sign == 0 and view.direction is Direction.PAST:
        return locate(Stretch(value.amount, value.unit, -1), view)
    sign = value.sign or 1
    day = calendar.shifted(anchor, sign * value.amount, value.unit)
    unit = Unit.YEAR if value.unit in (Unit.DECADE, Unit.CENTURY) else value.unit
    if value.from_antecedent and view.antecedent and view.antecedent.unit in (Unit.MONTH, Unit.YEAR):
        how = wording.distance_from(value.amount, value.unit, view.antecedent.first)
        return replace(calendar.unit_around(day, view.antecedent.unit), how=how)
    return Days(day, day, unit, wording.distance(value.amount, value.unit, sign, said))


@_locate.register
def _stretch(value: Stretch, view: Viewpoint) -> Days | None:
    sign = value.sign or {Direction.PAST: -1, Direction.FUTURE: 1, Direction.UNKNOWN: 0}[view.direction]
    if value.amount is None or sign == 0:
        return None
    far = calendar.shifted(view.published_on, sign * value.amount, value.unit)
    if sign > 0:
        return Days(view.published_on, far, value.unit, wording.from_publication_on(value.amount, value.unit))
    return Days(far, view.published_on, value.unit, wording.up_to_publication(value.amount, value.unit))


@_locate.register
def _part(value: PartOf, view: Viewpoint) -> Days | None:
    whole = locate(value.whole, view)
    if whole is None:
        return None
    how = wording.part_of(value.part, whole)
    return replace(calendar.part_of(whole, value.part), how=how)


@_locate.register
def _nth(value: NthOf, view: Viewpoint) -> Days | None:
    whole = locate(value.whole, view)
    if whole is None:
        return None
    step = timedelta(days=7 if value.weekday or value.unit in (Unit.WEEK, Unit.WEEKEND) else 1)
    if value.unit is Unit.MONTH:
        edge = whole.first if value.index > 0 else whole.last
        month = calendar.add_months(edge, value.index - 1 if value.index > 0 else value.index + 1)
        return replace(calendar.unit_around(month, Unit.MONTH), how=wording.month_of_period(value.index))
    wanted = value.weekday or {Unit.WEEK: _THURSDAY, Unit.WEEKEND: 6}.get(value.unit, 0)
    day = whole.first if value.index > 0 else whole.last
    while wanted and day.isoweekday() != wanted:
        day += timedelta(days=1 if value.index > 0 else -1)
    day += step * (value.index - 1 if value.index > 0 else value.index + 1)
    if not whole.first <= day <= whole.last:
        return None
    unit = Unit.DAY if value.weekday else value.unit
    how = wording.nth_of(value.index, unit, value.weekday, whole)
    return replace(calendar.unit_around(day, unit), how=how)


@_locate.register
def _leading(value: Leading, view: Viewpoint) -> Days | None:
    whole = locate(value.whole, view)
    if whole is None:
        return None
    how = wording.leading(value.amount, value.unit, value.sign, whole)
    if value.sign > 0:
        last = calendar.shifted(whole.first, value.amount, value.unit) - timedelta(days=1)
        return Days(whole.first, last, value.unit, how) if last <= whole.last else None
    first = calendar.shifted(whole.last + timedelta(days=1), -value.amount, value.unit)
    return Days(first, whole.last, value.unit, how) if first >= whole.first else None


@_locate.register
def _range(value: Range, view: Viewpoint) -> Days | None:
    """Looking back, the last day is found first and the other before it; looking ahead, the other way round.

    *next Monday or Tuesday* looks ahead whatever the verb, so what fails one way is tried the other.
    """
    if view.direction is Direction.FUTURE:
        return _range_ahead(value, view) or _range_back(value, view)
    return _range_back(value, view) or _range_ahead(value, view)


def _range_ahead(value: Range, view: Viewpoint) -> Days | None:
    first = locate(value.first, view)
    return _between(first, locate(value.last, view.after(first.first)) if first else None)


def _range_back(value: Range, view: Viewpoint) -> Days | None:
    last = locate(value.last, view)
    return _between(locate(value.first, view.up_to(last.last)) if last else None, last)


def _between(first: Days | None, last: Days | None) -> Days | None:
    if first is None or last is None or last.last < first.first:
        return None
    return Days(first.first, last.last, last.unit, wording.between(first.how, last.how))


@_locate.register
def _around(value: Around, view: Viewpoint) -> Days | None:
    day = locate(value.day, view)
    if day is None:
        return None
    return replace(calendar.unit_around(day.first, value.unit), how=wording.around(value.unit, day.first))


@_locate.register
def _neighbour(value: Neighbour, view: Viewpoint) -> Days | None:
    origin = locate(value.origin, view)
    if origin is None:
        return None
    anchor = origin.last if value.sign > 0 else origin.first
    if value.weekday:
        bearing = Bearing.NEXT if value.sign > 0 else Bearing.LAST
        return _weekday(CalendarPoint(weekday=value.weekday, bearing=bearing), replace(view, anchor=anchor))
    beside = calendar.unit_around(calendar.shifted(anchor, value.sign, value.unit), value.unit)
    return replace(beside, how=wording.beside(value.unit, value.sign, anchor))


@_locate.register
def _up_to(value: UpTo, view: Viewpoint) -> Days | None:
    end = locate(value.end, view)
    if end is None:
        return None
    first = calendar.shifted(end.last + timedelta(days=1), -value.amount, value.unit)
    return Days(first, end.last, value.unit, wording.up_to(value.amount, value.unit, end.last))


@_locate.register
def _numbered_week(value: NumberedWeek, view: Viewpoint) -> Days | None:
    def week(year: int) -> Days | None:
        is_in_year = value.number <= calendar.day_of(year, 12, 28).isocalendar().week
        return calendar.unit_around(date.fromisocalendar(year, value.number, 1), Unit.WEEK) if is_in_year else None

    if value.year is not None:
        found = week(value.year)
        return replace(found, how=wording.week_of_year(value.number, value.year)) if found else None
    return yearly(week, Bearing.BARE, view, wording.week(value.number))


@_locate.register
def _feast(value: Feast, view: Viewpoint) -> Days | None:
    def days_in(year: int) -> Days | None:
        days = feast_days(value.key, year)
        return Days(days[0], days[1], Unit.DAY) if days else None

    year = value.year
    if value.year_bearing is not Bearing.BARE:
        year = view.anchor.year + _YEAR_OFFSETS.get(value.year_bearing, 0)
    if year is not None:
        found = days_in(year)
        return replace(found, how=wording.feast_in(year)) if found else None
    return yearly(days_in, value.bearing, replace(view, is_firm=True), wording.FEAST)
