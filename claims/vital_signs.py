"""Signs of life of worker and beat, and how far behind the work is: by the database's clock, in one query each."""

import logging
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, connection
from django.db.models import F, QuerySet
from django.db.models.functions import Now
from psycopg import sql

from claims.clock import database_now
from claims.models import Claim, EvidenceSearch, ExtractionRun, Heartbeat, LeasedWork, PassageRun, Prediction

logger = logging.getLogger(__name__)

EVERY = 5.0
"""Seconds between two signs of life of one process."""

SILENT_AFTER = timedelta(minutes=1)
TURNS_MAY_WAIT = timedelta(minutes=5)
RUNS_MAY_WAIT = timedelta(hours=1)
LETTERS_MAY_WAIT = timedelta(hours=1)

COUNTED_TO = 1000
"""Signs of life are asked for every few seconds: they cost the same in a large archive."""

# By the index of what is unfinished, and that by state.
_LEASED = sql.SQL("""
SELECT (SELECT created_at FROM {table} WHERE state IN ('queued', 'running') AND leased_until IS NULL
        ORDER BY leased_until NULLS FIRST, id LIMIT 1),
    (SELECT count(*) FROM (SELECT FROM {table} WHERE state IN ('queued', 'running') LIMIT {at_most}) AS waiting),
    (SELECT count(*) FROM (SELECT FROM {table} WHERE state = 'running' LIMIT {at_most}) AS leased),
    (SELECT count(*) FROM (SELECT FROM {table} WHERE state = 'quarantined' LIMIT {at_most}) AS quarantined)
""")
_NOTICES = sql.SQL("""
SELECT (SELECT recorded_at FROM claims_ledgerentry
        WHERE seq > coalesce((SELECT seq FROM claims_toldupto), 0) ORDER BY seq LIMIT 1),
    (SELECT min(created_at) FROM claims_letter WHERE state = 'waiting'),
    (SELECT count(*) FROM (SELECT FROM claims_letter WHERE state = 'waiting' LIMIT {at_most}) AS waiting),
    (SELECT count(*) FROM (SELECT FROM claims_letter WHERE state = 'failed' LIMIT {at_most}) AS given_up)
""")

_last: dict[str, float] = {}


def note(part: Heartbeat.Part) -> None:
    """Write that this process lives, at most every few seconds. Never raises: whoever calls it has other work to do."""
    now = time.monotonic()
    if now - _last.get(part, -EVERY) < EVERY:
        return
    _last[part] = now
    try:
        Heartbeat.objects.bulk_create(
            [Heartbeat(part=part, seen_at=Now())],
            update_conflicts=True,
            update_fields=["seen_at"],
            unique_fields=["part"],
        )
    except DatabaseError as error:
        logger.warning("No sign of life could be written: %s", error)
    finally:
        # The worker forks, and neither process has other business with the database.
        connection.close()


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the works, whether it is well, and for whoever keeps it the figures."""

    name: str
    is_well: bool
    figures: dict[str, Any] = field(default_factory=dict)


def parts() -> list[Part]:
    """Worker, beat, and each sort of sweep. Raises DatabaseError where the database does not answer."""
    now = database_now()
    seen = dict(Heartbeat.objects.values_list("part", "seen_at"))
    alive = [
        # A sign from the future was given before somebody set the database's clock back.
        Part(part.value, part in seen and abs(now - seen[part]) < SILENT_AFTER, {"seen_at": seen.get(part)})
        for part in Heartbeat.Part
    ]
    leased = [_leased("passages", PassageRun, now), _leased("searches", EvidenceSearch, now)]
    return [*alive, _rechecks(now), _extractions(now), *leased, _notices(now)]


def _rechecks(now: datetime) -> Part:
    oldest = min(
        (
            at
            for rows in (Prediction.objects, Claim.objects)
            if (at := rows.to_recheck(now).values_list("recheck_at", flat=True).first())
        ),
        default=None,
    )
    failed = _count(Prediction.objects.exclude(recheck_error=""), Claim.objects.exclude(recheck_error=""))
    is_well = oldest is None or now - oldest < TURNS_MAY_WAIT
    return Part("rechecks", is_well, {"oldest_turn": oldest, "failed_turns": failed})


def _count(*sorts: QuerySet[Any]) -> int | str:
    return _capped(sum(rows.order_by()[:COUNTED_TO].count() for rows in sorts))


def _capped(number: int) -> int | str:
    """How many, or that there are more than anybody counts."""
    return number if number < COUNTED_TO else f"{COUNTED_TO}+"


def _extractions(now: datetime) -> Part:
    states = ExtractionRun.State
    unfinished = ExtractionRun.objects.filter(state__in=[states.QUEUED, states.RUNNING])
    queued, taken = unfinished.filter(leased_until__isnull=True), unfinished.filter(leased_until__isnull=False)
    # In two parts, as the index of what is unfinished has them: neither an archive nor a bulk of news is gone through.
    first = queued.filter(is_rereading=False).order_by(
        F("leased_until").asc(nulls_first=True), "is_rereading", "version"
    )
    news = taken.filter(is_rereading=False).order_by().values_list("created_at", flat=True)
    oldest = min(first.values_list("created_at", flat=True)[:1].union(news, all=True), default=None)
    figures = {
        "oldest_waiting_run": oldest,
        "waiting_runs": _count(unfinished),
        "leased_runs": _count(taken.filter(lease_token__isnull=False)),
        "quarantined_runs": _count(ExtractionRun.objects.filter(state=states.QUARANTINED)),
    }
    return Part("extractions", oldest is None or now - oldest < RUNS_MAY_WAIT, figures)


def _leased(name: str, model: type[LeasedWork], now: datetime) -> Part:
    """What nobody has begun yet says how far behind the work is; an archive that is done again comes after it."""
    statement = _LEASED.format(table=sql.Identifier(model._meta.db_table), at_most=sql.Literal(COUNTED_TO))
    oldest, *counts = _row(statement)
    waiting, leased, quarantined = map(_capped, counts)
    figures = {
        f"oldest_of_{name}": oldest,
        f"waiting_{name}": waiting,
        f"leased_{name}": leased,
        f"quarantined_{name}": quarantined,
    }
    return Part(name, oldest is None or now - oldest < RUNS_MAY_WAIT, figures)


def _notices(now: datetime) -> Part:
    untold, letter, waiting, given_up = _row(_NOTICES.format(at_most=sql.Literal(COUNTED_TO)))
    figures = {
        "oldest_untold_entry": untold,
        "oldest_waiting_letter": letter,
        "waiting_letters": _capped(waiting),
        "given_up_letters": _capped(given_up),
    }
    are_told = untold is None or now - untold < TURNS_MAY_WAIT
    return Part("notices", are_told and (letter is None or now - letter < LETTERS_MAY_WAIT), figures)


def _row(statement: sql.Composed) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string())
        row: tuple[Any, ...] = cursor.fetchone()
        return row
