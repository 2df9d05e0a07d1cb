"""Evidence for one claim at a thousand passages and at a million: how fast, how it grows, and what recall leaves out.

Against the exact scan: the full scorer over every passage. That takes hours in a large base, so ten claims are scanned
once, and their best five are kept in a file outside the tree (AVER_BENCH_CACHE names the folder), under the number of
passages and the scorer's source.

Passages are sentences of the annotated articles with other names; their vectors are mixed with those of others, and
with noise: so a claim has neighbours as near as in an archive, and far more that are not so near.
"""

import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config import roles
from config.embedded.postgres import Cluster
from tests.bench.figures import Figure

SIZES = {"small": (1_000, 30_000), "full": (1_000, 30_000, 1_000_000)}
UNSAFE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_wal_size=8GB", "shared_buffers=2GB")


def matching(size: str) -> Iterator[Figure]:
    """Each size in a cluster of its own, measured in a process whose settings name it (matching_here)."""
    told = {rows: _measured(rows) for rows in SIZES[size]}
    few, many = told[min(told)], told[max(told)]
    note = f"{max(told):,} passages"
    growth = many["evidence"] / few["evidence"]
    yield Figure("evidence for a claim: many / few", growth, "×", 2, 3, note=f"{note}: {many['evidence']:.0f} ms")
    query = f"{note}; the same twice: {many['query_p95_again']:.0f} ms; at {min(told):,}: {few['query_p95']:.0f} ms"
    yield Figure("evidence: the query itself, p95", many["query_p95"], "ms", 40, 60, note=query)
    scanned = f"{note}, of ten claims scanned once; a scan takes {many['scan']:,.1f} s"
    yield Figure("evidence: recall@5 of the exact scan", many["recall"], "", 0.98, 0.95, is_floor=True, note=scanned)
    faster = many["scan"] * 1000 / many["evidence"]
    gate = 100 if max(told) >= 1_000_000 else None
    yield Figure("evidence: exact scan / found so", faster, "×", gate, gate, is_floor=True, note=note)


def _measured(rows: int) -> dict[str, float]:
    with _cluster() as environment:
        words = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(words, env=environment, check=True)
        timed = [sys.executable, "-m", "tests.bench.matching_here", str(rows)]
        done = subprocess.run(timed, env=environment, check=True, stdout=subprocess.PIPE)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


@contextmanager
def _cluster() -> Iterator[dict[str, str]]:
    with tempfile.TemporaryDirectory(prefix="aver-bench-") as folder:
        os.chmod(folder, 0o711)  # noqa: S103 (where the server runs as another user, it must pass)
        cluster = Cluster(Path(folder) / "postgres", secrets.token_hex(16), Path(folder) / "log", UNSAFE)
        cluster.start()
        try:
            owner_url = cluster.url("aver", user="aver_owner", password=secrets.token_hex(16))
            application_url = cluster.url("aver", user="aver_app", password=secrets.token_hex(16))
            roles.prepare(cluster.url(), owner_url=owner_url, application_url=application_url)
            addresses = {"DATABASE_OWNER_URL": owner_url, "DATABASE_URL": application_url, "AVER_DEMO": "1"}
            told = {"AVER_BENCH_ADMIN_URL": cluster.url("aver"), "LOG_LEVEL": "ERROR"}
            settings = {"DJANGO_SETTINGS_MODULE": "config.settings"}
            yield os.environ | addresses | told | settings
        finally:
            cluster.stop()
