from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from claims import queueing
from claims.admin.filters import LanguageFilter
from claims.admin.leased_work import WorkAdmin, columns
from claims.models import ExtractionRun
from sources.models import Document
from sources.wordsearch import containing, narrowed


@admin.register(ExtractionRun)
class ExtractionRunAdmin(WorkAdmin):
    retry_permission = "claims.retry_extractionrun"
    list_display = columns("document", found=("candidate_count", "language", "pipeline_version"))
    list_filter: ClassVar[list[Any]] = ["state", LanguageFilter]
    search_fields = ["error"]
    search_help_text = _("Words of the headline, or of the error of a reading in quarantine.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return (
            ExtractionRun.objects.filter(version__document__in=Document.objects.visible_to(request.user))
            .select_related("version__document")
            .defer("version__text", "version__raw")
        )

    def found(self, rows: QuerySet[Any], words: str, *, reader: Any) -> QuerySet[Any]:
        named = containing(Document.objects.all(), "headline", words)
        of_documents = ExtractionRun.objects.filter(version__document__in=named).values("pk")
        stuck = ExtractionRun.objects.filter(state=ExtractionRun.State.QUARANTINED, error__icontains=words).values("pk")
        return narrowed(rows, of_documents.union(stuck, all=True))

    @admin.display(description=_("document"))
    def document(self, run: ExtractionRun) -> str:
        return str(run.version)

    def retry(self, row: ExtractionRun, *, by: User) -> None:
        queueing.retry(row, by=by)

    def told(self, count: int) -> str:
        words = ngettext(
            "%(count)d document waits to be read again.", "%(count)d documents wait to be read again.", count
        )
        return words % {"count": count}
