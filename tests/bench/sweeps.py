"""What the sweeps cost: over many predictions that are due, and with nothing to do in small and large bases.

Measured in a process of their own (sweeps_here), because Django reads its database from the environment.
"""

import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import psycopg

from config import roles
from config.embedded.postgres import Cluster
from tests.bench.figures import Figure

FILL = """
SET session_replication_role = replica;
INSERT INTO claims_claimant (id, name, kind, is_anonymous, aliases, same_as)
    VALUES (1, 'X', 'person', false, '[]', '') ON CONFLICT DO NOTHING;
INSERT INTO claims_claim (id, text, language, kind, claimant_id, withheld_because, revision)
SELECT n, 'Claim ' || n, 'en', 'prediction', 1, '', 1 FROM generate_series({first}, {last}) AS n;
INSERT INTO claims_prediction (claim_id, resolution_criteria, time_text, operator, precision, time_zone, window_set_by,
    computed, resolves_on, hedge, estimative_scale, condition, condition_state, awaits_outcome, due_at, recheck_at)
SELECT n, 'Troops cross.', '', 'by', 'day', 'UTC', 'machine', '', 'occurrence', '', '', '', '', true, due, due
FROM (SELECT n, now() + interval '{due}' + n * interval '1 millisecond' AS due
      FROM generate_series({first}, {last}) AS n) AS held;
INSERT INTO claims_extractionrun (version_id, pipeline_version, state, language, candidate_count, attempts, error)
SELECT n, '1', 'done', 'en', 0, 1, '' FROM generate_series({first}, {last}) AS n;
"""

BARE = "UPDATE claims_prediction SET recheck_at = recheck_at + interval '30 days'"
READ_ALL_AGAIN = "UPDATE claims_extractionrun SET state = 'queued', is_rereading = true"
SMALL = 1_000


def sweeps(rows: int, large: int) -> Iterator[Figure]:
    """`rows` are due at once; `large` is the large base in which nothing is."""
    with database() as (admin_url, application_url):
        fill(admin_url, 1, SMALL, "1 year")
        small = measured(application_url, "idle")
        fill(admin_url, SMALL + 1, large, "1 year")
        grown = measured(application_url, "idle")
        execute(admin_url, READ_ALL_AGAIN)
        busy = measured(application_url, "signs")
    with database() as (admin_url, application_url):
        fill(admin_url, 1, rows, "-1 day")
        due = measured(application_url, "due")
    for name in ("rechecks", "extractions"):
        note = f"{small[name] * 1e3:.2f} ms at {SMALL:,}, {grown[name] * 1e3:.2f} ms at {large:,}"
        bound = grown[name] / grown["select 1"]
        yield Figure(f"idle sweep of {name} / SELECT 1", bound, "×", target=5, gate=10, note=note)
        yield Figure(f"idle sweep of {name}: large / small", grown[name] / small[name], "×", target=1.2, gate=1.5)
    grown["signs"] = max(grown["signs"], busy["signs"])
    note = (
        f"{small['signs'] * 1e3:.1f} ms at {SMALL:,}, {grown['signs'] * 1e3:.1f} ms at {large:,}, all to be read again"
    )
    yield Figure("signs of life: large / small", grown["signs"] / small["signs"], "×", target=1.2, gate=1.5, note=note)
    note = f"{rows:,} rows: {due['sweep'] / rows * 1e6:.0f} µs a row, bare {due['bare'] / rows * 1e6:.0f} µs"
    yield Figure("due sweep / bare UPDATE, a row", due["sweep"] / due["bare"], "×", target=3, gate=4, note=note)


@contextmanager
def database() -> Iterator[tuple[str, str]]:
    """Addresses of the superuser and the application in a fresh cluster, migrated."""
    with tempfile.TemporaryDirectory(prefix="aver-bench-") as folder:
        os.chmod(folder, 0o711)  # noqa: S103 (where the server runs as another user, it must pass)
        cluster = Cluster(Path(folder) / "postgres", secrets.token_hex(16), Path(folder) / "log")
        cluster.start()
        try:
            owner_url = cluster.url("aver", user="aver_owner", password=secrets.token_hex(16))
            application_url = cluster.url("aver", user="aver_app", password=secrets.token_hex(16))
            roles.prepare(cluster.url(), owner_url=owner_url, application_url=application_url)
            surroundings = _environment(application_url) | {"DATABASE_OWNER_URL": owner_url}
            words = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
            subprocess.run(words, env=surroundings, check=True)
            yield cluster.url("aver"), application_url
        finally:
            cluster.stop()


def _environment(application_url: str) -> dict[str, str]:
    return os.environ | {"DATABASE_URL": application_url, "AVER_DEMO": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}


def fill(admin_url: str, first: int, last: int, due: str) -> None:
    execute(admin_url, FILL.format(first=first, last=last, due=due))


def execute(admin_url: str, statements: str) -> None:
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute(statements.encode())
        admin.execute("VACUUM ANALYZE")


def measured(application_url: str, what: str) -> dict[str, float]:
    words = [sys.executable, "-m", "tests.bench.sweeps_here", what]
    done = subprocess.run(words, env=_environment(application_url), check=True, capture_output=True, text=True)
    told: dict[str, float] = json.loads(done.stdout)
    return told


def seconds(act: Callable[[], object], times: int) -> float:
    """The median of so many runs."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        took.append(time.perf_counter() - began)
    return median(took)
