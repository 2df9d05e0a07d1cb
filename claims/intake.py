"""Reading documents: lease a run, extract, and file the candidates with the run's "done" in one transaction."""

import logging
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Greatest, Now

from claims.extraction.language import SUPPORTED, detect
from claims.extraction.pieces import cut
from claims.extraction.pipeline import VERSION, extract
from claims.extraction.types import Candidate as Found
from claims.filing import file
from claims.models import ExtractionRun
from claims.queueing import file_run
from sources import failpoints
from sources.languages import primary_subtag
from sources.models import DocumentVersion

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
"""How long a worker may be silent before its run is given to another; renewed with each piece."""

ATTEMPTS = 3
WAIT_AFTER_FAILURE = timedelta(seconds=30)
WORDS_THAT_OUGHT_TO_YIELD = 60
"""A text with this many words and no candidate is shown as *found nothing*, not as done."""

DETECT_IN = 20_000
BATCH = 20

READ = (ExtractionRun.State.DONE, ExtractionRun.State.FOUND_NOTHING)
"""How a run ends that has read its text."""

_UNFINISHED = Q(state__in=[ExtractionRun.State.QUEUED, ExtractionRun.State.RUNNING])
# What ends later than any lease can was leased before somebody set the database's clock back.
_GIVEN_BACK = Q(leased_until__lt=Now()) | Q(leased_until__gt=Now() + 2 * LEASE)
_FREE = Q(leased_until__isnull=True) | _GIVEN_BACK


_DOES_ANYTHING_WAIT = """
SELECT EXISTS (SELECT FROM claims_extractionrun WHERE state IN ('queued', 'running') AND leased_until IS NULL)
    OR EXISTS (SELECT FROM claims_extractionrun
               WHERE state IN ('queued', 'running') AND leased_until < statement_timestamp())
    OR EXISTS (SELECT FROM claims_extractionrun
               WHERE state IN ('queued', 'running')
                   AND leased_until > statement_timestamp() + make_interval(secs => %s))
"""


class LeaseLost(Exception):
    """Another worker has taken the run meanwhile; what this one found is discarded."""


def extract_from(version: DocumentVersion) -> ExtractionRun | None:
    """Read one version with the present pipeline. None where another worker has it, or it is finished."""
    run = _take(version)
    if run is None:
        return None
    failpoints.reach("run taken")
    try:
        _read(run)
    except LeaseLost:
        logger.warning("Run %s was taken over by another worker; its result counts.", run.pk)
    except Exception as error:  # whatever a document provokes, the others go on
        logger.exception("Run %s failed at attempt %s.", run.pk, run.attempts)
        _fail(run, f"{type(error).__name__}: {error}")
    failpoints.reach("run done")
    run.refresh_from_db()
    return run


def sweep(*, for_at_most: timedelta = timedelta(minutes=1)) -> int:
    """Read versions that wait, oldest first, until none is left or the time is up. Returns how many were read."""
    if not _anything_waits():
        return 0
    _quarantine_the_abandoned()
    _bring_up_to_date(ExtractionRun.objects.all())
    deadline = time.monotonic() + for_at_most.total_seconds()
    count = 0
    for version in _waiting():
        count += extract_from(version) is not None
        if time.monotonic() > deadline:
            break
    return count


def _waiting() -> Iterator[DocumentVersion]:
    """What to read next, asked anew after each batch, so that several sweeps share and news goes before the archive.

    First what nobody has tried to read; then runs whose worker failed or fell silent; last, the archive.
    """
    mine = ExtractionRun.objects.filter(_UNFINISHED, pipeline_version__in=[VERSION, ""], attempts__lt=ATTEMPTS)
    mine = mine.select_related("version__document").defer("version__raw", "version__text")
    given_back = mine.filter(_GIVEN_BACK).order_by("leased_until")
    # The whole order of the index, though the first column is the same in all.
    queued = mine.filter(leased_until__isnull=True)
    queued = queued.order_by(F("leased_until").asc(nulls_first=True), "is_rereading", "version_id")
    news, archive = queued.filter(is_rereading=False), queued.filter(is_rereading=True)
    while batch := _versions(news[:BATCH]) or _versions(given_back[:BATCH]) or _versions(archive[:BATCH]):
        yield from batch


def _anything_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_DOES_ANYTHING_WAIT, [2 * LEASE.total_seconds()])
        return bool(cursor.fetchone()[0])


def find_forgotten() -> int:
    """File a run for every version that has none, and return how many: the safety net under the ingest's own filing."""
    any_run = ExtractionRun.objects.filter(version=OuterRef("pk"))
    forgotten = DocumentVersion.objects.filter(~Exists(any_run)).values_list("pk", flat=True)
    return sum(file_run(key) for key in list(forgotten))


def _versions(runs: QuerySet[ExtractionRun]) -> list[DocumentVersion]:
    return [run.version for run in runs]


