"""Claims: the list with each one's status, the page of one claim, and the verdict on it."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims import editing
from claims.admin.claim_page import claim_page, zone_of
from claims.admin.counting import count_of
from claims.admin.filters import ClaimStatusFilter
from claims.admin.horizon_form import HorizonForm
from claims.admin.refusal_shown import show
from claims.admin.verdict_form import VerdictForm
from claims.admin.wording import shortened, status_words, window_of
from claims.matching import search
from claims.models import Appearance, Claim, Verdict
from claims.refusals import Refused
from claims.rules.transitions import Refusal
from sources.admin.register import RegisterAdmin, acting_user, key_of

SETTLE = "claims.settle_claim"


@admin.register(Claim)
class ClaimAdmin(RegisterAdmin):
    list_display = ["words", "claimant", "kind", "status", "window", "appeared", "verdict", "claim_date"]
    list_filter = [ClaimStatusFilter, "kind"]
    search_fields = ["text"]
    search_help_text = gettext_lazy("Words of the claim or its claimant.")
    ordering = ["-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        claims: QuerySet[Any] = (
            Claim.objects.visible_to(request.user)
            .select_related("claimant", "prediction", "current_verdict__rating")
            .with_status()
            .annotate(
                appearance_count=count_of(Appearance.objects.filter(withdrawn_at__isnull=True), to="claim"),
            )
        )
        return claims

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        words = search_term.replace("\x00", "").strip()
        if not words:
            return queryset, False
        return queryset.filter(pk__in=search(words, reader=request.user).values("pk")), False

    @admin.display(description=gettext_lazy("claim"), ordering="text")
    def words(self, claim: Claim) -> str:
        return shortened(claim.text)

    @admin.display(description=gettext_lazy("status"))
    def status(self, claim: Any) -> str:
        return status_words(claim.status)

    @admin.display(description=gettext_lazy("window"), ordering="prediction__not_after")
    def window(self, claim: Claim) -> str | None:
        return window_of(claim.prediction) if hasattr(claim, "prediction") else None

    @admin.display(description=gettext_lazy("appearances"), ordering="appearance_count")
    def appeared(self, claim: Any) -> int:
        count: int = claim.appearance_count
        return count

    @admin.display(description=gettext_lazy("verdict"))
    def verdict(self, claim: Claim) -> str | None:
        return str(claim.current_verdict.rating) if claim.current_verdict else None

    def get_urls(self) -> list[URLPattern]:
        settle = path("<int:key>/settle/", self.admin_site.admin_view(self.settle_view), name="claims_claim_settle")
        return [settle, *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        claim = self._find(request, key_of(object_id))
        context = {"horizon_form": HorizonForm()} | claim_page(claim, reader=request.user) | (extra_context or {})
        return self._page(request, "page", _("Claim"), context)

    def settle_view(self, request: HttpRequest, key: int) -> HttpResponse:
        acting_user(request, SETTLE)
        claim = self._find(request, key)
        zone = zone_of(claim)
        form = VerdictForm(claim, zone, request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid() and self._settle(request, claim, form):
            return HttpResponseRedirect(reverse("admin:claims_claim_change", args=[claim.pk]))
        claim = self._find(request, key)
        context = claim_page(claim, reader=request.user) | {"form": form}
        return self._page(request, "verdict", _("Verdict"), context)

    def _settle(self, request: HttpRequest, claim: Claim, form: VerdictForm) -> Verdict | None:
        """Give the verdict; None, with the form saying why, where it is refused."""
        data = form.cleaned_data
        try:
            with transaction.atomic():
                verdict = editing.settle(
                    claim,
                    rating=data["rating"],
                    rationale=data["rationale"],
                    known_at=data["known_at"],
                    by=acting_user(request, SETTLE),
                    replacing=data["replaces"],
                    resolution_criteria=data.get("resolution_criteria", ""),
                )
                said = _("Verdict given: %(rating)s.") % {"rating": verdict.rating}
                self.log_change(request, claim, said)
        except (Refused, ValidationError) as error:
            show(form, error)
            if isinstance(error, Refused) and error.refusal is Refusal.STALE_VERDICT:
                form.now_replacing(Claim.objects.get(pk=claim.pk).current_verdict)
            return None
        messages.success(request, said)
        return verdict

    def _find(self, request: HttpRequest, key: int) -> Claim:
        """With its status. Raises Http404 where there is none that this user may read."""
        found: Claim | None = (
            Claim.objects.visible_to(request.user)
            .select_related("claimant", "prediction", "current_verdict__rating")
            .with_status()
            .filter(pk=key)
            .first()
        )
        if found is None:
            raise Http404
        return found

    def _page(self, request: HttpRequest, name: str, title: str, context: dict[str, Any]) -> HttpResponse:
        may = {
            "may_settle": request.user.has_perm(SETTLE),
            "may_set_horizon": request.user.has_perm("claims.set_horizon_prediction"),
        }
        return self.page(request, f"admin/claims/claim/{name}.html", {"title": title} | may | context)
