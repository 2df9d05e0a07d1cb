import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.models.verdict import Verdict
from claims.querysets import ClaimReviewQuerySet
from sources.wordsearch import word_indexes

_SIGNS = "23456789bcdfghjkmnpqrstvwxz"
_LENGTH = 10


def new_slug() -> str:
    """Ten signs that nobody guesses, and that spell no word."""
    return "".join(secrets.choice(_SIGNS) for _sign in range(_LENGTH))


class ClaimReview(models.Model):
    """The published form of one claim's verdict in one language: what readers outside the newsroom are shown.

    Claim, language and `slug`, of which its address is made, never change. What it says is frozen while it is published
    (trigger `frozen`): verdict, rating and words. A verdict that comes later changes nothing here; see `is_outdated`.
    """

    class State(models.TextChoices):
        UNPUBLISHED = "unpublished", _("unpublished")
        PUBLISHED = "published", _("published")
        PAUSED = "paused", _("paused")

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="reviews", verbose_name=_("claim"))
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    slug = models.CharField(_("address"), max_length=20, unique=True, editable=False, default=new_slug)
    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="reviews", verbose_name=_("verdict"))
    claim_reviewed = models.CharField(
        _("claim"), max_length=1000, help_text=_("What was claimed, in the language of the review.")
    )
    headline = models.CharField(_("headline"), max_length=200)
    summary = models.TextField(_("summary"), help_text=_("What happened, for readers: a paragraph or a few."))
    textual_rating = models.CharField(_("rating in words"), max_length=100, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.UNPUBLISHED, editable=False)
    published_at = models.DateTimeField(_("first published at"), null=True, editable=False)
    modified_at = models.DateTimeField(_("published as it is since"), null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        db_index=False,
        related_name="+",
        verbose_name=_("published by"),
    )
    revision = models.PositiveIntegerField(
        _("revision"), default=1, editable=False, help_text=_("Counts the decisions on the review.")
    )

    objects = ClaimReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("claim review")
        verbose_name_plural = _("claim reviews")
        permissions = [("publish_claimreview", "Can publish and pause reviews")]
        indexes = [
            # What readers outside are shown: the latest first.
            models.Index(
                fields=["-modified_at", "-id"], name="review_published", condition=models.Q(state="published")
            ),
            # Search.
            *word_indexes("claim_reviewed", name="review_words"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["claim", "language"], name="review_once_a_language"),
            models.CheckConstraint(
                condition=models.Q(state="unpublished", published_at__isnull=True)
                | models.Q(
                    state__in=["published", "paused"],
                    published_at__isnull=False,
                    modified_at__isnull=False,
                    published_by__isnull=False,
                ),
                name="review_published_by_somebody_at_some_time",
            ),
            models.CheckConstraint(
                condition=~(models.Q(claim_reviewed="") | models.Q(headline="") | models.Q(summary="")),
                name="review_has_words",
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    @property
    def is_outdated(self) -> bool:
        """Whether another verdict counts by now, or none; costs a query where the claim is not at hand."""
        return self.claim.current_verdict_id != self.verdict_id
