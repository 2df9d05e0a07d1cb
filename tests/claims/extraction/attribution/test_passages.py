"""Short news passages of every field: each claim is found and filed under whoever vouches for it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from claims.extraction.pipeline import extract
from tests.claims.extraction.attribution import passages_en, passages_fr

_NOT_YET = {
    "profits would miss forecasts": "a body named once, behind a preposition, is not among those that may be meant",
    "growth of 0.8%": "the parser takes the past *forecast* for a noun",
    "les loyers augmenteront": "the name is given without its *fondation*",
    "0,8 % de croissance": "*ne … plus que* is read as a negation",
    "no effect on reading": "what a study finds is a claim only as a clause",
    "Turnout was 61%": "the commission behind the clause is lost where *adding that* follows",
    "final results would come": "and the figure of the clause before is taken for who adds",
    "à peine 80 000": "the parser takes *juge* for a noun and loses the clause behind the colon",
}
_PASSAGES = {"en": passages_en.PASSAGES, "fr": passages_fr.PASSAGES}


def cases() -> Iterator[Any]:
    for language, passages in _PASSAGES.items():
        for text, claims in passages:
            for words, claimants in claims:
                marks = [pytest.mark.xfail(reason=_NOT_YET[words], strict=True)] if words in _NOT_YET else []
                yield pytest.param(language, text, words, claimants, marks=marks)


def claimant_of(language: str, text: str, words: str) -> str | None:
    """Of the smallest candidate with the words in it."""
    found = [one for one in extract(text, published_on=date(2023, 5, 4), language=language) if words in one.quote]
    return min(found, key=lambda one: len(one.quote)).claimant if found else None


@pytest.mark.parametrize(("language", "text", "words", "claimants"), [*cases()])
def test_each_claim_of_a_passage_has_its_claimant(language: str, text: str, words: str, claimants: str) -> None:
    assert claimant_of(language, text, words) in claimants.split("|")


QUOTED_PARAGRAPHS = [
    (
        "Readers wrote in.\n\n“The bridge will fall by Monday. Nobody cares.” ― Ana Ruiz, Tucson\n",
        "The bridge will fall",
        "Ana Ruiz",
    ),
    ("In a statement, Mayor Tim Cobb said:\n\n“We will close the bridge on Monday.”\n", "close the bridge", "Tim Cobb"),
]


@pytest.mark.parametrize(("text", "words", "claimant"), QUOTED_PARAGRAPHS)
def test_a_quoted_paragraph_belongs_to_who_signs_or_announces_it(text: str, words: str, claimant: str) -> None:
    assert claimant_of("en", text, words) == claimant
