import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from claims.models.choices import HAPPENINGS, How, choices
from claims.models.claim import Claim
from claims.models.letter import Letter
from claims.models.recheck import Recheck
from claims.querysets import NoticeQuerySet
from sources.models import DocumentVersion

_NAMES = uuid.UUID("7d4c5a56-0a6e-5c0e-9d0a-3b8b1e0f5d11")


class Notice(models.Model):
    """One thing that one person is to be told about one claim, because an entry of the ledger or a Recheck says so.

    The key follows from who is told and what says so: written twice it is the same row. It holds no words of the claim.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name=_("user"), db_index=False
    )
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="+", verbose_name=_("claim"))
    what = models.CharField(_("what"), max_length=30, choices=choices(HAPPENINGS))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"), db_index=False
    )
    happened_at = models.DateTimeField(_("when"))
    entry = models.BigIntegerField(_("ledger entry"), null=True)
    recheck = models.ForeignKey(
        Recheck, models.CASCADE, null=True, related_name="+", verbose_name=_("re-check"), db_index=False
    )
    version = models.ForeignKey(
        DocumentVersion,
        models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("document version"),
        db_index=False,
        help_text=_("The text that it is about: who may not read that is not told."),
    )
    through = models.ForeignKey(
        DocumentVersion,
        models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("through"),
        db_index=False,
        help_text=_("The text by which a watched publisher printed the claim."),
    )
    told_at = models.DateTimeField(_("told at"), db_default=Now(), editable=False)
    seen_at = models.DateTimeField(_("seen at"), null=True)
    how = models.CharField(_("how"), max_length=10, choices=How)
    letter = models.ForeignKey(
        Letter, models.CASCADE, null=True, related_name="notices", verbose_name=_("letter"), db_index=False
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_at", "-id"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        default_permissions = ("view",)
        indexes = [
            # A person's notices, newest first, and how many they have not seen.
            models.Index(fields=["user", "-happened_at", "-id"], name="notice_of_user"),
            models.Index(
                fields=["user", "-happened_at"], name="notice_unseen", condition=models.Q(seen_at__isnull=True)
            ),
            # What waits for a letter.
            models.Index(
                fields=["how", "user"],
                name="notice_without_letter",
                condition=models.Q(letter__isnull=True) & ~models.Q(how="off"),
            ),
            # The notices of a letter.
            models.Index(fields=["letter"], name="notice_of_letter", condition=models.Q(letter__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(entry__isnull=False, recheck__isnull=True)
                | models.Q(entry__isnull=True, recheck__isnull=False),
                name="notice_says_what_it_rests_on",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.claim}"

    @staticmethod
    def key(*, user: int, entry: int | None = None, recheck: int | None = None) -> uuid.UUID:
        """The one key that a notice to this person of this entry, or this Recheck, can have."""
        return uuid.uuid5(_NAMES, f"entry {entry} user {user}" if entry else f"recheck {recheck} user {user}")
