"""A reader that loads no model: it finds one word, as slowly as AVER_READING_TAKES says (seconds a text)."""

import os
import time
from collections.abc import Iterator
from datetime import date

from claims.extraction.types import Candidate as Found
from claims.vocabulary.kinds import AttributionKind, Evidentiality, Kind, ResolvesOn

QUOTE = "Wednesday"
POISON = "This text crashes the reader."
TAKES = float(os.environ.get("AVER_READING_TAKES", "0"))


def read(text: str, *, published_on: date | None, language: str | None = None) -> Iterator[Found]:
    """Finds one word; a poisoned text kills the process, as a fault in a library would."""
    if POISON in text:
        os.abort()
    time.sleep(TAKES)
    start = text.index(QUOTE)
    yield Found(
        start, start + len(QUOTE), QUOTE, "en", Kind.FACTUAL, "narrator", (), AttributionKind.NARRATOR,
        Evidentiality.ASSERTED, None, None, None, None, ResolvesOn.OCCURRENCE, 0.5, ("by hand",),
    )  # fmt: skip
