"""What the ledger costs: editorial commits a second with forty writers, with its triggers and without, in turns."""

import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import psycopg
from psycopg import sql

from config import roles
from config.embedded.postgres import Cluster
from tests.bench.figures import Figure

WRITERS = 40
CHANGE = "UPDATE claims_claimant SET is_anonymous = NOT is_anonymous WHERE id = %s"


def commits(rounds: int, commits_each: int) -> Iterator[Figure]:
    """Each writer changes a row of its own, a commit a change, in a cluster that writes through to the disk."""
    with database() as (owner_url, application_url):
        keys = _claimants(application_url)
        pairs = []
        for _ in range(rounds):
            rates = []
            for is_watched in (True, False):
                _switch(owner_url, is_watched)
                rates.append(WRITERS * commits_each / _seconds_to_write(application_url, keys, commits_each))
            pairs.append(rates)
    yield Figure("ledger: editorial commits", median(watched for watched, _ in pairs), "/s")
    yield Figure("ledger: the same without its trigger", median(bare for _, bare in pairs), "/s")
    yield Figure("ledger: with / without", median(watched / bare for watched, bare in pairs), note=f"{rounds} pairs")


@contextmanager
def database() -> Iterator[tuple[str, str]]:
    """Addresses of the owner and the application in a fresh cluster, migrated."""
    with tempfile.TemporaryDirectory(prefix="aver-bench-") as folder:
        os.chmod(folder, 0o711)  # noqa: S103 (where the server runs as another user, it must pass)
        cluster = Cluster(
            Path(folder) / "postgres", secrets.token_hex(16), Path(folder) / "log", ("max_connections=100",)
        )
        cluster.start()
        try:
            owner_url = cluster.url("aver", user="aver_owner", password=secrets.token_hex(16))
            application_url = cluster.url("aver", user="aver_app", password=secrets.token_hex(16))
            roles.prepare(cluster.url(), owner_url=owner_url, application_url=application_url)
            addresses = {"DATABASE_OWNER_URL": owner_url, "DATABASE_URL": application_url, "AVER_DEMO": "1"}
            migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
            subprocess.run(migrate, check=True, env=os.environ | addresses)
            yield owner_url, application_url
        finally:
            cluster.stop()


def _claimants(url: str) -> list[int]:
    insert = (
        "INSERT INTO claims_claimant (name, kind, is_anonymous, aliases, same_as)"
        " VALUES (%s, 'person', false, '[]', '') RETURNING id"
    )
    with psycopg.connect(url) as application:
        rows = [application.execute(insert, [secrets.token_hex(8)]).fetchone() for _ in range(WRITERS)]
        return [row[0] for row in rows if row]


def _switch(owner_url: str, is_on: bool) -> None:
    verb = sql.SQL("ENABLE" if is_on else "DISABLE")
    with psycopg.connect(owner_url) as owner:
        owner.execute(sql.SQL("ALTER TABLE claims_claimant {} TRIGGER ledger").format(verb))


def _seconds_to_write(url: str, keys: list[int], commits_each: int) -> float:
    """Wall time: here writers wait for each other, which costs no processor."""

    def write(key: int) -> None:
        with psycopg.connect(url, autocommit=True) as application:
            for _ in range(commits_each):
                application.execute(CHANGE, [key])

    started = time.perf_counter()
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, keys))
    return time.perf_counter() - started
