"""A cursor-free view of the tokens through a lexicon: every rule asks *what stands at i?* and answers with an end."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import wraps
from typing import Generic, TypeVar

from claims.extraction.timeframe.lexicon import Lexicon
from claims.extraction.timeframe.symbols import Value
from claims.extraction.timeframe.tokens import Token

Meaning = TypeVar("Meaning")
NUMBER = "a figure"
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Read(Generic[Meaning]):
    """What a rule has understood, and the index of the first token after it."""

    meaning: Meaning
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """A value read from the tokens up to `end`, with the time of day that stood beside it.

    `ends` are the two halves of a range, each from its first token on.
    """

    value: Value
    end: int
    clock: str | None = None
    ends: tuple[tuple[int, "Found"], ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """The tokens of one text and the lexicon of its language. Indexes count tokens; out of range reads as nothing."""

    tokens: tuple[Token, ...]
    lexicon: Lexicon
    remembered: dict[tuple[str, int], Found | None] = field(default_factory=dict)

    def can_open(self, categories: frozenset[str], i: int) -> bool:
        """Whether the word at i begins a phrase of one of the categories; NUMBER stands for any figure."""
        if not 0 <= i < len(self.tokens):
            return False
        token = self.tokens[i]
        if token.number is not None and NUMBER in categories:
            return True
        return not categories.isdisjoint(self.lexicon.openings.get(token.key, _NOTHING))

    @property
    def is_french(self) -> bool:
        return self.lexicon.language == "fr"

    def key(self, i: int) -> str:
        return self.tokens[i].key if 0 <= i < len(self.tokens) else ""

    def number(self, i: int) -> int | None:
        return self.tokens[i].number if 0 <= i < len(self.tokens) else None

    def is_capitalised(self, i: int) -> bool:
        return 0 <= i < len(self.tokens) and self.tokens[i].surface[:1].isupper()

    def is_word(self, i: int) -> bool:
        return 0 <= i < len(self.tokens) and self.tokens[i].surface[:1].isalpha()

    def touches(self, i: int) -> bool:
        """Whether no blank stands between the tokens i - 1 and i."""
        return 0 < i < len(self.tokens) and self.tokens[i - 1].end == self.tokens[i].start

    def phrases(self, category: str, i: int) -> Iterator[Read[str]]:
        """The phrases of `category` at i, the longest first."""
        for phrase, meaning in self.lexicon.candidates(category, self.key(i)):
            if all(self.key(i + step) == word for step, word in enumerate(phrase)):
                yield Read(meaning, i + len(phrase))

    def phrase(self, category: str, i: int) -> Read[str] | None:
        """The longest phrase of `category` at i."""
        return next(self.phrases(category, i), None)

    def after(self, category: str, i: int) -> int:
        """The index after a phrase of `category` at i, or i itself where there is none."""
        found = self.phrase(category, i)
        return found.end if found else i

    def after_any(self, keys: tuple[str, ...], i: int) -> int:
        """The index after one of the words or signs `keys` at i, or i itself."""
        return i + 1 if self.key(i) in keys else i


def remembering(rule: Callable[[Reader, int], Found | None]) -> Callable[[Reader, int], Found | None]:
    """Reads each place once: other rules ask for the same one again and again."""

    @wraps(rule)
    def reading(reader: Reader, i: int) -> Found | None:
        place = (rule.__name__, i)
        if place not in reader.remembered:
            reader.remembered[place] = rule(reader, i)
        return reader.remembered[place]

    return reading
