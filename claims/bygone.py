"""What was held at an instant: the tables as they stood then, read from the ledger.

Within `reading(moment)` each query finds, in the place of the tables that the ledger enters, their rows as of the
moment: an expression `WITH claims_claim AS (…)` goes before it, and takes the table's name. So whatever reads the
present reads the past with the same words, its filters included. What stands in an answer is of the past; who may read
it is of now: access to documents and their groups, withholding, permissions.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.contrib.auth.models import User
from django.db import connection, models, transaction
from django.db.utils import OperationalError
from psycopg.errors import LockNotAvailable

from claims.ledger import LEDGERED, words_of
from claims.models import (
    AppendOnly,
    Appearance,
    Approval,
    Claim,
    Claimant,
    Evidence,
    Prediction,
    Rating,
    RatingScale,
    Topic,
    Verdict,
    VerdictEvidence,
)
from claims.querysets import at_the_instant
from sources.models import Document, Publisher

ERASED = "█"
"""What stands for words that the law has taken out of the ledger. A quotation keeps its length."""

LONGEST_WAIT = "2s"


class InTheFuture(Exception):
    """Nothing is known yet as of this instant; `now` is the database's."""

    def __init__(self, now: datetime) -> None:
        super().__init__(f"It is {now.isoformat()}.")
        self.now = now


class NotYetSettled(Exception):
    """Somebody who wrote by this instant has not committed yet."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The entries up to `seq`, which are all of those recorded by `instant`.

    `is_sealed`: an entry of then or later stands in the ledger, so that none of before can come. `known_at`: only
    verdicts known to the world by then.
    """

    instant: datetime
    seq: int
    is_sealed: bool
    known_at: datetime | None = None

    @property
    def now(self) -> datetime:
        """The instant for which statuses are told."""
        return self.known_at or self.instant


_FIND = """
SELECT coalesce((SELECT seq FROM claims_ledgerentry WHERE recorded_at <= %(at)s ORDER BY recorded_at DESC LIMIT 1), 0),
    coalesce((SELECT recorded_at FROM claims_ledgerentry ORDER BY seq DESC LIMIT 1) >= %(at)s, false),
    statement_timestamp()
"""


def moment(instant: datetime, *, known_at: datetime | None = None) -> Moment:
    """The moment of this instant. One query where the ledger has an entry of then or later, else three.

    Entries are seen in the order of their instants. So none can come before one that is seen; and where none is seen,
    whoever is writing is waited for: who writes after that records a later instant. Raises InTheFuture, NotYetSettled.
    """
    seq, is_sealed, now = _found(instant)
    if instant > now:
        raise InTheFuture(now)
    if not is_sealed:
        _wait_for_writers()
        seq, is_sealed, now = _found(instant)
    return Moment(instant, seq, is_sealed, known_at)


def this_moment(*, known_at: datetime | None = None) -> Moment:
    """The moment of the newest entry, at the database's clock. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(seq), 0), statement_timestamp() FROM claims_ledgerentry")
        seq, now = cursor.fetchone()
    return Moment(now, seq, is_sealed=False, known_at=known_at)


def _found(instant: datetime) -> tuple[int, bool, datetime]:
    with connection.cursor() as cursor:
        cursor.execute(_FIND, {"at": instant})
        seq, is_sealed, now = cursor.fetchone()
        return seq, is_sealed, now


def _wait_for_writers() -> None:
    """Until those have committed who hold the ledger now; see `ledger_append` in the migrations."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [LONGEST_WAIT])
            cursor.execute("SELECT pg_advisory_xact_lock_shared(hashtextextended('aver ledger', 0))")
            cursor.execute("SET LOCAL lock_timeout TO DEFAULT")
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise NotYetSettled from error
        raise


@contextmanager
def reading(moment: Moment, *, tells_withheld: bool = False) -> Iterator[None]:
    """Within it, queries read the moment. Nothing is written meanwhile.

    `tells_withheld`: the reader may read withheld claims, and so learns whether one was then; for everybody else a
    claim is withheld that is so now.
    """
    with ExitStack() as stack:
        stack.enter_context(at_the_instant(moment.now))
        stack.enter_context(connection.execute_wrapper(_Past(moment, tells_withheld)))
        yield


