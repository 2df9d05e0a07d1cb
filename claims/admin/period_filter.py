"""Windows by year, then by month: by their last day, or that of the horizon; where there is none, by their first."""

import calendar
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from claims.models import Prediction
from claims.querysets import window_day

MOST_YEARS = 25
WRITTEN = re.compile(r"(?P<year>[1-9][0-9]{3})(?:-(?P<month>0[1-9]|1[0-2]))?", re.ASCII)


class PeriodFilter(admin.SimpleListFilter):
    """`window_in=2026` or `window_in=2026-03`."""

    title = _("last day of the window")
    parameter_name = "window_in"
    to_prediction: ClassVar[str] = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        chosen = WRITTEN.fullmatch(str(self.used_parameters.get(self.parameter_name or "", "")))
        years = [(str(year), str(year)) for year in _years(request)]
        if not chosen:
            return years
        year = int(chosen["year"])
        months = [(f"{year}-{month:02}", date_format(date(year, month, 1), "F")) for month in range(1, 13)]
        return [(str(year), str(year)), *months]

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        chosen = self.value()
        yield {
            "selected": chosen is None,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": _("All"),
        }
        for value, label in self.lookup_choices:
            yield {
                "selected": chosen == value,
                "query_string": changelist.get_query_string({self.parameter_name or "": value}),
                "display": label,
            }

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        days = _days(self.value() or "")
        if days is None:
            return queryset
        found: QuerySet[Any] = queryset.alias(window_day=window_day(self.to_prediction)).filter(window_day__range=days)
        return found


class ClaimPeriodFilter(PeriodFilter):
    """The same for the claims that have a prediction."""

    to_prediction = "prediction__"


def _days(written: str) -> tuple[date, date] | None:
    """The first and the last day of the year or the month; None where it is neither."""
    given = WRITTEN.fullmatch(written)
    if not given:
        return None
    year, month = int(given["year"]), int(given["month"] or 0)
    last = calendar.monthrange(year, month or 12)[1]
    return date(year, month or 1, 1), date(year, month or 12, last)


def _years(request: HttpRequest) -> list[int]:
    """From the year of the first window the user may read to that of the last, latest first. Two queries."""
    days = Prediction.objects.visible_to(request.user).annotate(day=window_day()).filter(day__isnull=False)
    ends = [days.order_by(order).values_list("day", flat=True)[:1] for order in ("day", "-day")]
    found = [day.year for rows in ends for day in rows]
    return list(range(found[-1], found[0] - 1, -1))[:MOST_YEARS] if found else []