def _take(version: DocumentVersion) -> ExtractionRun | None:
    """Lease the version's run by one conditional update; the token says whose it is."""
    _bring_up_to_date(ExtractionRun.objects.filter(version=version))
    ExtractionRun.objects.bulk_create(
        [ExtractionRun(version=version, pipeline_version=VERSION)],
        ignore_conflicts=True,
    )
    token = uuid.uuid4()
    taken = ExtractionRun.objects.filter(
        _UNFINISHED,
        _FREE,
        version=version,
        pipeline_version=VERSION,
        attempts__lt=ATTEMPTS,
    ).update(
        state=ExtractionRun.State.RUNNING,
        lease_token=token,
        leased_until=Now() + LEASE,
        attempts=F("attempts") + 1,
        created_at=_after_all_others(version),
    )
    if not taken:
        return None
    return ExtractionRun.objects.select_related("version__document__publisher").get(lease_token=token)


def _after_all_others(version: DocumentVersion) -> Case:
    """The time of a run that nobody has tried: after those that have ended, though the clock was set back since."""
    ended = ExtractionRun.objects.filter(version=version, finished_at__isnull=False).order_by("-created_at")
    after_them = Subquery(ended.annotate(after=F("created_at") + timedelta(microseconds=1)).values("after")[:1])
    return Case(When(attempts=0, then=Greatest("created_at", after_them)), default=F("created_at"))


def _read(run: ExtractionRun) -> None:
    text = run.version.text
    language = primary_subtag(run.version.document.language) or detect(text[:DETECT_IN])
    if language not in SUPPORTED:
        _finish(run, ExtractionRun.State.UNSUPPORTED_LANGUAGE, language=language, found=[])
        return
    found = list(_extract_in_pieces(run, language))
    ought_to_yield = len(text.split(maxsplit=WORDS_THAT_OUGHT_TO_YIELD)) > WORDS_THAT_OUGHT_TO_YIELD
    state = ExtractionRun.State.FOUND_NOTHING if ought_to_yield and not found else ExtractionRun.State.DONE
    _finish(run, state, language=language, found=found)


def _extract_in_pieces(run: ExtractionRun, language: str) -> Iterator[Found]:
    published_on = run.version.document.published_on
    for piece in cut(run.version.text):
        _renew(run)
        for candidate in extract(piece.text, published_on=published_on, language=language):
            yield _shifted(candidate, piece.start)


def _shifted(candidate: Found, by: int) -> Found:
    time_expression = candidate.time and replace(
        candidate.time, start=candidate.time.start + by, end=candidate.time.end + by
    )
    return replace(
        candidate,
        start=candidate.start + by,
        end=candidate.end + by,
        time=time_expression,
    )


def _renew(run: ExtractionRun) -> None:
    if not _mine(run).update(leased_until=Now() + LEASE):
        raise LeaseLost


def _mine(run: ExtractionRun) -> QuerySet[ExtractionRun]:
    """The run, as long as nobody else has taken it."""
    return ExtractionRun.objects.filter(pk=run.pk, lease_token=run.lease_token)


def _finish(
    run: ExtractionRun,
    state: ExtractionRun.State,
    *,
    language: str,
    found: Sequence[Found],
) -> None:
    failpoints.reach("text read")
    with transaction.atomic():
        mine = _mine(run).select_for_update(of=("self",))
        if not mine.exists():
            raise LeaseLost
        if state in READ:
            file(found, run)
        failpoints.reach("candidates filed")
        mine.update(
            state=state,
            language=language,
            candidate_count=len(found),
            error="",
            lease_token=None,
            leased_until=None,
            finished_at=Now(),
        )
    logger.info("Read “%s”: %d candidates (%s).", run.version, len(found), state)


def _fail(run: ExtractionRun, error: str) -> None:
    """Give the run back for another attempt, or put its document in quarantine after the last."""
    is_last = run.attempts >= ATTEMPTS
    _mine(run).update(
        state=ExtractionRun.State.QUARANTINED if is_last else ExtractionRun.State.QUEUED,
        error=error.replace("\x00", "�")[:5000],
        lease_token=None,
        leased_until=None if is_last else Now() + WAIT_AFTER_FAILURE * run.attempts,
        finished_at=Now() if is_last else None,
    )


def _quarantine_the_abandoned() -> None:
    """Runs whose worker died at the last attempt."""
    ExtractionRun.objects.filter(_UNFINISHED, _FREE, attempts__gte=ATTEMPTS).update(
        state=ExtractionRun.State.QUARANTINED,
        error="The worker died while it read this document, at each of its attempts.",
        lease_token=None,
        leased_until=None,
        finished_at=Now(),
    )


def _bring_up_to_date(runs: QuerySet[ExtractionRun]) -> None:
    """Runs that name no pipeline yet, or were left over by an earlier one, are the present one's."""
    present = ExtractionRun.objects.filter(version=OuterRef("version"), pipeline_version=VERSION)
    left_over = runs.filter(_UNFINISHED, _FREE, ~Exists(present)).exclude(pipeline_version=VERSION)
    left_over.filter(pipeline_version="").update(pipeline_version=VERSION)
    left_over.update(pipeline_version=VERSION, attempts=0, created_at=Now())
