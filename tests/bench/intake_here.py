"""Measures the intake in the database that the environment names: run by tests.bench.intake."""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from claims import intake  # noqa: E402
from claims.extraction.pipeline import VERSION, extract  # noqa: E402
from claims.extraction.types import Candidate as Found  # noqa: E402
from claims.filing import file  # noqa: E402
from claims.models import Candidate, ExtractionRun  # noqa: E402
from sources import ingest as sources_ingest  # noqa: E402
from sources.models import DocumentVersion, Publisher  # noqa: E402
from tests.bench.articles import Article, article  # noqa: E402

LANGUAGES = ("en", "fr")
A_DAY = timedelta(days=1)
TURN = 5


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
    """Seconds of the whole, and of each stage alone over as many other documents; a few at a time, in turns."""
    took: dict[str, float] = defaultdict(float)
    for done in range(0, documents, TURN):
        given = articles(min(TURN, documents - done))
        took["whole"] += seconds(partial(_whole, given))
        _stages_alone(given, took)
    return took


def _whole(given: list[Article]) -> None:
    ingest(given)
    assert read_all() == len(given)


def _stages_alone(given: list[Article], took: dict[str, float]) -> None:
    versions: list[DocumentVersion] = []
    took["ingest"] += seconds(lambda: versions.extend(ingest(given)))
    runs = list(ExtractionRun.objects.filter(version__in=versions).select_related("version__document__publisher"))
    found: list[list[Found]] = []
    took["reading"] += seconds(lambda: found.extend(_read(run.version) for run in runs))
    before = Candidate.objects.count()
    took["filing"] += seconds(partial(_file, runs, found))
    assert Candidate.objects.count() - before == sum(map(len, found))
    ExtractionRun.objects.filter(version__in=versions).update(state="done", pipeline_version=VERSION)


def _read(version: DocumentVersion) -> list[Found]:
    document = version.document
    return list(extract(version.text, published_on=document.published_on, language=document.language))


def _file(runs: list[ExtractionRun], found: list[list[Found]]) -> None:
    for run, candidates in zip(runs, found, strict=True):
        with transaction.atomic():
            file(candidates, run)


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
