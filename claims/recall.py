"""First stage of matching, in SQL: what may speak of the same matter, by its rare words and by its nearest meaning.

It is generous; `claims.weighing` decides. Each way is limited, so that it costs as much in a large base as in a small.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import combinations
from math import log
from time import monotonic
from typing import Any

from django.db import connection, transaction
from psycopg import sql

from claims.comparing.names import NO_NAMES, names_in, written
from claims.comparing.relevance import NEAR_IF_NAMED
from claims.encoding import Vectors, from_bytes, signs
from claims.nearness import is_indexed
from sources.wordsearch import CONFIGURATIONS

AT_MOST = 200
BY_WORDS = 150
BY_MEANING = 200
"""Nearest by the signs alone; the whole vectors rank them. 99.7 % of the true best five are among them (measured)."""

FEW = 60_000
"""As many signs are compared one by one faster than an index finds those that also have the right date."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TERMS, _PAIRED = 16, 5
_OF_A_NAME = 2
"""One shared name outweighs two rare words."""

_OF_MEANING, _OF_ANY_NAME = 150, 100
"""As the scorer has it: to be named at all is worth as much as to be nearer by two thirds, another name far less."""

_ROWS_OF_A_TERM = 1500
_RARER_THAN_COUNTED = 0.0005
"""The share of rows that a word has which is too rare for the database to have counted it, at the most."""

_COUNTED_EVERY = 600

_NEARLY_ALL = 0.9
"""No word says nothing."""


@dataclass(frozen=True, slots=True)
class _Shelf:
    """A table in which words are kept: what is asked of it, the columns of its words, and how many rows are worth
    ranking by them.

    Of words that are no names, and of pairs, so many are looked for beside names; more where there are not `fewest`.
    """

    table: str
    columns: sql.Composable
    words: Sequence[sql.Composable]
    ranked: int
    beside: int
    pairs: int
    fewest: int


@dataclass(frozen=True, slots=True)
class _Term:
    query: str
    weight: float
    is_name: bool


_PASSAGES = _Shelf(
    "claims_passage",
    sql.SQL("id, meaning"),
    [sql.SQL("words")],
    4000,
    beside=3,
    pairs=0,
    fewest=6,
)
_CLAIMS = _Shelf(
    "claims_claim",
    sql.SQL("id"),
    [sql.SQL(f"to_tsvector('{name}'::regconfig, text)") for name in CONFIGURATIONS.values()],
    400,
    beside=12,
    pairs=4,
    fewest=12,
)

_COMMON = """
SELECT element, frequency
FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs) AS counted (element, frequency)
WHERE schemaname = 'public' AND tablename = 'claims_passage' AND attname = 'words' AND element IS NOT NULL
"""

# The words of a text (the parameters: configurations, the text, what may be names in it), as its own language writes
# them: that is the configuration which leaves fewest, as it knows its stop words. Names as each language writes them.
# How rare a word is, it is in passages; a base without any has few claims too.
_SAID = """
WITH own AS MATERIALIZED (
    SELECT configuration, lexemes FROM unnest(%s::regconfig[]) AS configuration,
        LATERAL (SELECT tsvector_to_array(to_tsvector(configuration, %s)) AS lexemes) AS read
    ORDER BY cardinality(lexemes) LIMIT 1
), named AS MATERIALIZED (
    SELECT word FROM unnest(%s::text[]) AS word, own WHERE to_tsvector(configuration, word) <> ''
), said AS (
    SELECT lexeme, bool_or(is_name) AS is_name FROM (
        SELECT unnest(lexemes), false FROM own
        UNION ALL SELECT unnest(tsvector_to_array(to_tsvector(configuration, word))), true
        FROM named, unnest(%s::regconfig[]) AS configuration
    ) AS each (lexeme, is_name) GROUP BY lexeme
)
"""

_SPOKEN_OF = """
{said}
SELECT lexeme, is_name, (SELECT greatest(reltuples, 1000) FROM pg_class WHERE oid = %s::regclass) FROM said
"""

