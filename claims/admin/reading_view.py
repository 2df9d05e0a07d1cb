"""The reading view of a text: its page, and what is read at once of what an editor types there."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from claims import editing
from claims.admin.article import SHOWN, Excerpt
from claims.admin.candidate_forms import AcceptForm, criteria_of
from claims.admin.machine_words import computed_words
from claims.admin.reading_access import DECIDE, PROPOSE, address_of, readable
from claims.admin.reading_bulk import BulkForm
from claims.admin.reading_claimants import claimants_called
from claims.admin.reading_precision import precisions
from claims.admin.reading_proposals import ProposeForm
from claims.admin.reading_text import ReadText, last_decided_by, rows_in
from claims.admin.refusal_shown import show
from claims.admin.wording import number_words, shortened
from claims.drafting import Draft
from claims.extraction.types import TimeExpression
from claims.models import Candidate
from claims.refusals import Refused
from claims.vocabulary.kinds import Kind, ResolvesOn
from claims.window_words import window_words
from sources.admin.register import RegisterAdmin, acting_user
from sources.models import DocumentVersion


class ReadingViews(RegisterAdmin):
    """Addresses under the candidates' own."""

    def get_urls(self) -> list[URLPattern]:
        views: dict[str, tuple[str, Callable[..., HttpResponse]]] = {
            "text": ("text/<int:version>/", self.text_view),
            "propose": ("text/<int:version>/propose/", self.propose_view),
            "preview": ("<int:key>/preview/", self.preview_view),
            "claimants": ("claimants/", self.claimants_view),
        }
        wrap = self.admin_site.admin_view
        own = [path(route, wrap(view), name=f"claims_candidate_{name}") for name, (route, view) in views.items()]
        return own + super().get_urls()

    def text_view(self, request: HttpRequest, version: int) -> HttpResponse:
        """The whole text, or of a very long one the part around `?at=`, with every candidate."""
        self.require_view(request)
        return self.text_page(request, *readable(request, version, around=_number(request.GET.get("at", ""))))

    def text_page(
        self,
        request: HttpRequest,
        version: DocumentVersion,
        part: Excerpt,
        form: ProposeForm | None = None,
        **more: Any,
    ) -> HttpResponse:
        may: Any = request.user.has_perm
        rows = rows_in(version.pk, part)
        may_decide = may(DECIDE)
        context = {
            "title": str(version.document),
            "version": version,
            "document": version.document,
            "part": part,
            "read": ReadText(part, rows, publisher=version.publisher.name, may_decide=may_decide),
            "may_decide": may_decide,
            "mine": last_decided_by(request.user.pk, rows) if may_decide else [],
            "may_propose": may(PROPOSE) and not version.erased_at,
            "propose_form": form or ProposeForm(version, part),
            "bulk_form": BulkForm(),
            "precisions": precisions(),
            "earlier": max(0, part.start - SHOWN // 2) if part.start else None,
            "later": part.end + SHOWN // 2 if part.end < part.length else None,
        }
        return self.page(request, "admin/claims/candidate/text.html", context | more)

    def propose_view(self, request: HttpRequest, version: int) -> HttpResponse:
        """Make a passage of the text a candidate; where that is refused, the page comes again with what was typed."""
        by = acting_user(request, PROPOSE)
        found, part = readable(request, version, around=_number(request.POST.get("shown_from", "")) + SHOWN // 2)
        if request.method != "POST":
            return HttpResponseRedirect(address_of(version))
        form = ProposeForm(found, part, request.POST)
        if form.is_valid():
            try:
                candidate = _propose(form, by)
            except (Refused, ValidationError) as error:
                show(form, error)
            else:
                said = _("Made a candidate by hand: “%(words)s”.") % {"words": shortened(candidate.quote, 70)}
                self.log_addition(request, candidate, said)
                messages.success(request, said)
                return HttpResponseRedirect(address_of(version, candidate.pk, at=candidate.start))
        return self.text_page(request, found, part, form)

    def preview_view(self, request: HttpRequest, key: int) -> JsonResponse:
        """What the fields of acceptance, as they are typed, come to: the window, the number, the criteria."""
        self.require_view(request)
        found = Candidate.objects.visible_to(request.user).select_related("version__document__publisher")
        candidate = found.select_related("version__publisher").defer("version__text", "version__raw").filter(pk=key)
        known = candidate.first()
        if known is None:
            raise Http404
        return JsonResponse(preview(known, request.GET))

    def claimants_view(self, request: HttpRequest) -> JsonResponse:
        by = acting_user(request, DECIDE)
        return JsonResponse({"claimants": claimants_called(request.GET.get("q", ""), reader=by)})


def _propose(form: ProposeForm, by: User) -> Candidate:
    start, end = form.span()
    data = form.cleaned_data
    return editing.propose(
        form.version, start, end, quote=data["quote"], kind=Kind(data["kind"]), claimant=form.who(), by=by
    )


def preview(candidate: Candidate, typed: Any) -> dict[str, Any]:
    """As JSON: `window` null where no words were typed for it, else with `words` empty where none is read in them."""
    form = AcceptForm(candidate, typed)
    form.full_clean()
    data, read, machines = form.cleaned_data, form.read, form.prefilled
    draft = Draft(
        text=data.get("text") or machines.text,
        kind=Kind(data.get("kind") or machines.kind),
        claimant="",
        operator=read.operator if read else data.get("operator") or machines.operator,
        not_before=read.not_before if read else data.get("not_before"),
        not_after=read.not_after if read else data.get("not_after"),
        resolves_on=ResolvesOn(data.get("resolves_on") or machines.resolves_on),
    )
    return {
        "window": _window_told(read) if typed.get("typed", "").strip() else None,
        "number": number_words(form.number(), hedge=data.get("hedge") or ""),
        "criteria": criteria_of(draft, candidate.language),
    }


def _window_told(read: TimeExpression | None) -> dict[str, str]:
    if read is None:
        return {"words": "", "said": _("No window is read in this.")}
    told = computed_words(read)
    return {
        "words": window_words(read.operator, read.not_before, read.not_after),
        "said": told.words,
        "language": told.language,
        "operator": str(read.operator),
        "not_before": str(read.not_before or ""),
        "not_after": str(read.not_after or ""),
    }


def _number(given: str) -> int:
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
