from django.conf import settings
from django.db import models
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from claims.models.choices import (
    ATTRIBUTION_KINDS,
    EVIDENTIALITIES,
    KINDS,
    OPERATORS,
    PRECISIONS,
    RESOLVES_ON,
    choices,
)
from claims.models.extraction_run import ExtractionRun
from claims.querysets import CandidateQuerySet
from sources.models import DocumentVersion
from sources.wordsearch import word_indexes

MACHINE_READ = (
    "start",
    "end",
    "quote",
    "language",
    "kind",
    "claimant",
    "attribution",
    "attribution_kind",
    "evidentiality",
    "hedge",
    "probability_low",
    "probability_point",
    "probability_high",
    "estimative_scale",
    "condition",
    "time_text",
    "time_start",
    "time_end",
    "operator",
    "not_before",
    "not_after",
    "precision",
    "computed",
    "computed_fr",
    "resolves_on",
    "check_worthiness",
    "why",
)
"""What a reading says of a candidate. A later reading replaces it only where no editor has ever decided."""


class Candidate(models.Model):
    """One assertion in one document version, quoted to the character, for an editor to decide.

    The machine found it in `run`, or `proposed_by` selected it by hand. What the machine found keeps its row through
    later readings: `run` is the one whose reading it shows; `found_again_by` the latest that found it and left the row
    as it was; `no_longer_found_in` the first since that read the text in vain.
    """

    class Decision(models.TextChoices):
        PENDING = "pending", _("pending")
        ACCEPTED = "accepted", _("accepted")
        ATTACHED = "attached", _("attached")
        REJECTED = "rejected", _("rejected")

    run = models.ForeignKey(ExtractionRun, models.PROTECT, null=True, related_name="candidates", verbose_name=_("run"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="+",
        verbose_name=_("proposed by"),
        help_text=_("Who selected it by hand; empty: the machine found it."),
    )
    found_again_by = models.ForeignKey(
        ExtractionRun,
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="found_again",
        verbose_name=_("found again by"),
    )
    no_longer_found_in = models.ForeignKey(
        ExtractionRun,
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="not_found",
        verbose_name=_("no longer found in"),
    )
    version = models.ForeignKey(
        DocumentVersion,
        models.PROTECT,
        related_name="candidates",
        verbose_name=_("document version"),
    )
    start = models.PositiveIntegerField(_("start"), help_text=_("Code points from the beginning of the text."))
    end = models.PositiveIntegerField(_("end"), help_text=_("Exclusive."))
    quote = models.TextField(_("quote"))
    language = models.CharField(_("language"), max_length=35)

    kind = models.CharField(_("kind"), max_length=30, choices=choices(KINDS))
    claimant = models.TextField(_("claimant"))
    attribution = models.JSONField(
        _("attribution"),
        default=list,
        help_text=_("Outermost first: a list of claimant and cue."),
    )
    attribution_kind = models.CharField(_("kind of attribution"), max_length=20, choices=choices(ATTRIBUTION_KINDS))
    evidentiality = models.CharField(_("evidentiality"), max_length=20, choices=choices(EVIDENTIALITIES))
    hedge = models.TextField(_("hedge"), blank=True)
    probability_low = models.FloatField(_("probability, low"), null=True)
    probability_point = models.FloatField(_("probability"), null=True)
    probability_high = models.FloatField(_("probability, high"), null=True)
    estimative_scale = models.CharField(_("estimative scale"), max_length=40, blank=True)
    condition = models.TextField(_("condition"), blank=True)
    time_text = models.TextField(_("time expression"), blank=True)
    time_start = models.PositiveIntegerField(null=True)
    time_end = models.PositiveIntegerField(null=True)
    operator = models.CharField(_("operator"), max_length=20, choices=choices(OPERATORS), default="none")
    not_before = models.DateField(_("not before"), null=True)
    not_after = models.DateField(_("not after"), null=True)
    precision = models.CharField(_("precision"), max_length=20, choices=choices(PRECISIONS), blank=True)
    computed = models.TextField(_("how the window was computed"), blank=True)
    computed_fr = models.TextField(
        _("how the window was computed, in French"),
        blank=True,
        default="",
        db_default="",
        help_text=_("Empty: read before there was one."),
    )
    resolves_on = models.CharField(_("resolves on"), max_length=20, choices=choices(RESOLVES_ON))
    check_worthiness = models.FloatField(_("check-worthiness"))
    why = models.JSONField(_("why"), default=list)

    decision = models.CharField(_("decision"), max_length=20, choices=Decision, default=Decision.PENDING)
    revision = models.PositiveIntegerField(
        _("revision"), default=1, editable=False, help_text=_("Counts the decisions on the candidate.")
    )

    objects = CandidateQuerySet.as_manager()

    class Meta:
        ordering = ["version", "start", "end"]
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        permissions = [
            ("decide_candidate", "Can accept, attach, reject and reopen candidates"),
            ("propose_candidate", "Can propose candidates by hand"),
        ]
        indexes = [
            # Search.
            *word_indexes("quote", name="candidate_words"),
            # The queue: what is pending, most worth checking first.
            models.Index(
                fields=["-check_worthiness", "-id"],
                name="candidate_pending",
                condition=models.Q(decision="pending", no_longer_found_in__isnull=True),
            ),
            # The list of what later readings did not find.
            models.Index(
                fields=["-check_worthiness", "-id"],
                name="candidate_no_longer_found",
                condition=models.Q(no_longer_found_in__isnull=False),
            ),
            # A document's page: what an earlier text of it had already said.
            models.Index(
                fields=["found_again_by"],
                name="candidate_found_again",
                condition=models.Q(found_again_by__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["run", "start", "end"], name="candidate_once_a_span"),
            models.CheckConstraint(
                condition=models.Q(run__isnull=False, proposed_by__isnull=True)
                | models.Q(run__isnull=True, proposed_by__isnull=False),
                name="candidate_found_or_proposed",
            ),
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")),
                name="candidate_span_not_empty",
            ),
            models.CheckConstraint(
                condition=models.Q(end=models.F("start") + Length("quote")),
                name="candidate_quote_fills_span",
            ),
            models.CheckConstraint(
                condition=models.Q(check_worthiness__gte=0, check_worthiness__lte=1),
                name="candidate_check_worthiness_is_a_share",
            ),
        ]

    def __str__(self) -> str:
        return self.quote if len(self.quote) <= 80 else f"{self.quote[:79]}…"

    @property
    def last_found_by(self) -> ExtractionRun | None:
        return self.found_again_by or self.run
