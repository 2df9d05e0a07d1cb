"""Who and where a text speaks of, however it is written."""

import pytest

from claims.comparing.names import every, names_in, rough

SAME = [
    ("L'OTAN", "NATO"),
    ("à Kiev", "in Kyiv"),
    ("à Varsovie", "in Warsaw"),
    ("Gand", "Ghent"),
    ("à Pékin", "in China"),
    ("les Polonais", "Polish voters"),
    ("la Côte d'Ivoire", "Ivory Coast"),
    ("les troupes tchadiennes", "Chadian troops"),
    ("l'Arabie saoudite", "Saudi Arabia"),
    ("le FMI", "the IMF"),
    ("la BCE", "the European Central Bank"),
    ("l'ONU", "the United Nations"),
    ("Vladimir Poutine", "Vladimir Putin"),
    ("Volodymyr Zelensky", "Volodymyr Zelenskiy"),
    ("Mikhaïl Gorbatchev", "Mikhail Gorbachev"),
    ("Nikita Khrouchtchev", "Nikita Khrushchev"),
    ("à Zaporijjia", "near Zaporizhzhia"),
    ("Erevan", "Yerevan"),
    ("la CEDEAO", "ECOWAS"),
    ("les Gallois", "Wales"),
    ("le Conseil de sécurité", "the Security Council"),
]
APART = [
    ("la Slovaquie", "Slovenia"),
    ("le Niger", "Nigeria"),
    ("l'Autriche", "Australia"),
    ("la Corée du Nord", "South Korea"),
    ("la Guinée", "Ghana"),
    ("la Lettonie", "Lithuania"),
    ("l'Iran", "Iraq"),
    ("la Cour suprême", "the Supreme Soviet"),
    ("à Bucarest", "in Budapest"),
]


def names(text: str, language: str) -> frozenset[str]:
    return every(names_in(text, language))


@pytest.mark.parametrize(("french", "english"), SAME)
def test_a_name_has_one_key_in_both_languages(french: str, english: str) -> None:
    assert names(french, "fr") & names(english, "en")


@pytest.mark.parametrize(("french", "english"), APART)
def test_names_that_only_look_alike_have_two(french: str, english: str) -> None:
    assert not names(french, "fr") & names(english, "en")


def test_a_town_brings_its_country_with_it() -> None:
    assert names_in("in Lisbon", "en").implied == {"portugal"}


def test_a_word_that_begins_a_sentence_is_perhaps_a_name() -> None:
    found = names_in("Talks failed. Yesterday Marek left.", "en")
    assert (rough("marek") in found.others, rough("talks") in found.perhaps) == (True, True)


def test_a_day_of_the_week_is_nobody() -> None:
    assert names_in("It was said on Monday.", "en").sure == frozenset()
