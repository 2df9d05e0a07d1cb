"""Futures and conditionals are read from the form; imperfects of *-rer* and *-rir* verbs are not taken for them."""

import pytest

from claims.extraction.french_verbs import mood

CONDITIONALS = [("ouvrirait", "ouvrir"), ("serait", "être"), ("emploierait", "employer"), ("viendraient", "venir")]
FUTURES = [("ouvrira", "ouvrir"), ("seront", "être"), ("fera", "faire"), ("armera", "armer"), ("rendront", "rendre")]
NEITHER = [("ouvrait", "ouvrir"), ("préparait", "préparer"), ("courait", "courir"), ("était", "être")]


@pytest.mark.parametrize(("form", "lemma"), CONDITIONALS)
def test_a_conditional_is_known(form: str, lemma: str) -> None:
    assert (mood(form, lemma, "VERB") or {})["Mood"] == "Cnd"


@pytest.mark.parametrize(("form", "lemma"), FUTURES)
def test_a_future_is_known(form: str, lemma: str) -> None:
    assert (mood(form, lemma, "VERB") or {})["Tense"] == "Fut"


@pytest.mark.parametrize(("form", "lemma"), NEITHER)
def test_an_imperfect_is_neither(form: str, lemma: str) -> None:
    assert mood(form, lemma, "VERB") is None
