"""Fills a database with the passages of the archive.

The first are encoded, by as many processes as there are cores. To encode a million takes an hour: the vector of each
passage beyond lies between those of two that were made of the same sentence.
"""

import os
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import count
from multiprocessing import get_context

import numpy as np
import psycopg

from claims.encoding import Vectors, encode, signs, to_bytes
from claims.nearness import ensure_indexes
from tests.bench.archive import Filed, filed

ENCODED = 60_000
VARIANTS = 16
"""Of one sentence, whose vectors are kept to lie between."""

ARTICLES_AT_ONCE = 25

BEFORE = """
SET session_replication_role = replica;
DROP INDEX passage_words;
DROP INDEX IF EXISTS passage_nearest;
INSERT INTO sources_publisher (slug, name, site, language, kind, time_zone)
VALUES ('bench', 'Bench', '', 'en', 'agency', 'UTC');
CREATE TEMP TABLE archive (id bigint, language text, headline text, published_at timestamptz, text text);
CREATE TEMP TABLE cut (version bigint, first int, past int, said text, meaning bytea, signs text);
"""
AFTER = """
INSERT INTO sources_document (id, publisher_id, url, headline, language, published_at, published_at_unknown_because,
    access, withheld_because)
SELECT id, (SELECT max(id) FROM sources_publisher), '', headline, language, published_at, '', 'newsroom', ''
FROM archive;
INSERT INTO sources_documentversion (id, document_id, publisher_id, number, text, sha256, media_type, flags)
SELECT id, id, (SELECT max(id) FROM sources_publisher), 1, text, md5(id::text) || md5('b' || id), 'text/plain', '[]'
FROM archive;
SELECT setval(pg_get_serial_sequence('sources_document', 'id'), (SELECT max(id) FROM archive)),
    setval(pg_get_serial_sequence('sources_documentversion', 'id'), (SELECT max(id) FROM archive));
INSERT INTO claims_passage (version_id, start, "end", language, published_at, words, meaning, signs)
SELECT version, first, past, language, published_at,
    to_tsvector(CASE language WHEN 'fr' THEN 'aver_french' ELSE 'aver_english' END::regconfig, said), meaning,
    signs::bit(512)
FROM cut JOIN archive ON archive.id = version;
CREATE INDEX passage_words ON claims_passage USING gin (words) WITH (fastupdate = off);
"""

Row = tuple[int, int, int, str, bytes, str]


def fill(rows: int) -> dict[str, float]:
    """So many passages; the seconds that the encoder and the index of nearness took, and the index's megabytes."""
    figures = {}
    with psycopg.connect(os.environ["AVER_BENCH_ADMIN_URL"], autocommit=True) as admin:
        admin.execute(BEFORE)
        began = time.perf_counter()
        _copy(admin, rows)
        figures["encoding"] = time.perf_counter() - began
        admin.execute("SET maintenance_work_mem = '1GB'")
        for statement in AFTER.split(";\n"):
            if statement.strip():
                admin.execute(statement.encode())
        began = time.perf_counter()
        ensure_indexes("owner")
        figures["indexing"] = time.perf_counter() - began
        admin.execute("VACUUM ANALYZE")
        sizes = admin.execute("SELECT pg_relation_size('passage_nearest') / 1048576.0").fetchone()
        figures["index_megabytes"] = float(sizes[0]) if sizes else 0.0
    return figures


def _copy(admin: "psycopg.Connection[tuple[object, ...]]", rows: int) -> None:
    articles, left = [], rows
    with admin.cursor() as cursor:
        with cursor.copy("COPY cut FROM STDIN") as copy:
            for article, passages in _read():
                articles.append(article)
                for row in passages[:left]:
                    copy.write_row(row)
                left -= len(passages)
                if left <= 0:
                    break
        with cursor.copy("COPY archive FROM STDIN") as copy:
            for each in articles:
                copy.write_row((each.number + 1, each.language, each.headline, each.published_at, each.text))


def _read() -> Iterator[tuple[Filed, list[Row]]]:
    """One article after the other, without end."""
    variants: dict[str, list[Vectors]] = defaultdict(list)
    read, chunks = 0, 0
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as processes:
        while read < ENCODED:
            numbers = range(chunks, chunks + 2 * (os.cpu_count() or 1))
            for article, vectors in (one for chunk in processes.map(_encoded, numbers) for one in chunk):
                for of, vector in zip(article.of, vectors, strict=True):
                    variants[of] = [*variants[of], vector][-VARIANTS:]
                read += len(vectors)
                yield article, _rows(article, vectors)
            chunks = numbers.stop
    chance = np.random.default_rng(7)
    for number in count(chunks * ARTICLES_AT_ONCE):
        article = filed(number)
        kept = [n for n, of in enumerate(article.of) if variants.get(of)]
        article = replace(article, cuts=[article.cuts[n] for n in kept], of=[article.of[n] for n in kept])
        yield article, _rows(article, _between([variants[of] for of in article.of], chance))


def _encoded(chunk: int) -> list[tuple[Filed, Vectors]]:
    articles = [filed(n) for n in range(chunk * ARTICLES_AT_ONCE, (chunk + 1) * ARTICLES_AT_ONCE)]
    return [(article, encode([one.encoded for one in article.cuts])) for article in articles]


def _between(variants: list[list[Vectors]], chance: np.random.Generator) -> Vectors:
    """One vector for each list of them."""
    if not variants:
        return encode([])
    one, other = (np.stack([each[chance.integers(len(each))] for each in variants]) for _ in range(2))
    share = chance.uniform(0, 1, (len(variants), 1))
    mixed = share * one + (1 - share) * other
    unit: Vectors = (mixed / np.linalg.norm(mixed, axis=1, keepdims=True)).astype(np.float32)
    return unit


def _rows(article: Filed, vectors: Vectors) -> list[Row]:
    return [
        (article.number + 1, one.start, one.end, article.text[one.start : one.end], to_bytes(vector), signs(vector))
        for one, vector in zip(article.cuts, vectors, strict=True)
    ]
