"""Candidates: the queue, and each one in its article, to be accepted, attached, rejected or reopened."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims import editing
from claims.admin.candidate_forms import AcceptForm, AttachForm, RejectForm, ReopenForm
from claims.admin.filters import CheckWorthinessFilter, ClaimantFilter, DecisionFilter, LanguageFilter, WindowFilter
from claims.admin.history import history_of
from claims.admin.history_page import HistoryPage
from claims.admin.reading import about, reading
from claims.admin.reading_access import DECIDE, address_of, is_in_place
from claims.admin.reading_bulk import BulkViews, standing
from claims.admin.reading_view import ReadingViews
from claims.admin.refusal_shown import show
from claims.admin.seen_form import SeenForm, newest_entry
from claims.admin.wording import shortened
from claims.models import Candidate
from claims.refusals import Refused
from claims.vocabulary.kinds import NARRATOR
from claims.window_words import day_words, window_of
from sources.admin.register import acting_user, key_of

LATEST = 3
"""Acts of others that a refused form tells of."""


@admin.register(Candidate)
class CandidateAdmin(HistoryPage, ReadingViews, BulkViews):
    list_display = [
        "words",
        "who",
        "kind",
        "window",
        "hedge",
        "publisher",
        "said_on",
        "worth",
    ]
    list_filter = [
        DecisionFilter,
        "kind",
        ("version__publisher", admin.RelatedFieldListFilter),
        ClaimantFilter,
        WindowFilter,
        LanguageFilter,
        CheckWorthinessFilter,
    ]
    search_fields = ["quote", "claimant", "version__document__headline"]
    search_help_text = gettext_lazy("Words of the quote, the claimant or the headline.")
    ordering = ["-check_worthiness", "-id"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return (
            Candidate.objects.visible_to(request.user)
            .select_related("version__document__publisher", "version__publisher")
            .defer("version__text", "version__raw")
        )

    @admin.display(description=gettext_lazy("quote"), ordering="quote")
    def words(self, candidate: Candidate) -> str:
        return shortened(candidate.quote)

    @admin.display(description=gettext_lazy("claimant"), ordering="claimant")
    def who(self, candidate: Candidate) -> str:
        return claimant_words(candidate)

    @admin.display(description=gettext_lazy("window"), ordering="not_after")
    def window(self, candidate: Candidate) -> str:
        return window_of(candidate)

    @admin.display(description=gettext_lazy("publisher"), ordering="version__publisher__name")
    def publisher(self, candidate: Candidate) -> str:
        return candidate.version.publisher.name

    @admin.display(description=gettext_lazy("said on"), ordering="version__document__published_at")
    def said_on(self, candidate: Candidate) -> str:
        day = candidate.version.document.published_on
        return day_words(day) if day else _("unknown")

    @admin.display(description=gettext_lazy("worth"), ordering="check_worthiness")
    def worth(self, candidate: Candidate) -> str:
        return f"{candidate.check_worthiness:.0%}".replace("%", "\u202f%")

    def get_urls(self) -> list[URLPattern]:
        acts = {
            "accept": self.accept_view,
            "attach": self.attach_view,
            "reject": self.reject_view,
            "reopen": self.reopen_view,
            "panel": self.panel_view,
        }
        own = [
            path(f"<int:key>/{name}/", self.admin_site.admin_view(view), name=f"claims_candidate_{name}")
            for name, view in acts.items()
        ]
        return own + super().get_urls()

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        self.require_view(request)
        seen = newest_entry()
        return self._page(request, self._find(request, key_of(object_id)), seen)

    def panel_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """What the candidate's page says of it, and its forms, to stand in the list of the reading view."""
        self.require_view(request)
        return self._page(request, self._find(request, key), newest_entry(), is_part=True)

    def accept_view(self, request: HttpRequest, key: int) -> HttpResponse:
        by = acting_user(request, DECIDE)
        candidate = self._find(request, key)
        form = AcceptForm(candidate, request.POST)

        def act() -> str:
            editing.accept(candidate, form.draft(), by=by)
            return _("Accepted: “%(words)s”.")

        return self._decide(request, candidate, "accept_form", form, act)

    def attach_view(self, request: HttpRequest, key: int) -> HttpResponse:
        by = acting_user(request, DECIDE)
        candidate = self._find(request, key)
        form = AttachForm(candidate, request.POST, reader=by)

        def act() -> str:
            editing.attach(candidate, to=form.cleaned_data["claim"], by=by)
            return _("Attached to a known claim: “%(words)s”.")

        return self._decide(request, candidate, "attach_form", form, act)

    def reject_view(self, request: HttpRequest, key: int) -> HttpResponse:
        by = acting_user(request, DECIDE)
        candidate = self._find(request, key)
        form = RejectForm(candidate, request.POST)

        def act() -> str:
            editing.reject(candidate, reason=form.words(), by=by)
            return _("Rejected: “%(words)s”.")

        return self._decide(request, candidate, "reject_form", form, act)

    def reopen_view(self, request: HttpRequest, key: int) -> HttpResponse:
        by = acting_user(request, DECIDE)
        candidate = self._find(request, key)
        form = ReopenForm(candidate, request.POST)
        act = partial(_reopen, candidate, form, by)
        return self._decide(request, candidate, "reopen_form", form, act)

    def _decide(
        self, request: HttpRequest, candidate: Candidate, name: str, form: SeenForm, act: Callable[[], str]
    ) -> HttpResponse:
        """Call the verb and answer; where it is refused, show the page again with all that was typed."""
        if request.method != "POST":
            return HttpResponseRedirect(_page_of(candidate))
        if form.is_valid():
            candidate.revision = form.cleaned_data["revision"]
            try:
                said = act() % {"words": shortened(candidate.quote, 70)}
            except (Refused, ValidationError) as error:
                show(form, error)
            else:
                self.log_change(request, candidate, said)
                return self._answer(request, candidate, said, is_reopened=name == "reopen_form")
        return self._show_again(request, candidate, name, form)

    def _show_again(self, request: HttpRequest, candidate: Candidate, name: str, form: SeenForm) -> HttpResponse:
        """Where somebody decided meanwhile, beside what they did; from here on the form is about what stands now."""
        seen = newest_entry()
        candidate.refresh_from_db(fields=["decision", "revision"])
        if not form.is_behind(candidate.revision):
            return self._page(request, candidate, seen, {name: form})
        meanwhile = history_of(candidate, reader=request.user, after=form.since or 0, at_most=LATEST)
        form.carry(candidate.revision, seen)
        return self._page(request, candidate, seen, {name: form, "meanwhile": meanwhile, "is_behind": True}, status=409)

    def _answer(self, request: HttpRequest, candidate: Candidate, said: str, *, is_reopened: bool) -> HttpResponse:
        if is_in_place(request):
            return JsonResponse({"said": said, "rows": [standing(candidate)], "refused": []})
        if is_reopened:
            messages.success(request, said)
            return HttpResponseRedirect(_page_of(candidate))
        undo = format_html('<a href="{}#reopen">{}</a>', _page_of(candidate), _("Undo"))
        messages.success(request, format_html("{} {}", said, undo))
        following = self._next(request, candidate)
        if following is None:
            messages.info(request, _("Nothing is pending any more."))
            return HttpResponseRedirect(reverse("admin:claims_candidate_changelist"))
        return HttpResponseRedirect(_page_of(following))

    def _next(self, request: HttpRequest, candidate: Candidate) -> Candidate | None:
        """The next pending one of the same text, from here on and then from its beginning; else of the queue."""
        pending = Candidate.objects.visible_to(request.user).pending()
        beside = pending.filter(version=candidate.version_id).order_by("start", "end", "pk")
        found: Candidate | None = (
            beside.filter(start__gte=candidate.start).first()
            or beside.first()
            or pending.order_by("-check_worthiness", "-id").first()
        )
        return found

    def _find(self, request: HttpRequest, key: int) -> Candidate:
        """With its text. Raises Http404 where there is none that this user may read."""
        found: Candidate | None = (
            Candidate.objects.visible_to(request.user)
            .select_related("version__document__publisher", "version__publisher", "run")
            .select_related("no_longer_found_in", "found_again_by__version")
            .defer("version__raw", "found_again_by__version__raw", "found_again_by__version__text")
            .filter(pk=key)
            .first()
        )
        if found is None:
            raise Http404
        return found

    def _page(
        self,
        request: HttpRequest,
        candidate: Candidate,
        seen: int,
        bound: dict[str, Any] | None = None,
        *,
        is_part: bool = False,
        status: int = 200,
    ) -> HttpResponse:
        """The candidate's page, or the part of it that stands in the reading view where that is what was asked for."""
        context = {
            "title": _("Candidate"),
            "may_decide": request.user.has_perm(DECIDE),
            "accept_form": AcceptForm(candidate, seen=seen),
            "attach_form": AttachForm(candidate, reader=request.user, seen=seen),
            "reject_form": RejectForm(candidate, seen=seen),
            "reopen_form": ReopenForm(candidate, seen=seen),
            "refused": next(iter(bound.values())) if bound else None,
        }
        words, told = request.GET.get("find", ""), bound or {}
        if is_part or is_in_place(request):
            context |= about(candidate, reader=request.user, words=words) | told | {"standing": standing(candidate)}
            status = 422 if bound and status == 200 else status
            return TemplateResponse(request, "admin/claims/candidate/panel.html", context, status=status)
        context |= reading(candidate, reader=request.user, words=words) | told
        context["history"] = history_of(candidate, reader=request.user)
        context["in_text"] = address_of(candidate.version_id, candidate.pk, at=candidate.start)
        answer = self.page(request, "admin/claims/candidate/reading.html", context)
        answer.status_code = status
        return answer


def _reopen(candidate: Candidate, form: ReopenForm, by: User) -> str:
    editing.reopen(candidate, reason=form.words(), by=by)
    return _("Reopened: “%(words)s”.")


def _page_of(candidate: Candidate) -> str:
    return reverse("admin:claims_candidate_change", args=[candidate.pk])


def claimant_words(candidate: Candidate) -> str:
    """Who vouches for it; what the article itself says is its publisher's."""
    if candidate.claimant == NARRATOR:
        return _("%(publisher)s (the article)") % {"publisher": candidate.version.publisher.name}
    return candidate.claimant
