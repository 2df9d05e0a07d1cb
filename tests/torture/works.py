"""A worker and a beat that a test may kill, and the work they have to do: documents to read, predictions due."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
from django.db import connection
from django.db.models.functions import Now

from claims.models import Claim, ExtractionRun, Prediction, Recheck
from config.celery import SWEEPS, app
from config.embedded.broker import Broker
from tests import cast
from tests.servers import Servers

ROOT = Path(__file__).parents[2]
UNFINISHED = ["queued", "running"]

# Predictions whose window ended at `due`, as the verbs make them; the ledger is not what is looked at here.
PREDICTIONS = """
INSERT INTO claims_claimant (name, kind, is_anonymous, aliases, same_as) VALUES ('X', 'person', false, '[]', '')
    ON CONFLICT DO NOTHING;
INSERT INTO claims_claim (text, language, kind, claimant_id, withheld_because, revision)
SELECT 'Claim ' || n, 'en', 'prediction', (SELECT max(id) FROM claims_claimant), '', 1
FROM generate_series(1, {number}) AS n;
INSERT INTO claims_prediction (claim_id, resolution_criteria, time_text, operator, precision, time_zone, window_set_by,
    computed, resolves_on, hedge, estimative_scale, condition, condition_state, awaits_outcome, not_after, due_at,
    recheck_at)
SELECT id, 'Troops cross.', '', 'by', 'day', 'UTC', 'machine', '', 'occurrence', '', '', '', '', true,
    (due - interval '1 day')::date, due, due
FROM (SELECT id, now() + row_number() OVER (ORDER BY id) * interval '1 microsecond' + {due} AS due
      FROM claims_claim WHERE id NOT IN (SELECT claim_id FROM claims_prediction)) AS held;
"""


def fill(servers: Servers, number: int, due: str = "interval '-1 hour'") -> None:
    """So many predictions, due after this SQL interval from now, each a microsecond after the one before."""
    with psycopg.connect(servers.superuser_url, autocommit=True) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute(PREDICTIONS.format(number=number, due=due))
        admin.execute("ANALYZE claims_prediction")


def documents(number: int, poisoned: int = 0, name: str = "") -> None:
    """So many documents to read, the last ones of which crash the reader."""
    for n in range(number):
        spoilt = "This text crashes the reader. " if n >= number - poisoned else ""
        cast.warning(f"{spoilt}Dispatch {name} {n} of Wednesday.")


def environment(servers: Servers, broker: Broker, **more: str) -> dict[str, str]:
    return os.environ | {"DATABASE_URL": servers.application_url, "CELERY_BROKER_URL": broker.url()} | more


class Works:
    """One process of Celery in a session of its own, started again whenever it has died, as a supervisor would."""

    def __init__(self, words: list[str], surroundings: dict[str, str], name: str = "tests.torture.app") -> None:
        self._argv = [sys.executable, "-m", "celery", "--quiet", "-A", name, *words]
        self._environment = surroundings
        self._is_wanted = True
        self._groups: list[int] = []
        self.starts = 0
        self._begin()
        self._supervisor = threading.Thread(target=self._supervise, daemon=True)
        self._supervisor.start()

    def _begin(self) -> None:
        self.starts += 1
        self.process = subprocess.Popen(
            self._argv, cwd=ROOT, env=self._environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        self._groups.append(self.process.pid)

    def _supervise(self) -> None:
        while self._is_wanted:
            if self.process.poll() is not None and self._is_wanted:
                self._begin()
            time.sleep(0.1)

    def terminate(self) -> float:
        """Ask it to stop, and not begin again; the seconds that it took."""
        self._is_wanted = False
        self._supervisor.join()
        began = time.monotonic()
        self.process.terminate()
        self.process.wait(120)
        return time.monotonic() - began

    def stop(self) -> None:
        self._is_wanted = False
        self._supervisor.join()
        for group in self._groups:
            with suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)
        self.process.wait(30)


@contextmanager
def works(*processes: Works) -> Iterator[None]:
    try:
        yield
    finally:
        for each in processes:
            each.stop()


def worker(surroundings: dict[str, str], processes: int = 2, app: str = "tests.torture.app") -> Works:
    words = ["worker", "--concurrency", str(processes), "--without-mingle", "--without-gossip"]
    return Works(words, surroundings, app)


def beat(surroundings: dict[str, str]) -> Works:
    return Works(["beat", "--pidfile", ""], surroundings)


def wait_until(happened: Callable[[], bool], at_most: float = 300, every: float = 0.2) -> float:
    """The seconds until it happened."""
    began = time.monotonic()
    while not happened():
        assert time.monotonic() - began < at_most, "it did not happen in time"
        time.sleep(every)
    return time.monotonic() - began


def end_the_leases() -> None:
    """As if their time were up."""
    past = Now() - timedelta(seconds=1)
    ExtractionRun.objects.filter(state__in=UNFINISHED, leased_until__isnull=False).update(leased_until=past)
    for model in (Prediction, Claim):
        model.objects.filter(lease_token__isnull=False).update(leased_until=past)


def is_all_done() -> bool:
    unread = ExtractionRun.objects.filter(state__in=UNFINISHED).exists()
    return not unread and not Prediction.objects.to_recheck().exists() and not _is_any_leased()


def _is_any_leased() -> bool:
    return bool(Prediction.objects.filter(lease_token__isnull=False).exists())


def doubled() -> list[tuple[str, int]]:
    """What stands twice: candidates of one version, looks at one turn."""
    statement = """
        SELECT 'candidates of version ' || version_id, count(*) FROM claims_candidate GROUP BY 1 HAVING count(*) > 1
        UNION ALL
        SELECT 'looks at claim ' || claim_id, count(*) FROM claims_recheck GROUP BY 1 HAVING count(*) > 1
    """
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def looks() -> list[tuple[int, datetime]]:
    """Each look that was written, in the order of writing: at which claim, and for when."""
    return list(Recheck.objects.order_by("pk").values_list("claim", "scheduled_for"))


def ring_the_sweeps(broker: Broker) -> None:
    """As beat does, without waiting for it."""
    with app.connection_for_write(broker.url()) as wire:
        for task in ("sweep_extractions", "sweep_rechecks"):
            app.send_task(f"claims.tasks.{task}", queue=SWEEPS, connection=wire)


def tickets(folder: Path) -> Path:
    (folder / "taken").mkdir(parents=True)
    return folder
