"""The words of a passage as they speak for a stance: stems and pairs of neighbours, names and figures as such."""

from collections.abc import Iterator
from itertools import pairwise

from claims.comparing.statement import Statement
from claims.comparing.words import spelled, stem

_NAME, _FIGURE, _BORDER = "^", "#", "|"


def words_told(passage: Statement) -> frozenset[str]:
    """Each word, and each pair of neighbours, once; with its language.

    >>> from claims.comparing.statement import read
    >>> sorted(words_told(read("Paris voted.", language="en", said_on=None)))
    ['en pari', 'en pari vote', 'en vote', 'en vote |', 'en | pari']
    """
    stems = list(_stems(passage))
    pairs = (f"{one} {other}" for one, other in pairwise([_BORDER, *stems, _BORDER]))
    return frozenset(f"{passage.language} {each}" for each in (*stems, *pairs))


def _stems(passage: Statement) -> Iterator[str]:
    """A word that begins large is a name, the very first one never; names that follow each other are one.

    So the first word of a second sentence is taken for a name: weights were fitted on words that were read so.
    """
    last = ""
    for word, start in spelled(passage.plain):
        each = _FIGURE if any(sign.isdigit() for sign in word) else stem(word, passage.language)
        if each != _FIGURE and start and word[0].isupper():
            each = _NAME
        if not each == last == _NAME:
            yield each
        last = each