# One query, as many editors wait for its page. Forty are what an index of nearness finds without being told otherwise.
_CLAIMS_LIKE = """
{said}, common AS ({common}), rare AS (
    SELECT quote_literal(lexeme)::tsquery AS word, -ln(coalesce(frequency, 0.0005)) AS weight
    FROM said LEFT JOIN common ON element = lexeme
    WHERE coalesce(frequency, 0) * (SELECT greatest(reltuples, 1) FROM pg_class WHERE oid = 'claims_claim'::regclass)
        < 1500
    ORDER BY is_name DESC, weight DESC, length(lexeme) DESC LIMIT 8
), asked AS MATERIALIZED (
    SELECT string_agg(word::text, ' | ')::tsquery AS words FROM rare
)
(SELECT claim_id FROM claims_claimmeaning ORDER BY {distance} LIMIT 40)
UNION
(SELECT id FROM (
    SELECT id, to_tsvector('aver_french', text) || to_tsvector('aver_english', text) AS words FROM claims_claim
    WHERE to_tsvector('aver_french', text) @@ (SELECT words FROM asked)
        OR to_tsvector('aver_english', text) @@ (SELECT words FROM asked)
    LIMIT 400
) AS sharing ORDER BY (SELECT sum(weight) FROM rare WHERE sharing.words @@ word) DESC LIMIT 40)
"""

# Words first, then the rest: an index of days lists a tenth of the archive to find a few thousand rows.
_RANKED = """
SELECT {columns} FROM (
    SELECT * FROM (SELECT * FROM {table} WHERE {holds} OFFSET 0) AS {table} WHERE {condition} LIMIT {ranked}
) AS held, LATERAL (SELECT {vector} AS vector OFFSET 0) AS computed
ORDER BY {rank} DESC, id LIMIT {at_most}
"""


_HAS = sql.SQL("CASE WHEN vector @@ {}::tsquery THEN {} ELSE 0 END")
_DISTANT = sql.SQL("{} * cos(pi() * {} / 512)")


def passages_for(
    text: str, meaning: Vectors, *, after: datetime, until: datetime | None, at_most: int = AT_MOST
) -> dict[int, float]:
    """Passages (by key) published after that instant and before `until`; how near each is, −1 to 1."""
    dates = sql.SQL("published_at > {}").format(sql.Literal(after))
    if until:
        dates += sql.SQL(" AND published_at < {}").format(sql.Literal(until))
    with transaction.atomic():
        _prepare()
        by_words = _passages_by_words(text, meaning, dates)
        held = by_words | _passages_by_meaning(meaning, dates)
    near = dict(zip(held, (from_bytes(held.values()) @ meaning).tolist(), strict=True))
    cosines = {key: cosine for key, cosine in near.items() if cosine >= NEAR_IF_NAMED}
    # What shares names is kept however differently it is worded: the scorer looks at names first.
    nearest = sorted(cosines, key=lambda key: -cosines[key])
    chosen = dict.fromkeys([*(key for key in by_words if key in cosines), *nearest])
    return {key: cosines[key] for key in list(chosen)[:at_most]}


def claims_like(text: str, meaning: Vectors) -> tuple[str, list[Any]]:
    """A query, with its parameters, of the keys of claims that may say the same: nearest meanings, and rare words.

    Whoever may read them, and whether they stand: the caller asks that.
    """
    distance = "signs <~> %s::bit(512)" if is_indexed() else "bit_count(signs # %s::bit(512))"
    return _CLAIMS_LIKE.format(said=_SAID, common=_COMMON, distance=distance), [*_asked(text), signs(meaning)]


@lru_cache(maxsize=4)
def _shares(_database: str, _period: int) -> dict[str, float]:
    with connection.cursor() as cursor:
        cursor.execute(_COMMON)
        return dict(cursor.fetchall())


