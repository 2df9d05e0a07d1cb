"""The sweep: every claim whose turn has come by the database's clock is taken, looked at, and given its next turn.

A batch is leased under a token, and written in one transaction that the token guards. So it may run twice, in parallel,
late, or be killed at any step: what one leaves, the next takes, and each turn has one Recheck.
"""

import logging
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import OperationalError, connection, models, transaction
from django.db.models import DateTimeField, Q, Value
from django.db.models.functions import Now
from psycopg import sql

from claims.clock import database_now
from claims.models import Claim, Prediction, Recheck
from claims.rules.cadence import next_turn
from claims.telling import tell_of_rechecks
from sources import failpoints

logger = logging.getLogger(__name__)

BATCH = 500
LEASE = timedelta(minutes=2)
"""How long a sweep may be silent before its rows are given to another."""

ATTEMPTS = 3
PUSHED_ON_BY = timedelta(hours=6)
"""When the sweep comes back to a row it could not look at."""

# What ends later than any lease can was leased before somebody set the database's clock back.
_FREE = Q(leased_until__isnull=True) | Q(leased_until__lt=Now()) | Q(leased_until__gt=Now() + 2 * LEASE)

_IS_ANYTHING_DUE = """
SELECT EXISTS (SELECT FROM claims_prediction WHERE awaits_outcome AND recheck_at <= statement_timestamp())
    OR EXISTS (SELECT FROM claims_claim WHERE recheck_at <= statement_timestamp()
               AND look_at IS NOT NULL AND current_verdict_id IS NOT NULL AND withdrawn_at IS NULL)
"""

_LEASE = """
UPDATE {table} SET lease_token = %s, leased_until = statement_timestamp() + make_interval(secs => %s),
    recheck_attempts = recheck_attempts + 1
WHERE id = ANY (%s)
"""

# A window set back to what it was brings back an instant at which a look is already on record. A prediction that comes
# up is looked for in later documents, unless it is being looked for.
_LOOKS = """
WITH look AS (
    INSERT INTO claims_recheck (claim_id, reason, scheduled_for)
    SELECT * FROM unnest(%s::bigint[], %s::text[], %s::timestamptz[]) ON CONFLICT DO NOTHING
    RETURNING id, claim_id, reason, done_at
), search AS (
    INSERT INTO claims_evidencesearch (claim_id, reason)
    SELECT claim_id, 'came_up' FROM look WHERE reason <> 'again' ON CONFLICT DO NOTHING
)
SELECT id, claim_id, reason, done_at FROM look
"""

_NEXT_TURNS = """
UPDATE {table} AS line
SET recheck_at = turn.at, recheck_attempts = 0, recheck_error = '', lease_token = NULL, leased_until = NULL
FROM unnest(%s::bigint[], %s::timestamptz[]) AS turn (id, at)
WHERE line.id = turn.id
"""


@dataclass(frozen=True, slots=True)
class _Lease:
    """Rows of one table, taken under a token; `attempts` counts this one in."""

    model: type[Prediction | Claim]
    keys: Sequence[int]
    token: uuid.UUID
    attempts: int

    def rows(self) -> models.QuerySet[Any]:
        """Those that are still ours."""
        mine: models.QuerySet[Any] = self.model.objects.filter(pk__in=self.keys, lease_token=self.token)
        return mine


def sweep() -> int:
    """Take every claim whose turn has come, write its Recheck, and set its next turn. Returns how many were looked at.

    A row that cannot be looked at is pushed on and reported; it never blocks the line.
    """
    with connection.cursor() as cursor:
        cursor.execute(_IS_ANYTHING_DUE)
        if not cursor.fetchone()[0]:
            return 0
    return sum(_sweep(model) for model in (Prediction, Claim))


def _sweep(model: type[Prediction | Claim]) -> int:
    count = 0
    while lease := _take(model):
        failpoints.reach("turns taken")
        try:
            count += _look(lease)
        except OperationalError:
            raise  # the database went away: the lease runs out, and a later sweep goes on
        except Exception as error:  # whatever one row provokes, the others go on
            _give_back(lease, error)
        failpoints.reach("turns done")
    return count


