"""Sentences begin where punctuation says so, short forms and quoted questions aside."""

from itertools import pairwise

import pytest

from claims.extraction.sentences import sentence_starts
from claims.extraction.text import Span

CASES = [
    ("He left. She stayed.", ["He left. ", "She stayed."]),
    ("M. Auvray est venu. Il reste.", ["M. Auvray est venu. ", "Il reste."]),
    ("J. Smith left on Sept. 11. He won.", ["J. Smith left on Sept. 11. ", "He won."]),
    ("« A ? » a dit Paul. Oui.", ["« A ? » a dit Paul. ", "Oui."]),
    ("“Why?” Graham asked. He left.", ["“Why?” Graham asked. ", "He left."]),
    ("“It will not hold.” By 2020 it broke.", ["“It will not hold.” ", "By 2020 it broke."]),
    ("Nothing frightens me. By then it broke.", ["Nothing frightens me. ", "By then it broke."]),
    ("Il a dit oui. « Non », a dit Paul.", ["Il a dit oui. ", "« Non », a dit Paul."]),
    ("Le taux est de 4.25 % ici.", ["Le taux est de 4.25 % ici."]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_text_is_cut_into_its_sentences(text: str, expected: list[str]) -> None:
    starts = [*sentence_starts(text, Span(0, len(text))), len(text)]
    assert [text[start:end] for start, end in pairwise(starts)] == expected