def _shares_now() -> dict[str, float]:
    """One query every ten minutes: the database counts no more often."""
    return _shares(connection.settings_dict["NAME"], int(monotonic() // _COUNTED_EVERY))


def _share(shares: Mapping[str, float], lexeme: str) -> float:
    return shares.get(lexeme, _RARER_THAN_COUNTED)


def _share_of_those_that_begin(shares: Mapping[str, float], beginning: str) -> float:
    return max(_RARER_THAN_COUNTED, sum(share for lexeme, share in shares.items() if lexeme.startswith(beginning)))


def rarity() -> Callable[[str], float]:
    """How rare a stem is in passages: as `claims_like` weighs words, for the comparison that follows."""
    shares = _shares_now()

    def of(stem: str) -> float:
        return -log(min(_share(shares, stem), _NEARLY_ALL))

    return of


def open_claims_for(text: str, meanings: Vectors, *, published_at: datetime, at_most: int) -> dict[int, Vectors]:
    """Predictions that await their outcome and of which some of these passages may speak, each with its meaning.

    Those whose meaning is not known yet are left out: their own search will come, and find the passages.

    `text` is all of the passages together; `published_at` sorts out claims that are clearly no older.
    """
    older = sql.SQL(
        "EXISTS (SELECT FROM claims_prediction AS awaited WHERE awaited.claim_id = {}.{} AND awaits_outcome)"
        " AND EXISTS (SELECT FROM claims_claim AS dated WHERE dated.id = {}.{} AND claim_date <= {})"
    )
    latest = sql.Literal((published_at + timedelta(days=1)).date())
    near = sql.SQL(
        "SELECT DISTINCT near.claim_id FROM unnest({}::bit(512)[]) AS said (its_signs), LATERAL ("
        "SELECT claim_id FROM claims_claimmeaning AS held WHERE {} ORDER BY {} LIMIT 10) AS near"
    )
    names = (sql.Identifier("held"), sql.Identifier("claim_id"))
    with transaction.atomic():
        _prepare()
        its_signs = sql.Literal([signs(each) for each in meanings])
        rows = _rows(near, its_signs, older.format(*names, *names, latest), _distance(None))
        itself = (sql.Identifier("claims_claim"), sql.Identifier("id"))
        worded = _by_words(_CLAIMS, text, older.format(*itself, *itself, latest), at_most // 2)
        by_words = [row[0] for row in _rows(worded)] if worded else []
        known = _meanings([*by_words, *(row[0] for row in rows)])
    nearness = {key: float((meanings @ vector).max()) for key, vector in known.items()}
    by_meaning = sorted(nearness, key=lambda key: -nearness[key])
    chosen = dict.fromkeys([*by_meaning[: at_most - len(by_words)], *by_words])
    return {key: known[key] for key in chosen if key in known}


def _prepare() -> None:
    """For this transaction: look long enough in the index of nearest meanings, and compile nothing."""
    set_to = {"jit": "off"}
    if is_indexed():
        set_to |= {"hnsw.ef_search": "200", "hnsw.iterative_scan": "relaxed_order", "hnsw.max_scan_tuples": "100000"}
    calls = ", ".join("set_config(%s, %s, true)" for _ in set_to)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {calls}", [word for pair in set_to.items() for word in pair])


def _passages_by_words(text: str, meaning: Vectors, dates: sql.Composable) -> dict[int, bytes]:
    worded = _by_words(_PASSAGES, text, dates, BY_WORDS, signs(meaning))
    return dict(_rows(worded)) if worded else {}


def _passages_by_meaning(meaning: Vectors, dates: sql.Composable) -> dict[int, bytes]:
    its_signs = signs(meaning)
    is_many = is_indexed() and _expected(dates) > FEW
    distance = _distance(its_signs) if is_many else _distance_one_by_one(its_signs)
    nearest = sql.SQL("SELECT id, meaning FROM claims_passage WHERE {} ORDER BY {} LIMIT {}")
    return dict(_rows(nearest, dates, distance, sql.Literal(BY_MEANING)))


def _expected(dates: sql.Composable) -> float:
    """How many passages the database expects of those days: to count them would take longer."""
    plan = _rows(sql.SQL("EXPLAIN (FORMAT JSON) SELECT FROM claims_passage WHERE {}"), dates)[0][0]
    rows: float = plan[0]["Plan"]["Plan Rows"]
    return rows


def _distance(its_signs: str | None) -> sql.Composable:
    """In how many signs a row differs from these, or from those of `said`; by the index where there is one."""
    if not is_indexed():
        return _distance_one_by_one(its_signs)
    return sql.SQL("signs <~> {}").format(_bits(its_signs))


def _distance_one_by_one(its_signs: str | None) -> sql.Composable:
    return sql.SQL("bit_count(signs # {})").format(_bits(its_signs))


def _bits(its_signs: str | None) -> sql.Composable:
    return sql.SQL("said.its_signs") if its_signs is None else sql.SQL("{}::bit(512)").format(sql.Literal(its_signs))


def _meanings(claims: Sequence[int]) -> dict[int, Vectors]:
    statement = sql.SQL("SELECT claim_id, meaning FROM claims_claimmeaning WHERE claim_id = ANY ({})")
    rows = _rows(statement, sql.Literal(list(claims)))
    return dict(zip((row[0] for row in rows), from_bytes(row[1] for row in rows), strict=True))


def _by_words(
    shelf: _Shelf, text: str, condition: sql.Composable, at_most: int, its_signs: str = ""
) -> sql.Composable | None:
    """A query of the rows that share rare words, or pairs of less rare ones, with the text, the rarest first.

    With `its_signs` what is near comes before what is not. None where no word of it is worth looking for.
    """
    terms = _terms(shelf, text)
    if not terms:
        return None
    every = sql.Literal(_any_of(terms))
    holds = sql.SQL(" OR ").join(sql.SQL("{} @@ {}::tsquery").format(words, every) for words in shelf.words)
    weights = [(term.query, term.weight) for term in terms]
    rank = [_DISTANT.format(sql.Literal(_OF_MEANING), _distance_one_by_one(its_signs))] if its_signs else []
    if its_signs and (names := [term for term in terms if term.is_name]):
        weights.append((_any_of(names), _OF_ANY_NAME))
    rank += [_HAS.format(sql.Literal(query), sql.Literal(weight)) for query, weight in weights]
    return sql.SQL(_RANKED).format(
        columns=shelf.columns,
        table=sql.Identifier(shelf.table),
        holds=sql.SQL("({})").format(holds),
        condition=condition,
        ranked=sql.Literal(shelf.ranked),
        vector=sql.SQL(" || ").join(shelf.words),
        rank=sql.SQL(" + ").join(rank),
        at_most=sql.Literal(at_most),
    )


def _any_of(terms: Iterable[_Term]) -> str:
    return " | ".join(f"({term.query})" for term in terms)


def _terms(shelf: _Shelf, text: str) -> list[_Term]:
    """What to look for: the rarest words, names first, and the rarest pairs of those that are not rare."""
    with connection.cursor() as cursor:
        cursor.execute(_SPOKEN_OF.format(said=_SAID), [*_asked(text), shelf.table])
        rows = cursor.fetchall()
    size = rows[0][2] if rows else 0
    shares = _shares_now()
    expected = {_quoted(row[0]): _share(shares, row[0]) * size for row in rows}
    names = {_quoted(row[0]) for row in rows if row[1]}
    for beginning in _beginnings(text):
        begins_so = f"{_quoted(beginning)}:*"
        expected[begins_so] = _share_of_those_that_begin(shares, beginning) * size
        names.add(begins_so)
    expected = {query: max(rows, 1.0) for query, rows in expected.items()}
    by_rarity = sorted(expected, key=lambda word: (word not in names, expected[word], -len(word), word))
    every_rare = [word for word in by_rarity if expected[word] <= _ROWS_OF_A_TERM]
    # Names first: the scorer looks at them before all else.
    rare = [word for word in every_rare if word in names][:_TERMS]
    rare += [word for word in every_rare if word not in names][: max(shelf.beside, shelf.fewest - len(rare))]
    rare = rare[:_TERMS]
    usual = [word for word in by_rarity if expected[word] > _ROWS_OF_A_TERM][:_PAIRED]
    together = {f"{one} & {two}": expected[one] * expected[two] / size for one, two in combinations(usual, 2)}
    pairs = [pair for pair, rows in together.items() if rows <= _ROWS_OF_A_TERM]
    found = {word: expected[word] for word in rare}
    found |= {pair: together[pair] for pair in pairs[: max(shelf.pairs, shelf.fewest - len(rare))]}
    return [
        _Term(query, log(1 + size / rows) * (_OF_A_NAME if query in names else 1), query in names)
        for query, rows in found.items()
    ]


def _asked(text: str) -> list[Any]:
    """The parameters of `_SAID`."""
    configurations = list(CONFIGURATIONS.values())
    names = {word for word in _WORD.findall(text) if word[0].isupper() and names_in(word, "") != NO_NAMES}
    names |= {form for form in written(names_in(text, "")) if not form.endswith("*")}
    return [configurations, text, list(names), configurations]


def _beginnings(text: str) -> list[str]:
    """Of names that both languages write so, and go on in many ways: *ukrain*."""
    return [form[:-1] for form in written(names_in(text, "")) if form.endswith("*")]


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def _rows(statement: sql.Composable, *parts: sql.Composable) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement.format(*parts) if isinstance(statement, sql.SQL) and parts else statement)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