@dataclass(frozen=True, slots=True)
class _Past:
    moment: Moment
    tells_withheld: bool

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(("SELECT", "(SELECT")):
            raise RuntimeError("Nothing but SELECT while the past is read.")
        return execute(self.before(sql) + sql, params, many, context)

    def before(self, sql: str) -> str:
        """The tables that the statement names, as of the moment."""
        named = [table for table in _TABLES if f'"{table}"' in sql]
        if self.moment.known_at and (CLAIM in named or PREDICTION in named):
            named = [table for table in _TABLES if table in {*named, *JUDGED}]
        if not named:
            return ""
        known_at = self.moment.known_at
        known = f"'{known_at.astimezone(UTC).isoformat()}'::timestamptz" if known_at else ""
        rows = (
            _rows(table, bool(known), self.tells_withheld).replace("{seq}", str(self.moment.seq)).replace("{known}", known)
            for table in named
        )
        tables = ", ".join(f"{table} AS NOT MATERIALIZED ({each})" for table, each in zip(named, rows, strict=True))
        return f"WITH {tables} "


CLAIM, PREDICTION = Claim._meta.db_table, Prediction._meta.db_table
JUDGED = frozenset(model._meta.db_table for model in (Approval, Rating, Verdict, Claim, Prediction))

STAYS: dict[str, dict[str, str]] = {
    table: {"claim_id": "birth.claim_id", "version_id": "(birth.after ->> 'version_id')::bigint"}
    for table in (Appearance._meta.db_table, Evidence._meta.db_table, PREDICTION, Claim.topics.through._meta.db_table)
}
"""Columns that no row ever changes (the database refuses it), as the indexes on the ledger have them."""

_MODELS: tuple[type[models.Model], ...] = (
    # In this order: each may name those before it.
    User,
    Publisher,
    Document,
    RatingScale,
    Rating,
    Claimant,
    Topic,
    Verdict,
    Approval,
    VerdictEvidence,
    Claim,
    Claim.topics.through,
    Prediction,
    Appearance,
    Evidence,
)
_TABLES = {model._meta.db_table: model for model in _MODELS}

BIRTHS = "('insert', 'founding')"

LAST = """
FROM public.claims_ledgerentry AS birth CROSS JOIN LATERAL (
    SELECT operation, after FROM public.claims_ledgerentry
    WHERE object_table = '{table}' AND object_id = birth.object_id AND seq <= {until}
    ORDER BY seq DESC LIMIT 1
) AS last
WHERE birth.object_table = '{table}' AND birth.operation IN {births} AND birth.seq <= {until}
    AND last.operation <> 'delete' AND birth.seq = (
        SELECT again.seq FROM public.claims_ledgerentry AS again
        WHERE again.object_table = '{table}' AND again.object_id = birth.object_id AND again.operation IN {births}
            AND again.seq <= {until}
        ORDER BY again.seq DESC LIMIT 1
    )
"""


def last_entries(table: str, until: str) -> str:
    """The FROM and WHERE of the rows of a table that stood after entry `until`: `birth.object_id`, `last.after`."""
    return LAST.format(table=table, births=BIRTHS, until=until)


@cache
def _rows(table: str, knows: bool, tells_withheld: bool) -> str:
    """The rows of a table as of entry `{seq}`; where it `knows`, of verdicts only those known by `{known}`."""
    model = _TABLES[table]
    if model is Document:
        return _documents()
    if issubclass(model, AppendOnly):
        return _appended(table) + (" AND known_at <= {known}" if knows and model is Verdict else "")
    columns = _columns(model)
    if model is Claim:
        columns |= {} if tells_withheld else _WITHHELD_NOW
        columns |= _STANDING if knows else {}
    if model is Prediction and knows:
        columns |= _AWAITED
    until = "{seq}" if model is not User else f"greatest({{seq}}, {_FOUNDED})"
    told = ", ".join(f"{expression} AS {_quoted(name)}" for name, expression in columns.items())
    return f"SELECT {told} {last_entries(table, until)}"


_FOUNDED = (
    "(SELECT max(seq) FROM public.claims_ledgerentry WHERE object_table = 'auth_user' AND operation = 'founding')"
)
"""Accounts came into the ledger after claims: who was there is taken for having been there from the beginning."""


def _appended(table: str) -> str:
    """Rows that are never changed stand in their table as they were entered."""
    return (
        f"SELECT * FROM public.{table} AS held WHERE (SELECT min(seq) FROM public.claims_ledgerentry"
        f" WHERE object_table = '{table}' AND object_id = held.id) <= {{seq}}"
    )


