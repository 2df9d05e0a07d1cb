"""Kinds in sentences as news writes them: who acts, what lies ahead, what is judged; the kinds were set down first."""

from datetime import date
from typing import Any

import pytest

from claims.extraction.pipeline import extract
from claims.vocabulary.kinds import Kind

MONDAY = date(2024, 3, 4)
PREDICTED, CONDITIONAL, PROMISED = Kind.PREDICTION, Kind.CONDITIONAL_PREDICTION, Kind.COMMITMENT
FACT, COUNTED, DENIED, JUDGED = Kind.FACTUAL, Kind.QUANTITY, Kind.DENIAL, Kind.OPINION

ENGLISH = [
    (PREDICTED, "Exports will fall again next year, the ministry said.", "Exports will fall"),
    (PREDICTED, "Forecasters expect the river to crest on Thursday.", "the river"),
    (PREDICTED, "The bridge is due to reopen in May.", "The bridge"),
    (PREDICTED, "Analysts said the merger could collapse before the summer.", "the merger could"),
    (PREDICTED, "The inquiry begins on Thursday in Leeds.", "The inquiry begins"),
    (PREDICTED, "Health officials warned that the outbreak would spread to other districts.", "the outbreak"),
    (PREDICTED, "The vote is set to take place on 12 June.", "The vote is set"),
    (PREDICTED, "Unemployment may rise in the autumn, the bank said.", "Unemployment may"),
    (PREDICTED, "The dam is unlikely to hold, engineers said.", "The dam"),
    (PREDICTED, "Prices are expected to double by 2030.", "Prices are"),
    (CONDITIONAL, "If the rains fail, the harvest will be lost, farmers said.", "the harvest"),
    (CONDITIONAL, "The airline would go bankrupt if the loan were refused, its auditor said.", "The airline"),
    (CONDITIONAL, "Unless a deal is reached, the hospitals will close on Friday, the report said.", "the hospitals"),
    (CONDITIONAL, "Should the talks fail, fighting could resume within days, diplomats said.", "fighting could"),
    (PROMISED, "“We will cut taxes next year,” the prime minister said.", "We will cut"),
    (PROMISED, "The union promised to suspend the strike on Monday.", "suspend"),
    (PROMISED, "Ms Hall said she would resign in June.", "she would resign"),
    (PROMISED, "The company plans to close two factories this year.", "close two"),
    (PROMISED, "Russia threatened to cut off gas supplies.", "cut off"),
    (PROMISED, "The council has pledged to build 400 homes.", "build 400"),
    (PROMISED, "The president vowed that he would not leave office.", "he would not leave"),
    (PROMISED, "“If they attack, we will respond,” the general said.", "we will respond"),
    (PROMISED, "The airline said it would refund all passengers.", "it would refund"),
    (DENIED, "The minister denied that the files had been destroyed.", "the files"),
    (DENIED, "The company denied any wrongdoing.", "any wrongdoing"),
    (DENIED, "“I never met him,” the senator said.", "I never met"),
    (DENIED, "The ministry said no soldier had crossed the border.", "no soldier"),
    (DENIED, "A spokesman rejected claims that the dam was unsafe.", "the dam was"),
    (DENIED, "He said the fire was not caused by the contractor.", "the fire"),
    (COUNTED, "Sales rose by 12 percent in January.", "Sales rose"),
    (COUNTED, "The storm killed 14 people on Sunday.", "The storm killed"),
    (COUNTED, "Half of the wells are dry, the agency said.", "Half of"),
    (COUNTED, "The project has cost £3bn so far.", "The project has"),
    (COUNTED, "Turnout was the lowest in 20 years, at 41%.", "Turnout was"),
    (FACT, "The court ordered the company to pay on Tuesday.", "The court ordered"),
    (FACT, "The two sides could not agree on a date.", "The two sides"),
    (FACT, "The minister has resigned, her office said.", "The minister has"),
    (FACT, "Police said the driver had been drinking.", "the driver had"),
    (FACT, "Under the law, owners must register their dogs.", "owners must"),
    (FACT, "The museum is closed on Mondays.", "The museum is"),
    (FACT, "She would often walk to work, a neighbour said.", "She would often"),
    (FACT, "He was elected mayor in 2019.", "He was elected"),
    (JUDGED, "“This is a disgrace,” the bishop said.", "This is a disgrace"),
    (JUDGED, "“They have been brave,” the coach said.", "They have been brave"),
    (JUDGED, "“It was a terrible decision,” she said.", "It was a terrible"),
    (JUDGED, "“We are proud of our team,” he said.", "We are proud"),
]
FRENCH = [
    (PREDICTED, "Les exportations reculeront l’an prochain, selon le ministère.", "Les exportations"),
    (PREDICTED, "Le procès s’ouvrira jeudi à Lyon.", "Le procès"),
    (PREDICTED, "La direction a annoncé que le centre ouvrirait en juin.", "le centre"),
    (PREDICTED, "Le pont devrait rouvrir en mai.", "Le pont"),
    (PREDICTED, "Selon les analystes, la fusion pourrait échouer.", "la fusion"),
    (PREDICTED, "Le scrutin doit se tenir le 12 juin.", "Le scrutin"),
    (PREDICTED, "La crue va se poursuivre cette semaine, prévient la préfecture.", "La crue"),
    (PREDICTED, "Le chômage risque d’augmenter à l’automne, selon la banque.", "Le chômage"),
    (PREDICTED, "Le barrage ne tiendra probablement pas, a dit l’ingénieur.", "Le barrage"),
    (PREDICTED, "L’audience reprend jeudi.", "L’audience"),
    (CONDITIONAL, "Si la pluie ne vient pas, la récolte sera perdue, disent les agriculteurs.", "la récolte"),
    (CONDITIONAL, "La compagnie ferait faillite si le prêt était refusé, a dit l’expert.", "La compagnie"),
    (CONDITIONAL, "Faute d’accord, les hôpitaux fermeront vendredi, selon le rapport.", "les hôpitaux"),
    (CONDITIONAL, "En cas d’échec, les combats pourraient reprendre, selon l’ONU.", "les combats"),
    (PROMISED, "« Nous baisserons les impôts l’an prochain », a déclaré le Premier ministre.", "Nous baisserons"),
    (PROMISED, "Le syndicat a promis de suspendre la grève lundi.", "suspendre"),
    (PROMISED, "Mme Roy a annoncé qu’elle démissionnerait en juin.", "elle démissionnerait"),
    (PROMISED, "L’entreprise prévoit de fermer deux usines cette année.", "fermer deux"),
    (PROMISED, "Moscou menace de couper le gaz.", "couper le gaz"),
    (PROMISED, "La ville s’est engagée à construire 400 logements.", "construire 400"),
    (PROMISED, "« S’ils attaquent, nous répondrons », a prévenu le général.", "nous répondrons"),
    (PROMISED, "« Je ne démissionnerai pas », a assuré le président.", "Je ne démissionnerai"),
    (DENIED, "Le ministre a démenti que les dossiers aient été détruits.", "les dossiers"),
    (DENIED, "L’entreprise nie toute faute.", "toute faute"),
    (DENIED, "« Je ne l’ai jamais rencontré », a dit le sénateur.", "rencontré"),
    (DENIED, "Le ministère affirme qu’aucun soldat n’a franchi la frontière.", "aucun soldat"),
    (DENIED, "Selon lui, l’incendie n’a pas été causé par l’entreprise.", "l’incendie"),
    (COUNTED, "Les ventes ont progressé de 12 % en janvier.", "Les ventes"),
    (COUNTED, "La tempête a fait 14 morts dimanche.", "La tempête"),
    (COUNTED, "La moitié des puits sont à sec, selon l’agence.", "La moitié"),
    (COUNTED, "Le chantier a déjà coûté 3 milliards d’euros.", "Le chantier"),
    (COUNTED, "Le séisme aurait fait au moins 200 blessés.", "Le séisme"),
    (FACT, "Le tribunal a condamné l’entreprise mardi.", "Le tribunal"),
    (FACT, "Le ministre aurait informé ses alliés de sa décision.", "Le ministre"),
    (FACT, "Les deux camps n’ont pas pu s’entendre sur une date.", "Les deux camps"),
    (FACT, "La police affirme que le conducteur avait bu.", "le conducteur"),
    (FACT, "Le musée est fermé le lundi.", "Le musée"),
    (FACT, "Elle a été élue maire en 2019.", "Elle a été élue"),
    (JUDGED, "« C’est une honte », a dit l’évêque.", "une honte"),
    (JUDGED, "« Ils ont été courageux », a dit l’entraîneur.", "Ils ont été"),
    (JUDGED, "« C’était une très mauvaise décision », a-t-elle dit.", "mauvaise"),
    (JUDGED, "« Nous sommes fiers de notre équipe », a-t-il dit.", "Nous sommes fiers"),
]
NOT_YET = {
    "Le musée est fermé le lundi.": "*le lundi* of every week is read as the Monday to come",
}


def rows() -> list[Any]:
    return [
        pytest.param(language, *row, marks=[pytest.mark.xfail(strict=True, reason=why)] if why else [])
        for language, listed in (("en", ENGLISH), ("fr", FRENCH))
        for row in listed
        for why in [NOT_YET.get(row[1])]
    ]


def kind_of(language: str, sentence: str, words: str) -> str:
    found = extract(sentence, published_on=MONDAY, language=language)
    return next((one.kind.value for one in found if words in one.quote), "no claim")


@pytest.mark.parametrize(("language", "expected", "sentence", "words"), rows())
def test_the_kind_of_a_claim_in_the_news(language: str, expected: Kind, sentence: str, words: str) -> None:
    assert kind_of(language, sentence, words) == expected
