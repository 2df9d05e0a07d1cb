"""A time expression that somebody types (*d'ici fin mars*), read as it would be in a text of that day."""

from datetime import date

from claims.extraction.text import normalise
from claims.extraction.timeframe.grammar import find
from claims.extraction.timeframe.resolution import resolve
from claims.extraction.timeframe.symbols import Direction
from claims.extraction.types import TimeExpression

LONGEST = 200


def read_window(typed: str, *, language: str, published_on: date | None) -> TimeExpression | None:
    """The first window in what is typed, looking ahead; None where there is none. At most 200 characters are read.

    Offsets are code points into `typed`. Without a day of publication what is counted from it has no days.
    """
    words = normalise(typed[:LONGEST])
    for mention in find(words, language=language):
        if time := resolve(mention, published_on=published_on, direction=Direction.FUTURE):
            return time
    return None
