"""The score is the sum of parts that an editor can read."""

import pytest

from claims.extraction.checkworthiness import parts, sentence_worthiness, worthiness
from claims.vocabulary.kinds import Kind

ABOVE = [
    ("Unemployment fell by 3 percent in two years.", "I think we all want a better country."),
    ("The senator voted against the bill in 2003.", "Thank you very much, and good evening."),
    ("Exports have doubled since 1990.", "What would you do?"),
]


@pytest.mark.parametrize(("worthy", "unworthy"), ABOVE)
def test_a_checkable_sentence_ranks_above_talk(worthy: str, unworthy: str) -> None:
    assert sentence_worthiness(worthy) > sentence_worthiness(unworthy)


def test_the_parts_add_up() -> None:
    found = parts("Le chômage a baissé de 3 %.", "fr", Kind.QUANTITY, has_time=True, is_attributed=True)
    assert worthiness(found) == round(min(1.0, sum(part.points for part in found)), 2)


def test_a_number_is_a_reason() -> None:
    found = parts("Le chômage a baissé de 3 %.", "fr", Kind.QUANTITY, has_time=False, is_attributed=False)
    assert "a number" in {part.reason for part in found}


def test_an_opinion_scores_less_than_the_same_words_as_fact() -> None:
    opinion, fact = (
        worthiness(parts("It is a mess.", "en", kind, has_time=False, is_attributed=False))
        for kind in (Kind.OPINION, Kind.FACTUAL)
    )
    assert opinion < fact
