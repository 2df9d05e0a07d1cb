"""One statement as it is compared: its words, names, numbers, years and days, and what it says happened."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache, reduce

from claims.comparing.happenings import Happening, happening
from claims.comparing.names import NO_NAMES, Names, names_in
from claims.comparing.quantities import Quantity, quantities
from claims.comparing.stance_words import words_told
from claims.comparing.words import content
from claims.extraction.text import normalise
from claims.extraction.timeframe.grammar import find
from claims.extraction.timeframe.resolution import resolve
from claims.extraction.timeframe.symbols import Direction
from claims.vocabulary.windows import Window

LONGEST = 1000
"""Code points that are read of a statement, and of its context."""


@dataclass(frozen=True)
class Statement:
    """A claim or a passage. What it says is read when it is first asked for: names alone set most passages aside.

    `context`: its document's headline and what stands around it; `said_by`: the names of whoever said it; `window`:
    what an editor or the extractor made of its days, which then need not be read.
    """

    text: str
    language: str
    said_on: date | None
    context: str = ""
    said_by: tuple[str, ...] = ()
    window: Window | None = None

    @cached_property
    def words(self) -> frozenset[str]:
        return content(self._plain, self.language)

    @cached_property
    def words_told(self) -> frozenset[str]:
        """Its words as they speak for a stance; of a passage they are the same whatever it is weighed for."""
        return words_told(self._plain, self.language)

    @cached_property
    def names(self) -> Names:
        return names_in(self._plain, self.language)

    @cached_property
    def around(self) -> Names:
        """Who and what its neighbourhood speaks of."""
        return _named_around(self.context[: 2 * LONGEST], self.language)

    @cached_property
    def speakers(self) -> Names:
        return reduce(Names.joined, (names_in(name, self.language) for name in self.said_by), NO_NAMES)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        return quantities(self._plain, self.language)

    @cached_property
    def days(self) -> tuple[Window, ...]:
        if self.window and (self.window.not_before or self.window.not_after):
            return (self.window,)
        what = self.happening
        direction = Direction.FUTURE if what.is_ahead or what.is_delayed else Direction.PAST
        return _days(self._plain, self.language, self.said_on, direction)

    @cached_property
    def happening(self) -> Happening:
        return happening(self._plain, self.language)

    def of(self, happening: Happening) -> "Statement":
        """The same, but that this is what it says happened."""
        other = copy(self)
        vars(other)["happening"] = happening  # where cached_property keeps it
        return other

    @property
    def years(self) -> frozenset[int]:
        return frozenset(day.year for window in self.days for day in (window.not_before, window.not_after) if day)

    @cached_property
    def _plain(self) -> str:
        return normalise(self.text[:LONGEST])


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
    return Statement(text, language, said_on, context, tuple(names), window)


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
