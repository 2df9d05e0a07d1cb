from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.querysets import ClaimRelationQuerySet


class ClaimRelation(models.Model):
    """What an editor said of two claims: that they stand in a relation, or that they do not, which is remembered.

    *Same*, *translation* and *contradicts* hold both ways: `claim` is then the one with the lower key.
    """

    class Kind(models.TextChoices):
        SAME = "same", _("says the same as")
        TRANSLATION = "translation", _("is a translation of")
        CONTRADICTS = "contradicts", _("contradicts")
        SUPERSEDES = "supersedes", _("supersedes")
        PART_OF = "part_of", _("is part of")

    class State(models.TextChoices):
        HELD = "held", _("held")
        REFUSED = "refused", _("refused")

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="relations_to", verbose_name=_("claim"))
    other = models.ForeignKey(Claim, models.PROTECT, related_name="relations_from", verbose_name=_("other claim"))
    kind = models.CharField(_("relation"), max_length=20, choices=Kind)
    state = models.CharField(_("state"), max_length=20, choices=State)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), db_default=Now())

    objects = ClaimRelationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("relation between claims")
        verbose_name_plural = _("relations between claims")
        permissions = [("relate_claim", "Can relate claims to one another")]
        constraints = [
            models.UniqueConstraint(fields=["claim", "other", "kind"], name="relation_once_a_kind"),
            models.CheckConstraint(condition=~models.Q(claim=models.F("other")), name="relation_of_two_claims"),
            models.CheckConstraint(
                condition=~models.Q(kind__in=["same", "translation", "contradicts"])
                | models.Q(claim__lt=models.F("other")),
                name="relation_both_ways_is_stored_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim} {self.get_kind_display()} {self.other}"
