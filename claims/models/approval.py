from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from claims.models.append_only import AppendOnly
from claims.models.verdict import Verdict


class Approval(AppendOnly):
    """What a second person said of one verdict; the database refuses that its author says it (trigger `four_eyes`)."""

    class Act(models.TextChoices):
        APPROVED = "approved", _("approved")
        SENT_BACK = "sent_back", _("sent back")

    verdict = models.OneToOneField(Verdict, models.PROTECT, related_name="approval", verbose_name=_("verdict"))
    act = models.CharField(_("decision"), max_length=20, choices=Act)
    comment = models.CharField(_("comment"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    recorded_at = models.DateTimeField(_("recorded at"), db_default=Now())

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(act="approved") | ~models.Q(comment=""),
                name="approval_sent_back_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.verdict}"
