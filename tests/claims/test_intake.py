import dataclasses
import uuid
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db.models.functions import Now

from claims import intake
from claims.extraction.pipeline import VERSION
from claims.extraction.types import Candidate as Found
from claims.models import Candidate, ExtractionRun
from claims.vocabulary.kinds import AttributionKind, Evidentiality, Kind, ResolvesOn
from sources.ingest import Metadata, ingest
from tests import cast

pytestmark = pytest.mark.django_db

State = ExtractionRun.State


def found(text: str, quote: str) -> Found:
    start = text.index(quote)
    return Found(
        start, start + len(quote), quote, "en", Kind.FACTUAL, "narrator", (), AttributionKind.NARRATOR,
        Evidentiality.ASSERTED, None, None, None, None, ResolvesOn.OCCURRENCE, 0.5, ("by hand",),
    )  # fmt: skip


@pytest.fixture
def finds_wednesday(monkeypatch: pytest.MonkeyPatch) -> None:
    """An extractor of the real shape that finds one word, so that no model is loaded."""

    def extract(text: str, *, published_on: date | None, language: str | None = None) -> Iterator[Found]:
        yield from [found(text, "Wednesday")] if "Wednesday" in text else []

    monkeypatch.setattr(intake, "extract", extract)


@pytest.fixture
def always_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def extract(text: str, *, published_on: date | None, language: str | None = None) -> tuple[Found, ...]:
        raise RuntimeError("poison")

    monkeypatch.setattr(intake, "extract", extract)


def _end_the_wait() -> None:
    ExtractionRun.objects.update(leased_until=Now() - timedelta(seconds=1))


@pytest.mark.usefixtures("finds_wednesday")
def test_what_is_found_is_filed_with_the_runs_done() -> None:
    run = intake.extract_from(cast.warning())
    assert run is not None
    assert (run.state, run.candidate_count, Candidate.objects.count()) == (State.DONE, 1, 1)


@pytest.mark.usefixtures("finds_wednesday")
def test_a_version_is_read_once_however_often_its_bell_rings() -> None:
    version = cast.warning()
    runs = [intake.extract_from(version) for _ in range(3)]
    assert (runs[1:], Candidate.objects.count()) == ([None, None], 1)


@pytest.mark.usefixtures("finds_wednesday")
def test_the_sweep_finds_what_no_bell_announced() -> None:
    cast.warning()
    assert intake.sweep() == 1


@pytest.mark.usefixtures("finds_wednesday")
def test_a_second_sweep_finds_nothing_to_do() -> None:
    cast.warning()
    assert [intake.sweep(), intake.sweep()] == [1, 0]


@pytest.mark.usefixtures("finds_wednesday")
def test_a_run_another_worker_holds_is_left_alone() -> None:
    version = cast.warning()
    cast.run_of(
        version=version,
        pipeline_version=VERSION,
        state=State.RUNNING,
        lease_token=uuid.uuid4(),
        leased_until=Now() + intake.LEASE,
    )
    assert intake.extract_from(version) is None


@pytest.mark.usefixtures("finds_wednesday")
def test_a_run_whose_worker_fell_silent_is_taken_over() -> None:
    version = cast.warning()
    cast.run_of(
        version=version,
        pipeline_version=VERSION,
        state=State.RUNNING,
        attempts=1,
        lease_token=uuid.uuid4(),
        leased_until=Now() - timedelta(seconds=1),
    )
    assert intake.sweep() == 1


def test_a_worker_that_lost_its_lease_files_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def is_overtaken(text: str, *, published_on: date | None, language: str | None = None) -> list[Found]:
        ExtractionRun.objects.update(lease_token=uuid.uuid4())
        return [found(text, "Wednesday")]

    monkeypatch.setattr(intake, "extract", is_overtaken)
    intake.extract_from(cast.warning())
    assert not Candidate.objects.exists()


@pytest.mark.usefixtures("always_fails")
def test_a_failure_is_kept_with_its_words_and_waits_for_another_attempt() -> None:
    run = intake.extract_from(cast.warning())
    assert run is not None
    assert (run.state, run.attempts, run.error) == (State.QUEUED, 1, "RuntimeError: poison")


@pytest.mark.usefixtures("always_fails")
def test_three_failures_put_a_document_in_quarantine() -> None:
    cast.warning()
    for _ in range(5):
        intake.sweep()
        _end_the_wait()
    run = ExtractionRun.objects.get()
    assert (run.state, run.attempts) == (State.QUARANTINED, 3)


