"""Only verbs are looked up in the model; every other word is itself."""

import pytest

from claims.extraction.syntax import parse

CASES = [("fr", "Le pont fermera lundi.", "fermera", "fermer"), ("en", "The port closed.", "closed", "close")]


@pytest.mark.parametrize(("language", "text", "form", "lemma"), CASES)
def test_a_verb_has_its_infinitive(language: str, text: str, form: str, lemma: str) -> None:
    found = {word.text: word.lemma for word in parse(text, language).words}
    assert found[form] == lemma


def test_a_noun_is_itself() -> None:
    assert parse("The ports closed.", "en").words[1].lemma == "ports"
