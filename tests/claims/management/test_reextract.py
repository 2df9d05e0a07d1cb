"""`manage.py reextract` files the archive as work to be read again, or reads it here."""

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from claims import intake, reextraction
from claims.extraction.pipeline import VERSION
from claims.extraction.types import Candidate as Found
from claims.models import Candidate, ExtractionRun
from sources.ingest import Metadata, ingest
from sources.models import Document, DocumentVersion, Publisher
from tests import cast

pytestmark = pytest.mark.django_db

State = ExtractionRun.State


@pytest.fixture(autouse=True)
def finds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """No model is loaded."""

    def extract(text: str, *, published_on: date | None, language: str | None = None) -> Sequence[Found]:
        return ()

    monkeypatch.setattr(intake, "extract", extract)


def reextract(*options: str, since: str = "2022-02-12") -> str:
    out = io.StringIO()
    call_command("reextract", "--since", since, *options, stdout=out)
    return out.getvalue()


def read_earlier(text: str, language: str = "en", **metadata: Any) -> DocumentVersion:
    """A text that an earlier pipeline version has read."""
    given: dict[str, Any] = {
        "publisher": cast.harbour_wire(),
        "published_at": cast.SATURDAY,
        "language": "en",
    } | metadata
    version = ingest(text, Metadata(**given)).version
    _finish(cast.run_of(version=version, pipeline_version="an earlier one", language=language))
    return version


def _finish(run: ExtractionRun) -> None:
    ExtractionRun.objects.filter(pk=run.pk).update(state=State.DONE, finished_at=F("created_at"))


def _queued() -> list[int]:
    waiting = ExtractionRun.objects.filter(pipeline_version=VERSION, state=State.QUEUED)
    return list(waiting.order_by("version_id").values_list("version", flat=True))


def test_a_text_read_by_an_earlier_extractor_becomes_work() -> None:
    version = read_earlier("One.")
    reextract()
    assert _queued() == [version.pk]


def test_the_sweep_reads_what_was_queued() -> None:
    version = read_earlier("One.")
    reextract()
    intake.sweep()
    assert version.runs.filter(state=State.DONE, pipeline_version=VERSION).exists()


def test_without_reextract_a_new_extractor_leaves_the_archive_alone() -> None:
    read_earlier("One.")
    assert intake.sweep() == 0


def test_the_same_command_again_queues_nothing_more() -> None:
    read_earlier("One.")
    reextract()
    assert reextract() == f"0 texts to read again with extractor {VERSION}.\n"


def test_what_the_present_extractor_has_read_is_not_read_again() -> None:
    read_earlier("One.")
    reextract("--now")
    assert reextract("--dry-run").startswith("0 texts")


def test_now_reads_here() -> None:
    read_earlier("One.")
    assert "1 text read again" in reextract("--now")


def test_now_tells_of_what_failed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fails(text: str, *, published_on: date | None, language: str | None = None) -> Sequence[Found]:
        raise RuntimeError("poison")

    monkeypatch.setattr(intake, "extract", fails)
    read_earlier("One.")
    reextract("--now")
    assert "1 text failed" in capsys.readouterr().err


def test_a_dry_run_only_counts() -> None:
    read_earlier("One.")
    told = reextract("--dry-run")
    assert (told, _queued()) == (f"1 text to read again with extractor {VERSION}.\n", [])


def test_at_most_so_many_are_queued_the_first_received_first() -> None:
    first, *_others = [read_earlier(f"Number {number}.") for number in range(3)]
    reextract("--limit", "1")
    assert _queued() == [first.pk]


def test_started_again_it_goes_on_where_it_was() -> None:
    versions = [read_earlier(f"Number {number}.") for number in range(3)]
    reextract("--limit", "2")
    reextract("--limit", "2")
    assert _queued() == [version.pk for version in versions]


