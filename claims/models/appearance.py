from django.db import models
from django.db.models.functions import Length, Now
from django.utils.translation import gettext_lazy as _

from claims.models.candidate import Candidate
from claims.models.claim import Claim
from claims.querysets import AppearanceQuerySet
from sources.models import DocumentVersion


class Appearance(models.Model):
    """One claim said in one document version at `[start, end)`; the version's text there is the quote."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="appearances", verbose_name=_("claim"))
    version = models.ForeignKey(
        DocumentVersion,
        models.PROTECT,
        related_name="appearances",
        verbose_name=_("document version"),
    )
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    quote = models.TextField(_("quote"))
    candidate = models.ForeignKey(
        Candidate,
        models.PROTECT,
        null=True,
        related_name="appearances",
        verbose_name=_("candidate"),
    )

    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)
    created_at = models.DateTimeField(_("created at"), db_default=Now(), editable=False)

    objects = AppearanceQuerySet.as_manager()

    class Meta:
        ordering = ["claim", "created_at"]
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "version", "start", "end"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="appearance_once_a_span",
            ),
            models.UniqueConstraint(
                fields=["candidate"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="appearance_once_a_candidate",
            ),
            models.CheckConstraint(
                condition=models.Q(end=models.F("start") + Length("quote"), end__gt=models.F("start")),
                name="appearance_quote_fills_span",
            ),
        ]

    def __str__(self) -> str:
        return self.quote if len(self.quote) <= 80 else f"{self.quote[:79]}…"
