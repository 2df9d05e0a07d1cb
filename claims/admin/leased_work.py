"""The registers of work under a lease: what waits, what failed and why, with "try again" for what is in quarantine."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from claims.admin.wording import shortened
from claims.leasing import retry
from claims.models import Claim, EvidenceSearch, PassageRun
from claims.refusals import Refused
from sources.admin.register import RegisterAdmin, acting_user
from sources.models import Document


class WorkAdmin(RegisterAdmin):
    """Subclasses say which permission trying again takes, how it is done, and what is said of it."""

    retry_permission: ClassVar[str]
    list_filter: ClassVar[list[Any]] = ["state"]
    ordering = ["-pk"]
    sortable_by = ()
    actions = ["try_again"]

    @admin.display(description=_("error"))
    def problem(self, row: Any) -> str:
        return shortened(row.error, 120)

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.retry_permission)

    def retry(self, row: Any, *, by: User) -> None:
        retry(row, by=by)

    def told(self, count: int) -> str:
        words = ngettext("%(count)d piece of work is tried again.", "%(count)d pieces of work are tried again.", count)
        return words % {"count": count}

    @admin.action(description=_("Try again"), permissions=["retry"])
    def try_again(self, request: HttpRequest, chosen: QuerySet[Any]) -> None:
        """For what is in quarantine; the rest of what was chosen is left alone, and said."""
        by = acting_user(request, self.retry_permission)
        count = 0
        for row in chosen.order_by("pk"):
            try:
                self.retry(row, by=by)
                count += 1
            except Refused as refused:
                self.message_user(request, f"{row}: {refused}", messages.WARNING)
        if count:
            self.message_user(request, self.told(count), messages.SUCCESS)


def columns(what: str, *, found: Iterable[str]) -> list[Any]:
    """What a list of work shows: what it is on, how it stands, what was found, and when."""
    return [what, "state", "attempts", "leased_until", "problem", *found, "created_at", "finished_at"]


@admin.register(PassageRun)
class PassageRunAdmin(WorkAdmin):
    retry_permission = "claims.retry_passagerun"
    list_display = columns("document", found=("passage_count", "suggested_count"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        readable = Document.objects.visible_to(request.user)
        runs = PassageRun.objects.filter(version__document__in=readable).select_related("version__document")
        return runs.defer("version__text", "version__raw")

    @admin.display(description=_("document"))
    def document(self, run: PassageRun) -> str:
        return str(run.version)


@admin.register(EvidenceSearch)
class EvidenceSearchAdmin(WorkAdmin):
    retry_permission = "claims.retry_evidencesearch"
    list_filter = ["state", "reason"]
    list_display = columns("words", found=("reason", "passage_count", "suggested_count"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        readable = Claim.objects.visible_to(request.user)
        return super().get_queryset(request).filter(claim__in=readable).select_related("claim")

    @admin.display(description=_("claim"))
    def words(self, search: EvidenceSearch) -> str:
        return shortened(search.claim.text)
