"""Which mentions have the same days whenever they were said: those that name their own year."""

from typing import Any

from claims.extraction.timeframe.symbols import (
    Around,
    CalendarPoint,
    Cycle,
    Distance,
    Era,
    Feast,
    Leading,
    Mention,
    Neighbour,
    NthOf,
    NumberedWeek,
    PartOf,
    Range,
    UpTo,
)

_OF_A_YEAR = (CalendarPoint, Cycle, Feast, NumberedWeek)
_INNER_VALUES: dict[type, tuple[str, ...]] = {
    Range: ("first", "last"),
    PartOf: ("whole",),
    NthOf: ("whole",),
    Leading: ("whole",),
    Around: ("day",),
    UpTo: ("end",),
    Distance: ("origin",),
    Neighbour: ("origin",),
}


def is_absolute(mention: Mention) -> bool:
    """Whether a mention, or the one it counts from, needs no publication date.

    A quarter takes the year named before it only where that lies ahead of the publication, so it needs the date.
    """
    if isinstance(mention.value, Cycle) or mention.antecedent is None:
        return _names_its_year(mention.value)
    return _names_its_year(mention.value) or is_absolute(mention.antecedent)


def _names_its_year(value: Any) -> bool:
    if isinstance(value, _OF_A_YEAR):
        return value.year is not None
    if isinstance(value, Era):
        return not value.written_short
    inner = [getattr(value, name) for name in _INNER_VALUES.get(type(value), ())]
    return bool(inner) and all(_names_its_year(each) for each in inner)