def test_progress_is_told_in_thousands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reextraction, "BATCH", 2)
    for number in range(3):
        read_earlier(f"Number {number}.")
    assert reextract().splitlines()[:2] == ["2 of 3 queued.", "3 of 3 queued."]


def test_interrupted_it_keeps_what_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    versions = [read_earlier(f"Number {number}.") for number in range(2)]
    known = intake.extract_from

    def read_one_then_stop(version: DocumentVersion) -> ExtractionRun | None:
        if version.pk != versions[0].pk:
            raise KeyboardInterrupt
        return known(version)

    monkeypatch.setattr(intake, "extract_from", read_one_then_stop)
    with pytest.raises(CommandError, match="start again to go on"):
        reextract("--now")
    assert list(reextraction.to_read_again(since=date(2022, 2, 12))) == [versions[1]]


@pytest.mark.parametrize(("since", "count"), [("2022-02-12", 1), ("2022-02-13", 0)])
def test_since_is_the_day_of_publication(since: str, count: int) -> None:
    read_earlier("One.")
    assert reextract("--dry-run", since=since).startswith(f"{count} text")


@pytest.mark.parametrize(("zone", "count"), [("Europe/Paris", 1), ("America/New_York", 0)])
def test_the_day_is_the_publishers(zone: str, count: int) -> None:
    cast.harbour_wire()
    Publisher.objects.update(time_zone=zone)
    read_earlier("One.", published_at=datetime(2022, 2, 12, 23, 30, tzinfo=UTC))
    assert reextract("--dry-run", since="2022-02-13").startswith(f"{count} text")


@pytest.mark.parametrize(("since", "count"), [("2023-01-01", 1), ("2023-01-02", 0)])
def test_an_undated_document_counts_from_when_it_was_received(since: str, count: int) -> None:
    read_earlier("One.", published_at=None, published_at_unknown_because="no date line")
    Document.objects.update(ingested_at=datetime(2023, 1, 1, 12, tzinfo=UTC))
    assert reextract("--dry-run", since=since).startswith(f"{count} text")


def test_only_one_publishers_texts() -> None:
    read_earlier("One.")
    theirs = read_earlier("One.", publisher=cast.agence())
    reextract("--publisher", "agence-quai")
    assert _queued() == [theirs.pk]


def test_an_unknown_publisher_is_refused() -> None:
    cast.agence()
    with pytest.raises(CommandError, match="'agence' is not known; known are agence-quai"):
        reextract("--publisher", "agence")


@pytest.mark.parametrize("tag", ["fr", "fr-CA"])
def test_only_texts_read_in_a_language(tag: str) -> None:
    read_earlier("One.")
    french = read_earlier("Un.", "fr")
    reextract("--language", tag)
    assert _queued() == [french.pk]


def test_what_waits_for_its_first_reading_is_left_to_the_sweep() -> None:
    cast.warning()
    assert reextract("--dry-run").startswith("0 texts")


def test_what_an_earlier_extractor_has_not_finished_is_left_to_the_sweep() -> None:
    version = read_earlier("One.")
    cast.run_of(version=version, pipeline_version="another")
    assert reextract("--dry-run").startswith("0 texts")


def test_a_quarantined_text_is_given_to_the_new_extractor() -> None:
    read_earlier("One.")
    ExtractionRun.objects.update(state=State.QUARANTINED)
    assert reextract("--dry-run").startswith("1 text ")


@pytest.mark.parametrize("day", ["yesterday", "2022-02-31", ""])
def test_a_senseless_day_is_refused(day: str) -> None:
    with pytest.raises(CommandError, match="write YYYY-MM-DD"):
        reextract(since=day)


def test_a_senseless_limit_is_refused() -> None:
    with pytest.raises(CommandError, match="give 1 or more"):
        reextract("--limit", "0")


def test_candidates_are_untouched_until_the_text_is_read() -> None:
    held = cast.candidate()
    _finish(ExtractionRun.objects.get())
    reextract()
    assert list(Candidate.objects.pending()) == [held]
