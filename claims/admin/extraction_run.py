from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from claims import intake
from claims.admin.wording import shortened
from claims.models import ExtractionRun
from claims.refusals import Refused
from sources.admin.register import RegisterAdmin, acting_user
from sources.models import Document


@admin.register(ExtractionRun)
class ExtractionRunAdmin(RegisterAdmin):
    list_display = [
        "document",
        "state",
        "attempts",
        "leased_until",
        "problem",
        "candidate_count",
        "language",
        "pipeline_version",
        "created_at",
        "finished_at",
    ]
    list_filter = ["state", "language", "pipeline_version"]
    search_fields = ["version__document__headline", "version__document__url", "error"]
    ordering = ["-created_at", "-pk"]
    actions = ["try_again"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return (
            ExtractionRun.objects.filter(version__document__in=Document.objects.visible_to(request.user))
            .select_related("version__document")
            .defer("version__text", "version__raw")
        )

    @admin.display(description=_("document"), ordering="version__document__headline")
    def document(self, run: ExtractionRun) -> str:
        return str(run.version)

    @admin.display(description=_("error"))
    def problem(self, run: ExtractionRun) -> str:
        return shortened(run.error, 120)

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("claims.retry_extractionrun")

    @admin.action(description=_("Try again"), permissions=["retry"])
    def try_again(self, request: HttpRequest, chosen: QuerySet[Any]) -> None:
        """For what is in quarantine; the rest of what was chosen is left alone, and said."""
        by = acting_user(request, "claims.retry_extractionrun")
        count = 0
        for run in chosen.order_by("pk"):
            try:
                intake.retry(run, by=by)
                count += 1
            except Refused as refused:
                self.message_user(request, f"{run}: {refused}", messages.WARNING)
        if count:
            told = ngettext(
                "%(count)d document waits to be read again.", "%(count)d documents wait to be read again.", count
            )
            self.message_user(request, told % {"count": count}, messages.SUCCESS)
