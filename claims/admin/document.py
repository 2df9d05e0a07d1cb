"""Documents as claims know them: how their reading ended, and what was found in them."""

from typing import Any

from django.contrib import admin
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Left, Length
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.admin.article import SHOWN, Excerpt, article_html
from claims.admin.counting import count_of
from claims.admin.filters import RunStateFilter
from claims.models import Candidate, ExtractionRun
from claims.rules.identity import places
from sources.admin.document import DocumentAdmin
from sources.models import Document, DocumentVersion

admin.site.unregister(Document)


@admin.register(Document)
class ReadDocumentAdmin(DocumentAdmin):
    list_display = [*DocumentAdmin.list_display, "run_state", "pending"]
    list_filter = [RunStateFilter, *DocumentAdmin.list_filter]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        newest = ExtractionRun.objects.filter(version__document=OuterRef("pk")).order_by("-version__number", "-pk")
        documents: QuerySet[Any] = (
            super()
            .get_queryset(request)
            .annotate(
                run_state=Subquery(newest.values("state")[:1]),
                pending_count=count_of(Candidate.objects.pending(), to="version__document"),
            )
        )
        return documents

    @admin.display(description=gettext_lazy("reading"))
    def run_state(self, document: Any) -> str:
        return state_words(document.run_state)

    @admin.display(description=gettext_lazy("pending"), ordering="pending_count")
    def pending(self, document: Any) -> int:
        count: int = document.pending_count
        return count

    def about(self, document: Document) -> dict[str, Any]:
        newest = DocumentVersion.objects.filter(document=document).order_by("-number")
        key, opening, length = newest.values_list("pk", Left("text", SHOWN), Length("text"))[0]
        candidates = list(Candidate.objects.filter(version=key, start__lt=SHOWN).order_by("start"))
        candidates += _unchanged(key, opening)
        part = Excerpt(opening, 0, length)
        return {"part": part, "article": article_html(part, candidates), "runs": _runs(document)}


def _unchanged(version: int, opening: str) -> list[Candidate]:
    """Candidates of earlier texts that stand in this one too, placed where their words first stand in it."""
    found = []
    for candidate in Candidate.objects.filter(found_again_by__version=version).exclude(version=version):
        for start, end in places(candidate.quote, opening, at_most=1):
            candidate.start, candidate.end = start, end
            found.append(candidate)
    return found


def _runs(document: Document) -> QuerySet[Any]:
    runs = ExtractionRun.objects.filter(version__document=document).annotate(number=F("version__number"))
    return runs.order_by("-version__number", "-pk")


def state_words(state: str | None) -> str:
    return str(ExtractionRun.State(state).label) if state else _("not read yet")
