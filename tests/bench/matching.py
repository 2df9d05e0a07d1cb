"""Evidence for one claim at a thousand passages and at a million: how fast, how it grows, and what recall leaves out.

The claims are ten of the predictions with later documents, in an archive (archive.py) in which these documents stand
among many that are near to them and far more that are not. Against the exact scan: the full scorer over every passage,
done once and kept (matching_scan.py). A passage that was found counts if its score is one of the best five.

Growth and the ratio are of processor time, so that they hold on a busy machine; the clock's figures stand beside them.
AVER_BENCH_ARCHIVES names a folder in which the archives are kept, AVER_BENCH_CACHE one for the scans: the next bench
needs minutes where the first needs an hour. Whoever changes the archive empties them.
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
    yield _growth("evidence for a claim", "search", few, many, note)
    yield _growth("of it: finding and weighing", "evidence", few, many, note, is_gated=False)
    query = f"{note}; the same twice: {many['query_p95_again']:.0f} ms; at {min(told):,}: {few['query_p95']:.0f} ms"
    query += f"; median {many['query_clock']:.0f} ms, of a processor {many['query']:.0f} ms"
    yield Figure("evidence: the query itself, p95", many["query_p95"], "ms", 40, 60, note=query)
    scanned = f"{note}; without the extension {many['bare_recall']:.2f}"
    yield Figure("evidence: recall@5 of the exact scan", many["recall"], "", 0.98, 0.95, is_floor=True, note=scanned)
    faster = many["scan"] * 1000 / many["evidence"]
    gate = 100 if max(told) >= 1_000_000 else None
    scanned = f"{note}; {many['scan']:,.1f} s a claim where ten share the reading"
    yield Figure("evidence: exact scan / found so", faster, "×", gate, gate, is_floor=True, note=scanned)
    bare = f"{note}; query p95 {many['bare_query_p95']:.0f} ms"
    yield Figure("evidence without the extension", many["bare_evidence"], "ms", note=bare)
    built = f"{note}; {many['index_megabytes']:.0f} MB; encoding and texts {many['encoding']:.0f} s"
    yield Figure("index of nearness, built by one process", many["indexing"], "s", note=built)


def _growth(
    name: str, part: str, few: dict[str, float], many: dict[str, float], note: str, *, is_gated: bool = True
) -> Figure:
    told = f"{note}: {few[part]:.0f} → {many[part]:.0f} ms; by the clock {many[f'{part}_clock']:.0f} ms"
    target, gate = (2.0, 3.0) if is_gated else (None, None)
    return Figure(f"{name}: many / few", many[part] / few[part], "×", target, gate, note=told)


def _measured(rows: int) -> dict[str, float]:
    with _folder(rows) as folder, _cluster(folder) as environment:
        words = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(words, env=environment, check=True)
        timed = [sys.executable, "-m", "tests.bench.matching_here", str(rows), str(folder)]
        done = subprocess.run(timed, env=environment, check=True, stdout=subprocess.PIPE)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


@contextmanager
def _folder(rows: int) -> Iterator[Path]:
    """Where the cluster lies: in the folder that AVER_BENCH_ARCHIVES names, to be used again, else for this time."""
    if kept := os.environ.get("AVER_BENCH_ARCHIVES"):
        folder = Path(kept) / f"{rows}"
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
    else:
        with tempfile.TemporaryDirectory(prefix="aver-bench-") as temporary:
            yield Path(temporary)


@contextmanager
def _cluster(folder: Path) -> Iterator[dict[str, str]]:
    os.chmod(folder, 0o711)  # noqa: S103 (where the server runs as another user, it must pass)
    password = folder / "password"
    if not password.exists():
        password.write_text(secrets.token_hex(16), "ascii")
        password.chmod(0o600)
    cluster = Cluster(folder / "postgres", password.read_text("ascii"), folder / "log", UNSAFE)
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
