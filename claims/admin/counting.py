"""Counts of related rows as subqueries, which leave the counted rows' own query without joins."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, IntegerField, OuterRef, QuerySet

from sources.admin.listing import CAP, CappedCount


def count_of(rows: QuerySet[Any], *, to: str) -> Func:
    """How many `rows` point to the row at hand through `to`; no more are read than it takes to be over the cap."""
    counted = rows.filter(**{to: OuterRef("pk")}).order_by().values("pk")[: CAP + 1]
    return Func(ArraySubquery(counted), function="CARDINALITY", output_field=IntegerField())


def capped(number: int) -> str:
    """In words of people: *1,000+* over the cap."""
    return str(CappedCount.of(number))
