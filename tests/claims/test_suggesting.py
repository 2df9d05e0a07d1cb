"""What the machine proposes: few, each story once, and never again what somebody has refused."""

import pytest
from django.contrib.auth.models import User

from claims import passages, suggesting, withholding
from claims.adducing import reject_evidence
from claims.models import Claim, Evidence, LedgerEntry
from tests import cast
from tests.matching_world import CROSSED, border_counts, deadline, filed, later, other_paper, piece, reports, suggested

__all__ = ["border_counts"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("border_counts")]


@pytest.fixture
def by(db: None) -> User:
    return cast.edith()


def test_what_is_proposed_is_signed_by_the_machine(by: User) -> None:
    deadline(by)
    filed()
    entry = LedgerEntry.objects.filter(object_table="claims_evidence").get()
    assert (entry.act, entry.actor, entry.actor_id) == ("suggest", "aver", None)


def test_one_story_of_many_papers_is_proposed_once(by: User) -> None:
    deadline(by)
    for number in range(3):
        filed(publisher=other_paper(number))
    assert suggested() == [CROSSED]


def test_a_no_is_remembered_for_the_same_story_in_another_paper(by: User) -> None:
    deadline(by)
    filed()
    reject_evidence(Evidence.objects.get(), reason="an exercise", by=by)
    filed(publisher=cast.agence())
    assert suggested() == []


def test_what_is_evidence_already_is_not_proposed(by: User) -> None:
    claim = deadline(by)
    version = later()
    pieces = {claim.pk: [piece(version)]}
    assert [suggesting.suggest(pieces), suggesting.suggest(pieces)] == [1, 0]


def test_the_best_five_are_proposed_by_one_search(by: User) -> None:
    told = reports(8)
    passages.sweep_passages()
    deadline(by)
    assert suggested() == [version.text for version in reversed(told[3:])]


def test_beyond_what_may_wait_only_what_is_better_is_proposed(by: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggesting, "MAY_WAIT", 2)
    claim, told = deadline(by), reports(4)
    for version, score in zip(told, (0.7, 0.8, 0.6, 0.75), strict=True):
        suggesting.suggest({claim.pk: [piece(version, score)]})
    assert suggested() == [told[0].text, told[1].text, told[3].text]


def test_an_editors_form_is_not_made_stale_by_the_machine(by: User) -> None:
    claim = deadline(by)
    filed()
    assert Claim.objects.get().revision == claim.revision


def test_nothing_is_proposed_of_words_erased_meanwhile(by: User) -> None:
    claim, version = deadline(by), later()
    as_it_was = piece(version)
    withholding.erase(version, reason="a court order", by=by)
    assert suggesting.suggest({claim.pk: [as_it_was]}) == 0
