from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.models.leased_work import UNFINISHED, LeasedWork, work_indexes
from claims.models.passage import SignsField


class ClaimMeaning(models.Model):
    """What a claim's words mean, as the encoder has it: by this, claims and passages are found across languages.

    Machinery, as passages are. It goes when the words of its claim change.
    """

    claim = models.OneToOneField(
        Claim, models.PROTECT, related_name="meaning", verbose_name=_("claim"), primary_key=True
    )
    sha256 = models.CharField(
        _("SHA-256 of the text"), max_length=64, help_text=_("Of the text it was read from, and the encoder's name.")
    )
    meaning = models.BinaryField(_("meaning"), max_length=1024)
    signs = SignsField(_("signs of the meaning"))

    class Meta:
        verbose_name = _("meaning of a claim")
        verbose_name_plural = _("meanings of claims")
        # Nearest meanings where the database has no index for nearness.
        indexes = [models.Index(fields=["claim"], include=["signs"], name="claimmeaning_signs")]

    def __str__(self) -> str:
        return str(self.claim)


class EvidenceSearch(LeasedWork):
    """One claim to be looked for in the passages of later documents. Those that are done stay as a register."""

    class Reason(models.TextChoices):
        ACCEPTED = "accepted", _("it was made a claim")
        CAME_UP = "came_up", _("it came up")
        REWORDED = "reworded", _("its words or its window changed")

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="evidence_searches", verbose_name=_("claim"))
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    passage_count = models.PositiveIntegerField(_("passages"), default=0, db_default=0)
    suggested_count = models.PositiveIntegerField(_("suggested"), default=0, db_default=0)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("search for evidence")
        verbose_name_plural = _("searches for evidence")
        permissions = [("retry_evidencesearch", "Can have a search for evidence tried again")]
        indexes = work_indexes("evidencesearch")
        constraints = [
            models.UniqueConstraint(fields=["claim"], condition=UNFINISHED, name="search_once_unfinished"),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.claim}"
