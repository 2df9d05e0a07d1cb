"""From where a value is seen, and how that chooses among the years in which something comes back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from claims.extraction.said import Said
from claims.extraction.timeframe import wording
from claims.extraction.timeframe.calendar import Days
from claims.extraction.timeframe.direction import chosen, strictly_chosen
from claims.extraction.timeframe.symbols import Bearing, Direction
from claims.extraction.timeframe.wording import Recurring

PLACING = (Bearing.NEXT, Bearing.LAST, Bearing.FOLLOWING, Bearing.PRECEDING)
_HALF_A_YEAR = 180


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """From where a value is seen: the publication day, the day it counts from, and which way the verb looks.

    `is_firm`: the operator word looks ahead as well (*before, until*), so no nearer day behind will do.
    `has_clock`: a time of day stands beside it; *will meet at 9 p.m. on Monday*, said on a Monday, is that very day.
    """

    published_on: date
    anchor: date
    direction: Direction
    antecedent: Days | None = None
    is_firm: bool = False
    has_clock: bool = False

    def after(self, day: date) -> "Viewpoint":
        return replace(self, anchor=day, direction=Direction.FUTURE)

    def up_to(self, day: date) -> "Viewpoint":
        return replace(self, anchor=day, direction=Direction.PAST)


def lies_ahead(days: Days, published_on: date) -> Direction:
    """On which side of the publication the days lie; UNKNOWN where they hold it."""
    if days.first > published_on:
        return Direction.FUTURE
    return Direction.PAST if days.last < published_on else Direction.UNKNOWN


def how_chosen(view: Viewpoint, what: Recurring, days: Days) -> Said:
    """*the next such month*, for the sentence that explains a window; *nearest* where the verb looked the other way."""
    is_as_the_verb_looks = lies_ahead(days, view.published_on) in (view.direction, Direction.UNKNOWN)
    return wording.chosen(view.direction if is_as_the_verb_looks else Direction.UNKNOWN, what)


def yearly(make: Callable[[int], Days | None], bearing: Bearing, view: Viewpoint, what: Recurring) -> Days | None:
    """What comes once a year, in the year that the bearing or else the direction asks for."""
    is_counted = bearing in (Bearing.FOLLOWING, Bearing.PRECEDING, Bearing.SAME) and view.antecedent is not None
    anchor = view.antecedent.last if is_counted and view.antecedent else view.anchor
    years = range(max(anchor.year - 2, 1), min(anchor.year + 3, date.max.year))
    candidates = [days for days in map(make, years) if days]
    if bearing in PLACING:
        days = strictly_chosen(candidates, anchor, bearing)
        return replace(days, how=wording.placed(bearing, what)) if days else None
    if bearing is Bearing.THIS:
        current = [days for days in candidates if days.first <= anchor <= days.last]
        same_year = [days for days in candidates if days.first.year == anchor.year]
        nearest = chosen(candidates, anchor, view.direction, is_firm=view.is_firm, far=_HALF_A_YEAR)
        days = next(iter(current), None) or (nearest if what == wording.SEASON else next(iter(same_year), nearest))
        return replace(days, how=wording.this(what, days.first.year)) if days else None
    days = chosen(candidates, anchor, view.direction, is_firm=view.is_firm)
    return replace(days, how=how_chosen(view, what, days)) if days else None
