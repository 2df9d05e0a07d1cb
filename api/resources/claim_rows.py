"""The claims as programs walk through them, newest first and without a filter: two statements, each compiled once.

What is told of a claim is what ClaimSerializer tells.
"""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.auth.models import User

from api.compiled import among, compiled, rights
from api.pagination import Cursor, Order
from api.prepared import prepared_cursor
from api.resources.claim_summary import claim_summaries
from api.resources.readings import day_or_instant
from claims.models import Claim

_COLUMNS = (
    "pk",
    "text",
    "language",
    "kind",
    "claimant__pk",
    "claimant__name",
    "claimant__kind",
    "claim_date",
    "assigned_to__username",
    "status",
    "created_at",
    "withdrawn_at",
    "withheld_at",
)
_READER, _CURSOR, _KEY = -1, -2, -3
"""Stand for the reader's key, the one at which the page begins, and those of the claims; no other parameter is one."""

_PLACES = {_READER: "reader", _CURSOR: "cursor", _KEY: "keys"}
_STATEMENTS: dict[tuple[bool, ...], str] = {}


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim of a page: its key, and what is told of it."""

    pk: int
    told: Mapping[str, Any]


class ClaimRows:
    """The claims that the reader may see, for a paginator."""

    model = Claim

    def __init__(self, reader: User) -> None:
        self.reader = reader

    def stretch(self, order: Order, after: Cursor | None, at_most: int) -> list[ClaimRow]:
        """As Order.stretch, by key."""
        begins: dict[str, Any] = {"reader": self.reader.pk, "cursor": after and after.key}
        sql = _statement(self.reader, descends=order.keys_descend, has_cursor=after is not None)
        with prepared_cursor() as cursor:
            # The number itself: for a place the planner would expect a tenth of all claims, and plan each time anew.
            cursor.execute(f"{sql} LIMIT {at_most:d}", begins)
            rows = cursor.fetchall()
            cursor.execute(_topics(), {"keys": [row[0] for row in rows]})
            topics: dict[int, list[str]] = {row[0]: [] for row in rows}
            for claim, slug in cursor.fetchall():
                topics[claim].append(slug)
        return [ClaimRow(row[0], _told(row, topics[row[0]])) for row in rows]


def _told(row: tuple[Any, ...], topics: list[str]) -> dict[str, Any]:
    key, text, language, kind, claimant, name, sort, day, person, status, created_at, withdrawn_at, withheld_at = row
    return {
        "id": key,
        "text": text,
        "language": language,
        "kind": kind,
        "claimant": {"id": claimant, "name": name, "kind": sort},
        "claim_date": day and day_or_instant(day),
        "topics": topics,
        "assigned_to": person,
        "status": status,
        "created_at": day_or_instant(created_at),
        "withdrawn_at": withdrawn_at and day_or_instant(withdrawn_at),
        "withheld_at": withheld_at and day_or_instant(withheld_at),
    }


def _statement(reader: User, *, descends: bool, has_cursor: bool) -> str:
    by = (descends, has_cursor, *rights(reader))
    if by not in _STATEMENTS:
        _STATEMENTS[by] = _compiled(reader, descends=descends, has_cursor=has_cursor)
    return _STATEMENTS[by]


def _compiled(reader: User, *, descends: bool, has_cursor: bool) -> str:
    anybody = copy(reader)
    anybody.pk = _READER
    claims = claim_summaries(anybody).values_list(*_COLUMNS).order_by("-pk" if descends else "pk")
    if has_cursor:
        claims = claims.filter(**{f"pk__{'lt' if descends else 'gt'}": _CURSOR})
    return compiled(claims, _PLACES)


@cache
def _topics() -> str:
    links = Claim.topics.through._default_manager.filter(claim__in=[_KEY]).order_by("topic__name")
    return among(compiled(links.values_list("claim_id", "topic__slug"), _PLACES), "keys")
