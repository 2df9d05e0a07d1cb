"""What was held at an instant: whatever reads the present reads the past with the same words.

Within `reading(moment)` a query finds, in the place of the tables that the ledger enters, their rows as of the moment:
`WITH claims_claim AS (…)` goes before it, and takes the table's name. So filters are right that know nothing of it.
What stands in an answer is of the past; who may read it is of now: access to documents, groups, withholding,
permissions.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import OperationalError, connection, models, transaction
from psycopg.errors import LockNotAvailable

from claims.as_entered import JUDGED, TABLES, rows
from claims.models import LedgerEntry
from claims.once_held import IS_BIRTH, ClaimKeys
from claims.querysets import at_the_instant

LONGEST_WAIT = "2s"

MOST = 5_000
"""Rows that are looked at in one go: each is read from the ledger by itself, before a filter sees it."""


class InTheFuture(Exception):
    """Nothing is known yet as of this instant; `now` is the database's."""

    def __init__(self, now: datetime) -> None:
        super().__init__(f"It is {now.isoformat()}.")
        self.now = now


class NotYetSettled(Exception):
    """Somebody who may have written by this instant has not committed yet."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The entries up to `seq`, which are all of those recorded by `instant`.

    `is_sealed`: an entry of then or later stands in the ledger, so that none of before can come. `known_at`: only
    verdicts known to the world by then count.
    """

    instant: datetime
    seq: int
    is_sealed: bool
    known_at: datetime | None = None

    @property
    def now(self) -> datetime:
        """The instant for which statuses are told."""
        return self.known_at or self.instant


FIND = """
SELECT coalesce((SELECT seq FROM claims_ledgerentry WHERE recorded_at <= %(at)s ORDER BY recorded_at DESC LIMIT 1), 0),
    coalesce((SELECT recorded_at FROM claims_ledgerentry ORDER BY seq DESC LIMIT 1) >= %(at)s, false),
    statement_timestamp()
"""


def moment(instant: datetime, *, known_at: datetime | None = None) -> Moment:
    """The moment of this instant. One query where the ledger has an entry of then or later, else up to six.

    Entries come to be seen in the order of their instants. So none can come before one that is seen; and where none of
    then or later is seen, whoever is writing is waited for: who writes after that records a later instant, unless the
    database's clock is set back. Raises InTheFuture, NotYetSettled.
    """
    seq, is_sealed, now = _found(instant)
    if instant > now:
        raise InTheFuture(now)
    if not is_sealed:
        _wait_for_writers()
        seq, is_sealed, now = _found(instant)
    return Moment(instant, seq, is_sealed, known_at)


def this_moment(*, known_at: datetime | None = None) -> Moment:
    """The moment of the newest entry, by the database's clock. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(seq), 0), statement_timestamp() FROM claims_ledgerentry")
        seq, now = cursor.fetchone()
    return Moment(now, seq, is_sealed=False, known_at=known_at)


def _found(instant: datetime) -> tuple[int, bool, datetime]:
    with connection.cursor() as cursor:
        cursor.execute(FIND, {"at": instant})
        seq, is_sealed, now = cursor.fetchone()
        return seq, is_sealed, now


def _wait_for_writers() -> None:
    """Until those have ended who hold the ledger now: it is held from a transaction's first entry to its end."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [LONGEST_WAIT])
            cursor.execute("SELECT pg_advisory_xact_lock_shared(hashtextextended('aver ledger', 0))")
            cursor.execute("SET LOCAL lock_timeout TO DEFAULT")
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise NotYetSettled from error
        raise


def few(claims: ClaimKeys, moment: Moment) -> list[int] | None:
    """Those of the claims that were so by the moment; None: more than MOST entries say so. One query.

    Without DISTINCT, for which all of them would be read. How many they are by a moment never changes.
    """
    keys = list(claims.filter(seq__lte=moment.seq)[: MOST + 1])
    return sorted(set(keys)) if len(keys) <= MOST else None


def edge(model: type[models.Model], moment: Moment, *, beyond: int | None, descends: bool) -> int | None:
    """The key of the last of MOST rows from here on that were ever there by the moment; None: no more follow them.

    Of its instants nothing changes an answer that ends there. One query, answered by an index.
    """
    born = LedgerEntry.objects.filter(IS_BIRTH, object_table=model._meta.db_table, seq__lte=moment.seq)
    if beyond is not None:
        born = born.filter(**{f"object_id__{'lt' if descends else 'gt'}": beyond})
    keys = born.order_by("-object_id" if descends else "object_id").values_list("object_id", flat=True)
    last = list(keys[MOST - 1 : MOST + 1])
    return last[0] if len(last) > 1 else None


@contextmanager
def reading(moment: Moment, *, tells_withheld: bool = False) -> Iterator[None]:
    """Within it, queries of this thread read the moment, and statuses are those of its instant. Nothing is written.

    `tells_withheld`: the reader may read withheld claims, and learns whether one was withheld then; for everybody else
    those that are withheld now are not there.
    """
    with at_the_instant(moment.now), connection.execute_wrapper(_Past(moment, tells_withheld)):
        yield


@dataclass(frozen=True, slots=True)
class _Past:
    """Puts the tables of the past before each statement."""

    moment: Moment
    tells_withheld: bool

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(("SELECT", "(SELECT")):
            raise RuntimeError("Nothing but SELECT while the past is read.")
        return execute(self._before(sql) + sql, params, many, context)

    def _before(self, sql: str) -> str:
        known_at = self.moment.known_at
        named = {table for table in TABLES if f'"{table}"' in sql}
        if known_at and named & JUDGED:
            named |= JUDGED
        tables = [f"{table} AS NOT MATERIALIZED ({self._rows(table)})" for table in TABLES if table in named]
        return f"WITH {', '.join(tables)} " if tables else ""

    def _rows(self, table: str) -> str:
        known_at, seq = self.moment.known_at, self.moment.seq
        known = f"'{known_at.astimezone(UTC).isoformat()}'::timestamptz" if known_at else ""
        told = rows(table, knows=known_at is not None, tells_withheld=self.tells_withheld)
        return told.format(seq=seq, known=known)
