"""The first stage of matching: rare words and near meanings, with an index of nearness and without."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from claims import editing, matching, nearness, passages, recall, searching
from claims.encoding import NoEncoder, encode
from claims.models import Passage
from tests import cast
from tests.matching_world import CROSSED, later
from tests.servers import Servers

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
FRENCH = "Jeudi, des troupes ont franchi la frontière en force."
FAR = (
    "The bakery on the corner sells bread and cakes.",
    "Taxes on diesel rose by two cents.",
    "The orchestra will play Mahler next spring.",
    "Le tournoi de tennis commence lundi.",
)
LETTER, TEA = "Une lettre de Madame Nakamura a été lue.", "Ils ont bu du thé à la gare."
IN_FRENCH = {FRENCH, FAR[3], LETTER, TEA}


@pytest.fixture(params=["with the extension", "without it"])
def base(request: pytest.FixtureRequest, own_database: Servers) -> Servers:
    """A database that has an index of nearness, and one whose server knows none."""
    if request.param == "without it":
        _drop_the_extension(own_database)
    assert nearness.is_indexed() == (request.param == "with the extension")
    return own_database


def _drop_the_extension(own: Servers) -> None:
    with psycopg.connect(own.superuser_url, autocommit=True) as admin:
        admin.execute("DROP EXTENSION vector CASCADE")


def found(text: str, *, after: datetime = LONG_AGO, until: datetime | None = None) -> list[str]:
    nearest = recall.passages_for(text, encode([text])[0], after=after, until=until)
    words = {each.pk: each.version.text[each.start : each.end] for each in Passage.objects.select_related("version")}
    return [words[key] for key in nearest]


def some(*texts: str) -> None:
    for number, text in enumerate(texts):
        later(text, days=number, language="fr" if text in IN_FRENCH else "en")
    passages.sweep_passages()


@pytest.mark.usefixtures("base")
def test_the_nearest_meaning_comes_first_whatever_its_language() -> None:
    some(*FAR, FRENCH)
    assert found(CROSSED)[0] == FRENCH


@pytest.mark.usefixtures("base")
def test_nothing_of_another_time_is_found() -> None:
    some(CROSSED, FRENCH)
    day = cast.SATURDAY
    assert found(CROSSED, after=day) == [FRENCH]
    assert found(CROSSED, until=day + timedelta(hours=1)) == [CROSSED]


@pytest.mark.usefixtures("base")
def test_signs_by_the_index_are_found_as_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    some(*FAR, FRENCH, CROSSED)
    one_by_one = found(CROSSED)
    monkeypatch.setattr(recall, "FEW", 0)
    assert found(CROSSED) == one_by_one


@pytest.mark.usefixtures("base")
def test_a_known_claim_is_offered_for_its_translation() -> None:
    by = cast.edith()
    claim = editing.accept(cast.deadline(), by=by)
    searching.sweep_searches()
    likely = matching.likely_claims("des troupes franchiraient la frontière avant le 20", "Washington", reader=by)
    assert claim in likely


@pytest.mark.django_db
def test_rare_words_find_what_nearness_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recall, "BY_MEANING", 1)
    some("A statement by Zorvath was read aloud.", CROSSED)
    assert set(found("Zorvath: troops cross the border in force on Thursday")) == {
        CROSSED,
        "A statement by Zorvath was read aloud.",
    }


@pytest.mark.django_db
def test_a_name_is_looked_for_before_longer_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recall, "BY_MEANING", 1)
    monkeypatch.setattr(recall, "_TERMS", 1)
    some("A statement by Tait was read aloud.", *FAR)
    assert "A statement by Tait was read aloud." in found("unless the company improves its offer, ferries stop: Tait")


@pytest.mark.django_db
def test_a_name_is_found_as_the_other_language_writes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recall, "BY_MEANING", 1)
    some(LETTER, *FAR)
    assert LETTER in found("the probe will land, Nakamura said")


@pytest.mark.django_db
@pytest.mark.parametrize(("asked", "told"), [("OTAN", "NATO"), ("Kiev", "Kyiv"), ("Ouganda", "Ugandan")])
def test_a_name_that_each_language_writes_otherwise_is_found(
    asked: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recall, "BY_MEANING", 1)
    some(f"A statement of the {told} speaker was read aloud.", CROSSED)
    assert len(found(f"Jeudi, des troupes franchiront la frontière avec {asked}")) == 2


@pytest.mark.django_db
def test_of_what_bears_a_name_the_nearest_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recall, "BY_WORDS", 1)
    monkeypatch.setattr(recall, "BY_MEANING", 0)
    near = "On Thursday Zorvath crossed the border in force."
    some("Zorvath read of a border in a letter, Zorvath said.", near, "Border, force and Thursday are words.")
    assert found("Zorvath will cross the border in force") == [near]


@pytest.mark.django_db
def test_a_word_that_says_nothing_in_its_own_language_is_not_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """*The* is tea where it is French."""
    monkeypatch.setattr(recall, "BY_MEANING", 1)
    some(TEA, CROSSED)
    assert found("the troops cross the border") == [CROSSED]


@pytest.mark.django_db
def test_words_with_signs_of_the_query_language_are_only_words() -> None:
    some("The O'Brien \\ report & annex | were 'quoted' in full.")
    assert len(found("O'Brien \\ report & annex | ! :* ('quoted'")) == 1


@pytest.mark.django_db
def test_a_claim_whose_meaning_is_not_kept_yet_is_offered_too() -> None:
    by = cast.edith()
    claim = editing.accept(cast.deadline(), by=by)
    assert claim in matching.likely_claims("troops will cross the border before the 20th", "Washington", reader=by)


@pytest.mark.django_db
def test_without_an_encoder_claims_are_matched_by_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    def has_none(texts: list[str]) -> object:
        raise NoEncoder("no weights")

    by = cast.edith()
    claim = editing.accept(cast.deadline(), by=by)
    monkeypatch.setattr(matching, "encode", has_none)
    assert claim in matching.likely_claims("troops will cross the border before the 20th", "Washington", reader=by)


def test_an_extension_that_comes_later_is_used_after_the_next_migrate(own_database: Servers) -> None:
    _drop_the_extension(own_database)
    assert [each.id for each in nearness.warnings()] == ["claims.W001"]
    assert "CREATE EXTENSION vector" in _migrate(own_database)
    with psycopg.connect(own_database.superuser_url, autocommit=True) as admin:
        admin.execute("CREATE EXTENSION vector")
    assert _migrate(own_database) == ""
    assert (nearness.warnings(), nearness.is_indexed()) == ([], True)


def _migrate(own: Servers) -> str:
    """What it says to whoever runs it."""
    addresses = {"DATABASE_URL": own.application_url, "DATABASE_OWNER_URL": own.owner_url}
    words = [sys.executable, "manage.py", "migrate", "--skip-checks"]
    done = subprocess.run(words, env=os.environ | addresses, capture_output=True, text=True, check=True)
    return done.stderr
