"""The broker and the database go away under load: what was accepted is done, and done once."""

import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, connections
from pytest_django import DjangoDbBlocker

from claims import editing, ledger
from claims.models import Claim, ExtractionRun
from config import env, roles
from config.embedded.broker import Broker
from config.embedded.postgres import Cluster
from sources.ingest import Metadata, ingest
from sources.models import DocumentVersion
from tests import cast
from tests.servers import Servers
from tests.torture import works
from tests.torture.size import count

pytestmark = pytest.mark.torture

FAILURES = count(4, 20)
WHILE_DOWN = count(60, 500)


def _restart(broker: Broker) -> None:
    broker.stop()
    broker.start()


def _kill(broker: Broker) -> None:
    broker.kill()
    time.sleep(0.5)
    broker.start()


def _flush(broker: Broker) -> None:
    redis.Redis.from_url(broker.url()).flushall()


def test_whatever_becomes_of_the_broker_all_is_read_once(own_database: Servers, broker: Broker) -> None:
    surroundings = works.environment(own_database, broker)
    worker, beat = works.worker(surroundings), works.beat(surroundings)
    with works.works(worker, beat):
        for n in range(FAILURES):
            for each in range(5):
                cast.warning(f"Dispatch {n}.{each} of Wednesday.")
            (_restart, _kill, _flush)[n % 3](broker)
        broker.kill()
        for n in range(WHILE_DOWN):
            cast.warning(f"Dispatch {n} of Wednesday, while the broker was down.")
        broker.start()
        took = works.wait_until(works.is_all_done, at_most=90)
        assert (took < 60, worker.starts, beat.starts) == (True, 1, 1)
    assert works.doubled() == []
    assert set(ExtractionRun.objects.values_list("state", "attempts")) == {("done", 1)}


@pytest.fixture
def cluster(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Cluster]:
    """A PostgreSQL of the test's own that keeps what it has committed, whatever happens."""
    own = Cluster(tmp_path / "postgres", secrets.token_hex(16), tmp_path / "postgres.log")
    own.start()
    owner_url, application_url = (
        own.url("aver", user=user, password=secrets.token_hex(16)) for user in ("aver_owner", "aver_app")
    )
    roles.prepare(own.url(), owner_url=owner_url, application_url=application_url)
    held = {alias: dict(connections[alias].settings_dict) for alias in ("default", "owner")}
    try:
        for alias, url in (("default", application_url), ("owner", owner_url)):
            connections[alias].close()
            connections[alias].settings_dict.update(env.database(url))
        with django_db_blocker.unblock():
            call_command("migrate", verbosity=0)
            connections["owner"].close()
            yield own
    finally:
        for alias, was in held.items():
            connections[alias].close()
            connections[alias].settings_dict.clear()
            connections[alias].settings_dict.update(was)
        own.stop()


def test_what_was_accepted_is_there_after_each_crash_of_the_database(cluster: Cluster) -> None:
    assert settings.DATABASES["default"]["HOST"] == "127.0.0.1"
    publisher, by = cast.harbour_wire(), cast.edith()
    accepted: list[int] = []
    decided: list[int] = []
    failures: list[str] = []
    is_over = threading.Event()

    def take_in(writer: int) -> None:
        for n in range(1_000_000):
            if is_over.is_set():
                return
            try:
                text = f"Dispatch {writer}.{n}: troops would cross the border before the 20th."
                version = ingest(text, Metadata(publisher, published_at=cast.SATURDAY, language="en"), by=by).version
                accepted.append(version.pk)
                candidate = cast.candidate(version, "troops would cross", pipeline="by hand")
                decided.append(editing.accept(candidate, by=by).pk)
            except DatabaseError as error:
                failures.append(type(error).__name__)
                time.sleep(0.1)
            finally:
                with suppress(DatabaseError):
                    connection.close()

    writers = [threading.Thread(target=take_in, args=(n,), daemon=True) for n in range(3)]
    for each in writers:
        each.start()
    again_after = []
    for _ in range(count(4, 20)):
        time.sleep(1)
        cluster.kill()
        began, before = time.monotonic(), len(accepted)
        cluster.start()
        works.wait_until(lambda held=before: len(accepted) > held, at_most=30, every=0.05)  # type: ignore[misc]
        again_after.append(time.monotonic() - began)
    is_over.set()
    for each in writers:
        each.join(30)
    connection.close()
    assert set(accepted) <= set(DocumentVersion.objects.values_list("pk", flat=True))
    assert set(decided) <= set(Claim.objects.values_list("pk", flat=True))
    runless = DocumentVersion.objects.filter(runs=None).count()
    halves = Claim.objects.filter(appearances=None).count() + Claim.objects.filter(prediction=None).count()
    assert (runless, halves, list(ledger.faults())) == (0, 0, [])
    assert (max(again_after) < 10, bool(failures)) == (True, True)
