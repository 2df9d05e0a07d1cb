"""The passages of a document: filed with it, matched against open predictions, gone with its words."""

import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.contrib.postgres.search import SearchQuery
from django.db.models.functions import Now

from claims import leasing, passages, withholding
from claims.comparing.passages import cut
from claims.encoding import encode
from claims.models import Evidence, Passage, PassageRun
from claims.refusals import Refused
from sources.ingest import Metadata, ingest
from tests import cast, matching_world
from tests.matching_world import CROSSED, border_counts, deadline, filed, later, suggested, tickets

__all__ = ["border_counts", "tickets"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("border_counts")]


@pytest.fixture
def by(db: None) -> User:
    return cast.edith()


def test_passages_are_sentences_of_the_text_with_its_date() -> None:
    version = filed(f"{CROSSED} The weather was fine in the capital city.")
    said = [version.text[each.start : each.end] for each in Passage.objects.all()]
    assert said == [CROSSED, "The weather was fine in the capital city."]
    assert set(Passage.objects.values_list("published_at", "language")) == {(version.document.published_at, "en")}


def test_words_of_a_passage_are_found_whatever_their_ending_and_accents() -> None:
    filed("Les troupes franchissaient la frontière dans les régions du nord.", language="fr")
    asked = SearchQuery("franchir & region", config="aver_french", search_type="raw")
    assert Passage.objects.filter(words=asked).count() == 1


def test_a_language_that_is_not_read_has_no_passages() -> None:
    filed("Am Donnerstag überquerten Truppen die Grenze mit großer Macht.", language="de")
    assert (Passage.objects.count(), PassageRun.objects.get().state) == (0, "done")


def test_an_early_report_is_proposed_as_it_arrives(by: User) -> None:
    claim = deadline(by)
    filed(days=1)
    evidence = Evidence.objects.get()
    assert (evidence.claim, evidence.quote, evidence.state, evidence.added_by) == (claim, CROSSED, "suggested", None)
    assert (evidence.stance, evidence.why) == ("supports", [["word", "border"]])


@pytest.mark.parametrize("days", [-30, -0.1])
def test_what_was_published_before_the_claim_is_never_proposed(by: User, days: float) -> None:
    deadline(by)
    filed(days=days)
    assert suggested() == []


def test_what_has_no_date_is_never_proposed(by: User) -> None:
    deadline(by)
    ingest(CROSSED, Metadata(cast.harbour_wire(), published_at_unknown_because="lost", language="en"))
    assert (passages.sweep_passages(), suggested(), Passage.objects.filter(published_at=None).count()) == (2, [], 1)


def test_a_document_says_nothing_of_predictions_that_are_settled(by: User) -> None:
    cast.settled(deadline(by), by)
    filed()
    assert suggested() == []


def test_a_run_is_done_once_however_often_its_bell_rings() -> None:
    version = later()
    runs = [passages.file_passages(version.pk) for _ in range(3)]
    assert (runs[1:], Passage.objects.count()) == ([None, None], 1)


def test_a_second_sweep_finds_nothing_to_do() -> None:
    later()
    assert [passages.sweep_passages(), passages.sweep_passages()] == [1, 0]


def test_what_died_after_its_passages_were_kept_is_done_by_the_next(by: User, tickets: Path) -> None:
    deadline(by)
    passages.sweep_passages()
    (tickets / "passages kept.fail.1").touch()
    filed()
    assert suggested() == []
    PassageRun.objects.update(leased_until=Now() - timedelta(seconds=1))
    passages.sweep_passages()
    assert (suggested(), Passage.objects.filter(version__text=CROSSED).count()) == ([CROSSED], 1)


def test_a_worker_that_lost_its_lease_keeps_and_proposes_nothing(by: User, monkeypatch: pytest.MonkeyPatch) -> None:
    deadline(by)

    def is_overtaken(text: str, headline: str) -> object:
        PassageRun.objects.update(lease_token=uuid.uuid4())
        return cut(text, headline)

    later()
    monkeypatch.setattr("claims.passages.cut", is_overtaken)
    passages.sweep_passages()
    assert (suggested(), Passage.objects.count()) == ([], 0)


def test_three_failures_end_in_quarantine_and_a_person_has_it_tried_again(
    by: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(text: str, headline: str) -> object:
        raise RuntimeError("poison")

    version = later()
    monkeypatch.setattr("claims.passages.cut", fails)
    for _ in range(4):
        passages.sweep_passages()
        PassageRun.objects.update(leased_until=Now() - timedelta(seconds=1))
    run = PassageRun.objects.get()
    assert (run.state, run.attempts, run.error) == ("quarantined", 3, "RuntimeError: poison")
    monkeypatch.setattr("claims.passages.cut", cut)
    leasing.retry(run, by=by)
    assert (passages.sweep_passages(), version.passages.count()) == (1, 1)


def test_a_worker_that_died_three_times_leaves_it_in_quarantine() -> None:
    later()
    PassageRun.objects.update(attempts=3, state="running", leased_until=Now() - timedelta(seconds=1))
    assert (passages.sweep_passages(), PassageRun.objects.get().state) == (0, "quarantined")


def test_only_what_is_in_quarantine_is_tried_again(by: User) -> None:
    filed()
    with pytest.raises(Refused):
        leasing.retry(PassageRun.objects.get(), by=by)


def test_versions_without_a_run_get_one() -> None:
    later()
    PassageRun.objects.all().delete()
    assert (passages.find_forgotten(), passages.sweep_passages(), passages.find_forgotten()) == (1, 1, 0)


def test_passages_of_another_encoder_are_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    filed()
    PassageRun.objects.update(made_with="another")
    assert (passages.find_forgotten(), passages.sweep_passages(), Passage.objects.count()) == (1, 1, 1)


def test_a_passage_is_visible_as_its_document_is(by: User) -> None:
    cast.restricted(filed())
    filed("The weather was fine in the capital city.")
    assert Passage.objects.visible_to(by).count() == 1


def test_erased_words_leave_no_passage_and_no_reason(by: User) -> None:
    deadline(by)
    version = filed()
    withholding.erase(version, reason="a court order", by=by)
    assert (version.passages.count(), Evidence.objects.get().why) == (0, [])


def test_words_erased_while_they_are_read_are_not_filed(by: User, monkeypatch: pytest.MonkeyPatch) -> None:
    deadline(by)
    version = later()

    def meanwhile(texts: list[str]) -> object:
        withholding.erase(version, reason="a court order", by=by)
        return encode(texts)

    monkeypatch.setattr("claims.passages.encode", meanwhile)
    passages.file_passages(version.pk)
    assert (version.passages.count(), suggested(), version.passage_run.state) == (0, [], "done")


def test_a_sentence_of_long_ago_is_matched_at_its_place_in_the_whole(by: User) -> None:
    deadline(by)
    version = filed("Nothing of note was said that day. " * 300 + CROSSED)
    evidence = Evidence.objects.get()
    assert version.text[evidence.start : evidence.end] == CROSSED == matching_world.suggested()[0]
