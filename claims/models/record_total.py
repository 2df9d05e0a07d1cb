from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.claimant import Claimant
from claims.models.record_line import OF_ONE_HOLDER
from sources.models import Publisher


class RecordTotal(models.Model):
    """The record of one claimant or publisher in few figures, of what the whole newsroom may read: for the list.

    Added up from the lines by `claims.tallying`, whenever one of them changes or begins to count.
    """

    claimant = models.OneToOneField(
        Claimant, models.CASCADE, null=True, related_name="record_total", verbose_name=_("claimant")
    )
    publisher = models.OneToOneField(
        Publisher, models.CASCADE, null=True, related_name="record_total", verbose_name=_("publisher")
    )
    claims = models.PositiveIntegerField(_("claims"), help_text=_("Repetition counted once."))
    decided = models.PositiveIntegerField(_("decided predictions"))
    hits = models.PositiveIntegerField(_("came true"))
    settled = models.PositiveIntegerField(_("settled commitments"))
    kept = models.PositiveIntegerField(_("kept"))
    rank_by = models.FloatField(
        _("lower end"), null=True, help_text="Of the interval of predictions, by which is ranked; null: too few."
    )
    holds_until = models.DateTimeField(
        _("holds until"), null=True, help_text="When the next early hit begins to count; null: none waits."
    )

    class Meta:
        default_permissions = ("view",)
        verbose_name = _("record")
        verbose_name_plural = _("records")
        ordering = [models.F("rank_by").desc(nulls_last=True), "-decided", "-claims", "pk"]
        indexes = [
            # The list: by rank, and whoever has too few after them.
            models.Index(
                models.F("rank_by").desc(nulls_last=True),
                models.F("decided").desc(),
                models.F("claims").desc(),
                "id",
                name="record_total_by_rank",
            ),
            # What has to be added up again because time has passed.
            models.Index(
                fields=["holds_until"], condition=models.Q(holds_until__isnull=False), name="record_total_holds"
            ),
        ]
        constraints = [models.CheckConstraint(condition=OF_ONE_HOLDER, name="record_total_is_of_one")]

    def __str__(self) -> str:
        return str(self.claimant or self.publisher)
