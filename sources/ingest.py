"""Taking documents in. Idempotent: the same text of the same publisher is the same document, through any door."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from sources.doorbell import leave_work, ring
from sources.failpoints import reach
from sources.models import Document, DocumentVersion, Publisher
from sources.parsing.canonical import (
    CanonicalText,
    UnreadableText,
    canonical_string,
    canonical_text,
)
from sources.signing import signed
from sources.storable import unstorable

FIRST_YEAR = 1000
"""No publication date is earlier; the first years of the calendar overflow in other time zones."""

CLOCK_SKEW = timedelta(minutes=10)
"""How far ahead of ours a publisher's clock may be."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is said of a document beside its text. `published_at` is aware, or None with the reason why."""

    publisher: Publisher
    published_at: datetime | None = None
    published_at_unknown_because: str = ""
    url: str = ""
    headline: str = ""
    language: str = ""
    media_type: str = "text/plain"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field on which a repeated document disagrees with what is held; what is held stays."""

    field: str
    held: str
    given: str


@dataclass(frozen=True, slots=True)
class Ingested:
    """The outcome: the version, whether it is new, and the metadata that differs from what was held."""

    version: DocumentVersion
    is_new: bool
    differences: tuple[Difference, ...] = ()

    @property
    def document(self) -> Document:
        return self.version.document


def ingest(content: bytes | str, metadata: Metadata, *, by: User | None = None) -> Ingested:
    """Keep the text and leave its work to do, in one transaction. Raises ValidationError naming the field.

    `by` is who brought it; None where a command did.
    """
    canonical = _read(content, metadata)
    with signed("ingest", by=by):
        _serialise(metadata.publisher, canonical.sha256)
        _serialise(metadata.publisher, metadata.url)
        held = (
            DocumentVersion.objects.select_related("document__publisher")
            .defer("raw")
            .filter(publisher=metadata.publisher, sha256=canonical.sha256)
            .first()
        )
        if held:
            return Ingested(held, is_new=False, differences=_differences(held.document, metadata))
        document, differences = _document_for(metadata)
        version = DocumentVersion.objects.create(
            document=document,
            publisher=metadata.publisher,
            number=document.versions.count() + 1,
            text=canonical.text,
            sha256=canonical.sha256,
            raw=content if isinstance(content, bytes) and canonical.flags else None,
            media_type=metadata.media_type,
            flags=list(canonical.flags),
        )
        leave_work("document ingested", version.pk)
        ring("document ingested", version.pk)
        reach("document kept")
    return Ingested(version, is_new=True, differences=differences)


def _read(content: bytes | str, metadata: Metadata) -> CanonicalText:
    """The canonical text. Raises ValidationError with all that is wrong, of text and metadata together."""
    errors = _metadata_problems(metadata)
    canonical = None
    try:
        canonical = canonical_text(content) if isinstance(content, bytes) else canonical_string(content)
    except UnreadableText as error:
        errors["text"] = [ValidationError(str(error), code=error.code)]
    if errors or canonical is None:
        raise ValidationError(errors)
    return canonical


def _metadata_problems(metadata: Metadata) -> dict[str, list[ValidationError]]:
    candidate = Document(
        publisher=metadata.publisher,
        url=metadata.url,
        headline=metadata.headline,
        language=metadata.language,
        published_at=metadata.published_at,
        published_at_unknown_because=metadata.published_at_unknown_because,
    )
    errors: dict[str, list[ValidationError]] = {}
    try:
        candidate.clean_fields()
    except ValidationError as error:
        errors = error.error_dict
    for field in ("url", "headline", "language", "published_at_unknown_because"):
        if problem := unstorable(getattr(metadata, field)):
            errors[field] = [problem]
    if problem := _date_problem(metadata):
        errors["published_at"] = [problem]
    return errors


def _date_problem(metadata: Metadata) -> ValidationError | None:
    at, reason = metadata.published_at, metadata.published_at_unknown_because.strip()
    if at is None and not reason:
        return ValidationError(
            _("Say when the text was published, or that this is unknown, with the reason."),
            code="required",
        )
    if at is not None and reason:
        return ValidationError(
            _("Give either a publication date or the reason why it is unknown."),
            code="both_given",
        )
    return None if at is None else _implausible(at)


def _implausible(at: datetime) -> ValidationError | None:
    if timezone.is_naive(at):
        return ValidationError(_("Give the time zone of the publication date."), code="naive")
    if at.year < FIRST_YEAR:
        return ValidationError(
            _("%(year)s is before the year %(first)s; check the date."),
            code="implausible",
            params={"year": at.year, "first": FIRST_YEAR},
        )
    if at > _now() + CLOCK_SKEW:
        return ValidationError(
            _("%(at)s lies in the future; give the date on which the text was published."),
            code="in_the_future",
            params={"at": at.isoformat(timespec="minutes")},
        )
    return None


def _now() -> datetime:
    """By the database's clock: that of the machine that takes a text in may be wrong."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        instant: datetime = cursor.fetchone()[0]
        return instant


def _serialise(publisher: Publisher, what: str) -> None:
    """Make concurrent ingests of the same thing wait for each other until commit."""
    if not what:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"ingest {publisher.pk} {what}"],
        )


def _document_for(metadata: Metadata) -> tuple[Document, tuple[Difference, ...]]:
    if metadata.url:
        known = (
            Document.objects.select_for_update(of=("self",), no_key=True)
            .select_related("publisher")
            .filter(publisher=metadata.publisher, url=metadata.url)
            .first()
        )
        if known:
            return known, _differences(known, metadata)
    created = Document.objects.create(
        publisher=metadata.publisher,
        url=metadata.url,
        headline=metadata.headline,
        language=metadata.language,
        published_at=metadata.published_at,
        published_at_unknown_because=metadata.published_at_unknown_because.strip(),
    )
    return created, ()


def _differences(document: Document, metadata: Metadata) -> tuple[Difference, ...]:
    def shown(value: object) -> str:
        return value.isoformat() if isinstance(value, datetime) else str(value or "")

    compared = (
        "url",
        "headline",
        "language",
        "published_at",
        "published_at_unknown_because",
    )
    return tuple(
        Difference(field, shown(held), shown(given))
        for field in compared
        if (given := getattr(metadata, field)) and given != (held := getattr(document, field))
    )
