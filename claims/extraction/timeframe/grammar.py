"""Finds the time expressions of a text."""

import re

from claims.extraction.timeframe.symbols import Bound, CalendarPoint, Mention

_WEEKDAYS = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": (
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ),
}


def find(text: str, *, language: str) -> tuple[Mention, ...]:
    """The time expressions of `text`, in order, not overlapping."""
    names = _WEEKDAYS.get(language, ())
    return tuple(
        Mention(
            start=word.start(),
            end=word.end(),
            text=word.group(),
            core_start=word.start(),
            core_end=word.end(),
            value=CalendarPoint(weekday=names.index(word.group().lower()) + 1),
            bound=Bound.AT,
        )
        for word in re.finditer(r"[^\W\d_]+", text)
        if word.group().lower() in names
    )
