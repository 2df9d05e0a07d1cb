from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.admin.wording import shortened
from claims.models import ExtractionRun
from sources.admin.register import RegisterAdmin
from sources.models import Document


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
    list_filter = ["state", "language", "pipeline_version"]
    search_fields = ["version__document__headline", "version__document__url", "error"]
    ordering = ["-created_at", "-pk"]

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
