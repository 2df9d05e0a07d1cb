"""Which words of a sentence are a time expression."""

import pytest

from claims.extraction.timeframe.grammar import find
from tests.claims.extraction.timeframe.windows import spans

FOUND_IN_FRENCH = [
    ("La grève, qui pourrait commencer dès lundi, durera trois jours.", ["dès lundi", "trois jours"]),
    ("Le rapport est attendu d’ici au 15 mars, au plus tard.", ["d’ici au 15 mars"]),
    ("Le rendez-vous est fixé au mardi 3 janvier à 10 heures.", ["au mardi 3 janvier à 10 heures"]),
    ("Le pont rouvrira le 15 juin au plus tard et non en mai.", ["le 15 juin au plus tard", "en mai"]),
    ("Le titre gagnait 3 % jeudi à la mi-séance.", ["jeudi à la mi-séance"]),
    (
        "Les écoles ont fermé depuis la reprise des combats en novembre 2021.",
        ["depuis la reprise des combats en novembre 2021"],
    ),
    ("Il avait promis en septembre une aide.", ["en septembre"]),
    ("Il a été élu par 14 juges et 2000 habitants.", []),
    ("Le juge a été saisi, fin de partie.", []),
    ("L’équipe a gagné 3-2 au 14 rue des Lilas.", []),
    ("Depuis le 1er janvier, 14 femmes sont mortes.", ["Depuis le 1er janvier"]),
    ("D’après l’inspection, tout va bien du jour au lendemain.", []),
    ("La sonde Mars Express a un but.", []),
    ("Les Jeux d’hiver 2030 passent à l’heure d’été.", []),
]
FOUND_IN_ENGLISH = [
    ("Talks may resume as early as Wednesday, he said.", ["as early as Wednesday"]),
    ("A fault halted Saturday’s countdown.", ["Saturday’s"]),
    ("It should be ready by August 2027 at the latest, not in May.", ["by August 2027 at the latest", "in May"]),
    ("The May 20 vote may March on.", ["May 20"]),
    ("She promised in May two bridges.", ["in May"]),
    ("The party daily Granma said so in the days before the vote.", ["before the vote"]),
    ("He was seen the day before officers issued a warrant.", []),
    ("A 14-year-old boy ran 12 miles in his 30s shirt.", []),
    ("The fall of the wall and a spring in his step.", []),
    ("He will testify before the committee on Monday.", ["on Monday"]),
    ("It ended shortly before noon on Friday.", ["before noon on Friday"]),
    ("It would not last ten years, at the end of the day.", ["ten years"]),
    ("Jan Kavan ran in from the cold.", []),
    ("The quarter-final ended 2-1; a third of the seats were empty.", []),
    ("Sales fell 3.2% from a year ago and rose 2% on a year earlier.", ["a year ago", "a year earlier"]),
    ("Its $2,000 price rose 2022.5 points.", []),
]


@pytest.mark.parametrize(("sentence", "expected"), FOUND_IN_FRENCH)
def test_in_a_french_sentence(sentence: str, expected: list[str]) -> None:
    assert spans(sentence, language="fr") == expected


@pytest.mark.parametrize(("sentence", "expected"), FOUND_IN_ENGLISH)
def test_in_an_english_sentence(sentence: str, expected: list[str]) -> None:
    assert spans(sentence, language="en") == expected


def test_a_language_without_grammar_has_no_mentions() -> None:
    assert find("el lunes 3 de mayo de 2021", language="es") == ()


def test_the_operator_word_stands_apart_from_the_core() -> None:
    text = "It must open by the end of May."
    (mention,) = find(text, language="en")
    assert (mention.operator_word, text[mention.core_start : mention.core_end]) == ("by", "the end of May")


@pytest.mark.parametrize("spelling", ["d’ici lundi", "d'ici lundi", "D’ICI LUNDI", "d’ici\nlundi"])
def test_spelling_does_not_matter(spelling: str) -> None:
    assert spans(spelling, language="fr") == [spelling]


def test_a_decomposed_accent_is_the_same_word() -> None:
    assert spans("en de\u0301cembre", language="fr") == ["en de\u0301cembre"]


def test_a_blank_line_parts_two_expressions() -> None:
    assert spans("le 3\n\nmars 2021", language="fr") != ["le 3\n\nmars 2021"]


@pytest.mark.parametrize(
    ("words", "kind"), [("six weeks", "is_duration"), ("every Monday", "is_frequency"), ("daily", "is_frequency")]
)
def test_lengths_and_repetitions_are_told_apart(words: str, kind: str) -> None:
    (mention,) = find(words, language="en")
    assert getattr(mention, kind)
