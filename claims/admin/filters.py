"""Filters of lists: with a default, by text, by bands, by what a window is about to do."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.admin.wording import STATUSES
from claims.clock import database_now
from claims.models import Candidate, ExtractionRun
from claims.querysets import status_conditions
from claims.vocabulary.statuses import Status

Choice = tuple[str, Any]
EVERYTHING: Choice = ("all", _("all"))


class DefaultedFilter(admin.SimpleListFilter):
    """A list that opens on one of its choices; `all` is a choice like the others."""

    default: str

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        chosen = self.value() or self.default
        for value, label in self.lookup_choices:
            yield {
                "selected": str(value) == chosen,
                "query_string": changelist.get_query_string({self.parameter_name or "": value}),
                "display": label,
            }

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.value() or self.default
        return queryset if chosen == EVERYTHING[0] else self.chosen(queryset, chosen)

    def chosen(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset.filter(**{self.parameter_name or "pk": value})


class DecisionFilter(DefaultedFilter):
    title = _("decision")
    parameter_name = "decision"
    default = Candidate.Decision.PENDING.value

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Choice]:
        return [*Candidate.Decision.choices, ("no_longer_found", _("no longer found")), EVERYTHING]

    def chosen(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        if value == Candidate.Decision.PENDING.value:
            return queryset.pending()  # type: ignore[attr-defined,no-any-return]  # ours, of candidates
        if value == "no_longer_found":
            return queryset.filter(no_longer_found_in__isnull=False)
        return super().chosen(queryset, value)


class ClaimantFilter(admin.SimpleListFilter):
    """A field to type part of a name into."""

    title = _("claimant")
    parameter_name = "claimant"
    template = "admin/claims/text_filter.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Choice]:
        return [("", "")]  # without any, the admin leaves the filter out

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        hidden = {key: value for key, value in changelist.get_filters_params().items() if key != self.parameter_name}
        yield {
            "name": self.parameter_name,
            "value": self.value() or "",
            "hidden": [(key, value) for key, values in hidden.items() for value in _all(values)],
        }

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        name = (self.value() or "").replace("\x00", "").strip()
        return queryset.filter(claimant__icontains=name) if name else queryset


def _all(values: object) -> list[Any]:
    return values if isinstance(values, list) else [values]


class LanguageFilter(admin.SimpleListFilter):
    title = _("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Choice]:
        return [("en", _("English")), ("fr", _("French"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(language=self.value()) if self.value() else queryset


class CheckWorthinessFilter(admin.SimpleListFilter):
    title = _("check-worthiness")
    parameter_name = "worth"
    bands = {"high": (0.7, 1.01), "middle": (0.4, 0.7), "low": (0.0, 0.4)}

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Choice]:
        return [("high", _("high (70 % and more)")), ("middle", _("middle (40–70 %)")), ("low", _("low (under 40 %)"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        band = self.bands.get(self.value() or "")
        return queryset.filter(check_worthiness__gte=band[0], check_worthiness__lt=band[1]) if band else queryset


class WindowFilter(admin.SimpleListFilter):
    """By where today stands to the window; today by the database's clock, the week being the seven days from today."""

    title = _("window")
    parameter_name = "window"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Choice]:
        return [
            ("ends", _("ends within a week")),
            ("opens", _("opens within a week")),
            ("begun", _("begun, without an end")),
            ("ahead", _("still ahead")),
            ("passed", _("passed")),
            ("none", _("no dates")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.value():
            return queryset
        today = database_now().date()
        week = (today, today + timedelta(days=6))
        meant = {
            "ends": Q(not_after__range=week),
            "opens": Q(not_before__range=week),
            "begun": Q(not_before__lte=today, not_after__isnull=True),
            "ahead": Q(not_before__gt=today) | Q(not_before__isnull=True, not_after__gte=today),
            "passed": Q(not_after__lt=today),
            "none": Q(not_before__isnull=True, not_after__isnull=True),
        }
        return queryset.filter(meant.get(self.value() or "", Q()))


class ClaimStatusFilter(admin.SimpleListFilter):
    title = _("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Choice]:
        return [(status.value, label) for status, label in STATUSES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        known = {status.value: status for status in Status}
        status = known.get(self.value() or "")
        return queryset.in_status(status) if status else queryset  # type: ignore[attr-defined]  # ours, of claims


class WaitingFilter(admin.SimpleListFilter):
    """Claims whose newest verdict waits: for this user's approval, for a better one of theirs, for anybody."""

    title = _("proposed verdict")
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Choice]:
        mine = [("approval", _("awaits my approval"))] if request.user.has_perm("claims.add_approval") else []
        return [*mine, ("sent_back", _("sent back to me")), ("any", _("any"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value():
            case "approval":
                return queryset.awaiting_approval(by=request.user)
            case "sent_back":
                return queryset.sent_back_to(request.user)
            case "any":
                return queryset.filter(proposed_verdict__isnull=False)
        return queryset


class PredictionStatusFilter(DefaultedFilter):
    title = _("status")
    parameter_name = "status"
    default = "awaiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Choice]:
        awaited: list[Choice] = [(status.value, STATUSES[status]) for status in status_conditions()]
        return [("awaiting", _("all that wait")), *awaited, ("settled", _("settled or withdrawn")), EVERYTHING]

    def chosen(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        conditions = {status.value: condition for status, condition in status_conditions().items()}
        wanted = {"awaiting": Q(awaits_outcome=True), "settled": Q(awaits_outcome=False)} | conditions
        return queryset.filter(wanted.get(value, Q()))


class RunStateFilter(admin.SimpleListFilter):
    """By how the newest reading of a document ended."""

    title = _("reading")
    parameter_name = "reading"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Choice]:
        return [("waiting", _("not read yet")), *ExtractionRun.State.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "waiting":
            return queryset.filter(run_state__isnull=True)
        if not self.value():
            return queryset
        # By the index of states first: else each document of the archive would be asked for its newest reading.
        read = ExtractionRun.objects.filter(state=self.value()).values("version__document")
        return queryset.filter(pk__in=read, run_state=self.value())
