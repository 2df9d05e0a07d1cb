"""Somebody sets a clock: of the database, or of the machines of web, worker and beat. Really set, while they run."""

import secrets
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import redis
from django.db.models.functions import Now
from pytest_django import DjangoDbBlocker

from claims import editing, intake, ledger, rebuilding, sweeping
from claims.clock import database_now
from claims.models import Candidate, ExtractionRun, Heartbeat, LedgerEntry, Prediction, Recheck, Verdict
from claims.vital_signs import parts
from config.embedded.broker import Broker
from config.embedded.postgres import Cluster
from tests import cast
from tests.servers import FAST, Servers
from tests.torture import works
from tests.torture.clocks import Clock, clock, for_what_starts, needs_faketime
from tests.torture.clusters import prepared
from tests.torture.reader import read
from tests.torture.size import count

pytestmark = [pytest.mark.torture, needs_faketime]

WORK = count(200, 1_000)
BACK = ["-1h", "-3d", "-400d"]


@pytest.fixture
def clock_of_database(tmp_path: Path) -> Clock:
    return clock(tmp_path)


@pytest.fixture
def servers(tmp_path: Path, clock_of_database: Clock, django_db_blocker: DjangoDbBlocker) -> Iterator[Servers]:
    """A PostgreSQL whose clock the test sets."""
    cluster = Cluster(tmp_path / "postgres", secrets.token_hex(16), tmp_path / "postgres.log", FAST)
    with for_what_starts(clock_of_database):
        cluster.start()
    with prepared(cluster, django_db_blocker) as own:
        yield own


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents are read here without a model."""
    monkeypatch.setattr(intake, "extract", read)


def test_the_clock_of_the_database_is_the_one_that_is_set(servers: Servers, clock_of_database: Clock) -> None:
    """The control of all that follows."""
    for offset, days in {"-3d": -3, "+0": 0, "-400d": -400, "+3d": 3}.items():
        clock_of_database.set(offset)
        assert abs(database_now() - datetime.now(UTC) - timedelta(days=days)) < timedelta(seconds=5)


@pytest.mark.parametrize("offset", BACK)
def test_a_clock_set_back_brings_no_deadline_up_twice(servers: Servers, clock_of_database: Clock, offset: str) -> None:
    works.fill(servers, WORK)
    assert sweeping.sweep() == WORK
    clock_of_database.set(offset)
    assert sweeping.sweep() == 0
    clock_of_database.set("+0")
    assert (sweeping.sweep(), Recheck.objects.count(), works.doubled()) == (0, WORK, [])


@pytest.mark.parametrize("offset", BACK[:2])
def test_a_clock_set_back_in_the_midst_of_a_sweep_leaves_each_look_once(
    servers: Servers, clock_of_database: Clock, offset: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sweep holds a batch, the clock is set back, another sweep works, and the first one comes back."""
    monkeypatch.setattr(sweeping, "BATCH", WORK // 4)
    works.fill(servers, WORK, "interval '-500 days'")
    slow = sweeping._take(Prediction)
    assert slow is not None
    clock_of_database.set(offset)
    sweeping.sweep()
    sweeping._look(slow)
    clock_of_database.set("+0")
    works.end_the_leases()
    sweeping.sweep()
    assert (Recheck.objects.count(), works.doubled(), works.is_all_done()) == (WORK, [], True)


def test_the_lease_of_a_dead_worker_ends_although_the_clock_was_set_back(
    servers: Servers, clock_of_database: Clock, reader: None
) -> None:
    works.fill(servers, 10, "interval '-500 days'")
    works.documents(1)
    sweeping._take(Prediction)
    intake._take(ExtractionRun.objects.get().version)
    assert (sweeping.sweep(), intake.sweep()) == (0, 0)
    clock_of_database.set("-3d")
    assert (sweeping.sweep(), intake.sweep()) == (10, 1)


def test_work_goes_on_once_while_the_clock_of_the_database_is_set_about(
    servers: Servers, clock_of_database: Clock, broker: Broker
) -> None:
    works.fill(servers, WORK, f"interval '-30 minutes' * row_number() OVER (ORDER BY id) / {WORK}")
    works.documents(count(60, 300))
    surroundings = works.environment(servers, broker, AVER_READING_TAKES="0.02")
    with works.works(works.worker(surroundings), works.worker(surroundings), works.beat(surroundings)):
        for offset in [*BACK, "+0"] * count(1, 4):
            works.ring_the_sweeps(broker)
            time.sleep(0.7)
            clock_of_database.set(offset)
        works.wait_until(works.is_all_done)
    assert (Recheck.objects.count(), works.doubled()) == (WORK, [])
    assert set(ExtractionRun.objects.values_list("state", flat=True)) == {"done"}


def test_a_clock_set_back_reorders_no_entry_of_the_ledger(servers: Servers, clock_of_database: Clock) -> None:
    by = cast.edith()
    claim = editing.accept(cast.deadline(cast.warning(), pipeline="first"), by=by)
    known = ledger.head()
    verdicts = [cast.settled(claim, by).pk]
    for offset in [*BACK, "+0", "-1h"]:
        clock_of_database.set(offset)
        claim.refresh_from_db()
        verdicts.append(cast.settled(claim, by, reason=f"seen at {offset}").pk)
    entries = list(LedgerEntry.objects.order_by("seq").values_list("recorded_at", "object_table", "object_id"))
    written = [at for at, _table, _key in entries]
    assert written == sorted(set(written))
    assert [key for _at, table, key in entries if table == "claims_verdict"] == verdicts
    assert (claim.current_verdict_id, list(ledger.faults(known)), list(rebuilding.differences())) == (
        verdicts[-1], [], [],
    )  # fmt: skip
    replaced = dict(Verdict.objects.values_list("pk", "replaces"))
    assert [replaced[key] for key in verdicts] == [None, *verdicts[:-1]]


def test_a_text_read_anew_after_a_clock_was_set_back_is_filed(
    servers: Servers, clock_of_database: Clock, reader: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = cast.warning("Dispatch of Wednesday.")
    intake.extract_from(version)
    clock_of_database.set("-1h")
    monkeypatch.setattr(intake, "VERSION", "another")
    run = intake.extract_from(version)
    assert run is not None
    assert list(Candidate.objects.values_list("run", flat=True)) == [run.pk]


def test_a_worker_that_fell_silent_is_not_well_because_the_clock_was_set_back(
    servers: Servers, clock_of_database: Clock
) -> None:
    Heartbeat.objects.create(part=Heartbeat.Part.WORKER, seen_at=Now())
    assert [part.is_well for part in parts() if part.name == "worker"] == [True]
    clock_of_database.set("-1h")
    assert [part.is_well for part in parts() if part.name == "worker"] == [False]


def test_after_three_days_that_really_passed_each_deadline_comes_up_once_and_in_order(
    servers: Servers, clock_of_database: Clock, broker: Broker
) -> None:
    """Beat stops; by the database's clock three days go by, with a deadline every 26 seconds; it starts again."""
    number = count(2_000, 10_000)
    surroundings = works.environment(servers, broker)
    with works.works(works.worker(surroundings, 1, app="config.celery"), works.beat(surroundings)):
        works.wait_until(lambda: Heartbeat.objects.filter(part="beat").exists())
        works.fill(servers, number, f"interval '1 hour' + row_number() OVER (ORDER BY id) * 259200000000 / {number}"
                   " * interval '1 microsecond'")  # fmt: skip
        # Due at once, and filed last: when it has been looked at, a sweep has seen the others too.
        works.fill(servers, 1)
        works.wait_until(Recheck.objects.exists)
        first = Recheck.objects.get().claim_id
    redis.Redis.from_url(broker.url()).flushall()  # a tick that was sent already would come after the three days
    clock_of_database.set("+4d")
    with works.works(works.worker(surroundings, 1, app="config.celery")):
        time.sleep(3)
        waiting = Prediction.objects.to_recheck().exclude(claim=first).count()
        assert (Recheck.objects.count(), waiting) == (1, number)
        with works.works(works.beat(surroundings)):
            works.wait_until(works.is_all_done)
    deadlines = Prediction.objects.exclude(claim=first).order_by("due_at").values_list("claim", "due_at")
    assert [look for look in works.looks() if look[0] != first] == list(deadlines)
