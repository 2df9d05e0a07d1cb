"""Databases with so many claims, each in a cluster of its own; AVER_BENCH_BASES says where they are kept."""

import hashlib
import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from config import roles
from config.embedded.postgres import Cluster

UNSAFE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_wal_size=8GB", "max_connections=200")

# Thirty claims a document, twenty a claimant; each stands in a document that all may read. Of fifty predictions, one
# awaits its outcome, or, without verdicts, each does.
FILL = """
INSERT INTO sources_publisher (slug, name, site, language, kind, time_zone)
VALUES ('bench', 'Bench', '', 'en', 'agency', 'UTC');
INSERT INTO sources_document (publisher_id, url, headline, language, published_at, published_at_unknown_because, access,
    withheld_because)
SELECT (SELECT max(id) FROM sources_publisher), '', 'Headline ' || n, 'en', now() - n * interval '1 minute', '',
    'newsroom', '' FROM generate_series(1, {rows} / 30 + 1) AS n;
INSERT INTO sources_documentversion (document_id, publisher_id, number, text, sha256, media_type, flags)
SELECT id, publisher_id, 1, 'Text ' || id, md5(id::text) || md5('b' || id), 'text/plain', '[]' FROM sources_document;
INSERT INTO claims_claimant (name, kind, is_anonymous, aliases, same_as)
SELECT 'Claimant ' || n, 'person', false, '[]', '' FROM generate_series(1, {rows} / 20 + 1) AS n;
INSERT INTO claims_claim (text, language, kind, claimant_id, claim_date, withheld_because, revision)
SELECT 'The ' || n || 'th thing will happen' || CASE WHEN n % ({rows} / 10) = 7 THEN ' rare7' ELSE '' END, 'en',
    CASE WHEN n % 10 < 3 THEN 'factual' ELSE 'prediction' END,
    (SELECT min(id) FROM claims_claimant) + n / 20, '2026-01-01', '', 1 FROM generate_series(1, {rows}) AS n;
INSERT INTO claims_appearance (claim_id, version_id, start, "end", quote)
SELECT id, (SELECT min(id) FROM sources_documentversion) + id % ({rows} / 30), 0, 4, 'Text' FROM claims_claim;
INSERT INTO auth_user (username, password, is_superuser, first_name, last_name, email, is_staff, is_active, date_joined)
VALUES ('judge', '', false, '', '', '', false, true, now());
INSERT INTO claims_verdict (claim_id, rating_id, known_at, rationale, certainty, resolution_criteria, needs_approval,
    decided_by_id, reason)
SELECT id, (SELECT min(id) FROM claims_rating), now(), 'Because.', '', '', false, (SELECT max(id) FROM auth_user), ''
FROM claims_claim WHERE id % 50 <> 5 AND {has_verdicts};
UPDATE claims_claim SET current_verdict_id = verdict.id FROM claims_verdict AS verdict WHERE claim_id = claims_claim.id;
INSERT INTO claims_prediction (claim_id, resolution_criteria, time_text, operator, precision, time_zone, window_set_by,
    computed, resolves_on, hedge, estimative_scale, condition, condition_state, awaits_outcome, not_after, due_at,
    recheck_at)
SELECT id, CASE WHEN id % 7 = 0 THEN '' ELSE 'Troops cross.' END, '', 'by', 'day', 'UTC', 'machine', '', 'occurrence',
    '', '', '', '', id % 50 = 5 OR NOT {has_verdicts}, current_date + (id % 4000 - 2000)::int,
    now() + (id % 4000 - 2000) * interval '1 day', now() FROM claims_claim WHERE kind = 'prediction';
"""


@dataclass(frozen=True, slots=True)
class Base:
    """A running server, with the surroundings in which Aver works in it."""

    superuser_url: str
    application_url: str
    surroundings: dict[str, str]
    postmaster: int


@contextmanager
def filled(rows: int, *, has_verdicts: bool = True) -> Iterator[Base]:
    """A base with `rows` claims, migrated to the present schema."""
    statements = FILL.format(rows=rows, has_verdicts=has_verdicts)
    with _folder(f"{rows}-{hashlib.sha256(statements.encode()).hexdigest()[:12]}") as folder:
        if not (folder / "filled").exists():
            shutil.rmtree(folder / "postgres", ignore_errors=True)
        passwords = _passwords(folder / "passwords.json")
        cluster = Cluster(folder / "postgres", passwords["superuser"], folder / "postgres.log", UNSAFE)
        cluster.start()
        try:
            postmaster = int((folder / "postgres/postmaster.pid").read_text().split("\n", 1)[0])
            base = _migrated(cluster, passwords, postmaster)
            if not (folder / "filled").exists():
                _fill(base.superuser_url, statements)
                (folder / "filled").touch()
            yield base
        finally:
            cluster.stop()


@contextmanager
def _folder(name: str) -> Iterator[Path]:
    if kept := os.environ.get("AVER_BENCH_BASES"):
        folder = Path(kept).resolve() / name
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="aver-bench-") as temporary:
        os.chmod(temporary, 0o711)  # noqa: S103 (where the server runs as another user, it must pass)
        yield Path(temporary)


def _passwords(path: Path) -> dict[str, str]:
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(json.dumps({name: secrets.token_hex(16) for name in ("superuser", "owner", "application")}))
    told: dict[str, str] = json.loads(path.read_text())
    return told


def _migrated(cluster: Cluster, passwords: dict[str, str], postmaster: int) -> Base:
    owner_url = cluster.url("aver", user="aver_owner", password=passwords["owner"])
    application_url = cluster.url("aver", user="aver_app", password=passwords["application"])
    roles.prepare(cluster.url(), owner_url=owner_url, application_url=application_url)
    addresses = {"DATABASE_OWNER_URL": owner_url, "DATABASE_URL": application_url, "AVER_DEMO": "1"}
    surroundings = os.environ | addresses | {"LOG_LEVEL": "ERROR", "DJANGO_SETTINGS_MODULE": "config.settings"}
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], check=True, env=surroundings)
    superuser_url = urlsplit(cluster.url())._replace(path="/aver").geturl()
    return Base(superuser_url, application_url, surroundings, postmaster)


def _fill(superuser_url: str, statements: str) -> None:
    """The ledger and the checks of the verbs are not what is looked at here."""
    with psycopg.connect(superuser_url, autocommit=True) as admin:
        admin.execute("SET session_replication_role = replica")
        for statement in statements.split(";\n"):
            if statement.strip():
                admin.execute(statement)
        admin.execute("VACUUM ANALYZE")
        admin.execute("CHECKPOINT")
