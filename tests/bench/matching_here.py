"""Fills the base that settings name with so many passages, and measures the search for evidence on ten claims in it."""

import json
import os
import pickle
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path
from statistics import median

import django
import numpy as np
import psycopg

django.setup()

from django.db import connection  # noqa: E402 (after Django)

from claims.comparing import evidence as scorer  # noqa: E402
from claims.comparing.evidence import BEST  # noqa: E402
from claims.comparing.passages import Cut, cut  # noqa: E402
from claims.encoding import Vectors, encode, signs, to_bytes  # noqa: E402
from claims.models import Appearance, Claim, Claimant, Passage, Prediction  # noqa: E402
from claims.nearness import ensure_indexes  # noqa: E402
from claims.recall import passages_for  # noqa: E402
from claims.searching import evidence_for  # noqa: E402
from claims.weighing import Sought, bearing, meaning_of, read_passages, sought  # noqa: E402
from tests.bench.articles import article, shipped  # noqa: E402

CLAIMS = 10
ROUNDS = 5
SAID_AT = datetime(2020, 1, 1, tzinfo=UTC)
KEPT_IN = Path(os.environ.get("AVER_BENCH_CACHE", Path(tempfile.gettempdir()) / "aver-bench-scans"))
SCANNED_AT_ONCE = 5_000
LANGUAGES = ("en", "fr")

BEFORE = """
SET session_replication_role = replica;
DROP INDEX passage_words;
DROP INDEX IF EXISTS passage_nearest;
INSERT INTO sources_publisher (slug, name, site, language, kind, time_zone)
VALUES ('bench', 'Bench', '', 'en', 'agency', 'UTC');
CREATE TEMP TABLE archive (id bigint, language text, published_at timestamptz, text text);
CREATE TEMP TABLE cut (version bigint, first int, past int, said text, meaning bytea, signs text);
"""
AFTER = """
INSERT INTO sources_document (id, publisher_id, url, headline, language, published_at, published_at_unknown_because,
    access, withheld_because)
SELECT id, (SELECT max(id) FROM sources_publisher), '', 'Headline ' || id, language, published_at, '', 'newsroom', ''
FROM archive;
INSERT INTO sources_documentversion (id, document_id, publisher_id, number, text, sha256, media_type, flags)
SELECT id, id, (SELECT max(id) FROM sources_publisher), 1, text, md5(id::text) || md5('b' || id), 'text/plain', '[]'
FROM archive;
INSERT INTO claims_passage (version_id, start, "end", language, published_at, words, meaning, signs)
SELECT version, first, past, language, published_at,
    to_tsvector(CASE language WHEN 'fr' THEN 'aver_french' ELSE 'aver_english' END::regconfig, said), meaning,
    signs::bit(512)
FROM cut JOIN archive ON archive.id = version;
CREATE INDEX passage_words ON claims_passage USING gin (words) WITH (fastupdate = off);
"""


def fill(rows: int) -> None:
    """Articles with other names; a sentence's vector is that of its original, mixed with another and with noise."""
    vectors = {language: _vectors(language) for language in LANGUAGES}
    left, chance = rows, np.random.default_rng(7)
    with psycopg.connect(os.environ["AVER_BENCH_ADMIN_URL"], autocommit=True) as admin:
        admin.execute(BEFORE)
        with admin.cursor() as cursor:
            articles: list[tuple[object, ...]] = []
            with cursor.copy("COPY cut FROM STDIN") as copy:
                for number in count(1):
                    language = LANGUAGES[number % 2]
                    text = article(number, language).text
                    cuts = cut(text, "")[:left]
                    articles.append((number, language, SAID_AT + timedelta(minutes=number), text))
                    for one, vector in zip(cuts, _mixed(vectors[language], number, cuts, chance), strict=True):
                        said = text[one.start : one.end]
                        copy.write_row((number, one.start, one.end, said, to_bytes(vector), signs(vector)))
                    left -= len(cuts)
                    if left <= 0:
                        break
            with cursor.copy("COPY archive FROM STDIN") as copy:
                for row in articles:
                    copy.write_row(row)
        for statement in AFTER.split(";\n"):
            if statement.strip():
                admin.execute(statement)
        admin.execute("SET maintenance_work_mem = '2GB'")
    ensure_indexes("owner")
    with psycopg.connect(os.environ["AVER_BENCH_ADMIN_URL"], autocommit=True) as admin:
        admin.execute("VACUUM ANALYZE")


def _vectors(language: str) -> list[Vectors]:
    """Of the sentences of each shipped article."""
    return [encode([one.encoded for one in cut(gold.text, "")]) for gold in shipped(language)]


