"""What needs a look, in one order: verdicts owed, longest overdue first; then all else by since when it waits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import connection
from django.db.models import CharField, DateTimeField, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast

from claims.models import Claim, Prediction
from claims.querysets import Reader


class Why(StrEnum):
    """Why a claim is on the queue."""

    DUE = "due"
    LOOK = "look"
    AGAIN = "again"


RANKS = {Why.DUE: 0, Why.LOOK: 1, Why.AGAIN: 1}


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a claim stands in the order of the queue; no two stand at one."""

    rank: int
    since: datetime
    claim: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """One claim on the queue."""

    place: Place
    why: Why


def rows_that_wait(reader: Reader, why: Why) -> "QuerySet[Any]":
    """The predictions (`due`, `look`) or claims (`again`) that wait for one reason, in the order of the queue."""
    match why:
        case Why.DUE:
            return Prediction.objects.visible_to(reader).due().order_by("due_at", "claim_id")
        case Why.LOOK:
            return Prediction.objects.visible_to(reader).to_look_at().order_by("look_at", "claim_id")
        case Why.AGAIN:
            return Claim.objects.visible_to(reader).to_look_at_again()


def waiting(
    reader: Reader,
    among: Iterable[Why] = tuple(Why),
    *,
    after: Place | None = None,
    before: Place | None = None,
    start: int = 0,
    at_most: int,
) -> list[Waiting]:
    """A stretch of the queue, at most so many from `start` on. One query, which reads each reason by its index.

    With `after` or `before`, from that place on or up to it; what stands nearest before a place comes in order too.
    """
    backwards = before is not None
    arms = [arm for why in among if (arm := _arm(reader, why, after, before, start + at_most)) is not None]
    if not arms or at_most < 1:
        return []
    one, *others = arms
    order = ["-rank", "-since", "-key"] if backwards else ["rank", "since", "key"]
    rows = one.union(*others, all=True).order_by(*order) if others else one
    stretch = rows[start : start + at_most]
    found = [Waiting(Place(rank, since, key), Why(why)) for rank, since, key, why in stretch]
    return found[::-1] if backwards else found


def _arm(reader: Reader, why: Why, after: Place | None, before: Place | None, at_most: int) -> "QuerySet[Any] | None":
    """Of one reason, the first that can stand in the stretch; None where none can."""
    instant, claim = ("due_at" if why is Why.DUE else "look_at"), ("pk" if why is Why.AGAIN else "claim_id")
    rows, rank = rows_that_wait(reader, why), RANKS[why]
    if (after and rank < after.rank) or (before and rank > before.rank):
        return None
    if after and rank == after.rank:
        rows = rows.filter(_beyond(instant, claim, after, "gt"))
    if before:
        rows = rows.order_by(f"-{instant}", f"-{claim}")
        if rank == before.rank:
            rows = rows.filter(_beyond(instant, claim, before, "lt"))
    named: QuerySet[Any] = rows.annotate(
        rank=Value(rank, output_field=IntegerField()),
        since=Cast(F(instant), DateTimeField()),
        key=F(claim),
        why=Value(why.value, output_field=CharField()),
    ).values_list("rank", "since", "key", "why")
    return named[:at_most]


def _beyond(instant: str, claim: str, place: Place, side: str) -> Q:
    """Rows beyond the place; the instant stands alone too, for the index."""
    tied = Q(**{instant: place.since, f"{claim}__{side}": place.claim})
    return Q(**{f"{instant}__{side}e": place.since}) & (Q(**{f"{instant}__{side}": place.since}) | tied)


@dataclass(frozen=True, slots=True)
class LastLook:
    """When a person last moved when a claim comes up, or which verdict counts on it; `act` as the ledger names it."""

    entry: int
    at: datetime
    by: str
    act: str


MOVED_BY_A_LOOK = (
    "due_at",
    "look_at",
    "awaits_outcome",
    "horizon",
    "grace_days",
    "snoozed_until",
    "recheck_every",
    "current_verdict_id",
)
_LAST_LOOKS = """
SELECT claim.key, entry.seq, entry.recorded_at, entry.actor, entry.act
FROM unnest(%s::bigint[]) AS claim (key), LATERAL (
    SELECT seq, recorded_at, actor, act FROM claims_ledgerentry
    WHERE claim_id = claim.key AND actor_id IS NOT NULL
        AND ("before" ?| %s OR (object_table = 'claims_claim' AND operation = 'insert'))
    ORDER BY claim_id, seq DESC LIMIT 1
) AS entry
"""


def last_looks(claims: Sequence[int]) -> dict[int, LastLook]:
    """By claim: the last act by which a person answered what the queue asks. One query.

    Such is its acceptance, a horizon, grace, a cadence, a snooze, a verdict that began to count, a retraction. What was
    added meanwhile (appearances, evidence, verdicts that wait for a second person) is no look: it is what a look has to
    take in. Nor is a Recheck, which nobody has read, or what Aver moved by itself. None where the ledger began later.
    """
    if not claims:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_LAST_LOOKS, [list(claims), list(MOVED_BY_A_LOOK)])
        return {key: LastLook(*told) for key, *told in cursor.fetchall()}
