"""One statement as it is compared: its words, names, numbers, years and days, and what it says happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from claims.comparing.happenings import Happening, happening
from claims.comparing.names import NO_NAMES, Names, names_in
from claims.comparing.quantities import Quantity, quantities
from claims.comparing.words import content
from claims.extraction.text import normalise
from claims.extraction.timeframe.grammar import find
from claims.extraction.timeframe.resolution import resolve
from claims.extraction.timeframe.symbols import Direction
from claims.vocabulary.windows import Window

LONGEST = 1000
"""Code points that are read of a statement, and of its context."""


@dataclass(frozen=True, slots=True)
class Statement:
    """`around` names who and what its neighbourhood speaks of; `speakers` are the names of whoever said it."""

    text: str
    language: str
    said_on: date | None
    words: frozenset[str]
    names: Names
    around: Names
    speakers: Names
    quantities: tuple[Quantity, ...]
    days: tuple[Window, ...]
    happening: Happening

    @property
    def years(self) -> frozenset[int]:
        return frozenset(day.year for window in self.days for day in (window.not_before, window.not_after) if day)


def read(
    text: str,
    *,
    language: str,
    said_on: date | None,
    context: str = "",
    names: Sequence[str] = (),
    window: Window | None = None,
) -> Statement:
    """Read a claim or a passage. `context`: its document's headline and what stands around it; `names`: who said it.

    `window`: what an editor or the extractor made of its days, which then need not be read again.
    """
    words = normalise(text[:LONGEST])
    what = happening(words, language)
    speakers = NO_NAMES
    for name in names:
        speakers = speakers.joined(names_in(name, language))
    return Statement(
        text=text,
        language=language,
        said_on=said_on,
        words=content(words, language),
        names=names_in(words, language),
        around=_named_around(context[: 2 * LONGEST], language),
        speakers=speakers,
        quantities=quantities(words, language),
        days=(window,)
        if window and (window.not_before or window.not_after)
        else _days(words, language, said_on, Direction.FUTURE if what.is_ahead or what.is_delayed else Direction.PAST),
        happening=what,
    )


@lru_cache(maxsize=256)
def _named_around(context: str, language: str) -> Names:
    """Kept, as the passages of one article have the same around them."""
    return names_in(normalise(context), language) if context else NO_NAMES


def _days(words: str, language: str, said_on: date | None, direction: Direction) -> tuple[Window, ...]:
    """The windows of its time expressions: what has happened is told by the day on which it did."""
    if language not in {"en", "fr"}:
        return ()
    found = []
    for mention in find(words, language=language):
        time = resolve(mention, published_on=said_on, direction=direction)
        if time and (time.not_before or time.not_after):
            found.append(Window(time.not_before, time.not_after))
    return tuple(found)
