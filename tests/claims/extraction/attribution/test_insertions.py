"""Inserted reporting clauses and source phrases, cut out of the sentence before it is parsed."""

import pytest

from claims.extraction.syntax import Syntax, parse
from claims.extraction.tokens import Role

CASES = [
    ("fr", "La gauche, ajoute-t-elle, serait favorite.", "ajoute-t-elle"),
    ("fr", "« Rien n’est signé », tempère un cadre de ce parti.", "tempère un cadre de ce parti"),
    ("fr", "Le pont est fermé, a indiqué vendredi la préfecture.", "a indiqué vendredi la préfecture"),
    ("fr", "Selon les syndicats, la grève commencera lundi.", "Selon les syndicats"),
    ("fr", "La grève, d’après un cadre, commencera lundi.", "d’après un cadre"),
    ("fr", "Pour l’économiste Paul Roy, la crise est finie.", "Pour l’économiste Paul Roy"),
    ("fr", "Aux yeux du médiateur, Paul Roy, un accord est proche.", "Aux yeux du médiateur, Paul Roy"),
    ("fr", "Le métro fermera, reconnaît-on dans son entourage.", "reconnaît-on dans son entourage"),
    ("fr", "La décision attendra, avait fait savoir l’Élysée.", "avait fait savoir l’Élysée"),
    ("en", "The government, she insisted, had lied.", "she insisted"),
    ("en", "The port will close, the company said.", "the company said"),
    ("en", "“We will win,” his lawyer, Peter Haas, told reporters.", "his lawyer, Peter Haas, told reporters"),
    ("en", "Rates will rise, its president, Ann Lee, told reporters.", "its president, Ann Lee, told reporters"),
    ("en", "“They are late,” said Tomasz Wren, chief economist.", "said Tomasz Wren, chief economist"),
    ("en", "The customers have paid $31 million, according to filings.", "according to filings"),
    ("en", "In her view, the state will see blackouts.", "In her view"),
]

NONE = [
    ("fr", "Pour l’instant, la crise dure."),
    ("fr", "Mme Lafarge, adjointe aux écoles, expose le calendrier."),
    ("fr", "Le ministre a déclaré que la loi passera."),
    ("fr", "Selon toute probabilité, la loi passera."),
    ("en", "Neil Oduya, a former harbour master, told investigators that he had lied."),
    ("en", "The minister said the law would pass."),
    ("en", "Rates rose on Thursday, twice the increase it had announced in June."),
]


def inserted(language: str, text: str) -> list[str]:
    syntax = parse(text, language)
    stretches = [one for sentence in syntax.sentences for one in sentence.stretches if one.role is not Role.MAIN]
    return [words_of(syntax, one.first, one.last) for one in stretches]


def words_of(syntax: Syntax, first: int, last: int) -> str:
    members = syntax.words[first:last]
    return syntax.text[members[0].start : members[-1].end].strip(" ,.")


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_an_insertion_is_found_whole(language: str, text: str, expected: str) -> None:
    assert inserted(language, text) == [expected]


@pytest.mark.parametrize(("language", "text"), NONE)
def test_a_sentence_without_insertion_stays_whole(language: str, text: str) -> None:
    assert inserted(language, text) == []
