"""Chooses among the days that a name without week, month or year could mean: the last, the next, or the nearest.

Texts leave the year out only of what lies within about ten months, so a verb's direction gives way when following
it would lead farther than that while the same date stands close by on the other side.
"""

from collections.abc import Iterable
from datetime import date

from claims.extraction.timeframe.calendar import Days
from claims.extraction.timeframe.symbols import Bearing, Direction

_FAR, _NEAR = 300, 65
_BACKWARDNESS = 3


def chosen(
    candidates: Iterable[Days], anchor: date, direction: Direction, *, is_firm: bool = False, far: int = _FAR
) -> Days | None:
    """The candidate that `direction` asks for. One that holds `anchor` counts as both behind and ahead.

    One more than `far` days off gives way to a near one on the other side.

    A firm direction never gives way. Without one the day ahead must be three times as near: news mostly looks back.
    """
    known = sorted(candidates, key=lambda days: days.first)
    behind = [days for days in known if days.first <= anchor]
    ahead = [days for days in known if days.last >= anchor]
    if not behind or not ahead:
        nearest = behind[-1:] or ahead[:1]
        return nearest[0] if nearest else None
    back, forth = behind[-1], ahead[0]
    if direction is Direction.UNKNOWN:
        return back if _gap(back, anchor) <= _BACKWARDNESS * _gap(forth, anchor) else forth
    wanted, other = (forth, back) if direction is Direction.FUTURE else (back, forth)
    if not is_firm and _gap(wanted, anchor) > far and _gap(other, anchor) <= _NEAR:
        return other
    return wanted


def strictly_chosen(candidates: Iterable[Days], anchor: date, bearing: Bearing) -> Days | None:
    """The first that begins after `anchor` (*next*), or the last that ended before it (*last*)."""
    known = sorted(candidates, key=lambda days: days.first)
    if bearing in (Bearing.NEXT, Bearing.FOLLOWING):
        return next((days for days in known if days.first > anchor), None)
    return next((days for days in reversed(known) if days.last < anchor), None)


def _gap(days: Days, anchor: date) -> int:
    if days.first <= anchor <= days.last:
        return 0
    return (days.first - anchor).days if days.first > anchor else (anchor - days.last).days
