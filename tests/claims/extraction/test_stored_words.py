"""Whatever a candidate quotes of the text stands in the stored text as it is, typographic signs included."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from claims.extraction.pipeline import extract
from claims.extraction.text import normalise
from claims.extraction.types import Candidate

HERE = Path(__file__).parent
TEXTS = [*sorted((HERE / "cases").glob("*.txt")), *sorted((HERE.parents[2] / "seeds").glob("*.txt"))]


def language_of(path: Path) -> str:
    return "fr" if path.name.startswith("fr") or ".fr." in path.name else "en"


def quoted_words(candidate: Candidate) -> Iterator[str]:
    yield candidate.claimant
    yield candidate.hedge or ""
    yield candidate.condition or ""
    for link in candidate.attribution:
        yield link.claimant
        yield link.cue


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_the_words_of_a_candidate_are_the_text_s_own(path: Path) -> None:
    text = path.read_text("utf-8")
    found = extract(text, published_on=date(2022, 2, 12), language=language_of(path))
    words = {word for candidate in found for word in quoted_words(candidate)}
    assert [word for word in words if normalise(word) in normalise(text) and word not in text] == []


def test_a_claimant_keeps_the_apostrophe_of_the_text() -> None:
    (candidate,) = extract("Selon l’économiste d’une banque, le franc baissera.", published_on=None, language="fr")
    assert candidate.claimant == "économiste d’une banque"
