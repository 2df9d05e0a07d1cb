"""Reading the ledger: does every entry stand as it was written, and every row as its last entry says?

Only SELECTs, in one snapshot, with every expression written out here: a function of the database could itself have
been rewritten. What an entry holds is told by LedgerEntry; what is entered of a row, by LEDGERED.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group, User
from django.db import connection, models, transaction

from claims.models import (
    MACHINERY,
    Appearance,
    Approval,
    CandidateDecision,
    Claim,
    Claimant,
    ClaimRelation,
    ClaimReview,
    Evidence,
    Prediction,
    Rating,
    RatingScale,
    Topic,
    Verdict,
    VerdictEvidence,
)
from sources.models import Document, DocumentVersion, Publisher

LEDGERED: dict[type[models.Model], frozenset[str]] = {
    Publisher: frozenset(),
    Document: frozenset(),
    DocumentVersion: frozenset({"text", "raw"}),
    Document.groups.through: frozenset(),
    User: frozenset({"password", "last_login"}),
    User.groups.through: frozenset(),
    User.user_permissions.through: frozenset(),
    Group.permissions.through: frozenset(),
    RatingScale: frozenset(),
    Rating: frozenset(),
    Claimant: frozenset(),
    Claim: MACHINERY | {"revision"},
    Claim.topics.through: frozenset(),
    ClaimRelation: frozenset(),
    Topic: frozenset(),
    Appearance: frozenset(),
    Prediction: MACHINERY,
    CandidateDecision: frozenset(),
    Evidence: frozenset({"score", "why"}),
    Verdict: frozenset(),
    VerdictEvidence: frozenset(),
    Approval: frozenset(),
    ClaimReview: frozenset({"revision"}),
}
"""What is entered, with the columns left out: counters, the sweep's turn, texts that have a hash of their own,
how the machine came to suggest a piece."""

GENESIS = "0" * 64

NAMED_ONE_BY_ONE = 1000
"""Missing entries of one hole; a forged number of eighteen digits must not make the list endless."""


def words_of(model: type[models.Model]) -> frozenset[str]:
    """The columns of free words, which entries name by their hash."""
    kinds = (models.CharField, models.TextField, models.JSONField)
    fields = (field for field in model._meta.concrete_fields if isinstance(field, kinds) and not field.choices)
    return frozenset(str(field.column) for field in fields) - LEDGERED[model]


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry, to be kept where nobody who can write the database can write."""

    seq: int
    recorded_at: datetime
    hash: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was written: its sort, where, and in words."""

    sort: str
    where: str
    words: str

    def __str__(self) -> str:
        return f"{self.where}: {self.words}"


def head() -> Head | None:
    """The newest entry; None where there is none."""
    for row in _rows("SELECT seq, recorded_at, hash FROM claims_ledgerentry ORDER BY seq DESC LIMIT 1"):
        return Head(*row)
    return None


def faults(known: Head | None = None) -> Iterator[Fault]:
    """All faults, in the order of the entries, then of the tables. `known` is a head that was kept elsewhere.

    To be exhausted in one go: the iteration holds a read-only snapshot.
    """
    with snapshot():
        yield from _faults_of_the_chain()
        if known:
            yield from _faults_of_the_tail(known)
        for model in LEDGERED:
            yield from _faults_of_rows(model)
        yield from _faults_of_words()
        yield from _faults_of_texts()


@contextmanager
def snapshot() -> Iterator[None]:
    """A read-only transaction that sees one state of the base, in UTC; inside another transaction, only the zone."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if is_outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SET LOCAL timezone = 'UTC'; SET LOCAL extra_float_digits = 1")
        yield


def _rows(statement: str, parameters: list[Any] | None = None) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        while some := cursor.fetchmany(1000):
            yield from some


CHAIN = """
SELECT seq, prior_seq, computed <> hash,
    prev_hash <> coalesce(prior_hash, %s), recorded_at <= prior_at
FROM (
    SELECT seq, hash, prev_hash, recorded_at,
        encode(sha256(convert_to((to_jsonb(entry) - 'hash')::text, 'UTF8')), 'hex') AS computed,
        coalesce(lag(seq) OVER one_by_one, 0) AS prior_seq,
        lag(hash) OVER one_by_one AS prior_hash,
        lag(recorded_at) OVER one_by_one AS prior_at
    FROM claims_ledgerentry AS entry
    WINDOW one_by_one AS (ORDER BY seq)
) AS chain
WHERE computed <> hash OR prior_seq <> seq - 1 OR prev_hash <> coalesce(prior_hash, %s) OR recorded_at <= prior_at
ORDER BY seq
"""


def _faults_of_the_chain() -> Iterator[Fault]:
    for seq, prior_seq, is_altered, is_broken, is_disordered in _rows(CHAIN, [GENESIS, GENESIS]):
        yield from _missing(prior_seq + 1, seq)
        if is_altered:
            yield Fault("altered", f"entry {seq}", "is not what was written: its hash fails")
        if is_broken and prior_seq == seq - 1:
            yield Fault("broken", f"entry {seq}", f"does not follow entry {prior_seq}: its link is broken")
        if is_disordered:
            yield Fault("disordered", f"entry {seq}", f"is not later than entry {prior_seq}")


