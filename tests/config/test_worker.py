"""A real worker and beat, a real broker: what the queue loses, the rows keep."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from claims.models import Candidate, ExtractionRun
from config.embedded.broker import Broker
from sources.models import DocumentVersion
from tests import cast
from tests.servers import Servers

ROOT = Path(__file__).parents[2]
CELERY = [sys.executable, "-m", "celery", "-A", "config.celery"]


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    own = Broker(tmp_path / "broker", "known-to-the-test")
    own.start()
    yield own
    own.stop()


def _environment(servers: Servers, broker: Broker) -> dict[str, str]:
    return os.environ | {"DATABASE_URL": servers.application_url, "CELERY_BROKER_URL": broker.url()}


@contextmanager
def _running(words: list[str], environment: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen([*CELERY, *words], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


def _wait_until(happened: Callable[[], bool], at_most: float = 60) -> None:
    deadline = time.monotonic() + at_most
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)


def _ingest(folder: Path, environment: dict[str, str]) -> None:
    words = [sys.executable, "manage.py", "ingest", str(folder), "--publisher", "harbour-wire"]
    words += ["--published", "2022-02-12", "--language", "en"]
    subprocess.run(words, cwd=ROOT, env=environment, check=True, capture_output=True)


def _twenty_articles(folder: Path) -> Path:
    folder.mkdir()
    for number in range(20):
        (folder / f"{number}.txt").write_text(f"{cast.WARNING}\n\nDispatch {number}.", "utf-8")
    return folder


def _done() -> int:
    return ExtractionRun.objects.filter(state=ExtractionRun.State.DONE).count()


def test_a_document_is_read_when_its_bell_rings(own_database: Servers, broker: Broker, tmp_path: Path) -> None:
    cast.harbour_wire()
    environment = _environment(own_database, broker)
    (tmp_path / "one.txt").write_text(cast.WARNING, "utf-8")
    with _running(["worker", "--concurrency", "1"], environment):
        _ingest(tmp_path / "one.txt", environment)
        _wait_until(lambda: _done() == 1)
    assert cast.COULD_START in set(Candidate.objects.values_list("quote", flat=True))


def test_twenty_documents_ingested_while_the_broker_is_down_are_each_read_once(
    own_database: Servers, broker: Broker, tmp_path: Path
) -> None:
    cast.harbour_wire()
    environment = _environment(own_database, broker)
    broker.stop()
    _ingest(_twenty_articles(tmp_path / "articles"), environment)
    assert DocumentVersion.objects.count() == 20
    broker.start()
    beat = ["beat", "--schedule", str(tmp_path / "schedule"), "--pidfile", ""]
    with _running(["worker", "--concurrency", "2"], environment), _running(beat, environment):
        _wait_until(lambda: _done() == 20)
    assert list(ExtractionRun.objects.values_list("attempts", flat=True)) == [1] * 20
