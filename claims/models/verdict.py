from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from claims.models.append_only import AppendOnly
from claims.models.claim import Claim
from claims.models.evidence import Evidence
from claims.models.rating import Rating


class Verdict(AppendOnly):
    """One finding on one claim, or the retraction of one (then without rating). It is never changed.

    The verdicts of a claim are one chain: each replaces the one before, whether that counted, waited for its approval
    or was sent back. Which one counts is `Claim.current_verdict`.
    """

    class Certainty(models.TextChoices):
        AT_THE_END = "", _("known in the ordinary way")
        NOW_IMPOSSIBLE = "now_impossible", _("now impossible")
        NOW_CERTAIN = "now_certain", _("now certain")

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="verdicts", verbose_name=_("claim"))
    rating = models.ForeignKey(Rating, models.PROTECT, null=True, related_name="verdicts", verbose_name=_("rating"))
    known_at = models.DateTimeField(_("known at"), help_text=_("When the world knew."))
    rationale = models.TextField(_("rationale"))
    certainty = models.CharField(
        _("certainty"),
        max_length=20,
        choices=Certainty,
        blank=True,
        default=Certainty.AT_THE_END,
        help_text=_("Why it can be known before the window has ended."),
    )
    resolution_criteria = models.TextField(
        _("resolution criteria"), blank=True, help_text=_("As they stood when the verdict was given.")
    )
    evidence = models.ManyToManyField(
        Evidence, through="claims.VerdictEvidence", related_name="verdicts", verbose_name=_("evidence")
    )
    needs_approval = models.BooleanField(_("needs approval"), default=True)
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
    reason = models.CharField(
        _("reason"), max_length=500, blank=True, help_text=_("Why a verdict that counted is corrected or retracted.")
    )
    recorded_at = models.DateTimeField(_("recorded at"), db_default=Now())

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        constraints = [
            models.CheckConstraint(condition=~models.Q(rationale=""), name="verdict_says_why"),
            models.CheckConstraint(
                condition=models.Q(certainty="") | models.Q(needs_approval=True), name="verdict_early_needs_approval"
            ),
            models.CheckConstraint(
                condition=models.Q(rating__isnull=False) | (models.Q(replaces__isnull=False) & ~models.Q(reason="")),
                name="verdict_retracts_another_and_says_why",
            ),
            models.UniqueConstraint(
                fields=["claim"],
                condition=models.Q(replaces__isnull=True),
                name="verdict_first_once_a_claim",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rating or _('retracted')}: {self.claim}"

    @property
    def is_retraction(self) -> bool:
        return self.rating_id is None


class VerdictEvidence(AppendOnly):
    """One piece of accepted evidence on which one verdict rests."""

    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="+")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["verdict", "evidence"], name="verdict_rests_once_on_evidence")]

    def __str__(self) -> str:
        return f"{self.verdict_id}: {self.evidence_id}"
