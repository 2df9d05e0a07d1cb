from datetime import date

import pytest

from claims import editing, matching
from claims.vocabulary.windows import Window
from tests import cast

pytestmark = pytest.mark.django_db


def test_a_claim_in_nearly_the_same_words_comes_first() -> None:
    by, version = cast.edith(), cast.warning()
    editing.accept(cast.deadline(version), by=by)
    same = editing.accept(cast.candidate(version), by=by)
    likely = matching.likely_claims("an invasion may start as early as Wednesday", "Washington", reader=by)
    assert likely[0] == same


def test_a_claim_of_the_same_claimant_is_offered_whatever_its_words() -> None:
    by = cast.edith()
    claim = editing.accept(cast.candidate(), by=by)
    assert claim in matching.likely_claims("entièrement autre chose", "united states", reader=by)


def test_a_claim_with_nothing_in_common_is_not_offered() -> None:
    by = cast.edith()
    editing.accept(cast.candidate(), by=by)
    assert list(matching.likely_claims("la pluie de demain", "Météo", reader=by)) == []


def test_a_withdrawn_claim_is_not_offered() -> None:
    candidate, by = cast.candidate(), cast.edith()
    editing.accept(candidate, by=by)
    editing.reopen(candidate, reason="misread", by=by)
    assert list(matching.likely_claims(cast.COULD_START, "United States", reader=by)) == []


def test_a_translation_is_offered_for_its_window() -> None:
    by = cast.edith()
    claim = editing.accept(cast.deadline(), by=by)
    window = Window(None, date(2022, 2, 20))
    assert claim in matching.likely_claims(
        "l’offensive commencerait avant le 20", "Washington", reader=by, window=window
    )
