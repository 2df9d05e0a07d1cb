"""Workers that end at the same moment, and an editor who decides while they file."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction

from claims import editing, intake
from claims.extraction.types import Candidate as Found
from claims.models import Candidate, ExtractionRun
from sources.ingest import Metadata, ingest
from tests import cast
from tests.claims.test_intake import found
from tests.servers import Servers


@pytest.fixture
def all_find_at_once(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Each of so many workers has found its candidate before any of them files it."""

    def set_up(workers: int) -> None:
        barrier = Barrier(workers, timeout=20)

        def extract(text: str, *, published_on: date | None, language: str | None = None) -> Sequence[Found]:
            barrier.wait()
            return [found(text, cast.COULD_START)]

        monkeypatch.setattr(intake, "extract", extract)

    return set_up


def _at_once(*acts: Callable[[], Any]) -> list[Any]:
    def alone(act: Callable[[], Any]) -> Any:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as workers:
        return list(workers.map(alone, acts))


def test_texts_of_one_document_read_at_once_queue_their_common_sentence_once(
    own_database: Servers, all_find_at_once: Callable[[int], None]
) -> None:
    metadata = Metadata(
        cast.harbour_wire(), published_at=cast.SATURDAY, url="https://harbour-wire.example/w", language="en"
    )
    versions = [ingest(f"{cast.WARNING}\n\nText {number}.", metadata).version for number in range(4)]
    all_find_at_once(4)
    _at_once(*(partial(intake.extract_from, version) for version in versions))
    assert list(Candidate.objects.values_list("quote", flat=True)) == [cast.COULD_START]


def test_a_text_queued_to_be_read_again_is_read_once_by_four_workers(
    own_database: Servers, all_find_at_once: Callable[[int], None]
) -> None:
    version = cast.warning()
    all_find_at_once(1)
    runs = _at_once(*[partial(intake.extract_from, version)] * 4)
    assert ([run is None for run in runs].count(False), ExtractionRun.objects.count()) == (1, 1)


def test_a_candidate_decided_while_a_run_files_stays_as_it_was_decided(
    own_database: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, edith, decided = cast.candidate(claimant="narrator"), cast.edith(), Barrier(2, timeout=20)

    def extract(text: str, *, published_on: date | None, language: str | None = None) -> Sequence[Found]:
        decided.wait()
        return [found(text, cast.COULD_START)]

    def decide() -> None:
        with transaction.atomic():
            editing.reject(held, reason="too vague", by=edith)
            decided.wait()
            _wait_until_somebody_waits()

    monkeypatch.setattr(intake, "extract", extract)
    _at_once(decide, lambda: intake.extract_from(held.version))
    held.refresh_from_db()
    assert (held.decision, held.hedge) == ("rejected", "could")


def _wait_until_somebody_waits() -> None:
    """Until another transaction wants the row that this one has locked."""
    deadline = time.monotonic() + 20
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
            time.sleep(0.01)
    raise TimeoutError("nobody wanted the row")
