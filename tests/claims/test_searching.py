"""Claims that are made, come up or say something else are looked for in later documents."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.db.models.functions import Now

from claims import editing, leasing, passages, queueing, rechecks, searching, sweeping, withholding
from claims.models import Claim, ClaimMeaning, Evidence, EvidenceSearch
from claims.refusals import Refused
from tests import cast
from tests.matching_world import CROSSED, border_counts, deadline, filed, later, suggested

__all__ = ["border_counts"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("border_counts")]


@pytest.fixture
def by(db: None) -> User:
    return cast.edith()


def states() -> list[tuple[str, str]]:
    return list(EvidenceSearch.objects.order_by("pk").values_list("reason", "state"))


def test_a_claim_that_is_accepted_late_finds_what_came_meanwhile(by: User) -> None:
    filed()
    deadline(by)
    assert (suggested(), states()) == ([CROSSED], [("accepted", "done")])


def test_a_fact_is_not_settled_by_later_documents_but_its_meaning_is_kept(by: User) -> None:
    filed()
    editing.accept(cast.candidate(kind="factual"), by=by)
    searching.sweep_searches()
    assert (suggested(), ClaimMeaning.objects.count()) == ([], 1)


def test_its_own_text_is_no_evidence(by: User) -> None:
    version = cast.warning()
    passages.sweep_passages()
    editing.accept(cast.deadline(version), by=by)
    searching.sweep_searches()
    assert suggested() == []


def test_a_text_in_which_it_is_said_again_is_no_evidence(by: User) -> None:
    claim = deadline(by)
    again = later(cast.WARNING, days=2, publisher=cast.agence())
    editing.attach(cast.deadline(again), to=claim, by=by)
    passages.sweep_passages()
    assert suggested() == []


@pytest.mark.parametrize(("days", "found"), [(8, [CROSSED]), (120, [CROSSED]), (140, [])])
def test_documents_speak_of_a_window_until_four_months_after_its_end(by: User, days: int, found: list[str]) -> None:
    filed(days=days)
    deadline(by)
    assert suggested() == found


def test_a_window_without_an_end_is_looked_for_however_late(by: User) -> None:
    filed(days=900)
    editing.accept(cast.candidate(), by=by)
    searching.sweep_searches()
    assert suggested() == [CROSSED]


def test_what_comes_up_is_looked_for_again(by: User) -> None:
    deadline(by)
    sweeping.sweep()
    assert states() == [("accepted", "done"), ("came_up", "queued")]


def test_one_search_waits_for_a_claim_however_often_it_comes_up(by: User) -> None:
    editing.accept(cast.deadline(), by=by)
    sweeping.sweep()
    assert states() == [("accepted", "queued")]


def test_a_window_that_gets_its_end_is_looked_for_again(by: User) -> None:
    claim = editing.accept(cast.candidate(), by=by)
    searching.sweep_searches()
    rechecks.set_horizon(claim.prediction, horizon=date(2022, 12, 31), by=by)
    assert states() == [("accepted", "done"), ("reworded", "queued")]


def test_a_search_for_the_words_that_were_writes_nothing(by: User) -> None:
    filed()
    claim = editing.accept(cast.candidate(), by=by)
    slow = leasing.take(EvidenceSearch.objects.all())
    assert slow is not None
    rechecks.set_horizon(claim.prediction, horizon=date(2022, 12, 31), by=by)
    with pytest.raises(leasing.LeaseLost):
        searching._look(slow)
    assert states() == [("reworded", "queued")]


def test_a_withheld_document_is_not_proposed(by: User) -> None:
    withholding.withhold(filed().document, reason="a source in danger", by=by)
    deadline(by)
    assert suggested() == []


def test_a_prediction_that_was_settled_meanwhile_is_left_alone(by: User) -> None:
    claim = editing.accept(cast.deadline(), by=by)
    cast.settled(claim, by)
    filed()
    searching.sweep_searches()
    assert suggested() == []


def test_a_withdrawn_claim_is_left_alone(by: User) -> None:
    candidate = cast.deadline()
    editing.accept(candidate, by=by)
    editing.reopen(candidate, reason="misread", by=by)
    filed()
    searching.sweep_searches()
    assert suggested() == []


def test_the_meaning_goes_with_the_words(by: User) -> None:
    claim = deadline(by)
    Claim.objects.filter(pk=claim.pk).update(text="Something else altogether.")
    assert not ClaimMeaning.objects.exists()


def test_the_meaning_of_erased_words_is_gone(by: User) -> None:
    claim = deadline(by)
    withholding.erase(claim.appearances.get().version, reason="a court order", by=by)
    assert not ClaimMeaning.objects.exists()


def test_claims_that_came_in_past_the_verbs_are_found(by: User) -> None:
    deadline(by)
    ClaimMeaning.objects.all().delete()
    assert (searching.find_forgotten(), searching.find_forgotten()) == (1, 0)
    assert (searching.sweep_searches(), searching.find_forgotten()) == (1, 0)


def test_a_search_that_fails_is_kept_with_its_words_and_tried_again(by: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(keys: list[int]) -> object:
        raise RuntimeError("poison")

    filed()
    editing.accept(cast.deadline(), by=by)
    with monkeypatch.context() as broken:
        broken.setattr(searching, "sought", fails)
        searching.sweep_searches()
    search = EvidenceSearch.objects.get()
    assert (search.state, search.error) == ("queued", "RuntimeError: poison")
    EvidenceSearch.objects.update(leased_until=Now() - timedelta(seconds=1))
    assert (searching.sweep_searches(), Evidence.objects.count()) == (1, 1)


def test_a_search_that_failed_is_not_tried_again_beside_the_one_that_was_filed_since(by: User) -> None:
    claim = editing.accept(cast.deadline(), by=by)
    EvidenceSearch.objects.update(state="quarantined")
    stuck = EvidenceSearch.objects.get()
    queueing.file_search(claim.pk, EvidenceSearch.Reason.REWORDED)
    with pytest.raises(Refused, match="waits already"):
        leasing.retry(stuck, by=by)
    assert states() == [("accepted", "quarantined"), ("reworded", "queued")]
