"""The forms by which a review is worded, published and paused."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import get_language_info, gettext_lazy, override
from django.utils.translation import gettext as _

from claims import publishing
from claims.admin.seen_form import ClaimDecision
from claims.admin.verdict_form import reason_field
from claims.admin.wording import shortened
from claims.models import Claim, ClaimReview
from claims.publishing import Wording
from sources.languages import primary_subtag

PUBLISH = "claims.publish_claimreview"
LONGEST_HEADLINE = 200
UNSEEN = frozenset({ClaimReview.State.UNPUBLISHED, ClaimReview.State.PAUSED})


class _ReviewDecision(ClaimDecision):
    """An act on a review; whoever acts must have seen the claim as it stands, its verdict above all."""

    @classmethod
    def address(cls) -> str:
        return f"admin:claims_review_{cls.name}"


class _WordingForm(_ReviewDecision):
    explained = gettext_lazy(
        "What readers are shown. The rating is that of the verdict that counts; quotations and evidence are "
        "those of the claim."
    )

    claim_reviewed = forms.CharField(
        max_length=1000, label=gettext_lazy("Claim"), widget=forms.Textarea(attrs={"rows": 3})
    )
    headline = forms.CharField(
        max_length=LONGEST_HEADLINE,
        label=gettext_lazy("Headline"),
        help_text=gettext_lazy("What readers are to remember."),
    )
    summary = forms.CharField(
        label=gettext_lazy("Summary"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("What happened: a paragraph or a few."),
    )

    def _speak(self, language: str) -> None:
        """Say in which language it is to be worded, to its writer and to the spelling checker."""
        for field in self.visible_fields():
            field.field.widget.attrs["lang"] = language
        name = get_language_info(language)["name_translated"]
        self.fields["claim_reviewed"].help_text = _("What was claimed, in %(language)s.") % {"language": name.lower()}

    def _wording(self) -> Wording:
        return Wording(*(self.cleaned_data[name] for name in ("claim_reviewed", "headline", "summary")))


class DraftReviewForm(_WordingForm):
    """A new review in one language."""

    name = "draft-review"
    permission = "claims.add_claimreview"
    title = gettext_lazy("Word a review")
    button = gettext_lazy("Keep the draft")

    def __init__(
        self, claim: Claim, by: User, data: Any = None, *, seen: int = 0, language: str, **options: Any
    ) -> None:
        super().__init__(claim, by, data, seen=seen, initial=_suggested(claim, language), **options)
        self.language = language
        self._speak(language)

    @classmethod
    def applies(cls, claim: Claim) -> bool:
        return super().applies(claim) and claim.current_verdict_id is not None

    def decide(self) -> str:
        publishing.draft(self.claim, self.language, self._wording(), by=self.by)
        return _("The draft is kept. Nobody outside sees it until it is published.")


def _suggested(claim: Claim, language: str) -> dict[str, str]:
    """The claim's own words where they are in that language, and a headline to start from."""
    text = claim.text if primary_subtag(claim.language) == language else ""
    rating = claim.current_verdict.rating if claim.current_verdict else None
    with override(language):
        named = {"rating": rating.alternate_name if rating else "", "words": text or claim.claimant.name}
        headline = _("%(rating)s: %(words)s") % named
    return {"claim_reviewed": text, "headline": shortened(headline, LONGEST_HEADLINE)}


class _OnReview(_ReviewDecision):
    """An act on a review that is there, in one of `states`."""

    states: ClassVar[frozenset[str]] = UNSEEN

    def __init__(
        self, claim: Claim, by: User, data: Any = None, *, seen: int = 0, review: ClaimReview, **options: Any
    ) -> None:
        super().__init__(claim, by, data, seen=seen, **options)
        self.review = review
        self.review.claim = claim

    @classmethod
    def fits(cls, review: ClaimReview) -> bool:
        """Whether the act makes sense on the review as it stands."""
        return review.state in cls.states

    @property
    def about(self) -> str:
        return f"{self.review.headline} ({self.review.get_language_display()})"


class WordReviewForm(_OnReview, _WordingForm):
    name = "word-review"
    permission = "claims.change_claimreview"
    title = gettext_lazy("Word the review anew")
    button = gettext_lazy("Keep the words")

    def __init__(
        self, claim: Claim, by: User, data: Any = None, *, seen: int = 0, review: ClaimReview, **options: Any
    ) -> None:
        stands = {name: getattr(review, name) for name in ("claim_reviewed", "headline", "summary")}
        super().__init__(claim, by, data, seen=seen, review=review, initial=stands, **options)
        self._speak(review.language)

    @classmethod
    def applies(cls, claim: Claim) -> bool:
        return super().applies(claim) and claim.current_verdict_id is not None

    def decide(self) -> str:
        publishing.word(self.review, self._wording(), by=self.by)
        return _("The words are kept. Nobody outside sees them until they are published.")


class PublishReviewForm(_OnReview):
    name = "publish-review"
    permission = PUBLISH
    title = gettext_lazy("Publish the review")
    button = gettext_lazy("Publish")
    explained = gettext_lazy("Everybody reads it from then on. What it says is frozen until it is paused.")

    def decide(self) -> str:
        publishing.publish(self.review, by=self.by)
        return _("The review is published.")


class PauseReviewForm(_OnReview):
    name = "pause-review"
    permission = PUBLISH
    title = gettext_lazy("Pause the review")
    button = gettext_lazy("Pause")
    explained = gettext_lazy("Readers do not see it until it is published again; then it may be worded anew.")

    states = frozenset({ClaimReview.State.PUBLISHED})

    reason = reason_field(gettext_lazy("Why it is paused"))

    @classmethod
    def applies(cls, claim: Claim) -> bool:
        return claim.pk is not None

    def decide(self) -> str:
        publishing.pause(self.review, reason=self.cleaned_data["reason"], by=self.by)
        return _("The review is paused. Readers do not see it any more.")


ON_REVIEW: tuple[type[_OnReview], ...] = (PublishReviewForm, WordReviewForm, PauseReviewForm)
