"""The same sentence in French and in English gives the same window and the same kind."""

from datetime import date

import pytest

from claims.extraction.pipeline import extract
from claims.extraction.types import Candidate
from claims.vocabulary.kinds import Kind
from claims.vocabulary.windows import Operator

THURSDAY = date(2023, 5, 4)

PAIRS = [
    ("La grève commencera lundi.", "The strike will begin on Monday."),
    ("La grève pourrait commencer dès lundi.", "The strike could begin as early as Monday."),
    ("Le pont sera rouvert d’ici vendredi.", "The bridge will be reopened by Friday."),
    ("Le Sénat se prononcera avant le 20 mai.", "The Senate will decide before May 20."),
    ("Le stade restera fermé jusqu’au 12 juin.", "The stadium will stay closed until June 12."),
    ("Les travaux débuteront en septembre.", "The works will begin in September."),
    ("La loi entrera en vigueur en 2025.", "The law will take effect in 2025."),
    ("Le rapport sera publié avant la fin du mois.", "The report will be published before the end of the month."),
    ("Le tribunal a rendu sa décision lundi.", "The court gave its ruling on Monday."),
    ("Le maire a démissionné en mars.", "The mayor resigned in March."),
    ("Le chômage a baissé de 3 % en 2022.", "Unemployment fell by 3% in 2022."),
    ("Selon la police, le suspect est parti mardi.", "According to police, the suspect left on Tuesday."),
    ("Le ministre a promis de publier la liste en juin.", "The minister promised to publish the list in June."),
    ("La société compte ouvrir une usine en 2024.", "The company plans to open a factory in 2024."),
    ("Le syndicat menace de bloquer le port dès lundi.", "The union threatens to block the port from Monday."),
    ("Si l’accord est signé, l’usine rouvrira en juin.", "If the deal is signed, the plant will reopen in June."),
    ("Le président a démenti avoir reçu l’argent.", "The president denied having received the money."),
    ("La directrice nie toute fraude.", "The director denies any fraud."),
    ("Le gouvernement s’attend à une hausse en 2024.", "The government expects a rise in 2024."),
    ("Il est probable que le vote aura lieu en juin.", "It is likely that the vote will take place in June."),
    ("La réunion est prévue le 12 juin.", "The meeting is scheduled for June 12."),
    ("Le procès devait s’ouvrir mardi.", "The trial was due to open on Tuesday."),
    ("« Nous fermerons l’usine en juin », a dit Paul Roy.", "“We will close the plant in June,” said Paul Roy."),
    ("« Le déficit a doublé en 2022 », a dit Paul Roy.", "“The deficit doubled in 2022,” said Paul Roy."),
    ("L’armée a tué 12 civils dimanche.", "The army killed 12 civilians on Sunday."),
    ("Près de 300 personnes vivent sur l’île.", "Nearly 300 people live on the island."),
    ("Le musée ne rouvrira pas avant septembre.", "The museum will not reopen before September."),
    ("La banque relèvera ses taux cet été.", "The bank will raise its rates this summer."),
    ("Les experts doivent remettre leur avis le 20 mai.", "The experts are to deliver their opinion on May 20."),
    ("La trêve pourrait être prolongée jusqu’en juillet.", "The truce could be extended until July."),
]


def first(text: str, language: str) -> Candidate:
    return extract(text, published_on=THURSDAY, language=language)[0]


def window(candidate: Candidate) -> tuple[Operator, date | None, date | None] | None:
    time = candidate.time
    return (time.operator, time.not_before, time.not_after) if time else None


@pytest.mark.parametrize(("french", "english"), PAIRS)
def test_both_languages_give_the_same_window(french: str, english: str) -> None:
    assert window(first(french, "fr")) == window(first(english, "en"))


@pytest.mark.parametrize(("french", "english"), PAIRS)
def test_both_languages_give_the_same_kind(french: str, english: str) -> None:
    assert first(french, "fr").kind == first(english, "en").kind


def test_a_dated_future_is_a_prediction_in_both() -> None:
    assert {first(PAIRS[0][0], "fr").kind, first(PAIRS[0][1], "en").kind} == {Kind.PREDICTION}
