"""A program, once Django is set up: how long the reading view of a text takes without and with its candidates."""

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from statistics import median

from django.contrib.auth.models import User
from django.test import Client

from claims.admin.article import SHOWN, Excerpt
from claims.admin.reading_text import rows_in
from claims.models import Candidate, ExtractionRun
from sources.ingest import Metadata, ingest
from sources.models import DocumentVersion, Publisher

CANDIDATES = 500
SENTENCE = "The {0:03}th minister said that the {0:03}th bill would pass."
FILLER = " Nobody answered." * 22


def main(rounds: int) -> None:
    """Prints the median seconds of the page without candidates, of their queries, and of the page with them."""
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.create_superuser("bench"))
    empty, full = (_version(slug) for slug in ("quay", "harbour"))
    _find_candidates(full)
    part = Excerpt(full.text[:SHOWN], 0, len(full.text))
    works: list[Callable[[], object]] = [
        lambda: client.get(_address(empty)).content,
        lambda: rows_in(full.pk, part),
        lambda: client.get(_address(full)).content,
    ]
    times = [[_seconds(work) for work in works] for _round in range(rounds + 2)][2:]
    sys.stdout.write(json.dumps([median(each) for each in zip(*times, strict=True)]))


def _version(slug: str) -> DocumentVersion:
    publisher = Publisher.objects.create(slug=slug, name=slug, language="en", kind="agency", time_zone="UTC")
    text = "\n\n".join(SENTENCE.format(number) + FILLER for number in range(CANDIDATES))
    return ingest(text, Metadata(publisher, published_at=datetime(2022, 2, 12, tzinfo=UTC), language="en")).version


def _find_candidates(version: DocumentVersion) -> None:
    run = ExtractionRun.objects.create(version=version, pipeline_version="bench", state="done")
    for number in range(CANDIDATES):
        quote = SENTENCE.format(number)
        start = version.text.index(quote)
        Candidate.objects.create(
            run=run,
            version=version,
            start=start,
            end=start + len(quote),
            quote=quote,
            language="en",
            kind="prediction",
            claimant=f"The {number:03}th minister",
            attribution_kind="indirect",
            evidentiality="asserted",
            operator="by",
            not_after=date(2022, 3, 1) + timedelta(days=number % 60),
            resolves_on="occurrence",
            check_worthiness=0.5,
        )


def _address(version: DocumentVersion) -> str:
    return f"/admin/claims/candidate/text/{version.pk}/"


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
