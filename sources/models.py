"""Where text comes from: who published it, the document, and each text it has had."""

from datetime import date
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from sources.languages import validate_language_tag
from sources.querysets import DocumentQuerySet
from sources.wordsearch import word_indexes


def validate_time_zone(name: str) -> None:
    """Refuse a zone that the IANA database does not know."""
    if name not in available_timezones():
        raise ValidationError(
            _("“%(name)s” is not an IANA time zone; write one such as Europe/Paris."),
            code="invalid_time_zone",
            params={"name": name},
        )


class Publisher(models.Model):
    """One body that publishes documents, and whose clock and calendar its documents speak."""

    class Kind(models.TextChoices):
        AGENCY = "agency", _("news agency")
        NEWSPAPER = "newspaper", _("newspaper")
        BROADCASTER = "broadcaster", _("broadcaster")
        WEBSITE = "website", _("website")
        INSTITUTION = "institution", _("institution")

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    site = models.URLField(_("site"), max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=35, blank=True, validators=[validate_language_tag])
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.NEWSPAPER)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[validate_time_zone])

    class Meta:
        ordering = ["name"]
        verbose_name = _("publisher")
        verbose_name_plural = _("publishers")

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class Document(models.Model):
    """One article, dispatch or statement of one publisher, whatever texts it has had."""

    class Access(models.TextChoices):
        NEWSROOM = "newsroom", _("the whole newsroom")
        RESTRICTED = "restricted", _("named groups only")

    publisher = models.ForeignKey(Publisher, models.PROTECT, related_name="documents", verbose_name=_("publisher"))
    url = models.URLField(_("url"), max_length=2000, blank=True)
    headline = models.CharField(_("headline"), max_length=500, blank=True)
    language = models.CharField(
        _("language"),
        max_length=35,
        blank=True,
        validators=[validate_language_tag],
        help_text=_("A language tag such as fr or en-GB; empty: detected when the text is read."),
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_at_unknown_because = models.CharField(_("publication date unknown because"), max_length=500, blank=True)
    access = models.CharField(_("access"), max_length=20, choices=Access, default=Access.NEWSROOM)
    groups = models.ManyToManyField(
        "auth.Group",
        blank=True,
        related_name="restricted_documents",
        verbose_name=_("groups"),
        help_text=_("Who may read a restricted document."),
    )
    withheld_at = models.DateTimeField(_("withheld at"), null=True, editable=False)
    withheld_because = models.CharField(_("withheld because"), max_length=500, blank=True, editable=False)
    ingested_at = models.DateTimeField(_("ingested at"), db_default=Now(), editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [
            ("withhold_document", "Can withhold documents, and read withheld ones"),
            ("restrict_document", "Can say which groups read a document"),
            ("erase_document", "Can erase the words of a document, as the law may demand"),
        ]
        indexes = [
            # Search.
            *word_indexes("headline", name="document_words"),
            # The admin list, newest first.
            models.Index(
                models.F("published_at").desc(nulls_last=True),
                models.F("id").desc(),
                name="document_newest",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["publisher", "url"],
                condition=~models.Q(url=""),
                name="document_url_once_a_publisher",
            ),
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=False, published_at_unknown_because="")
                | (models.Q(published_at__isnull=True) & ~models.Q(published_at_unknown_because="")),
                name="document_is_dated_or_says_why_not",
            ),
        ]

    def __str__(self) -> str:
        return self.headline or self.url or f"document {self.pk}"

    @property
    def published_on(self) -> date | None:
        """The day by the publisher's clock, against which *Wednesday* is resolved. Reads the publisher."""
        return self.published_at.astimezone(self.publisher.zone).date() if self.published_at else None


class DocumentVersion(models.Model):
    """One text that a document has had, exactly as received; the database refuses to change or delete it."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="versions", verbose_name=_("document"))
    # A copy of the document's, because "the same text of the same publisher" is a rule the database must hold.
    publisher = models.ForeignKey(Publisher, models.PROTECT, related_name="+", verbose_name=_("publisher"))
    number = models.PositiveIntegerField(_("number"))
    text = models.TextField(_("text"))
    sha256 = models.CharField(_("SHA-256 of the text"), max_length=64)
    raw = models.BinaryField(
        _("bytes as received"),
        null=True,
        help_text=_("Null where they are the text's own UTF-8."),
    )
    media_type = models.CharField(_("media type"), max_length=100, default="text/plain")
    retrieved_at = models.DateTimeField(_("retrieved at"), db_default=Now())
    flags = models.JSONField(_("flags"), default=list, blank=True)
    erased_at = models.DateTimeField(
        _("erased at"), null=True, help_text=_("Its words are gone, its hash and the place of each word are kept.")
    )

    class Meta:
        ordering = ["document", "number"]
        verbose_name = _("document version")
        verbose_name_plural = _("document versions")
        constraints = [
            models.UniqueConstraint(fields=["publisher", "sha256"], name="version_text_once_a_publisher"),
            models.UniqueConstraint(fields=["document", "number"], name="version_number_once_a_document"),
        ]

    def __str__(self) -> str:
        return f"{self.document} ({self.number})"
