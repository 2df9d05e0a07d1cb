"""Work that lies in rows: taken under a lease with a token, finished with its result, tried three times.

What a `LeasedWork` row asks for is done by a function that ends, in the transaction that writes what it found, with
`finish`: where another worker has taken the row meanwhile, that raises LeaseLost and nothing of it is kept.
"""

import logging
import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from psycopg.errors import UniqueViolation

from claims.models import LeasedWork
from claims.models.leased_work import UNFINISHED
from claims.refusals import Refused, refuse
from claims.rules.transitions import Refusal
from sources import failpoints
from sources.signing import signed

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
"""How long a worker may be silent before its row is given to another."""

ATTEMPTS = 3
WAIT_AFTER_FAILURE = timedelta(seconds=30)

# What ends later than any lease can was leased before somebody set the database's clock back.
_FREE = Q(leased_until__isnull=True) | Q(leased_until__lt=Now()) | Q(leased_until__gt=Now() + 2 * LEASE)

Row = TypeVar("Row", bound=LeasedWork)


class LeaseLost(Exception):
    """Another worker has taken the row meanwhile; what this one found is discarded."""


def work_on(rows: "models.QuerySet[Row]", do: Callable[[Row], None]) -> Row | None:
    """Take the next of these rows that is free, and do it. None where none is. Never raises for what a row provokes."""
    row = take(rows)
    if row is None:
        return None
    failpoints.reach("work taken")
    try:
        do(row)
    except LeaseLost:
        logger.warning("%s %s was taken over by another worker; its result counts.", row._meta.verbose_name, row.pk)
    except Exception as error:  # whatever one row provokes, the others go on
        logger.exception("%s %s failed at attempt %s.", row._meta.verbose_name, row.pk, row.attempts)
        _give_back(row, f"{type(error).__name__}: {error}")
    failpoints.reach("work done")
    row.refresh_from_db()
    return row


def sweep(rows: "models.QuerySet[Row]", do: Callable[[Row], None], *, for_at_most: timedelta) -> int:
    """Do what waits, oldest first, until nothing is left or the time is up. Returns how many rows were worked on."""
    if not rows.filter(UNFINISHED).exists():
        return 0
    _quarantine_the_abandoned(rows)
    deadline = time.monotonic() + for_at_most.total_seconds()
    count = 0
    while time.monotonic() < deadline and work_on(rows, do):
        count += 1
    return count


def take(rows: "models.QuerySet[Row]") -> Row | None:
    """Lease one row, new ones before those that failed or whose worker fell silent; the token says whose it is."""
    token = uuid.uuid4()
    with transaction.atomic():
        free = rows.filter(UNFINISHED, _FREE, attempts__lt=ATTEMPTS)
        free = free.order_by(F("leased_until").asc(nulls_first=True), "pk")
        key = free.select_for_update(of=("self",), no_key=True, skip_locked=True).values_list("pk", flat=True).first()
        if key is None:
            return None
        rows.model._default_manager.filter(pk=key).update(
            state=LeasedWork.State.RUNNING,
            lease_token=token,
            leased_until=Now() + LEASE,
            attempts=F("attempts") + 1,
        )
    return rows.get(pk=key)


def renew(row: LeasedWork) -> None:
    """Hold the lease for as long again. Raises LeaseLost; within a transaction, the row stays locked until its end."""
    if not _mine(row).update(leased_until=Now() + LEASE):
        raise LeaseLost


def finish(row: LeasedWork, **result: Any) -> None:
    """Note that it is done, with the columns of `result`. The last statement of the transaction that wrote the rest."""
    failpoints.reach("work written")
    nobodys = {"lease_token": None, "leased_until": None}
    if not _mine(row).update(state=LeasedWork.State.DONE, error="", finished_at=Now(), **nobodys, **result):
        raise LeaseLost


def retry(row: Row, *, by: User | None) -> Row:
    """Have what is in quarantine tried again, with as many attempts as at first.

    Raises Refused if it is not there, or the same was filed anew meanwhile.
    """
    with signed("retry", by=by):
        rows: models.QuerySet[Row] = type(row)._default_manager.select_for_update(of=("self",), no_key=True)
        held = rows.get(pk=row.pk)
        refuse(None if held.state == LeasedWork.State.QUARANTINED else Refusal.WORK_NOT_QUARANTINED)
        held.state, held.attempts, held.finished_at, held.leased_until = LeasedWork.State.QUEUED, 0, None, None
        try:
            with transaction.atomic():
                held.save(update_fields=["state", "attempts", "finished_at", "leased_until"])
        except IntegrityError as error:  # only the constraint sees what another has not committed yet
            if not isinstance(error.__cause__, UniqueViolation):
                raise
            raise Refused(Refusal.WORK_WAITS_ALREADY) from error
    return held


def _mine(row: LeasedWork) -> "models.QuerySet[LeasedWork]":
    """The row, as long as nobody else has taken it."""
    mine: models.QuerySet[LeasedWork] = type(row)._default_manager.filter(pk=row.pk, lease_token=row.lease_token)
    return mine


def _give_back(row: LeasedWork, error: str) -> None:
    is_last = row.attempts >= ATTEMPTS
    _mine(row).update(
        state=LeasedWork.State.QUARANTINED if is_last else LeasedWork.State.QUEUED,
        error=error.replace("\x00", "�")[:5000],
        lease_token=None,
        leased_until=None if is_last else Now() + WAIT_AFTER_FAILURE * row.attempts,
        finished_at=Now() if is_last else None,
    )


def _quarantine_the_abandoned(rows: "models.QuerySet[Row]") -> None:
    """Rows whose worker died at the last attempt."""
    rows.filter(UNFINISHED, _FREE, attempts__gte=ATTEMPTS).update(
        state=LeasedWork.State.QUARANTINED,
        error="The worker died while it did this, at each of its attempts.",
        lease_token=None,
        leased_until=None,
        finished_at=Now(),
    )