def _mixed(of_articles: list[Vectors], number: int, cuts: list[Cut], chance: np.random.Generator) -> Vectors:
    originals = of_articles[number % len(of_articles)]
    own = originals[np.arange(len(cuts)) % len(originals)]
    others = of_articles[chance.integers(len(of_articles))]
    other = others[chance.integers(len(others), size=len(cuts))]
    share = chance.uniform(0.0, 0.5, (len(cuts), 1))
    mixed = (1 - share) * own + share * other + chance.normal(0, 0.01, own.shape)
    unit: Vectors = (mixed / np.linalg.norm(mixed, axis=1, keepdims=True)).astype(np.float32)
    return unit


def claims() -> list[tuple[Claim, Sought]]:
    """Ten predictions that articles quote, with the names that one article of the archive gives them."""
    made = list(_claims())
    by_claim = {each.claim: each for each in sought([claim.pk for claim in made])}
    return [(claim, by_claim[claim.pk]) for claim in made]


def _claims() -> Iterator[Claim]:
    claimant = Claimant.objects.create(name="The committee")
    own = Passage.objects.order_by("pk")[0].version_id
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sources_document SET published_at = %s WHERE id = %s", [SAID_AT, own])
    for number in range(2, 2 + CLAIMS):
        language = LANGUAGES[number % 2]
        cuts, text = cut(article(number, language).text, ""), article(number, language).text
        one = cuts[len(cuts) // 2]
        claim = Claim.objects.create(
            text=text[one.start : one.end][:1000],
            language=language,
            kind="prediction",
            claimant=claimant,
            claim_date=SAID_AT.date(),
        )
        Prediction.objects.create(claim=claim, time_zone="UTC", resolves_on="occurrence", recheck_at=SAID_AT)
        Appearance.objects.create(claim=claim, version_id=own, start=0, end=4, quote="Text")
        yield claim


Scans = tuple[float, list[list[float]]]


def scan(rows: int, asked: list[tuple[Claim, Sought]]) -> Scans:
    """Seconds for one claim, and for each the scores of its best five of all passages; kept from an earlier run."""
    words = Path(scorer.__file__).parent.glob("**/*")
    key = sha256(b"".join(path.read_bytes() for path in sorted(words) if path.suffix in {".py", ".toml"}))
    kept = KEPT_IN / f"{rows}-{key.hexdigest()[:16]}.pickle"
    if kept.exists():
        found: Scans = pickle.loads(kept.read_bytes())  # noqa: S301 (our own file)
        return found
    best: list[list[float]] = [[] for _ in asked]
    meanings = [meaning_of(claim) for claim, _sought in asked]
    began = time.perf_counter()
    keys = list(Passage.objects.order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(keys), SCANNED_AT_ONCE):
        some = keys[first : first + SCANNED_AT_ONCE]
        passages, cosines = read_passages(some), _cosines(some, meanings)
        for place, (_claim, its) in enumerate(asked):
            scores = [piece.score for piece in bearing(its, passages, cosines[place])]
            best[place] = sorted([*best[place], *scores], reverse=True)[:BEST]
    took = (time.perf_counter() - began) / len(asked)
    KEPT_IN.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(pickle.dumps((took, best)))
    return took, best


def _cosines(keys: list[int], meanings: list[Vectors]) -> list[dict[int, float]]:
    rows = Passage.objects.filter(pk__in=keys).values_list("pk", "meaning")
    held = np.frombuffer(b"".join(bytes(vector) for _key, vector in rows), "<f2").reshape(len(rows), -1)
    return [
        dict(zip((key for key, _vector in rows), (held.astype(np.float32) @ one).tolist(), strict=True))
        for one in meanings
    ]


def _milliseconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def _of_best(found: list[float], exact: list[float]) -> float:
    """The share of the best five that were found, or others of the same score."""
    return sum(score >= exact[-1] for score in found[:BEST]) / len(exact) if exact else 1.0


def main() -> None:
    rows = int(sys.argv[1])
    fill(rows)
    asked = claims()
    took, exact = scan(rows, asked)
    found = [[piece.score for piece in evidence_for(its, claim)[1]] for claim, its in asked]
    whole = [_milliseconds(lambda: evidence_for(its, claim)) for _ in range(ROUNDS) for claim, its in asked]  # noqa: B023

    def query() -> list[float]:
        return [
            _milliseconds(lambda: passages_for(its.text, meaning_of(claim), after=its.said_at, until=its.until))  # noqa: B023
            for _ in range(4 * ROUNDS)
            for claim, its in asked
        ]

    figures = {
        "evidence": median(whole),
        "query_p95": float(np.percentile(query(), 95)),
        "query_p95_again": float(np.percentile(query(), 95)),
        "scan": took,
        "recall": float(np.mean([_of_best(few, all_) for few, all_ in zip(found, exact, strict=True)])),
    }
    sys.stdout.write(json.dumps(figures))


if __name__ == "__main__":
    main()
