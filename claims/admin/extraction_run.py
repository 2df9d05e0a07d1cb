from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.admin.filters import LanguageFilter
from claims.admin.wording import shortened
from claims.models import ExtractionRun
from sources.admin.register import RegisterAdmin
from sources.models import Document
from sources.wordsearch import containing


@admin.register(ExtractionRun)
class ExtractionRunAdmin(RegisterAdmin):
    list_display = [
        "document",
        "state",
        "attempts",
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
        return queryset.filter(pk__in=of_documents.union(stuck)), False

    @admin.display(description=_("document"))
    def document(self, run: ExtractionRun) -> str:
        return str(run.version)

    @admin.display(description=_("error"))
    def problem(self, run: ExtractionRun) -> str:
        return shortened(run.error, 120)
