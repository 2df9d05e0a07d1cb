"""Measures the intake in the database that the environment names: run by tests.bench.intake."""

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from claims import intake  # noqa: E402
from claims.extraction.pipeline import VERSION, extract  # noqa: E402
from claims.filing import file  # noqa: E402
from claims.models import Candidate, ExtractionRun  # noqa: E402
from sources import ingest as sources_ingest  # noqa: E402
from sources.models import DocumentVersion, Publisher  # noqa: E402
from tests.bench.articles import Article, article  # noqa: E402

LANGUAGES = ("en", "fr")
A_DAY = timedelta(days=1)


def _nobody_hears(*_: object) -> None:
    """In the place of the bell: there is no broker here."""


sources_ingest.ring = _nobody_hears  # type: ignore[attr-defined, assignment]


def articles(number: int) -> list[Article]:
    """Articles that the database does not hold yet, in both languages in turn."""
    last = DocumentVersion.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return [article((last + n) // 2, LANGUAGES[n % 2]) for n in range(number)]


def ingest(given: list[Article]) -> list[DocumentVersion]:
    publisher = Publisher.objects.get_or_create(
        slug="bench", defaults={"name": "Bench", "language": "en", "kind": "agency", "time_zone": "Europe/Paris"}
    )[0]
    versions = []
    for number, one in enumerate(given):
        at = datetime.combine(one.published_on, datetime.min.time(), UTC)
        metadata = sources_ingest.Metadata(publisher, published_at=at, language=one.language)
        text = f"{one.text}\n\n{time.time_ns()}.{number}"
        versions.append(sources_ingest.ingest(text, metadata).version)
    return versions


def read_all() -> int:
    return intake.sweep(for_at_most=A_DAY)


def seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def one_round(documents: int) -> dict[str, float]:
    """Seconds of the whole, and of each stage alone over as many other documents."""
    given = articles(documents)

    def whole() -> None:
        ingest(given)
        assert read_all() == documents

    took = {"whole": seconds(whole)}
    versions: list[DocumentVersion] = []
    took["ingest"] = seconds(lambda: versions.extend(ingest(given)))
    runs = list(ExtractionRun.objects.filter(version__in=versions).select_related("version__document__publisher"))
    found = []

    def read() -> None:
        for run in runs:
            document = run.version.document
            found.append(
                list(extract(run.version.text, published_on=document.published_on, language=document.language))
            )

    took["reading"] = seconds(read)

    def file_all() -> None:
        for run, candidates in zip(runs, found, strict=True):
            with transaction.atomic():
                file(candidates, run)

    before = Candidate.objects.count()
    took["filing"] = seconds(file_all)
    assert Candidate.objects.count() - before == sum(map(len, found))
    ExtractionRun.objects.filter(version__in=versions).update(state="done", pipeline_version=VERSION)
    return took


def stages(rounds: int, documents: int) -> None:
    one_round(4)  # loads the models
    sys.stdout.write(json.dumps([one_round(documents) for _ in range(rounds)]))


def worker() -> None:
    """Tell that the models are there; then, whenever a line comes, read all that waits and tell how much it was."""
    for language in LANGUAGES:
        one = article(0, language)
        extract(one.text, published_on=one.published_on, language=language)
    _tell(0)
    for _ in sys.stdin:
        _tell(read_all())
        connection.close()


def _tell(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["stages", rounds, documents]:
            stages(int(rounds), int(documents))
        case ["worker"]:
            worker()
        case ["fill", documents]:
            ingest(articles(int(documents)))
