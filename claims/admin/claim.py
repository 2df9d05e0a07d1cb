"""Claims: the list with each one's status, the page of one claim, and a page for each decision on it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.admin.answer_forms import ApproveForm, SendBackForm
from claims.admin.assignment import AssignedFilter, AssignForm, UnassignForm
from claims.admin.claim_page import Standing, claim_page, rechecks_of
from claims.admin.counting import capped, count_of
from claims.admin.evidence_forms import (
    DECIDE,
    AcceptEvidenceForm,
    PageForm,
    PassageForm,
    RejectEvidenceForm,
    TakeBackForm,
)
from claims.admin.evidence_page import in_context, search_of
from claims.admin.filters import ClaimStatusFilter, WaitingFilter
from claims.admin.history import Event, history_of
from claims.admin.history_page import HistoryPage
from claims.admin.offered import offered
from claims.admin.period_filter import ClaimPeriodFilter
from claims.admin.prediction_forms import ConditionForm, CriteriaForm, HorizonForm
from claims.admin.queue_page import QueuePage, way_back
from claims.admin.recheck_forms import CadenceForm, GraceForm, SnoozeForm
from claims.admin.refusal_shown import show
from claims.admin.relation_forms import HoldRelationForm, RefuseRelationForm, RelateForm
from claims.admin.relations import relations_of
from claims.admin.reviews_section import ReviewsSection, reviews_of
from claims.admin.seen_form import ClaimDecision, newest_entry
from claims.admin.topic import SortedClaims, topics_of
from claims.admin.topic_filter import TopicFilter
from claims.admin.verdict_form import RetractForm, VerdictForm
from claims.admin.withholding_forms import ReleaseClaimForm, WithholdClaimForm
from claims.admin.wording import shortened, status_words
from claims.matching import likely_claims, search
from claims.models import Appearance, Claim, ClaimRelation, Evidence
from claims.querysets import Reader
from claims.refusals import Refused
from claims.window_words import window_of
from sources.admin.register import RegisterAdmin, acting_user, key_of
from sources.models import Document

DECISIONS: tuple[type[ClaimDecision], ...] = (
    VerdictForm,
    ApproveForm,
    SendBackForm,
    ConditionForm,
    HorizonForm,
    SnoozeForm,
    GraceForm,
    CadenceForm,
    CriteriaForm,
    PageForm,
    PassageForm,
    RelateForm,
    AssignForm,
    UnassignForm,
    RetractForm,
    WithholdClaimForm,
    ReleaseClaimForm,
)
ON_EVIDENCE = (AcceptEvidenceForm, RejectEvidenceForm, TakeBackForm)
ON_RELATION = (RefuseRelationForm, HoldRelationForm)
IN_SECTIONS = (PageForm, PassageForm, RelateForm)
"""Acts whose buttons stand in the section of the page that they are about."""
FOUND = 10
"""Documents that a search for evidence lists."""
LATEST = 3
"""Acts shown to whoever's form does not say what they had before them."""

Make = Callable[..., ClaimDecision]