def _take(model: type[Prediction | Claim]) -> _Lease | None:
    """A batch that nobody has tried yet, else one row that somebody has: what kills its worker does so alone."""
    token = uuid.uuid4()
    with transaction.atomic():
        held = model.objects.to_recheck().filter(_FREE).select_for_update(of=("self",), no_key=True, skip_locked=True)
        free = held.values_list("pk", "recheck_attempts")
        taken = list(free.filter(recheck_attempts=0)[:BATCH]) or list(free.filter(recheck_attempts__gt=0)[:1])
        if not taken:
            return None
        keys = [key for key, _attempts in taken]
        with connection.cursor() as cursor:
            statement = sql.SQL(_LEASE).format(table=sql.Identifier(model._meta.db_table))
            cursor.execute(statement, [token, LEASE.total_seconds(), keys])
    return _Lease(model, keys, token, attempts=taken[0][1] + 1)


def _look(lease: _Lease) -> int:
    """Write the Rechecks and the next turns of the rows that are still ours, and return how many those are."""
    if lease.attempts > ATTEMPTS:
        raise GivenUp("its worker died at each of its attempts")
    with transaction.atomic():
        now = database_now()
        held = lease.rows().select_for_update(of=("self",), no_key=True).order_by("recheck_at", "pk")
        rows: models.QuerySet[Any, Any]
        if lease.model is Prediction:
            rows = held.values_list("pk", "claim_id", "recheck_at", "look_at", "due_at", Value(False))
        else:
            rows = held.values_list("pk", "pk", "recheck_at", "look_at", Value(None, DateTimeField()), Value(True))
        turns = [_Turn(*row) for row in rows]
        with connection.cursor() as cursor:
            cursor.execute(
                _LOOKS,
                [
                    [turn.claim for turn in turns],
                    [turn.reason(now) for turn in turns],
                    [turn.scheduled_for for turn in turns],
                ],
            )
            tell_of_rechecks(cursor.fetchall())
            failpoints.reach("looks written")
            statement = sql.SQL(_NEXT_TURNS).format(table=sql.Identifier(lease.model._meta.db_table))
            cursor.execute(statement, [[turn.key for turn in turns], [turn.next(now) for turn in turns]])
    return len(turns)


class GivenUp(Exception):
    """A row at which worker after worker died."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """One row, and what its next turn depends on."""

    key: int
    claim: int
    scheduled_for: datetime
    look_at: datetime | None
    due_at: datetime | None
    is_fact: bool

    def reason(self, now: datetime) -> str:
        if self.is_fact:
            return Recheck.Reason.AGAIN.value
        is_due = self.due_at is not None and self.due_at <= now
        return (Recheck.Reason.DUE if is_due else Recheck.Reason.LOOK).value

    def next(self, now: datetime) -> datetime:
        return next_turn(look_at=self.look_at, due_at=self.due_at, now=now)


def _give_back(lease: _Lease, error: Exception) -> None:
    """The rows of a batch are tried again, each alone; a row that failed alone is pushed on and reported."""
    mine = lease.rows()
    if len(lease.keys) > 1:
        logger.warning("A batch of %d turns failed (%s); each is tried alone.", len(lease.keys), error)
        mine.update(lease_token=None, leased_until=None)
        return
    logger.error(
        "%s %d could not be looked at and is pushed on by %s: %s",
        lease.model._meta.verbose_name,
        lease.keys[0],
        PUSHED_ON_BY,
        error,
        exc_info=error,
    )
    mine.update(
        recheck_at=Now() + PUSHED_ON_BY,
        recheck_attempts=0,
        recheck_error=f"{type(error).__name__}: {error}".replace("\x00", "�")[:5000],
        lease_token=None,
        leased_until=None,
    )
