"""The register of reviews, what of it is outdated, and how a review will look; each is worded on its claim's page."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from claims.admin.review_forms import PUBLISH
from claims.admin.wording import shortened
from claims.models import ClaimReview
from claims.review_page import review_page
from sources.admin.register import RegisterAdmin, acting_user, key_of
from sources.wordsearch import containing, narrowed


class OutdatedFilter(admin.SimpleListFilter):
    title = gettext_lazy("outdated")
    parameter_name = "outdated"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", gettext_lazy("published, and outdated"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.outdated() if self.value() == "yes" else queryset  # type: ignore[attr-defined]  # ours


@admin.register(ClaimReview)
class ClaimReviewAdmin(RegisterAdmin):
    list_display = [
        "words",
        "outdated",
        "state",
        "language",
        "textual_rating",
        "claimant",
        "modified_at",
        "published_by",
    ]
    list_filter = ["state", OutdatedFilter, "language"]
    sortable_by = ()
    search_fields = ["claim_reviewed"]
    search_help_text = gettext_lazy("Words of what was claimed.")
    ordering = ["-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return ClaimReview.objects.visible_to(request.user).select_related("claim__claimant", "published_by")

    def found(self, rows: QuerySet[Any], words: str, *, reader: Any) -> QuerySet[Any]:
        found = containing(ClaimReview.objects.all(), "claim_reviewed", words).values("pk")
        return narrowed(rows, found)

    @admin.display(description=gettext_lazy("headline"))
    def words(self, review: ClaimReview) -> str:
        return shortened(review.headline)

    @admin.display(description=gettext_lazy("outdated"))
    def outdated(self, review: ClaimReview) -> str | None:
        is_seen = review.state == ClaimReview.State.PUBLISHED
        return _("outdated: another verdict counts, or none") if is_seen and review.is_outdated else None

    @admin.display(description=gettext_lazy("claimant"))
    def claimant(self, review: ClaimReview) -> str:
        return review.claim.claimant.name

    def get_urls(self) -> list[URLPattern]:
        preview = self.admin_site.admin_view(self.preview_view)
        return [path("<int:key>/preview/", preview, name="claims_claimreview_preview"), *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        self.require_view(request)
        review = self._find(request, key_of(object_id))
        return HttpResponseRedirect(f"{reverse('admin:claims_claim_change', args=[review.claim_id])}#reviews")

    def preview_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """The page as readers will see it, for those who may publish."""
        acting_user(request, PUBLISH)
        review = self._find(request, key)
        with override(review.language):
            context = review_page(review, is_preview=True) | {"language": review.language, "robots": "noindex"}
            answer = render(request, "reviews/review.html", context)
        answer["X-Robots-Tag"], answer["Content-Language"] = "noindex", review.language
        return answer

    def _find(self, request: HttpRequest, key: int) -> ClaimReview:
        rows = ClaimReview.objects.visible_to(request.user)
        found: ClaimReview | None = (
            rows.select_related("claim__claimant", "claim__prediction", "verdict__rating").filter(pk=key).first()
        )
        if found is None:
            raise Http404
        return found