@admin.register(Claim)
class ClaimAdmin(SortedClaims, QueuePage, HistoryPage, ReviewsSection, RegisterAdmin):
    list_display = [
        "words",
        "claimant",
        "kind",
        "status",
        "window",
        "appeared",
        "verdict",
        "sorted_under",
        "claim_date",
        "assigned_to",
    ]
    list_filter = [ClaimStatusFilter, WaitingFilter, AssignedFilter, TopicFilter, ClaimPeriodFilter, "kind"]
    sortable_by = ()
    search_fields = ["text"]
    search_help_text = gettext_lazy("Words of the claim or its claimant.")
    ordering = ["-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        claims: QuerySet[Any] = (
            Claim.objects.visible_to(request.user)
            .select_related(
                "claimant", "prediction", "current_verdict__rating", "proposed_verdict__approval", "assigned_to"
            )
            .prefetch_related("topics")
            .with_status()
            .annotate(
                appearance_count=count_of(Appearance.objects.filter(withdrawn_at__isnull=True), to="claim"),
            )
        )
        return claims

    def found(self, rows: QuerySet[Any], words: str, *, reader: Any) -> QuerySet[Any]:
        return search(words, reader=reader, among=rows)

    @admin.display(description=gettext_lazy("claim"))
    def words(self, claim: Claim) -> str:
        return shortened(claim.text)

    @admin.display(description=gettext_lazy("status"))
    def status(self, claim: Any) -> str:
        return status_words(claim.status)

    @admin.display(description=gettext_lazy("window"))
    def window(self, claim: Claim) -> str | None:
        return window_of(claim.prediction) if hasattr(claim, "prediction") else None

    @admin.display(description=gettext_lazy("appearances"))
    def appeared(self, claim: Any) -> str:
        return capped(claim.appearance_count)

    @admin.display(description=gettext_lazy("topics"))
    def sorted_under(self, claim: Claim) -> str:
        return ", ".join(topic.name for topic in claim.topics.all())

    @admin.display(description=gettext_lazy("verdict"))
    def verdict(self, claim: Claim) -> str | None:
        proposed = claim.proposed_verdict
        counts = str(claim.current_verdict.rating) if claim.current_verdict else ""
        waits = (Standing.SENT_BACK if hasattr(proposed, "approval") else Standing.WAITS).label if proposed else ""
        return " · ".join(filter(None, (counts, str(waits)))) or None

    def get_urls(self) -> list[URLPattern]:
        own = [self._path(f"<int:key>/{make.name}/", make, partial(self.decision_view, make)) for make in DECISIONS]
        own += [
            self._path(f"<int:key>/evidence/<int:piece>/{make.name}/", make, partial(self.evidence_view, make))
            for make in ON_EVIDENCE
        ]
        own += [
            self._path(f"<int:key>/relation/<int:relation>/{make.name}/", make, partial(self.relation_view, make))
            for make in ON_RELATION
        ]
        context = self.admin_site.admin_view(self.context_view)
        own += [path("<int:key>/evidence/<int:piece>/", context, name="claims_evidence_context")]
        return own + super().get_urls()

    def _path(self, route: str, make: type[ClaimDecision], view: Callable[..., HttpResponse]) -> URLPattern:
        noun = "evidence" if make in ON_EVIDENCE else "relation" if make in ON_RELATION else "claim"
        return path(route, self.admin_site.admin_view(view), name=f"claims_{noun}_{make.name}")

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        self.require_view(request)
        seen = newest_entry()
        claim = self._find(request, key_of(object_id))
        context = {
            "title": _("Claim"),
            "seen": seen,
            "history": history_of(claim, reader=request.user),
            "evidence_acts": offered(claim, request.user, (PageForm, PassageForm)),
            "relation_acts": offered(claim, request.user, (RelateForm,)),
            "acts": offered(claim, request.user, [make for make in DECISIONS if make not in IN_SECTIONS]),
            "may_better": request.user.has_perm(VerdictForm.permission),
        }
        context |= _on_evidence(claim, request.user) | search_of(claim)
        context |= _answers(claim, request.user, seen) | claim_page(claim, reader=request.user)
        context |= (
            relations_of(claim, reader=request.user) | rechecks_of(claim) | reviews_of(claim, reader=request.user)
        )
        context |= topics_of(claim, may_sort=request.user.has_perm(RelateForm.permission))
        return self.page(request, "admin/claims/claim/page.html", context | (extra_context or {}))

    def decision_view(self, make: type[ClaimDecision], request: HttpRequest, key: int) -> HttpResponse:
        """The form of one decision, and what becomes of it."""
        return self._decision(request, key, make, by=acting_user(request, make.permission))

    def context_view(self, request: HttpRequest, key: int, piece: int) -> HttpResponse:
        """A piece of evidence in the text that it is from, with what can be decided of it."""
        self.require_view(request)
        seen = newest_entry()
        claim = self._find(request, key)
        context = {"title": _("Evidence"), "claim": claim, "seen": seen} | _on_evidence(claim, request.user)
        context |= claim_page(claim, reader=request.user) | in_context(request, claim, piece)
        return self.page(request, "admin/claims/claim/context.html", context)

    def evidence_view(self, make: type[ClaimDecision], request: HttpRequest, key: int, piece: int) -> HttpResponse:
        by = acting_user(request, make.permission)
        pieces = Evidence.objects.visible_to(by).select_related("version__document__publisher")
        evidence = pieces.defer("version__text", "version__raw").filter(claim=key, pk=piece).first()
        if evidence is None:
            raise Http404
        return self._decision(request, key, partial(make, evidence=evidence), by=by)

    def relation_view(self, make: type[ClaimDecision], request: HttpRequest, key: int, relation: int) -> HttpResponse:
        by = acting_user(request, make.permission)
        among: Any = ClaimRelation.objects.of(self._find(request, key)).visible_to(by)
        found = among.select_related("claim", "other").filter(pk=relation).first()
        if found is None:
            raise Http404
        return self._decision(request, key, partial(make, relation=found), by=by)

    def _decision(self, request: HttpRequest, key: int, make: Make, *, by: User) -> HttpResponse:
        seen = newest_entry()
        claim = self._find(request, key)
        if request.method != "POST":
            form = make(claim, by, seen=seen)
            form.initial.update(
                {name: request.GET[name] for name in ("document", "quote", "other") if name in request.GET}
            )
            return self._decision_page(request, claim, form)
        form = make(claim, by, request.POST)
        if self._decide(request, claim, form):
            page = reverse("admin:claims_claim_change", args=[claim.pk])
            return HttpResponseRedirect(way_back(request) or (f"{page}#{form.section}" if form.section else page))
        return self._show_again(request, key, form)

    def _decide(self, request: HttpRequest, claim: Claim, form: ClaimDecision) -> bool:
        """Call the verb; where it is refused the form says why."""
        if not form.is_valid():
            return False
        claim.revision = form.cleaned_data["revision"]
        try:
            said = form.decide()
        except (Refused, ValidationError) as error:
            show(form, error)
            return False
        self.log_change(request, claim, said)
        undo = format_html(' <a href="{}">{}</a>', form.undo, _("Undo")) if form.undo else ""
        messages.success(request, format_html("{}{}", said, undo))
        return True

    def _show_again(self, request: HttpRequest, key: int, form: ClaimDecision) -> HttpResponse:
        """With all that was typed; where somebody decided meanwhile, beside what they did."""
        seen = newest_entry()
        claim = self._find(request, key)
        if not form.is_behind(claim.revision):
            return self._decision_page(request, claim, form)
        meanwhile = _meanwhile(claim, form, request.user)
        form.carry(claim.revision, seen)
        return self._decision_page(request, claim, form, meanwhile=meanwhile, is_behind=True)

    def _decision_page(
        self, request: HttpRequest, claim: Claim, form: ClaimDecision, *, is_behind: bool = False, **more: Any
    ) -> HttpResponse:
        context = {"title": form.title, "form": form, "is_behind": is_behind, "way_back": way_back(request)} | more
        if isinstance(form, PassageForm):
            context |= _documents(request, form)
        if isinstance(form, RelateForm):
            context |= _other_claims(request, form)
        context |= claim_page(claim, reader=request.user)
        answer = self.page(request, "admin/claims/claim/decision.html", context)
        answer.status_code = 409 if is_behind else 200
        return answer

    def _find(self, request: HttpRequest, key: int) -> Claim:
        """With its status. Raises Http404 where there is none that this user may read."""
        found: Claim | None = (
            Claim.objects.visible_to(request.user)
            .select_related("claimant", "prediction", "current_verdict__rating", "current_verdict__decided_by")
            .select_related(
                "assigned_to",
                "proposed_verdict__approval__by",
                "proposed_verdict__decided_by",
                "proposed_verdict__rating",
            )
            .with_status()
            .filter(pk=key)
            .first()
        )
        if found is None:
            raise Http404
        return found


