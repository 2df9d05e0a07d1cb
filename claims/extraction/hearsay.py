"""*Reportedly*, *is said to*, *dit-on*: words that hand a statement on without vouching for it."""

import re
from functools import cache

from claims.extraction.inflection import load_cues
from claims.extraction.syntax import Syntax


@cache
def _phrases(language: str) -> re.Pattern[str]:
    listed = load_cues("hearsay")[language]["phrases"]
    phrases = sorted(listed if isinstance(listed, list) else [], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)", re.IGNORECASE)


def hearsay_span(syntax: Syntax, start: int, end: int) -> tuple[int, int] | None:
    """The offsets of the first such words in `text[start:end]`, or None."""
    found = _phrases(syntax.language).search(syntax.plain, start, end)
    return found.span() if found else None
