"""Deadlines after a silence, sweeps at once, texts that crash the reader, workers asked to stop under load."""

import os
import subprocess
import sys
import time
from collections import Counter

import pytest

from claims.models import ExtractionRun, Prediction, Recheck
from config.embedded.broker import Broker
from tests.servers import Servers
from tests.torture import works
from tests.torture.size import count

pytestmark = pytest.mark.torture

DEADLINES = count(2_000, 10_000)
THREE_DAYS = f"interval '-3 days' + row_number() OVER (ORDER BY id) * interval '3 days' / {DEADLINES}"


def test_after_three_days_without_beat_each_deadline_comes_up_once_and_in_order(
    own_database: Servers, broker: Broker
) -> None:
    works.fill(own_database, DEADLINES, THREE_DAYS)
    surroundings = works.environment(own_database, broker)
    with works.works(works.worker(surroundings, 1, app="config.celery")):
        time.sleep(5)
        assert Recheck.objects.count() == 0, "a worker alone looks at nothing"
        with works.works(works.beat(surroundings)):
            works.wait_until(works.is_all_done)
    assert works.looks() == list(Prediction.objects.order_by("due_at").values_list("claim", "due_at"))


def test_four_sweeps_at_once_look_at_each_deadline_once(own_database: Servers) -> None:
    works.fill(own_database, DEADLINES, THREE_DAYS)
    surroundings = os.environ | {"DATABASE_URL": own_database.application_url}
    words = [sys.executable, "manage.py", "recheck"]
    sweeps = [subprocess.Popen(words, cwd=works.ROOT, env=surroundings, stdout=subprocess.PIPE) for _ in range(4)]
    taken = sum(int(sweep.communicate()[0].split()[0]) for sweep in sweeps)
    assert (taken, Recheck.objects.count(), works.doubled()) == (DEADLINES, DEADLINES, [])
    assert not Prediction.objects.to_recheck().exists()


def _work_with_two_beats_and_two_workers(servers: Servers, broker: Broker, **more: str) -> None:
    works.fill(servers, count(200, 2_000))
    works.documents(count(20, 100))
    surroundings = works.environment(servers, broker, **({"AVER_READING_TAKES": "0.05"} | more))
    processes = [works.worker(surroundings), works.worker(surroundings)]
    with works.works(*processes, works.beat(surroundings), works.beat(surroundings)):
        works.wait_until(works.is_all_done)
    assert (Recheck.objects.count(), works.doubled()) == (Prediction.objects.count(), [])
    assert set(ExtractionRun.objects.values_list("state", "attempts")) == {("done", 1)}


def test_two_beats_and_two_workers_look_at_each_deadline_and_read_each_text_once(
    own_database: Servers, broker: Broker
) -> None:
    _work_with_two_beats_and_two_workers(own_database, broker)


def test_without_leases_workers_read_what_others_are_reading(own_database: Servers, broker: Broker) -> None:
    """The negative control: the test above would fail. Each reading takes so long that sweeps meet in it."""
    with pytest.raises(AssertionError):
        _work_with_two_beats_and_two_workers(own_database, broker, AVER_UNGUARDED="lease", AVER_READING_TAKES="1")
    assert ExtractionRun.objects.filter(attempts__gt=1).exists()


def test_texts_that_crash_the_reader_are_in_quarantine_after_three_attempts(
    own_database: Servers, broker: Broker
) -> None:
    number, poisoned = count(30, 100), count(2, 5)
    works.documents(number, poisoned)
    with works.works(works.worker(works.environment(own_database, broker))):

        def is_done() -> bool:
            works.end_the_leases()
            works.ring_the_sweeps(broker)
            return works.is_all_done()

        works.wait_until(is_done, at_most=240, every=1)
    ended = Counter(ExtractionRun.objects.values_list("state", "attempts"))
    assert ended[("quarantined", 3)] == poisoned
    assert sum(n for (state, _attempts), n in ended.items() if state == "done") == number - poisoned


def test_a_worker_asked_to_stop_stops_in_time_and_loses_nothing(own_database: Servers, broker: Broker) -> None:
    surroundings = works.environment(own_database, broker)
    took = []
    for n in range(count(3, 20)):
        works.documents(20 * (n + 1))
        worker = works.worker(surroundings)
        with works.works(worker):
            works.wait_until(lambda: _rings_until_somebody_reads(broker), every=0.05)
            took.append(worker.terminate())
    with works.works(works.worker(surroundings), works.beat(surroundings)):
        works.wait_until(works.is_all_done)
    states = Counter(ExtractionRun.objects.values_list("state", "attempts"))
    assert (max(took) < 30, set(states), works.doubled()) == (True, {("done", 1)}, [])


def _rings_until_somebody_reads(broker: Broker) -> bool:
    works.ring_the_sweeps(broker)
    time.sleep(0.2)
    return (
        ExtractionRun.objects.filter(state="running").exists()
        or not ExtractionRun.objects.filter(state="queued").exists()
    )
