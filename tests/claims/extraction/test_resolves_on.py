"""What does not happen, or holds until a day, resolves on persistence; what happens resolves on occurrence."""

from datetime import date

import pytest

from claims.extraction.pipeline import extract
from claims.extraction.types import Candidate
from claims.vocabulary.kinds import ResolvesOn
from claims.vocabulary.windows import Operator

THURSDAY = date(2023, 5, 4)

NOT_BEFORE = [
    ("en", "The first move will not come before September.", date(2023, 9, 1)),
    ("en", "The museum will not reopen until June.", date(2023, 6, 1)),
    ("en", "No talks will be held before September.", date(2023, 9, 1)),
    ("en", "There will be no talks before September.", date(2023, 9, 1)),
    ("en", "No decision is expected before March.", date(2024, 3, 1)),
    ("en", "None of the trains will run before Monday.", date(2023, 5, 8)),
    ("en", "Officials said the port would not reopen before Monday.", date(2023, 5, 8)),
    ("en", "The court does not rule before Monday.", date(2023, 5, 8)),
    ("en", "The mayor promised not to raise taxes before 2025.", date(2025, 1, 1)),
    ("en", "The company pledged never to close the plant before 2030.", date(2030, 1, 1)),
    ("fr", "Il n’y aura pas de nouveau gouvernement avant septembre.", date(2023, 9, 1)),
    ("fr", "Il n’y aura plus de trains avant lundi.", date(2023, 5, 8)),
    ("fr", "Aucune réunion n’est prévue avant mars.", date(2024, 3, 1)),
    ("fr", "Aucun des trains ne circulera avant lundi.", date(2023, 5, 8)),
    ("fr", "Personne ne sera évacué avant lundi.", date(2023, 5, 8)),
    ("fr", "Le ministre a dit que le port ne rouvrirait pas avant lundi.", date(2023, 5, 8)),
    ("fr", "Les pourparlers ne devraient pas reprendre avant mars.", date(2024, 3, 1)),
    ("fr", "Le maire a promis de ne pas augmenter les impôts avant 2025.", date(2025, 1, 1)),
]

OTHERS = [
    ("en", "The bank will never raise its rates in 2024.", ResolvesOn.PERSISTENCE),
    ("en", "Talks will no longer be held after June.", ResolvesOn.PERSISTENCE),
    ("en", "The station stays closed until Monday.", ResolvesOn.PERSISTENCE),
    ("en", "The strike will last until Friday.", ResolvesOn.PERSISTENCE),
    ("en", "The strike will begin on Monday.", ResolvesOn.OCCURRENCE),
    ("en", "The bridge will be reopened before June.", ResolvesOn.OCCURRENCE),
    ("en", "The bridge could reopen as early as June.", ResolvesOn.OCCURRENCE),
    ("fr", "La banque ne relèvera jamais ses taux en 2024.", ResolvesOn.PERSISTENCE),
    ("fr", "La gare reste fermée jusqu’à lundi.", ResolvesOn.PERSISTENCE),
    ("fr", "La grève durera jusqu’à vendredi.", ResolvesOn.PERSISTENCE),
    ("fr", "La grève commencera lundi.", ResolvesOn.OCCURRENCE),
    ("fr", "Le pont sera rouvert avant juin.", ResolvesOn.OCCURRENCE),
    ("fr", "Le pont pourrait rouvrir dès juin.", ResolvesOn.OCCURRENCE),
]


def only(language: str, text: str) -> Candidate:
    (candidate,) = extract(text, published_on=THURSDAY, language=language)
    return candidate


@pytest.mark.parametrize(("language", "text", "day"), NOT_BEFORE)
def test_a_negated_before_or_until_is_not_before_and_persists(language: str, text: str, day: date) -> None:
    candidate = only(language, text)
    assert candidate.time is not None
    assert (candidate.time.operator, candidate.time.not_before, candidate.resolves_on) == (
        Operator.NOT_BEFORE,
        day,
        ResolvesOn.PERSISTENCE,
    )


@pytest.mark.parametrize(("language", "text", "expected"), OTHERS)
def test_what_holds_or_never_happens_persists_and_what_happens_occurs(
    language: str, text: str, expected: ResolvesOn
) -> None:
    assert only(language, text).resolves_on is expected


@pytest.mark.parametrize(
    ("language", "text", "quote"),
    [
        ("en", "The mayor promised not to raise taxes before 2025.", "not to raise taxes before 2025"),
        ("fr", "Le maire a promis de ne pas augmenter les impôts.", "ne pas augmenter les impôts"),
    ],
)
def test_what_is_promised_not_to_be_done_keeps_its_not(language: str, text: str, quote: str) -> None:
    assert only(language, text).quote == quote
