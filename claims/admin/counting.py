"""Counts of related rows as subqueries, which leave the counted rows' own query without joins."""

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce


def count_of(rows: QuerySet[Any], *, to: str) -> Coalesce:
    """How many `rows` point to the row at hand through `to`; 0 where none does."""
    counted = rows.filter(**{to: OuterRef("pk")}).order_by().values(to).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
