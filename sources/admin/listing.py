"""Lists that cost the same at a thousand rows and at a million: counted and paged up to a cap."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.functional import cached_property

CAP = 1000
"""Rows that a list counts, and that its pages reach: who wants more narrows the list down."""


class CappedCount(int):
    """A number of rows; where there are more than were counted it is shown as *1,000+*."""

    is_capped = False

    @classmethod
    def of(cls, counted: int, *, at_most: int | None = None) -> "CappedCount":
        cap = CAP if at_most is None else at_most
        number = cls(min(counted, cap))
        number.is_capped = counted > cap
        return number

    def __str__(self) -> str:
        digits = number_format(int(self), force_grouping=True)
        return f"{digits}+" if self.is_capped else digits


class CappedPaginator(Paginator):  # type: ignore[type-arg]  # generic in the stubs only
    """Pages of the first `CAP` rows."""

    @cached_property
    def count(self) -> int:
        return capped_counts([self.object_list])[0]  # type: ignore[list-item]  # lists of the admin are querysets


def capped_counts(of: list[QuerySet[Any]], *, at_most: int | None = None) -> list[CappedCount]:
    """How many rows each has. One query for all; none is read further than the cap."""
    cap = CAP if at_most is None else at_most
    parts: list[str] = []
    given: list[Any] = []
    for rows in of:
        try:
            sql, parameters = rows.order_by().values("pk")[: cap + 1].query.sql_with_params()
        except EmptyResultSet:
            sql, parameters = "SELECT 1 WHERE false", ()
        parts.append(f"(SELECT count(*) FROM ({sql}) AS counted)")  # noqa: S608 (of the ORM, parameters apart)
        given.extend(parameters)
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(parts), given)
        counted = cursor.fetchone() or ()
    return [CappedCount.of(number, at_most=cap) for number in counted]
