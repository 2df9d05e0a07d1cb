"""Cuts a text into words, numbers and single signs, with their places. Linear in the length of the text."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_SHAPES = re.compile(
    r"(?P<word>[^\W\d_][^\W\d_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W\d_]*)*)"
    r"|(?P<number>[0-9]+)"
    r"|(?P<border>(?<![ \t])[ \t]*\n[ \t]*\n\s*)"
    r"|(?P<sign>[^\w\s]|[\d_])"
)
_SAME_SIGNS = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'", "–": "-", "‑": "-", "‐": "-", "−": "-", "—": "—"})
_LONGEST_NUMBER = 9


class Token(NamedTuple):
    """A word, a number or a sign. `key` is what the lexicon compares; "¶" stands for a blank line."""

    start: int
    end: int
    surface: str
    key: str
    number: int | None


def tokenize(text: str) -> tuple[Token, ...]:
    """The tokens of `text` in order.

    >>> [token.key for token in tokenize("d’ici au 15 Décembre")]
    ['d', "'", 'ici', 'au', '15', 'decembre']
    """
    return tuple(_token(shape) for shape in _SHAPES.finditer(text))


@lru_cache(maxsize=16384)
def key_of(word: str) -> str:
    """How the lexicon spells a word: lower case; from four letters on without accents, so that *dès* stays apart."""
    lowered = unicodedata.normalize("NFC", word).lower()
    if len(lowered) < 4:
        return lowered.translate(_SAME_SIGNS)
    return "".join(sign for sign in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(sign))


def _token(shape: re.Match[str]) -> Token:
    surface = shape.group()
    if shape.lastgroup == "border":
        return Token(shape.start(), shape.end(), surface, "¶", None)
    if shape.lastgroup == "number":
        number = int(surface) if len(surface) <= _LONGEST_NUMBER else None
        return Token(shape.start(), shape.end(), surface, surface, number)
    return Token(shape.start(), shape.end(), surface, key_of(surface), None)
