from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from claims.models.choices import KINDS, choices
from claims.models.claimant import Claimant
from claims.models.turns import TakesTurns
from claims.querysets import TO_LOOK_AT_AGAIN, ClaimQuerySet
from claims.vocabulary.kinds import Kind
from sources.wordsearch import word_indexes


class Claim(TakesTurns):
    """What the editors hold somebody to: one assertion in one short text, wherever it appeared."""

    text = models.CharField(_("text"), max_length=1000)
    language = models.CharField(_("language"), max_length=35)
    kind = models.CharField(
        _("kind"),
        max_length=30,
        choices=[pair for pair in choices(KINDS) if pair[0] != Kind.OPINION],
    )
    claimant = models.ForeignKey(Claimant, models.PROTECT, related_name="claims", verbose_name=_("claimant"))
    claim_date = models.DateField(
        _("claimed on"),
        null=True,
        blank=True,
        help_text=_("The day of the first appearance; empty if unknown."),
    )
    topics = models.ManyToManyField("claims.Topic", blank=True, related_name="claims", verbose_name=_("topics"))
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        db_index=False,
        related_name="+",
        verbose_name=_("assigned to"),
        help_text=_("Who is to see to it; the ledger tells who was before."),
    )

    current_verdict = models.ForeignKey(
        "claims.Verdict",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("verdict"),
    )
    proposed_verdict = models.ForeignKey(
        "claims.Verdict",
        models.PROTECT,
        null=True,
        editable=False,
        db_index=False,
        related_name="+",
        verbose_name=_("proposed verdict"),
        help_text=_("The newest, as long as a second person has not approved it."),
    )
    revision = models.PositiveIntegerField(
        _("revision"), default=1, editable=False, help_text=_("Counts the decisions on the claim and what hangs on it.")
    )
    recheck_every = models.PositiveSmallIntegerField(
        _("look again every (days)"),
        null=True,
        blank=True,
        help_text=_("For a fact that may change: so many days after each verdict."),
    )
    snoozed_until = models.DateField(_("snoozed until"), null=True, blank=True)
    look_at = models.DateTimeField(
        _("look at"), null=True, editable=False, help_text=_("For a fact that may change; a prediction has its own.")
    )
    withheld_at = models.DateTimeField(_("withheld at"), null=True, editable=False)
    withheld_because = models.CharField(_("withheld because"), max_length=500, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)
    created_at = models.DateTimeField(_("created at"), db_default=Now(), editable=False)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        permissions = [
            ("settle_claim", "Can give verdicts"),
            ("withhold_claim", "Can withhold claims, and read withheld ones"),
        ]
        indexes = [
            # What waits for a second person.
            models.Index(
                fields=["proposed_verdict"],
                name="claim_proposed",
                condition=models.Q(proposed_verdict__isnull=False),
            ),
            # What is assigned to somebody.
            models.Index(
                fields=["assigned_to", "-id"], name="claim_assigned", condition=models.Q(assigned_to__isnull=False)
            ),
            # Likely claims for a candidate: texts that look alike.
            GinIndex(OpClass("text", name="gin_trgm_ops"), name="claim_text_trigrams"),
            # Search.
            *word_indexes("text", name="claim_words"),
            # The queue of facts nobody has checked.
            models.Index(
                fields=["-id"],
                name="claim_unchecked",
                condition=models.Q(
                    current_verdict__isnull=True,
                    withdrawn_at__isnull=True,
                    kind__in=["factual", "quantity", "denial"],
                ),
            ),
            # Facts that may change: the queue, and the sweep's next turn.
            models.Index(fields=["look_at"], name="claim_look", condition=TO_LOOK_AT_AGAIN),
            models.Index(fields=["recheck_at"], name="claim_recheck", condition=TO_LOOK_AT_AGAIN),
            models.Index(fields=["id"], name="claim_turn_failed", condition=~models.Q(recheck_error="")),
            # Status "resolved" and "checked".
            models.Index(
                fields=["kind", "-id"],
                name="claim_with_verdict",
                condition=models.Q(current_verdict__isnull=False, withdrawn_at__isnull=True),
            ),
            # Status "withdrawn".
            models.Index(fields=["-id"], name="claim_withdrawn", condition=models.Q(withdrawn_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(kind="opinion"), name="claim_is_not_an_opinion"),
            models.CheckConstraint(condition=~models.Q(text=""), name="claim_has_words"),
        ]

    def __str__(self) -> str:
        return self.text
