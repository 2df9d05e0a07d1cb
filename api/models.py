from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from api.peppers import PREFIX_LENGTH
from api.scopes import Scope
from claims.ledger import LEDGERED


class ApiKey(models.Model):
    """One key by which a program acts for one person, within some of that person's rights.

    The key itself is held by nobody but the program: here stands what is made of it and a pepper. Once revoked it
    stays revoked; the database refuses anything else.
    """

    class State(models.TextChoices):
        ACTIVE = "active", _("active")
        EXPIRED = "expired", _("expired")
        REVOKED = "revoked", _("revoked")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="api_keys", verbose_name=_("owner"))
    name = models.CharField(_("name"), max_length=100)
    prefix = models.CharField(_("prefix"), max_length=PREFIX_LENGTH, unique=True, editable=False)
    digest = models.BinaryField(_("digest"), max_length=32, editable=False)
    pepper_id = models.CharField(_("pepper"), max_length=16, editable=False)

    scopes = ArrayField(models.CharField(max_length=10), verbose_name=_("scopes"))
    rate = models.PositiveIntegerField(_("requests a minute"))
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)

    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made at"), db_default=Now(), editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("revoked by"),
    )
    revoked_at = models.DateTimeField(_("revoked at"), null=True, editable=False)
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        default_permissions = ("add", "view")
        permissions = [("revoke_apikey", "Can see and revoke everybody's API keys")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scopes__contained_by=Scope.values, scopes__len__gt=0), name="key_has_known_scopes"
            ),
            models.CheckConstraint(condition=models.Q(rate__gt=0), name="key_lets_some_requests_pass"),
            models.CheckConstraint(
                condition=models.Q(revoked_by=None) | models.Q(revoked_at__isnull=False), name="key_revoked_when"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} (aver_{self.prefix}_…)"

    @property
    def state(self) -> "ApiKey.State":
        """At this instant."""
        if self.revoked_at:
            return self.State.REVOKED
        is_over = self.expires_at is not None and self.expires_at <= timezone.now()
        return self.State.EXPIRED if is_over else self.State.ACTIVE


class KeyUse(models.Model):
    """How many requests a key has sent in the minute that began with the first of them.

    The table is unlogged: it costs no write-ahead log, and a crash of the database empties it.
    """

    key = models.OneToOneField(ApiKey, models.CASCADE, primary_key=True, related_name="use")
    started_at = models.DateTimeField()
    requests = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.key_id}: {self.requests}"


# The ledger cannot know of this package; who verifies it is told here what is entered of a key, and what is not.
LEDGERED[ApiKey] = frozenset({"digest", "last_used_at"})