def _on_evidence(claim: Claim, user: Any) -> dict[str, Any]:
    """What the section of evidence offers to whoever may accept and reject."""
    return {
        "may_decide_evidence": user.has_perm(DECIDE) and claim.withdrawn_at is None,
        "stances": Evidence.Stance.choices,
        "usual_reasons": RejectEvidenceForm.usual,
    }


def _answers(claim: Claim, user: Any, seen: int) -> dict[str, Any]:
    """The forms of a second person, where the newest verdict waits for one and this user may be that person."""
    proposed = claim.proposed_verdict
    waits = proposed is not None and not hasattr(proposed, "approval") and claim.withdrawn_at is None
    is_own = proposed is not None and proposed.decided_by_id == user.pk
    if not waits or is_own or not user.has_perm(ApproveForm.permission):
        return {"waits": waits, "is_own": is_own}
    forms = [ApproveForm(claim, user, seen=seen), SendBackForm(claim, user, seen=seen)]
    return {"waits": True, "is_own": False, "answers": forms}


def _meanwhile(claim: Claim, form: ClaimDecision, reader: Reader) -> list[Event]:
    if form.since is None:
        return history_of(claim, reader=reader, at_most=LATEST)
    return history_of(claim, reader=reader, after=form.since)


def _documents(request: HttpRequest, form: PassageForm) -> dict[str, Any]:
    """The document that was chosen, and those that a search for another finds, newest first."""
    words = request.GET.get("find", "").replace("\x00", "").strip()
    readable = Document.objects.visible_to(request.user).select_related("publisher")
    named = Q(headline__icontains=words) | Q(url__icontains=words) | Q(publisher__name__icontains=words)
    return {
        "chosen_document": form.chosen_document,
        "words": words,
        "found": readable.filter(named).order_by("-published_at", "-pk")[:FOUND],
    }


def _other_claims(request: HttpRequest, form: RelateForm) -> dict[str, Any]:
    """The claim that was chosen, and those that a search finds; without one, those that look alike."""
    words = request.GET.get("find", "").replace("\x00", "").strip()
    claim = form.claim
    if words:
        found = list(search(words, reader=request.user).select_related("claimant").order_by("-pk")[: FOUND + 1])
    else:
        window = claim.prediction.window if hasattr(claim, "prediction") else None
        found = likely_claims(
            claim.text,
            claim.claimant.name,
            reader=request.user,
            window=window,
            language=claim.language,
            at_most=FOUND + 1,
        )
    others = [each for each in found if each.pk != claim.pk][:FOUND]
    return {"chosen_claim": form.chosen_claim, "words": words, "found": others}
