"""The reviews on the page of a claim: how each stands, what may be done with it, and which are still to be worded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import get_language_info

from claims.admin.review_forms import ON_REVIEW, PUBLISH, DraftReviewForm
from claims.admin.seen_form import ClaimDecision
from claims.models import Claim, ClaimReview
from claims.newsstand import address
from claims.querysets import Reader
from sources.admin.register import KeptAdmin, acting_user


@dataclass(frozen=True, slots=True)
class Shown:
    """A review, the acts that its reader may do now, and where readers outside find it (empty: nowhere)."""

    review: ClaimReview
    acts: Sequence[type[ClaimDecision]]
    public_url: str


def reviews_of(claim: Claim, *, reader: Reader) -> dict[str, Any]:
    """One query."""
    has_perm: Any = getattr(reader, "has_perm")  # noqa: B009 (readers of the admin are users)
    reviews = list(ClaimReview.objects.filter(claim=claim).select_related("published_by").order_by("language"))
    for review in reviews:
        review.claim = claim
    may_draft = DraftReviewForm.applies(claim) and has_perm(DraftReviewForm.permission)
    written = {review.language for review in reviews}
    return {
        "reviews": [_shown(review, has_perm) for review in reviews],
        "outdated": [each for each in reviews if each.state == ClaimReview.State.PUBLISHED and each.is_outdated],
        "unwritten": [_language(code) for code, _name in settings.LANGUAGES if may_draft and code not in written],
        "may_preview": has_perm(PUBLISH),
    }


def _shown(review: ClaimReview, has_perm: Callable[[str], bool]) -> Shown:
    acts = [
        make for make in ON_REVIEW if make.applies(review.claim) and make.fits(review) and has_perm(make.permission)
    ]
    is_public = settings.PUBLIC_SITE and review.state == ClaimReview.State.PUBLISHED
    return Shown(review, acts, address(review) if is_public else "")


def _language(code: str) -> tuple[str, str]:
    return code, str(get_language_info(code)["name_translated"]).lower()


class ReviewsSection(KeptAdmin):
    """Of claims."""

    def get_urls(self) -> list[URLPattern]:
        wrap, draft = self.admin_site.admin_view, DraftReviewForm
        own = [
            path(
                f"<int:key>/{draft.name}/<slug:language>/",
                wrap(self.draft_view),
                name=draft.address().removeprefix("admin:"),
            )
        ]
        own += [
            path(
                f"<int:key>/review/<int:review>/{make.name}/",
                wrap(partial(self.review_view, make)),
                name=make.address().removeprefix("admin:"),
            )
            for make in ON_REVIEW
        ]
        return own + super().get_urls()

    def draft_view(self, request: HttpRequest, key: int, language: str) -> HttpResponse:
        by = acting_user(request, DraftReviewForm.permission)
        if language not in dict(settings.LANGUAGES):
            raise Http404
        return self._decision(request, key, partial(DraftReviewForm, language=language), by=by)

    def review_view(self, make: type[ClaimDecision], request: HttpRequest, key: int, review: int) -> HttpResponse:
        by = acting_user(request, make.permission)
        found = ClaimReview.objects.visible_to(by).filter(claim=key, pk=review).first()
        if found is None:
            raise Http404
        return self._decision(request, key, partial(make, review=found), by=by)

    def _decision(
        self, request: HttpRequest, key: int, make: Callable[..., ClaimDecision], *, by: User
    ) -> HttpResponse:
        """The form of a decision on the claim, and what becomes of it."""
        raise NotImplementedError
