"""The words of a passage as they speak for a stance: stems and pairs of neighbours, names and figures as such."""

from collections.abc import Iterator
from itertools import pairwise

from claims.comparing.words import spelled, stem

_NAME, _FIGURE, _BORDER = "^", "#", "|"


def words_told(text: str, language: str) -> frozenset[str]:
    """Each word, and each pair of neighbours, once; with its language.

    >>> sorted(words_told("Paris voted.", "en"))
    ['en pari', 'en pari vote', 'en vote', 'en vote |', 'en | pari']
    """
    stems = list(_stems(text, language))
    pairs = (f"{one} {other}" for one, other in pairwise([_BORDER, *stems, _BORDER]))
    return frozenset(f"{language} {each}" for each in (*stems, *pairs))


def _stems(text: str, language: str) -> Iterator[str]:
    """A word that begins large is a name, the very first one never; names that follow each other are one.

    So the first word of a second sentence is taken for a name: weights were fitted on words that were read so.
    """
    last = ""
    for word, start in spelled(text):
        each = _FIGURE if any(sign.isdigit() for sign in word) else stem(word, language)
        if each != _FIGURE and start and word[0].isupper():
            each = _NAME
        if not each == last == _NAME:
            yield each
        last = each
