from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from claims.models.append_only import AppendOnly
from claims.models.prediction import Prediction


class Recheck(AppendOnly):
    """One completed look at one prediction: why it came up, when it was to, and when it did."""

    class Reason(models.TextChoices):
        LOOK = "look", _("something may have begun, or a horizon is missing")
        DUE = "due", _("a verdict is owed")

    prediction = models.ForeignKey(
        Prediction,
        models.PROTECT,
        related_name="rechecks",
        verbose_name=_("prediction"),
    )
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    scheduled_for = models.DateTimeField(_("scheduled for"))
    done_at = models.DateTimeField(_("done at"), db_default=Now())

    class Meta:
        ordering = ["-done_at", "-pk"]
        verbose_name = _("re-check")
        verbose_name_plural = _("re-checks")
        constraints = [
            models.UniqueConstraint(fields=["prediction", "scheduled_for"], name="recheck_once_a_turn"),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.prediction}"
