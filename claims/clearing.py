"""Throwing away what people were told long ago: notices, and the letters that carried them.

Nothing is told again by it. Of the ledger only entries beyond `ToldUpTo` are told, and that number only grows; a
Recheck is told in the transaction that writes it, and stays; and digests are filed for today and this week alone.
"""

from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from claims.models import Letter, Notice

KEPT_FOR = timedelta(days=400)
"""A year, and some weeks in which to look back on it."""

BATCH = 5_000
"""Rows of one transaction: who marks notices as seen meanwhile does not wait long."""

_DONE = [Letter.State.SENT, Letter.State.NOTHING, Letter.State.FAILED]


def clear() -> tuple[int, int]:
    """Delete the notices that were told long ago and seen, or carried by a letter that is done with; then such letters
    as carry none any more. Returns how many of each.

    A notice that nobody has seen and no letter has carried stays. Both tables are read through; once a day that is
    cheaper than an index on each.
    """
    long_ago = Now() - KEPT_FOR
    is_waiting = Q(letter__state=Letter.State.WAITING)
    told = Q(seen_at__isnull=False) | Q(letter__state__in=_DONE)
    notices = _delete(Notice.objects.filter(told, ~is_waiting, told_at__lt=long_ago))
    empty = Letter.objects.filter(~Exists(Notice.objects.filter(letter=OuterRef("pk"))))
    return notices, _delete(empty.filter(state__in=_DONE, done_at__lt=long_ago))


def _delete(rows: QuerySet[Any]) -> int:
    count = 0
    while keys := list(rows.order_by().values_list("pk", flat=True)[:BATCH]):
        count += rows.model._default_manager.filter(pk__in=keys).delete()[0]
    return count
