"""Reading the archive again with a new pipeline version: which texts, and their runs as work in rows."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice

from django.db.models import DateField, DateTimeField, Exists, F, Func, OuterRef, Q, QuerySet
from django.db.models.functions import Cast, Coalesce

from claims.extraction.pipeline import VERSION
from claims.models import ExtractionRun
from sources.models import DocumentVersion

BATCH = 1000

WIDEST_ZONE = timedelta(days=1)
"""No clock on earth is further than this from UTC."""


def to_read_again(
    *, since: date, publishers: Iterable[str] = (), languages: Iterable[str] = ()
) -> QuerySet[DocumentVersion]:
    """Texts that an earlier pipeline version has read and the present one has not, the first received first.

    Those of documents published on `since` or later by their publisher's clock; received, where it is unknown when
    they were published. `publishers` are slugs, `languages` primary subtags as the texts were read in; none: all.
    Texts that still wait for a first reading are not among them: the sweep has those.
    """
    runs = ExtractionRun.objects.filter(version=OuterRef("pk"))
    is_read = Exists(runs.filter(finished_at__isnull=False))
    is_in_work = Exists(runs.filter(Q(pipeline_version=VERSION) | Q(finished_at__isnull=True)))
    texts = _said_since(since).filter(is_read, ~is_in_work)
    if publishers:
        texts = texts.filter(publisher__slug__in=publishers)
    if languages:
        texts = texts.filter(Exists(runs.filter(language__in=languages)))
    return texts.order_by("pk").defer("raw", "text")


def queue(texts: QuerySet[DocumentVersion], *, at_most: int | None = None) -> Iterator[int]:
    """File a run for each text; whoever sweeps reads it. Yields how many are filed, after each thousand.

    Each thousand is kept at once: stopped at any point and started again, it goes on where it was.
    """
    keys = iter(list(texts.values_list("pk", flat=True)[:at_most]))
    filed = 0
    while batch := list(islice(keys, BATCH)):
        ExtractionRun.objects.bulk_create(
            [ExtractionRun(version_id=key, pipeline_version=VERSION, is_rereading=True) for key in batch],
            ignore_conflicts=True,
        )
        filed += len(batch)
        yield filed


def _said_since(since: date) -> QuerySet[DocumentVersion]:
    said_at = Coalesce("document__published_at", "document__ingested_at")
    by_its_clock = Func(F("publisher__time_zone"), said_at, function="timezone", output_field=DateTimeField())
    return DocumentVersion.objects.alias(said_at=said_at, said_on=Cast(by_its_clock, DateField())).filter(
        said_on__gte=since
    )
