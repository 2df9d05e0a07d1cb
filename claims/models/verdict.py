from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from claims.models.append_only import AppendOnly
from claims.models.claim import Claim
from claims.models.rating import Rating


class Verdict(AppendOnly):
    """One finding on one claim. A correction is a newer verdict that replaces it; this one stays as it was."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="verdicts", verbose_name=_("claim"))
    rating = models.ForeignKey(Rating, models.PROTECT, related_name="verdicts", verbose_name=_("rating"))
    known_at = models.DateTimeField(_("known at"), help_text=_("When the world knew."))
    rationale = models.TextField(_("rationale"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("decided by"),
    )
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        related_name="replaced_by",
        verbose_name=_("replaces"),
    )
    recorded_at = models.DateTimeField(_("recorded at"), db_default=Now())

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        constraints = [
            models.CheckConstraint(condition=~models.Q(rationale=""), name="verdict_says_why"),
            models.UniqueConstraint(
                fields=["claim"],
                condition=models.Q(replaces__isnull=True),
                name="verdict_first_once_a_claim",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rating}: {self.claim}"