def _missing(first: int, end: int) -> Iterator[Fault]:
    for seq in range(first, min(end, first + NAMED_ONE_BY_ONE)):
        yield Fault("missing", f"entry {seq}", "is missing")
    if end > first + NAMED_ONE_BY_ONE:
        yield Fault("missing", f"entry {first + NAMED_ONE_BY_ONE}", f"is missing, and all that follow up to {end - 1}")


def _faults_of_the_tail(known: Head) -> Iterator[Fault]:
    found = next(_rows("SELECT hash FROM claims_ledgerentry WHERE seq = %s", [known.seq]), None)
    newest = head()
    if found is None:
        ends = f"it ends with entry {newest.seq}" if newest else "it is empty"
        yield Fault("cut", f"entry {known.seq}", f"was the head on {known.recorded_at:%Y-%m-%d} and is gone; {ends}")
    elif found[0] != known.hash:
        words = f"is another than the head of {known.recorded_at:%Y-%m-%d}: the ledger was rewritten"
        yield Fault("rewritten", f"entry {known.seq}", words)


ROWS = """
WITH last AS (
    SELECT DISTINCT ON (object_id) object_id, seq, operation, after
    FROM claims_ledgerentry WHERE object_table = %s ORDER BY object_id, seq DESC
), held AS (
    SELECT line.id, image FROM {table} AS line, LATERAL (
        SELECT jsonb_object_agg(key, CASE
            WHEN key = ANY (%s) AND value NOT IN ('null', '""')
            THEN to_jsonb('sha256:' || encode(sha256(convert_to(value #>> '{{}}', 'UTF8')), 'hex'))
            ELSE value END) AS image
        FROM jsonb_each(to_jsonb(line)) WHERE key <> ALL (%s)
    ) AS imaged
)
SELECT coalesce(id, object_id), seq, id IS NULL, object_id IS NULL OR operation = 'delete', unlike.columns
FROM last FULL JOIN held ON id = object_id, LATERAL (
    SELECT array_agg(key ORDER BY key) AS columns
    FROM jsonb_each(image) AS now JOIN jsonb_each(after) AS entered USING (key)
    WHERE now.value IS DISTINCT FROM entered.value
) AS unlike
WHERE (id IS NULL AND operation <> 'delete') OR (id IS NOT NULL AND (object_id IS NULL OR operation = 'delete'))
    OR unlike.columns IS NOT NULL
ORDER BY 1
"""


def _faults_of_rows(model: type[models.Model]) -> Iterator[Fault]:
    """Rows unlike their last entry. A column that came later is compared from the row's next entry on."""
    table = model._meta.db_table
    statement = ROWS.format(table=table)
    for key, seq, is_gone, is_unknown, columns in _rows(
        statement, [table, sorted(words_of(model)), sorted(LEDGERED[model])]
    ):
        where = f"{table} {key}"
        if is_gone:
            yield Fault("row missing", where, f"is gone, though entry {seq} holds it")
        elif is_unknown:
            yield Fault("row unknown", where, "stands there without an entry")
        else:
            yield Fault("row unlike", where, f"is unlike entry {seq} in {', '.join(columns)}")


WORDS = """
WITH named AS (
    SELECT min(seq) AS seq, key FROM (
        SELECT seq, value #>> '{}' AS key FROM claims_ledgerentry, jsonb_each(after)
        WHERE value #>> '{}' LIKE 'sha256:%%'
        UNION ALL SELECT seq, reason FROM claims_ledgerentry WHERE reason <> ''
    ) AS named GROUP BY key
), erased AS (
    SELECT jsonb_array_elements_text(after -> 'erased') AS key FROM claims_ledgerentry
    WHERE object_table = 'claims_ledgertext'
)
SELECT coalesce(named.key, words.sha256), seq, sha256 IS NULL, text IS NULL
FROM named FULL JOIN claims_ledgertext AS words ON words.sha256 = named.key
WHERE sha256 IS NULL
    OR (text IS NULL AND sha256 NOT IN (SELECT key FROM erased))
    OR sha256 <> 'sha256:' || encode(sha256(convert_to(text, 'UTF8')), 'hex')
ORDER BY 2, 1
"""


def _faults_of_words() -> Iterator[Fault]:
    for key, seq, is_gone, is_emptied in _rows(WORDS, []):
        where = f"words {key}"
        if is_gone:
            yield Fault("words missing", where, f"are gone, though entry {seq} names them")
        elif is_emptied:
            yield Fault("words missing", where, "are gone without having been erased")
        else:
            yield Fault("words altered", where, "are not those that were written")


TEXTS = """
SELECT id, erased_at IS NOT NULL FROM sources_documentversion
WHERE CASE WHEN erased_at IS NULL THEN sha256 <> encode(sha256(convert_to(text, 'UTF8')), 'hex')
           ELSE text ~ '[^█\\n]' OR raw IS NOT NULL END
ORDER BY id
"""


def _faults_of_texts() -> Iterator[Fault]:
    for key, is_erased in _rows(TEXTS):
        words = "was erased and holds words" if is_erased else "does not hold the text of its SHA-256"
        yield Fault("text altered", f"sources_documentversion {key}", words)
