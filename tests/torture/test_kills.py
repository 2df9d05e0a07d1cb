"""Workers are killed and halted in the midst of their work: nothing is lost, doubled or stuck."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User

from claims import queueing, rechecks
from claims.models import Candidate, ExtractionRun, Prediction, Recheck
from config.embedded.broker import Broker
from sources.failpoints import STEPS
from sources.models import Document, DocumentVersion
from tests import cast
from tests.servers import Servers
from tests.torture import works
from tests.torture.size import count

pytestmark = pytest.mark.torture

WORK, HALTED = count(40, 200), 5
KILLS_AT_EACH_STEP = count(1, 5)
KILLS_FROM_OUTSIDE = count(2, 15)
BY_WORKERS = [step for step in STEPS if step != "document kept"]


def _read_and_look(servers: Servers, broker: Broker, folder: Path, kills: int, **more: str) -> None:
    """Do all the work with workers that die at each step, and with one that halts and comes back when all is done."""
    works.fill(servers, HALTED)
    works.documents(HALTED, name="halted")
    halted, killed = works.tickets(folder / "halted"), works.tickets(folder / "killed")
    for step in ("text read", "turns taken"):
        (halted / f"{step}.halt.1").touch()
    for step in BY_WORKERS:
        for n in range(kills):
            (killed / f"{step}.{('kill', 'worker')[n % 2]}.{n}").touch()
    slow = works.worker(works.environment(servers, broker, AVER_FAILPOINTS=str(halted), **more))
    with works.works(slow):
        _until_taken(broker, halted, 2)
        works.fill(servers, WORK - HALTED)
        works.documents(WORK - HALTED)
        quick = works.worker(works.environment(servers, broker, AVER_FAILPOINTS=str(killed), **more))
        with works.works(quick):
            _until_taken(broker, killed, kills * len(BY_WORKERS))
            for _ in range(KILLS_FROM_OUTSIDE if kills else 0):
                time.sleep(random.random())
                os.kill(quick.process.pid, signal.SIGKILL)
                works.ring_the_sweeps(broker)
            _until_all_is_done(broker)
            _give_grace_to_all()
            before = _state()
            for ticket in (halted / "taken").iterdir():
                os.kill(int(ticket.read_text("ascii")), signal.SIGCONT)
            time.sleep(3)
            assert _state() == before, "a worker that came back late changed what others had done"


def _until_taken(broker: Broker, folder: Path, number: int) -> None:
    def are_taken() -> bool:
        works.ring_the_sweeps(broker)
        if killed_so_far() and random.random() < 0.2:
            works.end_the_leases()
        return killed_so_far() >= number

    def killed_so_far() -> int:
        return len(list((folder / "taken").iterdir()))

    works.wait_until(are_taken, at_most=300, every=0.5)


def _until_all_is_done(broker: Broker) -> None:
    """The leases of the dead run out, and whom they killed three times by chance somebody tries again."""

    def is_done() -> bool:
        works.end_the_leases()
        works.ring_the_sweeps(broker)
        for run in ExtractionRun.objects.filter(state="quarantined"):
            queueing.retry(run, by=None)
        Prediction.objects.exclude(recheck_error="").update(recheck_error="", recheck_at=cast.SATURDAY)
        return works.is_all_done()

    works.wait_until(is_done, at_most=240, every=2)


def _give_grace_to_all() -> None:
    """While the slow one still believes that they are due."""
    by = User.objects.filter(username="edith").first() or cast.edith()
    for prediction in Prediction.objects.select_related("claim"):
        rechecks.set_grace(prediction.claim, days=300, by=by)


def _state() -> list[Any]:
    runs = ExtractionRun.objects.order_by("pk").values_list("pk", "state", "attempts", "finished_at")
    turns = Prediction.objects.order_by("pk").values_list("pk", "due_at", "recheck_at", "lease_token")
    return [list(runs), list(turns), Recheck.objects.count(), Candidate.objects.count()]


def test_killed_and_halted_workers_lose_double_and_block_nothing(
    own_database: Servers, broker: Broker, tmp_path: Path
) -> None:
    _read_and_look(own_database, broker, tmp_path, KILLS_AT_EACH_STEP)
    states = Counter(ExtractionRun.objects.values_list("state", flat=True))
    looked_at = Recheck.objects.values("claim").distinct().count()
    assert (states, looked_at, works.doubled()) == (Counter(done=WORK), WORK, [])
    assert Candidate.objects.count() == WORK


def test_without_the_token_a_late_worker_is_noticed(own_database: Servers, broker: Broker, tmp_path: Path) -> None:
    """The negative control: the test above would fail if nobody asked whose lease it is."""
    with pytest.raises(AssertionError, match="came back late"):
        _read_and_look(own_database, broker, tmp_path, 0, AVER_UNGUARDED="token")


@pytest.mark.parametrize("time", range(count(1, 5)))
def test_an_ingest_that_dies_before_its_commit_leaves_nothing(own_database: Servers, tmp_path: Path, time: int) -> None:
    cast.harbour_wire()
    folder = works.tickets(tmp_path / "tickets")
    (folder / "document kept.kill.1").touch()
    (tmp_path / "one.txt").write_text(cast.WARNING, "utf-8")
    words = [sys.executable, "manage.py", "ingest", str(tmp_path / "one.txt"), "--publisher", "harbour-wire"]
    words += ["--published", "2022-02-12", "--language", "en"]
    surroundings = os.environ | {"DATABASE_URL": own_database.application_url, "AVER_FAILPOINTS": str(folder)}
    ended = [
        subprocess.run(words, cwd=works.ROOT, env=surroundings, capture_output=True, check=False) for _ in range(2)
    ]
    assert [one.returncode for one in ended] == [-signal.SIGKILL, 0]
    held = (Document.objects.count(), DocumentVersion.objects.count(), ExtractionRun.objects.count())
    assert held == (1, 1, 1)
