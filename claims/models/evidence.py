from django.conf import settings
from django.db import models
from django.db.models import Value
from django.db.models.functions import Length, Now
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.querysets import EvidenceQuerySet
from sources.models import DocumentVersion


class Evidence(models.Model):
    """One passage that bears on one claim: a span of a stored document, or words quoted from an outside page."""

    class Stance(models.TextChoices):
        SUPPORTS = "supports", _("supports")
        REFUTES = "refutes", _("refutes")
        CONTEXT = "context", _("gives context")

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("suggested")
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("rejected")

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="evidence", verbose_name=_("claim"))
    version = models.ForeignKey(
        DocumentVersion,
        models.PROTECT,
        null=True,
        related_name="evidence",
        verbose_name=_("document version"),
    )
    start = models.PositiveIntegerField(_("start"), null=True)
    end = models.PositiveIntegerField(_("end"), null=True)
    url = models.URLField(
        _("url"), max_length=2000, blank=True, help_text=_("Of a page outside; empty for a document.")
    )
    quote = models.TextField(_("quote"))
    stance = models.CharField(_("stance"), max_length=20, choices=Stance)
    note = models.CharField(_("note"), max_length=500, blank=True)
    score = models.FloatField(
        _("score"), null=True, help_text=_("0 to 1: how sure the machine is; empty where a person added it.")
    )
    why = models.JSONField(
        _("why"),
        default=list,
        db_default=Value([], models.JSONField()),
        blank=True,
        help_text=_("Pairs of what was compared, and what was found."),
    )

    state = models.CharField(_("state"), max_length=20, choices=State, default=State.SUGGESTED)
    reason = models.CharField(_("reason"), max_length=500, blank=True, help_text=_("Why it was rejected."))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("added by"),
        help_text=_("Empty: suggested by the machine."),
    )
    added_at = models.DateTimeField(_("added at"), db_default=Now())
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["claim", "pk"]
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        permissions = [("decide_evidence", "Can accept and reject evidence")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(version__isnull=False, url="", end__gt=models.F("start"))
                & models.Q(end=models.F("start") + Length("quote"))
                | (models.Q(version__isnull=True, start__isnull=True, end__isnull=True) & ~models.Q(url="")),
                name="evidence_is_a_span_or_a_url",
            ),
            models.CheckConstraint(condition=~models.Q(quote=""), name="evidence_quotes_words"),
            models.CheckConstraint(
                condition=models.Q(state="suggested", decided_by__isnull=True)
                | (~models.Q(state="suggested") & models.Q(decided_by__isnull=False)),
                name="evidence_is_decided_by_somebody",
            ),
            models.UniqueConstraint(fields=["claim", "version", "start", "end"], name="evidence_once_a_span"),
        ]

    def __str__(self) -> str:
        return self.quote if len(self.quote) <= 80 else f"{self.quote[:79]}…"
