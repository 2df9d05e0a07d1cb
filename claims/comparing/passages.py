"""A text cut into the sentences that can be proposed as evidence, and how each is given to the encoder."""

from collections.abc import Iterator
from dataclasses import dataclass

from claims.extraction.sentences import sentence_starts
from claims.extraction.text import normalise, paragraphs

SHORTEST, LONGEST = 25, 700
"""Code points of a passage. What is shorter says nothing; what is longer is a list or a table, cut at its length."""
MOST = 2000
"""Passages of one text; what comes after them is not proposed."""
BEGINNING = 1200
"""Code points of an article that say what it is about."""
_HEADLINE = 160


@dataclass(frozen=True, slots=True)
class Cut:
    """Code points `[start, end)` of the text; `encoded` is what the encoder reads."""

    start: int
    end: int
    encoded: str


def cut(text: str, headline: str) -> list[Cut]:
    """The sentences of a text in their order. `encoded` begins with the headline: *it was called off* says not what."""
    plain = normalise(text)
    title = " ".join(headline.split())[:_HEADLINE]
    found: list[Cut] = []
    for start, end in _sentences(plain):
        if end - start >= SHORTEST:
            found.append(Cut(start, end, f"{title}. {_on_one_line(text[start:end])}" if title else text[start:end]))
        if len(found) == MOST:
            break
    return found


def context_of(text: str, headline: str) -> str:
    """What says whom and what a passage of the text speaks of: the headline and the beginning of the article.

    `text` may be its first BEGINNING code points; a word that is cut there is left out, as it would be another.
    """
    beginning = text[:BEGINNING]
    if len(beginning) == BEGINNING:
        beginning = beginning.rsplit(maxsplit=1)[0]
    return f"{headline}. {beginning}"


def _sentences(plain: str) -> Iterator[tuple[int, int]]:
    for paragraph in paragraphs(plain):
        starts = sentence_starts(plain, paragraph)
        for start, following in zip(starts, (*starts[1:], paragraph.end), strict=True):
            words = plain[start:following]
            begin = start + len(words) - len(words.lstrip())
            yield begin, min(start + len(words.rstrip()), begin + LONGEST)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
