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
    """The tokens of one text and the lexicon of its language. Indexes count tokens; out of range reads as nothing.

    `keys` are the tokens' own, kept apart because every question is about them. `remembered` is what has been read.
    """

    tokens: tuple[Token, ...]
    lexicon: Lexicon
    keys: tuple[str, ...]
    remembered: dict[tuple[str, int], Found | None] = field(default_factory=dict)

    @classmethod
    def of(cls, tokens: tuple[Token, ...], lexicon: Lexicon) -> "Reader":
        return cls(tokens, lexicon, tuple(token.key for token in tokens))

    def can_open(self, categories: frozenset[str], i: int) -> bool:
        """Whether the word at i begins a phrase of one of the categories; NUMBER stands for any figure."""
        if not 0 <= i < len(self.keys):
            return False
        openings = self.lexicon.openings.get(self.keys[i])
        if openings is not None and not categories.isdisjoint(openings):
            return True
        return NUMBER in categories and self.tokens[i].number is not None

    @property
    def is_french(self) -> bool:
        return self.lexicon.language == "fr"

    def key(self, i: int) -> str:
        return self.keys[i] if 0 <= i < len(self.keys) else ""

    def number(self, i: int) -> int | None:
        return self.tokens[i].number if 0 <= i < len(self.keys) else None

    def is_capitalised(self, i: int) -> bool:
        return 0 <= i < len(self.keys) and self.tokens[i].surface[:1].isupper()

    def is_word(self, i: int) -> bool:
        return 0 <= i < len(self.keys) and self.tokens[i].surface[:1].isalpha()

    def touches(self, i: int) -> bool:
        """Whether no blank stands between the tokens i - 1 and i."""
        return 0 < i < len(self.keys) and self.tokens[i - 1].end == self.tokens[i].start

    def phrase(self, category: str, i: int) -> Read[str] | None:
        """The longest phrase of `category` at i."""
        if not 0 <= i < len(self.keys):
            return None
        entries = self.lexicon.phrases[category].get(self.keys[i])
        if entries is None:
            return None
        for phrase, meaning in entries:
            end = i + len(phrase)
            if self.keys[i:end] == phrase:
                return Read(meaning, end)
        return None

    def phrases(self, category: str, i: int) -> Iterator[Read[str]]:
        """All phrases of `category` at i, the longest first."""
        for phrase, meaning in self.lexicon.phrases[category].get(self.key(i), ()):
            end = i + len(phrase)
            if self.keys[i:end] == phrase:
                yield Read(meaning, end)

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