@pytest.mark.usefixtures("finds_wednesday")
def test_a_worker_that_died_three_times_leaves_a_quarantined_run() -> None:
    cast.run_of(
        version=cast.warning(),
        pipeline_version=VERSION,
        state=State.RUNNING,
        attempts=3,
        leased_until=Now() - timedelta(seconds=1),
    )
    intake.sweep()
    assert "died" in ExtractionRun.objects.get(state=State.QUARANTINED).error


def test_a_quote_that_is_not_in_the_text_is_never_filed(monkeypatch: pytest.MonkeyPatch) -> None:
    def invents(text: str, *, published_on: date | None, language: str | None = None) -> list[Found]:
        return [found("Thursday", "Thursday")]

    monkeypatch.setattr(intake, "extract", invents)
    run = intake.extract_from(cast.warning())
    assert run is not None
    assert (run.state, Candidate.objects.count()) == (State.QUEUED, 0)


@pytest.mark.usefixtures("finds_wednesday")
def test_words_without_a_candidate_are_shown_as_found_nothing() -> None:
    run = intake.extract_from(cast.warning("Nothing here at all to be found by this extractor. " * 10))
    assert run is not None
    assert run.state == State.FOUND_NOTHING


@pytest.mark.usefixtures("finds_wednesday")
def test_a_language_we_do_not_read_is_kept_and_not_called_empty() -> None:
    ingested = ingest("Ein Text.", Metadata(cast.harbour_wire(), published_at=cast.SATURDAY, language="de-AT"))
    run = intake.extract_from(ingested.version)
    assert run is not None
    assert (run.state, run.language) == (State.UNSUPPORTED_LANGUAGE, "de")


def test_an_undeclared_language_is_detected() -> None:
    text = "Der Bundestag hat am Mittwoch über das neue Gesetz abgestimmt, sagte der Sprecher."
    ingested = ingest(text, Metadata(cast.harbour_wire(), published_at=cast.SATURDAY))
    run = intake.extract_from(ingested.version)
    assert run is not None
    assert run.language == "de"


@pytest.mark.usefixtures("finds_wednesday")
def test_a_long_text_is_quoted_at_its_place_in_the_whole() -> None:
    text = "One line.\n\n" * 9000 + "It ends on Wednesday."
    intake.extract_from(cast.warning(text))
    candidate = Candidate.objects.get()
    assert text[candidate.start : candidate.end] == "Wednesday"


@pytest.mark.usefixtures("finds_wednesday")
def test_a_run_left_over_by_an_earlier_pipeline_is_finished_by_the_present_one() -> None:
    cast.run_of(version=cast.warning(), pipeline_version="an earlier one", state=State.QUEUED)
    intake.sweep()
    assert list(ExtractionRun.objects.values_list("pipeline_version", "state")) == [(VERSION, State.DONE)]


def test_a_source_named_at_length_is_filed_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    def long_winded(text: str, *, published_on: date | None, language: str | None = None) -> list[Found]:
        return [dataclasses.replace(found(text, "Wednesday"), claimant="the spokesman of " * 50)]

    monkeypatch.setattr(intake, "extract", long_winded)
    intake.extract_from(cast.warning())
    assert len(Candidate.objects.get().claimant) == 850


def _order_of_reading(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    read: list[str] = []

    def extract(text: str, *, published_on: date | None, language: str | None = None) -> list[Found]:
        read.append(text)
        return []

    monkeypatch.setattr(intake, "extract", extract)
    return read


def test_news_is_read_before_the_archive_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    read = _order_of_reading(monkeypatch)
    archive, failed = cast.warning("From the archive."), cast.warning("Failed before.")
    cast.run_of(version=archive, pipeline_version=VERSION, is_rereading=True)
    cast.run_of(version=failed, pipeline_version=VERSION, leased_until=Now() - timedelta(seconds=1))
    cast.warning("News.")
    intake.sweep()
    assert read == ["News.", "Failed before.", "From the archive."]


def test_news_that_comes_while_the_archive_is_read_again_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "BATCH", 1)
    read = []

    def extract(text: str, *, published_on: date | None, language: str | None = None) -> list[Found]:
        read.append(text)
        cast.warning("News.")
        return []

    for number in range(2):
        archive = cast.warning(f"From the archive {number}.")
        cast.run_of(version=archive, pipeline_version=VERSION, is_rereading=True)
    monkeypatch.setattr(intake, "extract", extract)
    intake.sweep()
    assert read == ["From the archive 0.", "News.", "From the archive 1."]


@pytest.mark.usefixtures("finds_wednesday")
def test_a_bell_for_a_run_of_an_earlier_pipeline_leaves_none_behind() -> None:
    version = cast.warning()
    cast.run_of(version=version, pipeline_version="an earlier one")
    intake.extract_from(version)
    assert list(ExtractionRun.objects.values_list("pipeline_version", "state")) == [(VERSION, State.DONE)]
