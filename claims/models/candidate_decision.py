from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from claims.models.append_only import AppendOnly
from claims.models.candidate import Candidate
from claims.models.claim import Claim


class CandidateDecision(AppendOnly):
    """One decision an editor took on a candidate; the latest is copied to the candidate."""

    class Act(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        ATTACHED = "attached", _("attached")
        REJECTED = "rejected", _("rejected")
        REOPENED = "reopened", _("reopened")

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="decisions", verbose_name=_("candidate"))
    act = models.CharField(_("decision"), max_length=20, choices=Act)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    claim = models.ForeignKey(
        Claim,
        models.PROTECT,
        null=True,
        related_name="decisions",
        verbose_name=_("claim"),
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), db_default=Now())

    class Meta:
        ordering = ["pk"]
        verbose_name = _("decision on a candidate")
        verbose_name_plural = _("decisions on candidates")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(act__in=["accepted", "attached"], claim__isnull=False)
                | (models.Q(act__in=["rejected", "reopened"]) & ~models.Q(reason="")),
                name="decision_names_its_claim_or_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.candidate}"
