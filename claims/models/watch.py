from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from claims.models.choices import How
from claims.models.claim import Claim
from claims.models.claimant import Claimant
from sources.models import Publisher


class Watch(models.Model):
    """One person wants to hear of one claim, or of whatever one claimant says, or one publisher prints."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="watches", verbose_name=_("user"), db_index=False
    )
    claim = models.ForeignKey(Claim, models.CASCADE, null=True, related_name="watches", verbose_name=_("claim"))
    claimant = models.ForeignKey(
        Claimant, models.CASCADE, null=True, related_name="watches", verbose_name=_("claimant")
    )
    publisher = models.ForeignKey(
        Publisher, models.CASCADE, null=True, related_name="watches", verbose_name=_("publisher")
    )
    how = models.CharField(_("how"), max_length=10, choices=How, default=How.DAILY)
    note = models.CharField(_("note to myself"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("since"), db_default=Now(), editable=False)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("watch")
        verbose_name_plural = _("watches")
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(claim__isnull=False, claimant__isnull=True, publisher__isnull=True)
                | models.Q(claim__isnull=True, claimant__isnull=False, publisher__isnull=True)
                | models.Q(claim__isnull=True, claimant__isnull=True, publisher__isnull=False),
                name="watch_is_of_one_thing",
            ),
            # Their indexes also find a person's watches.
            models.UniqueConstraint(fields=["user", "claim"], name="watch_claim_once"),
            models.UniqueConstraint(fields=["user", "claimant"], name="watch_claimant_once"),
            models.UniqueConstraint(fields=["user", "publisher"], name="watch_publisher_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.what}"

    @property
    def what(self) -> Claim | Claimant | Publisher:
        """The one thing that is watched. Reads it."""
        found = self.claim or self.claimant or self.publisher
        assert found is not None  # noqa: S101 (the database holds it)
        return found