def _documents() -> str:
    """Documents of now, for they say who may read what; dated as then."""
    dated = (
        f"(SELECT (entry.after ->> 'published_at')::timestamptz FROM public.claims_ledgerentry AS entry"
        f" WHERE entry.object_table = '{Document._meta.db_table}' AND entry.object_id = now.id"
        f" AND entry.seq <= {{seq}} ORDER BY entry.seq DESC LIMIT 1)"
    )
    columns = [field.column for field in Document._meta.concrete_fields]
    told = (f"{dated} AS published_at" if column == "published_at" else f"now.{_quoted(column)}" for column in columns)
    return f"SELECT {', '.join(told)} FROM public.{Document._meta.db_table} AS now"


def _columns(model: type[models.Model]) -> dict[str, str]:
    """Each column of a row as its last entry has it, in SQL."""
    stays = STAYS.get(model._meta.db_table, {})
    told = {}
    for field in model._meta.concrete_fields:
        column = str(field.column)
        if field.primary_key:
            told[column] = "birth.object_id"
        else:
            told[column] = stays.get(column) or _column(model, field)
    return told


def _column(model: type[models.Model], field: Any) -> str:
    """One column. Where the entry is older than the column, it has the column's default."""
    sort, held = field.cast_db_type(connection), f"(last.after ->> '{field.column}')"
    if field.column in LEDGERED[model]:
        return f"{_default(field)}::{sort}"
    if field.column in words_of(model):
        held = _words(model, field.column, held)
    return f"{held}::{sort}" if field.null else f"coalesce({held}, {_default(field)})::{sort}"


def _words(model: type[models.Model], column: str, key: str) -> str:
    """The words that an entry names by their hash; no words have none."""
    erased = f"'[\"{ERASED}\"]'" if isinstance(model._meta.get_field(column), models.JSONField) else f"'{ERASED}'"
    if column == "quote":
        # What stands there now in the text, blocks of the same length.
        place = "(last.after ->> 'start')::int + 1, (last.after ->> 'end')::int - (last.after ->> 'start')::int"
        erased = (
            f"coalesce((SELECT substr(text, {place}) FROM public.sources_documentversion"
            f" WHERE id = (last.after ->> 'version_id')::bigint), {erased})"
        )
    kept = f"(SELECT text FROM public.claims_ledgertext WHERE sha256 = {key})"
    return f"CASE WHEN {key} <> '' THEN coalesce({kept}, {erased}) ELSE {key} END"


def _default(field: Any) -> str:
    """What a column holds of which nothing is entered."""
    if field.null:
        return "NULL"
    match field:
        case models.CharField() | models.TextField():
            return "''"
        case models.JSONField():
            return "'[]'"
        case models.BooleanField():
            return "'false'"
        case models.DateTimeField():
            return "'epoch'"
        case _:
            return "'0'"


_WITHHELD_NOW = {
    column: f"(SELECT now.{column} FROM public.{CLAIM} AS now WHERE now.id = birth.object_id)"
    for column in ("withheld_at", "withheld_because")
}

_COUNTS = (
    "(NOT verdict.needs_approval OR EXISTS (SELECT FROM claims_approval AS answer"
    " WHERE answer.verdict_id = verdict.id AND answer.act = 'approved'))"
)
_NEWEST = "FROM claims_verdict AS verdict WHERE verdict.claim_id = {claim} {which} ORDER BY verdict.id DESC LIMIT 1"
_COUNTED = "SELECT {what} " + _NEWEST.replace("{which}", f"AND {_COUNTS}")

# As claims.rules.counting.standing has it, of the verdicts known by then.
_STANDING = {
    "current_verdict_id": "("
    + _COUNTED.format(
        what="CASE WHEN verdict.rating_id IS NOT NULL THEN verdict.id END",
        claim="birth.object_id",
    )
    + ")",
    "proposed_verdict_id": "("
    + "SELECT CASE WHEN NOT {counts} THEN verdict.id END ".format(counts=_COUNTS)
    + _NEWEST.format(claim="birth.object_id", which="")
    + ")",
}
_ANNULS = (
    "coalesce(("
    + _COUNTED.format(
        what="(SELECT rating.is_annulment FROM claims_rating AS rating WHERE rating.id = verdict.rating_id)",
        claim="birth.claim_id",
    )
    + "), false)"
)
_AWAITED = {
    "awaits_outcome": f"coalesce((SELECT claim.withdrawn_at IS NULL AND claim.current_verdict_id IS NULL"
    f" FROM {CLAIM} AS claim WHERE claim.id = birth.claim_id), false)",
    "condition_state": f"CASE WHEN last.after ->> 'condition_state' IN ('open', 'never_held')"
    f" THEN CASE WHEN {_ANNULS} THEN 'never_held' ELSE 'open' END"
    f" ELSE last.after ->> 'condition_state' END",
}


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
