"""The registers of work under a lease: what waits, what failed and why, with "try again" for what is in quarantine."""

from typing import Any, ClassVar

from django.contrib import admin, messages
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


class LeasedWorkAdmin(RegisterAdmin):
    """Subclasses say what the work is on, and which permission trying again takes."""

    retry_permission: ClassVar[str]
    list_filter = ["state"]
    ordering = ["-pk"]
    sortable_by = ()
    actions = ["try_again"]

    @admin.display(description=_("error"))
    def problem(self, row: Any) -> str:
        return shortened(row.error, 120)

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.retry_permission)

    @admin.action(description=_("Try again"), permissions=["retry"])
    def try_again(self, request: HttpRequest, chosen: QuerySet[Any]) -> None:
        """For what is in quarantine; the rest of what was chosen is left alone, and said."""
        by = acting_user(request, self.retry_permission)
        count = 0
        for row in chosen.order_by("pk"):
            try:
                retry(row, by=by)
                count += 1
            except Refused as refused:
                self.message_user(request, f"{row}: {refused}", messages.WARNING)
        if count:
            told = ngettext(
                "%(count)d piece of work is tried again.", "%(count)d pieces of work are tried again.", count
            )
            self.message_user(request, told % {"count": count}, messages.SUCCESS)


@admin.register(PassageRun)
class PassageRunAdmin(LeasedWorkAdmin):
    retry_permission = "claims.retry_passagerun"
    list_display = [
        "document",
        "state",
        "attempts",
        "leased_until",
        "problem",
        "passage_count",
        "suggested_count",
        "created_at",
        "finished_at",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        readable = Document.objects.visible_to(request.user)
        runs = PassageRun.objects.filter(version__document__in=readable).select_related("version__document")
        return runs.defer("version__text", "version__raw")

    @admin.display(description=_("document"))
    def document(self, run: PassageRun) -> str:
        return str(run.version)


@admin.register(EvidenceSearch)
class EvidenceSearchAdmin(LeasedWorkAdmin):
    retry_permission = "claims.retry_evidencesearch"
    list_filter = ["state", "reason"]
    list_display = [
        "words",
        "reason",
        "state",
        "attempts",
        "leased_until",
        "problem",
        "passage_count",
        "suggested_count",
        "created_at",
        "finished_at",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        readable = Claim.objects.visible_to(request.user)
        return super().get_queryset(request).filter(claim__in=readable).select_related("claim")

    @admin.display(description=_("claim"))
    def words(self, search: EvidenceSearch) -> str:
        return shortened(search.claim.text)
