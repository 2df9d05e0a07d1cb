"""The broker and the database go away under load: what was accepted is done, and done once."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
import redis
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from claims import editing, ledger
from claims.models import Claim, ExtractionRun
from config.embedded.broker import Broker
from config.embedded.postgres import Cluster
from sources.ingest import Metadata, ingest
from sources.models import DocumentVersion
from tests import cast
from tests.servers import Servers
from tests.torture import works
from tests.torture.size import count
from tests.torture.website import ask, website

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


def _read_whatever_becomes_of(broker: Broker, servers: Servers, *, sweeps: bool = True, at_most: float = 90) -> None:
    surroundings = works.environment(servers, broker)
    worker, beat = works.worker(surroundings), works.beat(surroundings)
    with works.works(worker, beat):
        if not sweeps:
            beat.stop()
        for n in range(FAILURES):
            for each in range(5):
                cast.warning(f"Dispatch {n}.{each} of Wednesday.")
            (_restart, _kill, _flush)[n % 3](broker)
        broker.kill()
        for n in range(WHILE_DOWN):
            cast.warning(f"Dispatch {n} of Wednesday, while the broker was down.")
        broker.start()
        took = works.wait_until(works.is_all_done, at_most)
        assert (took < 60, worker.starts, beat.starts) == (True, 1, 1)
    assert works.doubled() == []
    assert set(ExtractionRun.objects.values_list("state", "attempts")) == {("done", 1)}


def test_whatever_becomes_of_the_broker_all_is_read_once(own_database: Servers, broker: Broker) -> None:
    _read_whatever_becomes_of(broker, own_database)


def test_without_the_sweeps_what_the_broker_lost_is_never_read(own_database: Servers, broker: Broker) -> None:
    """The negative control: the test above would fail if there were only the bell."""
    with pytest.raises(AssertionError, match="did not happen in time"):
        _read_whatever_becomes_of(broker, own_database, sweeps=False, at_most=30)


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
                with transaction.atomic():
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


def test_the_web_goes_on_with_the_first_request_after_each_crash_of_the_database(
    cluster: Cluster, broker: Broker
) -> None:
    """Its threads keep their connections, and see that they are gone before they ask."""
    by = cast.edith()
    path, key = f"/api/v1/claims/{editing.accept(cast.deadline(), by=by).pk}/status/", cast.key(by)
    at_once = 8
    to = connection.settings_dict
    url = cluster.url("aver", user=to["USER"], password=to["PASSWORD"])
    surroundings = works.environment(Servers(cluster.url(), "", url, broker_url=""), broker)
    with website(surroundings, threads=at_once) as web, ThreadPoolExecutor(at_once) as pool:

        def all_ask() -> list[int]:
            return list(pool.map(lambda _n: ask(web, "GET", path, key=key), range(at_once * 4)))

        answers = [all_ask()]
        for _ in range(count(2, 10)):
            cluster.kill()
            cluster.start()
            answers.append(all_ask())
    assert {code for some in answers for code in some} == {200}
