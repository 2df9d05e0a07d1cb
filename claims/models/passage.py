from typing import TYPE_CHECKING, Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.leased_work import LeasedWork, work_indexes
from claims.querysets import PassageQuerySet
from sources.models import DocumentVersion

if TYPE_CHECKING:
    Field = models.Field[str, str]
else:
    Field = models.Field


class SignsField(Field):
    """The signs of a vector's 512 numbers, as bits; written *0101…*. PostgreSQL's own type, without an extension."""

    def db_type(self, connection: Any) -> str:  # noqa: ARG002 (as Django calls it)
        return "bit(512)"


class Passage(models.Model):
    """One sentence of one document version that can be proposed as evidence: where it stands and what finds it.

    Machinery: not entered in the ledger, made anew at will, and gone when its text is erased. `words` are made by the
    database of the sentence, in the configuration of its language.
    """

    version = models.ForeignKey(
        DocumentVersion,
        models.PROTECT,
        related_name="passages",
        verbose_name=_("document version"),
        # The constraint's index begins with it.
        db_index=False,
    )
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    language = models.CharField(_("language"), max_length=35)
    published_at = models.DateTimeField(_("published at"), null=True, help_text=_("The document's; null if unknown."))
    words = SearchVectorField(_("words"))
    meaning = models.BinaryField(_("meaning"), max_length=1024)
    signs = SignsField(_("signs of the meaning"))

    objects = PassageQuerySet.as_manager()

    class Meta:
        ordering = ["version", "start"]
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        indexes = [
            # Rare words.
            GinIndex(fields=["words"], fastupdate=False, name="passage_words"),
            # Nearest meanings within some days, and everywhere where the database has no index for nearness.
            models.Index(fields=["published_at"], include=["signs", "id"], name="passage_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["version", "start", "end"], name="passage_once_a_span"),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="passage_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} [{self.start}, {self.end})"


class PassageRun(LeasedWork):
    """The work a document version brings beside its reading: its passages, and whom they concern."""

    version = models.OneToOneField(
        DocumentVersion, models.PROTECT, related_name="passage_run", verbose_name=_("document version")
    )
    made_with = models.CharField(_("encoder"), max_length=40, blank=True, default="", db_default="")
    passage_count = models.PositiveIntegerField(_("passages"), default=0, db_default=0)
    suggested_count = models.PositiveIntegerField(_("suggested"), default=0, db_default=0)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("filing of passages")
        verbose_name_plural = _("filings of passages")
        permissions = [("retry_passagerun", "Can have the passages of a document filed again")]
        indexes = work_indexes("passagerun")

    def __str__(self) -> str:
        return str(self.version)
