"""Turns a mention into days, counted from the day of publication."""

from datetime import date, timedelta

from claims.extraction.timeframe.symbols import CalendarPoint, Direction, Mention
from claims.extraction.types import TimeExpression
from claims.vocabulary.windows import Operator, Precision

__all__ = ["Direction", "resolve"]


def resolve(
    mention: Mention,
    *,
    published_on: date | None,
    direction: Direction,
    negated: bool = False,
) -> TimeExpression | None:
    """The window of a mention, or None where no rule gives one (durations, frequencies)."""
    if not isinstance(mention.value, CalendarPoint) or mention.value.weekday is None:
        return None
    day = None
    if published_on is not None:
        ahead = (mention.value.weekday - published_on.isoweekday()) % 7
        day = published_on + timedelta(
            days=ahead if direction is Direction.FUTURE else ahead - 7
        )
    return TimeExpression(
        text=mention.text,
        start=mention.start,
        end=mention.end,
        operator=Operator.ON,
        not_before=day,
        not_after=day,
        precision=Precision.DAY,
        computed=f"“{mention.text}” said on {published_on}.",
    )
