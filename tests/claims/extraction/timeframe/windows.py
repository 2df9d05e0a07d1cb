"""Reads a window from a table row: *within 2023-05-04..2023-05-18*, an open side left empty."""

from datetime import date

from claims.extraction.timeframe.grammar import find
from claims.extraction.timeframe.resolution import Direction, resolve
from claims.extraction.types import TimeExpression

THURSDAY = date(2023, 5, 4)
SATURDAY = date(2022, 2, 12)


def resolved(
    text: str, *, language: str, said_on: date | None, looking: Direction = Direction.FUTURE, negated: bool = False
) -> list[TimeExpression]:
    """The windows of a text, one a mention that has one."""
    mentions = find(text, language=language)
    windows = (resolve(mention, published_on=said_on, direction=looking, negated=negated) for mention in mentions)
    return [window for window in windows if window is not None]


def written(time: TimeExpression) -> str:
    """One window as the tables write it."""
    return f"{time.operator} {time.not_before or ''}..{time.not_after or ''}"


def spans(text: str, *, language: str) -> list[str]:
    """What is found in a text."""
    return [mention.text for mention in find(text, language=language)]
