"""A long text cut into pieces that are read one at a time."""

from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_PIECE = 50_000
"""Code points."""

BORDERS = ("\n\n", "\n", ". ", " ")


@dataclass(frozen=True, slots=True)
class Piece:
    """`text` begins `start` code points into the whole."""

    start: int
    text: str


def cut(text: str, *, at_most: int = LONGEST_PIECE) -> Iterator[Piece]:
    """Pieces of at most `at_most` code points that together are the whole text.

    Cut at the last paragraph border that fits, else line, sentence, blank, else between any two code points.

    >>> [piece.text for piece in cut("one two three", at_most=8)]
    ['one two ', 'three']
    """
    start = 0
    while start < len(text):
        end = _border(text, start, start + at_most)
        yield Piece(start, text[start:end])
        start = end


def _border(text: str, start: int, limit: int) -> int:
    if limit >= len(text):
        return len(text)
    for border in BORDERS:
        found = text.rfind(border, start, limit)
        if found >= 0:
            return found + len(border)
    return limit
