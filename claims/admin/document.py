"""Documents as claims know them: how their reading ended, what was found in them, and who may read them at all."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Left, Length
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.admin.article import SHOWN, Excerpt, article_html
from claims.admin.counting import capped, count_of
from claims.admin.evidence_forms import PassageForm
from claims.admin.filters import LanguageFilter, RunStateFilter
from claims.admin.history import history_of
from claims.admin.history_page import HistoryPage
from claims.admin.reading_access import address_of
from claims.admin.refusal_shown import show
from claims.admin.withholding_forms import DocumentDecision, EraseForm, ReleaseForm, RestrictForm, WithholdForm
from claims.matching import search
from claims.models import Candidate, ExtractionRun
from claims.refusals import Refused
from claims.rules.identity import places
from claims.rules.transitions import Refusal
from sources.admin.document import DocumentAdmin
from sources.admin.register import acting_user
from sources.models import Document, DocumentVersion

DECISIONS: tuple[type[DocumentDecision], ...] = (WithholdForm, ReleaseForm, RestrictForm)
FOUND = 20
"""Claims that a search for one lists."""
LATEST = 3
"""Acts shown to whoever was slower."""

admin.site.unregister(Document)


@admin.register(Document)
class ReadDocumentAdmin(HistoryPage, DocumentAdmin):
    list_display = [*DocumentAdmin.list_display, "run_state", "pending"]
    list_filter: ClassVar[list[Any]] = [RunStateFilter, *DocumentAdmin.list_filter, LanguageFilter]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        begun = ExtractionRun.objects.exclude(pipeline_version="")
        newest = begun.filter(version__document=OuterRef("pk")).order_by("-version__number", "-pk")
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

    @admin.display(description=gettext_lazy("pending"))
    def pending(self, document: Any) -> str:
        return capped(document.pending_count)

    def get_urls(self) -> list[URLPattern]:
        own: dict[str, tuple[str, Callable[..., HttpResponse]]] = {
            "erase": ("<int:key>/text/<int:number>/erase/", self.erase_view),
            "evidence": ("<int:key>/evidence/", self.evidence_view),
        }
        own |= {make.name: (f"<int:key>/{make.name}/", partial(self.decision_view, make)) for make in DECISIONS}
        wrap = self.admin_site.admin_view
        paths = [path(route, wrap(view), name=f"sources_document_{name}") for name, (route, view) in own.items()]
        return paths + super().get_urls()

    def about(self, request: HttpRequest, document: Document) -> dict[str, Any]:
        newest = DocumentVersion.objects.filter(document=document).order_by("-number")
        key, opening, length = newest.values_list("pk", Left("text", SHOWN), Length("text"))[0]
        candidates = list(Candidate.objects.filter(version=key, start__lt=SHOWN).order_by("start"))
        candidates += _unchanged(key, opening)
        part = Excerpt(opening, 0, length)
        may: Any = request.user.has_perm
        return {
            "part": part,
            "reading_url": address_of(key) if request.user.has_perm("claims.view_candidate") else "",
            "article": article_html(part, candidates),
            "runs": _runs(document),
            "acts": [make for make in DECISIONS if may(make.permission) and make.applies(document)],
            "may_erase": may(EraseForm.permission),
            "may_adduce": may(PassageForm.permission),
            "history": history_of(document, reader=request.user),
            "sections": ["admin/claims/document/evidence.html", "admin/claims/document/history.html"],
        }

    def decision_view(self, make: type[DocumentDecision], request: HttpRequest, key: int) -> HttpResponse:
        return self._decision(request, self._find(request, key), make, by=acting_user(request, make.permission))

    def erase_view(self, request: HttpRequest, key: int, number: int) -> HttpResponse:
        by = acting_user(request, EraseForm.permission)
        document = self._find(request, key)
        version = DocumentVersion.objects.filter(document=document, number=number).defer("text", "raw").first()
        if version is None:
            raise Http404
        return self._decision(request, document, partial(EraseForm, version=version), by=by)

    def _decision(
        self, request: HttpRequest, document: Document, make: Callable[..., DocumentDecision], *, by: User
    ) -> HttpResponse:
        form = make(document, by, request.POST if request.method == "POST" else None)
        is_behind = False
        if request.method == "POST" and form.is_valid():
            try:
                said = form.decide()
            except (Refused, ValidationError) as error:
                show(form, error)
                is_behind = isinstance(error, Refused) and error.refusal is Refusal.STALE
            else:
                document.refresh_from_db()  # erased words must not come back by the log
                self.log_change(request, document, said)
                messages.success(request, said)
                return self._back(request, document)
        if is_behind:
            form.carry()
        meanwhile = history_of(document, reader=request.user, at_most=LATEST) if is_behind else []
        context: dict[str, Any] = {"title": form.title, "form": form, "document": document}
        context |= {"is_behind": is_behind, "meanwhile": meanwhile}
        answer = self.page(request, "admin/claims/document/decision.html", context)
        answer.status_code = 409 if is_behind else 200
        return answer

    def _back(self, request: HttpRequest, document: Document) -> HttpResponse:
        """To the document, if whoever decided may still read it."""
        if Document.objects.visible_to(request.user).filter(pk=document.pk).exists():
            return HttpResponseRedirect(reverse("admin:sources_document_change", args=[document.pk]))
        return HttpResponseRedirect(reverse("admin:sources_document_changelist"))

    def evidence_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Which claim a passage of this document bears on; its own page then takes the passage."""
        acting_user(request, PassageForm.permission)
        words = request.GET.get("find", "").replace("\x00", "").strip()
        claims = search(words, reader=request.user).filter(withdrawn_at__isnull=True).select_related("claimant")
        context = {
            "title": _("Evidence from this document"),
            "document": self._find(request, key),
            "quote": request.GET.get("quote", ""),
            "words": words,
            "found": claims.order_by("-pk")[:FOUND],
        }
        return self.page(request, "admin/claims/document/for_claim.html", context)

    def _find(self, request: HttpRequest, key: int) -> Document:
        found: Document | None = Document.objects.visible_to(request.user).filter(pk=key).first()
        if found is None:
            raise Http404
        return found


def _unchanged(version: int, opening: str) -> list[Candidate]:
    """Candidates of earlier texts that stand in this one too, placed where their words first stand in it."""
    found = []
    for candidate in Candidate.objects.filter(found_again_by__version=version).exclude(version=version):
        for start, end in places(candidate.quote, opening, at_most=1):
            candidate.start, candidate.end = start, end
            found.append(candidate)
    return found


def _runs(document: Document) -> QuerySet[Any]:
    runs = (
        ExtractionRun.objects.exclude(pipeline_version="")
        .filter(version__document=document)
        .annotate(number=F("version__number"))
    )
    return runs.order_by("-version__number", "-pk")


def state_words(state: str | None) -> str:
    return str(ExtractionRun.State(state).label) if state else _("not read yet")
