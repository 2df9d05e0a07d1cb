"""E-mail that waits or was given up: to whom, what of, how often it was tried, why not; and *try again*."""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from claims import notices
from claims.admin.filters import EVERYTHING, Choice, DefaultedFilter
from claims.admin.leased_work import WorkAdmin
from claims.admin.wording import shortened
from claims.letters import on_one_line
from claims.models import Letter, Notice

FAILED, WAITING = Letter.State.FAILED, Letter.State.WAITING
NAMED = 2
"""Notices of a letter that the list tells."""


class LetterStateFilter(DefaultedFilter):
    title = _("state")
    parameter_name = "state"
    default = FAILED.value

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Choice]:
        return [(state.value, state.label) for state in (FAILED, WAITING)] + [EVERYTHING]


@admin.register(Letter)
class LetterAdmin(WorkAdmin):
    """For whoever sees to the works and to people's accounts: it shows addresses, and what others watch."""

    view_permissions = ("claims.view_heartbeat", "auth.view_user")
    retry_permission = "claims.retry_extractionrun"
    list_display = ("reader", "about", "state", "since", "attempts", "problem")
    list_filter: ClassVar[list[Any]] = [LetterStateFilter]
    fields = readonly_fields = ("reader", "about", "state", "since", "attempts", "next_attempt", "error", "created_at")
    ordering = ["-created_at"]
    when_empty = _("None. Letters that were sent, or had nothing to tell, are not listed.")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perms(self.view_permissions)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request) and super().has_retry_permission(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """By the two indexes of what is not done with, however many were sent."""
        readable = Notice.objects.visible_to(request.user).select_related("claim").order_by("happened_at", "pk")
        named = Prefetch("notices", queryset=readable[: NAMED + 1], to_attr="readable")
        rows = super().get_queryset(request).filter(Q(state=FAILED) | Q(state=WAITING))
        return rows.select_related("user").prefetch_related(named)

    @admin.display(description=_("to whom"))
    def reader(self, letter: Letter) -> str:
        return " · ".join(filter(None, (letter.user.get_username(), letter.user.email)))

    @admin.display(description=_("what it is about"))
    def about(self, letter: Any) -> str:
        """What kind it is, and of what it tells; of that, what whoever looks may know."""
        day = f" ({date_format(letter.day)})" if letter.day else ""
        told = [f"{notice.get_what_display()} – {on_one_line(notice.claim.text, 80)}" for notice in letter.readable]
        more = ["…"] if len(told) > NAMED else []
        return " · ".join([f"{letter.get_kind_display()}{day}", *told[:NAMED], *more])

    @admin.display(description=_("since"))
    def since(self, letter: Letter) -> str:
        return _in_words(letter.done_at if letter.state == FAILED else letter.created_at)

    @admin.display(description=_("next attempt"))
    def next_attempt(self, letter: Letter) -> str:
        return _in_words(letter.leased_until if letter.state == WAITING else None)

    @admin.display(description=_("last error"))
    def problem(self, letter: Letter) -> str:
        return shortened(letter.error, 120)

    def retry(self, row: Letter, *, by: User) -> None:
        notices.retry(row, by=by)

    def told(self, count: int) -> str:
        words = ngettext("%(count)d letter waits to be sent again.", "%(count)d letters wait to be sent again.", count)
        return words % {"count": count}


def _in_words(instant: datetime | None) -> str:
    """On a page of its own the admin shows the instants of methods as Python writes them."""
    return date_format(timezone.localtime(instant), "DATETIME_FORMAT") if instant else "–"
