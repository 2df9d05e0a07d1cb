from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from claims.models.append_only import AppendOnly
from claims.models.claim import Claim


class Recheck(AppendOnly):
    """One completed look at one claim: why it came up, when it was to, and when it did."""

    class Reason(models.TextChoices):
        LOOK = "look", _("something may have begun, or a horizon is missing")
        DUE = "due", _("a verdict is owed")
        AGAIN = "again", _("a checked fact may have changed")

    claim = models.ForeignKey(
        Claim,
        models.PROTECT,
        related_name="rechecks",
        verbose_name=_("claim"),
        # The constraint's index begins with it.
        db_index=False,
    )
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    scheduled_for = models.DateTimeField(_("scheduled for"))
    done_at = models.DateTimeField(_("done at"), db_default=Now())

    class Meta:
        ordering = ["-done_at", "-pk"]
        verbose_name = _("re-check")
        verbose_name_plural = _("re-checks")
        constraints = [
            models.UniqueConstraint(fields=["claim", "scheduled_for"], name="recheck_once_a_turn"),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.claim}"
