"""Why evidence is proposed is said in the reader's language, for whatever claims.comparing can give as a reason."""

import pytest
from django.utils.translation import override

from claims.admin.evidence_why import PLAIN, why_words
from claims.comparing import reasons
from claims.matching import DIFFERENCES
from claims.models import Evidence
from sources.models import Document, DocumentVersion

QUOTE = "L’armée russe a pris Kiev, selon les États-Unis : 190 000 soldats."


def _piece(*why: tuple[str, str], quote: str = QUOTE, language: str = "fr") -> Evidence:
    version = DocumentVersion(document=Document(language=language))
    return Evidence(version=version, quote=quote, why=[list(pair) for pair in why])


def _said(slug: str, detail: str = "", language: str = "en") -> str:
    with override(language):
        (words,) = why_words(_piece((slug, detail)))
    return words


def test_every_reason_has_words_and_no_words_are_for_nothing() -> None:
    assert set(PLAIN) == reasons.OF_RELEVANCE | reasons.OF_A_STANCE
    assert set(DIFFERENCES) == reasons.OF_A_DIFFERENCE
    assert {*PLAIN, *DIFFERENCES} == reasons.REASONS


@pytest.mark.parametrize("slug", sorted(reasons.OF_RELEVANCE | reasons.OF_A_STANCE))
@pytest.mark.parametrize("detail", ["", "2022-03-01", "russia, ukraine", "9 / 7 percent", "25 percent", "\x00"])
def test_every_reason_of_a_passage_is_said_in_both_languages(slug: str, detail: str) -> None:
    english, french = _said(slug, detail), _said(slug, detail, "fr")
    assert 'lang="en"' not in english
    assert english != french


@pytest.mark.parametrize("slug", sorted(reasons.OF_A_DIFFERENCE))
def test_every_difference_is_said_in_both_languages(slug: str) -> None:
    with override("en"):
        english = str(DIFFERENCES[slug])
    with override("fr"):
        assert str(DIFFERENCES[slug]) != english


@pytest.mark.parametrize(
    ("slug", "detail", "words"),
    [
        ("names", "russia, united-states", 'names in common: <span lang="fr">russe</span>, <span lang="fr">États-Unis'),
        ("names", "kyiv, ukraine", 'names in common: <span lang="fr">Kiev</span>'),
        ("names", "ivory-coast", "ivory coast"),
        ("other place", "kyiv", 'it is about another place: <span lang="fr">Kiev</span>'),
        ("number", "9 / 7 percent", "it counts 9, the claim 7"),
        ("number", "190000 troop", "a number in common: 190,000"),
        ("number", "2.5 percent", "a number in common: 2.5"),
        ("number", "1.23457e+06 troop", "it counts the same thing"),
        (
            "put off within the window",
            "2022-03-01",
            "it says that this was put off to a day within the window, March 1",
        ),
        ("put off within the window", "2022-02-31", "it says that this was put off to a day within the window"),
        ("put off beyond the window", "2023-01-05", "it says that this was put off beyond the window, to Jan. 5, 2023"),
    ],
)
def test_names_stand_as_the_passage_writes_them_and_numbers_and_days_as_people_do(
    slug: str, detail: str, words: str
) -> None:
    assert words in _said(slug, detail)


def test_a_number_is_written_as_the_reader_writes_numbers() -> None:
    assert _said("number", "2.5 / 1900 percent", "fr") == "il compte 2,5, l’affirmation 1\u00a0900"


def test_what_the_passage_says_of_the_event_comes_first() -> None:
    with override("en"):
        told = why_words(_piece(("names", "russia"), ("happened", "")))
    assert told[0] == "it says that this happened"


@pytest.mark.parametrize("odd", ["happened", ["happened"], [1, 2], None, {"a": "b"}])
def test_what_is_no_pair_is_left_out(odd: object) -> None:
    assert why_words(Evidence(quote="x", why=[odd])) == []


def test_an_unknown_reason_is_shown_as_it_is_and_harmless() -> None:
    assert _said("<b>", "<i>", "fr") == '<span lang="en">&lt;b&gt;: &lt;i&gt;</span>'
