"""Who a claim is filed under: names without titles, roles without articles, pronouns resolved."""

from datetime import date

import pytest

from claims.extraction.pipeline import extract

CASES = [
    ("en", "Governor Ingrid Halloran said the bank would cut its rates.", "Ingrid Halloran"),
    ("en", "The insurance broker Simon Achebe warned that cover would lapse on July 1.", "Simon Achebe"),
    ("en", "Two officials familiar with the matter said the bill was dead.", "Two officials familiar with the matter"),
    ("en", "The mayor’s office said City Hall had paid $3 million.", "mayor’s office"),
    ("en", "China’s Yuehai says it will fly in 2028.", "Yuehai"),
    ("en", "A spokesman for the police said the road was closed on Monday.", "spokesman for the police"),
    ("en", "The rate will rise in May, said its chief economist, Miriam Oakes.", "Miriam Oakes"),
    ("en", "Harbour Street Research sees a 60% chance of a rise on September 8.", "Harbour Street Research"),
    ("en", "An attack could come, the White House national security adviser, Jake Sullivan, said.", "Jake Sullivan"),
    (
        "fr",
        "Dans un entretien au quotidien Die Welt, l’ambassadeur russe, Vladimir Tchijov, a assuré qu’il n’y aurait pas "
        "d’attaque ce mercredi.",
        "Vladimir Tchijov",
    ),
    (
        "fr",
        "La participation a atteint 66,7 %, selon les chiffres du ministère de l’Intérieur.",
        "ministère de l’Intérieur",
    ),
    ("fr", "Sa directrice générale, Agnès Morvan, a dit que le train circulerait lundi.", "Agnès Morvan"),
    ("fr", "Le ministre des Affaires étrangères, Anton Derek, assure que la trêve tient.", "Anton Derek"),
    ("fr", "Le quotidien La Cote affirme que le groupe vendra sa filiale.", "La Cote"),
    ("fr", "Selon une source hospitalière, dix opérations ont été annulées.", "source hospitalière"),
    ("fr", "Selon nos informations, la loi sera votée lundi.", "narrator"),
    (
        "fr",
        "L’Observatoire épidémiologique de l’océan Indien indique que 12 cas ont été confirmés.",
        "Observatoire épidémiologique de l’océan Indien",
    ),
]

PRONOUNS = [
    ("en", "Moscow has massed troops near its borders, according to Washington, but it denies any plan.", "Moscow"),
    ("en", "Clara Voss welcomed the deal on Monday. The bill, she insisted, will pass in June.", "Clara Voss"),
    ("en", "Governor Ana Pruitt left on Monday. “We lost 40 jobs,” Pruitt said.", "Ana Pruitt"),
    ("fr", "Le député Marc Auvray a voté lundi. La loi passera en juin, promet-il.", "Marc Auvray"),
    (
        "fr",
        "Selon un diplomate européen, la trêve tient. « La paix viendra en juin », a-t-il ajouté.",
        "diplomate européen",
    ),
]


def last_claimant(language: str, text: str) -> str:
    return extract(text, published_on=date(2023, 5, 4), language=language)[-1].claimant


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_a_source_is_named_plainly(language: str, text: str, expected: str) -> None:
    assert last_claimant(language, text) == expected


@pytest.mark.parametrize(("language", "text", "expected"), PRONOUNS)
def test_a_pronoun_or_short_name_is_resolved(language: str, text: str, expected: str) -> None:
    assert last_claimant(language, text) == expected
