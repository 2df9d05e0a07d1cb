from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.choices import How

MORNING = 7


class Preference(models.Model):
    """What one person chose about being told: in which language, and what is sent when. Without a row, the defaults."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="preference", verbose_name=_("user")
    )
    language = models.CharField(
        _("language"), max_length=10, blank=True, help_text=_("As last chosen at the head of a page; empty: none yet.")
    )
    has_digest = models.BooleanField(
        _("daily digest of what is due"), default=True, help_text=_("For those who may give verdicts.")
    )
    digest_hour = models.PositiveSmallIntegerField(
        _("hour"), default=MORNING, validators=[MaxValueValidator(23)], help_text=_("By the newsroom's clock.")
    )
    how_personal = models.CharField(
        _("what concerns me"),
        max_length=10,
        choices=How,
        default=How.AT_ONCE,
        help_text=_("A claim is assigned to me; a verdict of mine is approved or sent back."),
    )

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=models.Q(digest_hour__lte=23), name="preference_hour_of_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.language or '–'}"
