"""Search finds words, not signs: accents, case and inflection aside, in French and in English."""

import pytest

from sources.models import Document
from sources.wordsearch import containing
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _documents() -> None:
    version = cast.warning()
    Document.objects.filter(pk=version.document_id).update(headline="Élections régionales : les troupes traversent")


@pytest.mark.parametrize(
    "words",
    ["elections", "ÉLECTIONS", "election regionale", "troupe", "traverser", "traversé", "troup", "régionales :"],
)
def test_words_are_found(words: str) -> None:
    assert containing(Document.objects.all(), "headline", words).count() == 1


@pytest.mark.parametrize(
    "words", ["", "   ", "!", "sanction", "elections sanctions", "troupes & !traversent", "'", "\\", "(:*"]
)
def test_other_words_and_mere_signs_are_not(words: str) -> None:
    assert containing(Document.objects.all(), "headline", words).count() == (words == "troupes & !traversent")


def test_english_inflection_is_set_aside_too() -> None:
    Document.objects.update(headline="Troops crossed the borders")
    assert containing(Document.objects.all(), "headline", "crossing border").count() == 1
