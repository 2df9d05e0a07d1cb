"""The desk's lists and its home, at a thousand claims and at a million: time of one page, by the database's work."""

import json
import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from config import roles
from config.embedded.postgres import Cluster
from tests.bench.figures import Figure

SIZES = {"small": 100_000, "full": 1_000_000}
FEW = 1_000
UNSAFE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_wal_size=8GB")
PAGES = {
    "home": "/admin/",
    "claims": "/admin/claims/claim/",
    "claims, last page": "/admin/claims/claim/?p=20",
    "claims, owed": "/admin/claims/claim/?status=due",
    "claims, a rare word": "/admin/claims/claim/?q=rare7",
    "queue": "/admin/claims/claim/queue/",
    "predictions": "/admin/claims/prediction/",
    "predictions, a month": "/admin/claims/prediction/?window_in=2026-03&status=all",
    "documents": "/admin/sources/document/",
    "claimants": "/admin/claims/claimant/",
}

# Thirty claims a document, twenty a claimant; each stands in a document that all may read.
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
FROM claims_claim WHERE id % 50 <> 5 AND {rows} > 5000;
UPDATE claims_claim SET current_verdict_id = verdict.id FROM claims_verdict AS verdict WHERE claim_id = claims_claim.id;
INSERT INTO claims_prediction (claim_id, resolution_criteria, time_text, operator, precision, time_zone, window_set_by,
    computed, resolves_on, hedge, estimative_scale, condition, condition_state, awaits_outcome, not_after, due_at,
    recheck_at)
SELECT id, CASE WHEN id % 7 = 0 THEN '' ELSE 'Troops cross.' END, '', 'by', 'day', 'UTC', 'machine', '', 'occurrence',
    '', '', '', '', id % 50 = 5 OR {rows} <= 5000, current_date + (id % 4000 - 2000)::int,
    now() + (id % 4000 - 2000) * interval '1 day', now() FROM claims_claim WHERE kind = 'prediction';
"""


def lists(size: str) -> list[Figure]:
    """Each page at many rows against the same page at few; the gate is 1.5 × and a hundredth of a second."""
    with tempfile.TemporaryDirectory(prefix="aver-bench-") as folder:
        os.chmod(folder, 0o711)  # noqa: S103 (where the server runs as another user, it must pass)
        few, many = (_seconds(Path(folder) / name, rows) for name, rows in (("few", FEW), ("many", SIZES[size])))
    note = f"{SIZES[size]:,} against {FEW:,} claims"
    return [
        Figure(
            f"list: {name}", many[name] / (few[name] + 0.01), "×", 1.2, 1.5, note=f"{note}: {many[name] * 1000:.0f} ms"
        )
        for name in PAGES
    ]


def _seconds(folder: Path, rows: int) -> dict[str, float]:
    """Fills a cluster of its own, and times the pages in a process whose settings name it."""
    cluster = Cluster(folder, secrets.token_hex(16), folder.with_suffix(".log"), UNSAFE)
    cluster.start()
    try:
        owner_url = cluster.url("aver", user="aver_owner", password=secrets.token_hex(16))
        application_url = cluster.url("aver", user="aver_app", password=secrets.token_hex(16))
        roles.prepare(cluster.url(), owner_url=owner_url, application_url=application_url)
        addresses = {"DATABASE_OWNER_URL": owner_url, "DATABASE_URL": application_url, "AVER_DEMO": "1"}
        environment = os.environ | addresses | {"LOG_LEVEL": "ERROR"}
        migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(migrate, check=True, env=environment)
        _fill(urlsplit(cluster.url())._replace(path="/aver").geturl(), rows)
        timed = [sys.executable, "-m", "tests.bench.pages", json.dumps(PAGES)]
        told = subprocess.run(timed, check=True, stdout=subprocess.PIPE, env=environment)
    finally:
        cluster.stop()
    seconds: dict[str, float] = json.loads(told.stdout)
    return seconds


def _fill(superuser_url: str, rows: int) -> None:
    """The ledger and the checks of the verbs are not what is looked at here."""
    with psycopg.connect(superuser_url, autocommit=True) as admin:
        admin.execute("SET session_replication_role = replica")
        for statement in FILL.format(rows=rows).split(";\n"):
            if statement.strip():
                admin.execute(statement)
        admin.execute("VACUUM ANALYZE")
