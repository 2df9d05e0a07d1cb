from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from claims import queueing
from claims.admin.filters import LanguageFilter
from claims.admin.wording import shortened
from claims.models import ExtractionRun
from claims.refusals import Refused
from sources.admin.register import RegisterAdmin, acting_user
from sources.models import Document
from sources.wordsearch import containing, narrowed


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
    list_filter = ["state", LanguageFilter]
    sortable_by = ()
    search_fields = ["error"]
    search_help_text = _("Words of the headline, or of the error of a reading in quarantine.")
    ordering = ["-pk"]
    actions = ["try_again"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return (
            ExtractionRun.objects.filter(version__document__in=Document.objects.visible_to(request.user))
            .select_related("version__document")
            .defer("version__text", "version__raw")
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        words = search_term.replace("\x00", "").strip()
        if not words:
            return queryset, False
        named = containing(Document.objects.all(), "headline", words)
        of_documents = ExtractionRun.objects.filter(version__document__in=named).values("pk")
        stuck = ExtractionRun.objects.filter(state=ExtractionRun.State.QUARANTINED, error__icontains=words).values("pk")
        return narrowed(queryset, of_documents.union(stuck, all=True)), False

    @admin.display(description=_("document"))
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
                queueing.retry(run, by=by)
                count += 1
            except Refused as refused:
                self.message_user(request, f"{run}: {refused}", messages.WARNING)
        if count:
            told = ngettext(
                "%(count)d document waits to be read again.", "%(count)d documents wait to be read again.", count
            )
            self.message_user(request, told % {"count": count}, messages.SUCCESS)
