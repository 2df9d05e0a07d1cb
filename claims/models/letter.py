import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Letter(models.Model):
    """One e-mail to one person: notices at once, or a digest of one day or week. Its words are not kept.

    Its key is its Message-ID, however often it has to be sent until that is on record. `leased_until` is when somebody
    may try (again); whoever does takes it under a token, and moves that on in the same statement.
    """

    class Kind(models.TextChoices):
        AT_ONCE = "at_once", _("at once")
        DAILY = "daily", _("daily digest")
        WEEKLY = "weekly", _("weekly digest")

    class State(models.TextChoices):
        WAITING = "waiting", _("to be sent")
        SENT = "sent", _("sent")
        NOTHING = "nothing", _("nothing to tell")
        FAILED = "failed", _("given up")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="letters", verbose_name=_("user"), db_index=False
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    day = models.DateField(
        _("day"), null=True, help_text=_("Of a digest, by the newsroom's calendar; of a week, its Monday.")
    )
    created_at = models.DateTimeField(_("created at"), db_default=Now(), editable=False)

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    lease_token = models.UUIDField(_("lease token"), null=True)
    leased_until = models.DateTimeField(_("leased until"), db_default=Now())
    error = models.TextField(_("error"), blank=True, default="")
    done_at = models.DateTimeField(_("done at"), null=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        default_permissions = ()
        indexes = [
            # The sender's next.
            models.Index(fields=["leased_until"], name="letter_waiting", condition=models.Q(state="waiting")),
            # The register of work.
            models.Index(fields=["created_at"], name="letter_failed", condition=models.Q(state="failed")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "day"], name="letter_one_digest_a_day"),
            models.CheckConstraint(
                condition=models.Q(kind="at_once", day__isnull=True)
                | (~models.Q(kind="at_once") & models.Q(day__isnull=False)),
                name="letter_digest_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.user}"
