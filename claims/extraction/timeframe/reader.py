"""A cursor-free view of the tokens through a lexicon: every rule asks *what stands at i?* and answers with an end."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, wraps
from typing import Any, Generic, NamedTuple, TypeVar

from claims.extraction.timeframe.lexicon import Entries, Lexicon
from claims.extraction.timeframe.symbols import Value
from claims.extraction.timeframe.tokens import Token

Meaning = TypeVar("Meaning")
Answer = TypeVar("Answer")
NUMBER, ORDINAL, PLURAL = "a figure", "a figure before st, nd, e", "a figure before s"
HOURS = "a figure of a clock, before h"
_OF_CLOCK = frozenset({HOURS})
_LONGEST_HOUR = 2
_MARGIN = 24
_NOTHING: frozenset[str] = frozenset()
_UNREAD: Any = object()
_NO_ENTRIES: dict[str, Entries] = {}


class Read(NamedTuple, Generic[Meaning]):
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

    `keys`, `numbers`, `categories` (what a token can open) and `entries` (the phrases it opens, by category) stand
    ready for each token, because every question is about them; they go on with nothing for a while, so that a rule may
    look past either end of the text. `remembered` is what has been read.
    """

    tokens: tuple[Token, ...]
    lexicon: Lexicon
    keys: tuple[str, ...]
    numbers: tuple[int | None, ...]
    categories: tuple[frozenset[str], ...]
    entries: tuple[dict[str, Entries], ...]
    remembered: dict[Any, dict[int, Any]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def of(cls, tokens: tuple[Token, ...], lexicon: Lexicon) -> "Reader":
        keys = tuple(token.key for token in tokens)
        behind = (*keys, "")[1:]
        opened = (
            lexicon.opened(each.key, after) if each.number is None else _of_figure(lexicon, each.key, after)
            for each, after in zip(tokens, behind, strict=True)
        )
        return cls(
            tokens,
            lexicon,
            (*keys, *[""] * _MARGIN),
            (*(token.number for token in tokens), *[None] * _MARGIN),
            (*opened, *[_NOTHING] * _MARGIN),
            (*(lexicon.phrases.get(key, _NO_ENTRIES) for key in keys), *[_NO_ENTRIES] * _MARGIN),
        )

    def opens(self, i: int) -> frozenset[str]:
        """The categories of phrases that the word at i can begin; of a figure NUMBER, ORDINAL and PLURAL, or HOURS."""
        try:
            return self.categories[i]
        except IndexError:
            return _NOTHING

    def can_open(self, categories: frozenset[str], i: int) -> bool:
        """Whether the word at i begins a phrase of one of the categories; NUMBER stands for any figure but HOURS."""
        try:
            return not categories.isdisjoint(self.categories[i])
        except IndexError:
            return False

    @property
    def is_french(self) -> bool:
        return self.lexicon.language == "fr"

    def key(self, i: int) -> str:
        try:
            return self.keys[i]
        except IndexError:
            return ""

    def number(self, i: int) -> int | None:
        try:
            return self.numbers[i]
        except IndexError:
            return None

    def is_capitalised(self, i: int) -> bool:
        return 0 <= i < len(self.tokens) and self.tokens[i].surface[:1].isupper()

    def is_word(self, i: int) -> bool:
        return 0 <= i < len(self.tokens) and self.tokens[i].surface[:1].isalpha()

    def touches(self, i: int) -> bool:
        """Whether no blank stands between the tokens i - 1 and i."""
        return 0 < i < len(self.tokens) and self.tokens[i - 1].end == self.tokens[i].start

    def phrase(self, category: str, i: int) -> Read[str] | None:
        """The longest phrase of `category` at i."""
        try:
            entries = self.entries[i].get(category)
        except IndexError:
            return None
        if entries is None:
            return None
        for phrase, meaning, length in entries:
            if length == 1 or self.keys[i : i + length] == phrase:
                return Read(meaning, i + length)
        return None

    def phrases(self, category: str, i: int) -> Iterator[Read[str]]:
        """All phrases of `category` at i, the longest first."""
        for phrase, meaning, length in self.entries[i].get(category, ()):
            if self.keys[i : i + length] == phrase:
                yield Read(meaning, i + length)

    def after(self, category: str, i: int) -> int:
        """The index after a phrase of `category` at i, or i itself where there is none."""
        try:
            entries = self.entries[i].get(category)
        except IndexError:
            return i
        if entries is None:
            return i
        for phrase, _, length in entries:
            if length == 1 or self.keys[i : i + length] == phrase:
                return i + length
        return i

    def after_any(self, keys: tuple[str, ...], i: int) -> int:
        """The index after one of the words or signs `keys` at i, or i itself."""
        return i + 1 if self.key(i) in keys else i


def _of_figure(lexicon: Lexicon, figure: str, behind: str) -> frozenset[str]:
    categories = lexicon.opened(figure, behind)
    if behind == "h" and len(figure) <= _LONGEST_HOUR:
        return categories | _OF_CLOCK
    is_ordinal = "ordinal_endings" in lexicon.openings.get(behind, _NOTHING)
    return _with_number(categories, is_ordinal=is_ordinal, is_plural=behind in ("s", "'"))


@cache
def _with_number(categories: frozenset[str], *, is_ordinal: bool, is_plural: bool) -> frozenset[str]:
    return categories | {NUMBER} | ({ORDINAL} if is_ordinal else _NOTHING) | ({PLURAL} if is_plural else _NOTHING)


def remembering(rule: Callable[[Reader, int], Answer]) -> Callable[[Reader, int], Answer]:
    """Reads each place once: other rules ask for the same one again and again."""

    @wraps(rule)
    def reading(reader: Reader, i: int) -> Answer:
        remembered = reader.remembered[rule]
        answer: Answer = remembered.get(i, _UNREAD)
        if answer is _UNREAD:
            answer = remembered[i] = rule(reader, i)
        return answer

    return reading
