from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.models.claimant import Claimant
from claims.models.rating import Rating
from claims.querysets import RecordLineQuerySet
from sources.models import Publisher

OF_ONE_HOLDER = models.Q(claimant__isnull=False, publisher__isnull=True) | models.Q(
    claimant__isnull=True, publisher__isnull=False
)


class RecordLine(models.Model):
    """One claim as it counts in the record of its claimant, or of one publisher that printed it.

    Made from claims, predictions, appearances and relations by `claims.tallying`, at will: it is no act, and not in the
    ledger. Nothing in it depends on the present instant. Withdrawn and withheld claims, and statements of fact, have
    no line.
    """

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="+", verbose_name=_("claim"), db_index=False)
    claimant = models.ForeignKey(
        Claimant, models.CASCADE, null=True, related_name="+", verbose_name=_("claimant"), db_index=False
    )
    publisher = models.ForeignKey(
        Publisher, models.CASCADE, null=True, related_name="+", verbose_name=_("publisher"), db_index=False
    )
    sayings = models.BigIntegerField(
        _("sayings"), help_text="Of all claims that say the same, the lowest key: one of them counts."
    )
    claim_date = models.DateField(_("claimed on"), null=True)

    rating = models.ForeignKey(
        Rating,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("rating"),
        db_index=False,
        help_text="Of the verdict that counts, if any.",
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, help_text="From when on good news counts; null: never.")
    probability = models.FloatField(_("probability"), null=True)
    scale = models.CharField(_("estimative scale"), max_length=40, blank=True)

    is_open = models.BooleanField(_("open"), help_text="The whole newsroom may read it, in a text of this publisher.")
    is_first = models.BooleanField(_("first"), help_text="The earliest open line of its sayings: the one that counts.")

    objects = RecordLineQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = _("line of a record")
        verbose_name_plural = _("lines of records")
        indexes = [
            # A record: an index alone answers.
            models.Index(
                fields=["claimant"],
                include=["id", "rating", "ended_at", "probability", "scale", "sayings", "is_first"],
                condition=models.Q(claimant__isnull=False),
                name="record_line_of_claimant",
            ),
            models.Index(
                fields=["publisher"],
                include=["id", "rating", "ended_at", "probability", "scale", "sayings", "is_first"],
                condition=models.Q(publisher__isnull=False),
                name="record_line_of_publisher",
            ),
            # What only some may read.
            models.Index(
                fields=["claimant", "publisher"], condition=models.Q(is_open=False), name="record_line_closed"
            ),
            # Who says the same.
            models.Index(fields=["sayings"], name="record_line_sayings"),
        ]
        constraints = [
            models.CheckConstraint(condition=OF_ONE_HOLDER, name="record_line_is_of_one"),
            models.CheckConstraint(
                condition=models.Q(is_first=False) | models.Q(is_open=True), name="record_line_first_is_open"
            ),
            # Also: the lines of a claim.
            models.UniqueConstraint(fields=["claim", "claimant"], name="record_line_once_a_claimant"),
            models.UniqueConstraint(fields=["claim", "publisher"], name="record_line_once_a_publisher"),
        ]

    def __str__(self) -> str:
        return f"{self.claimant or self.publisher}: {self.claim}"
