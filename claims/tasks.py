"""Celery's face: a key in, one verb, out. A lost or repeated message changes nothing."""

from typing import Any

from celery import shared_task
from celery.signals import heartbeat_sent

from claims import clearing, intake, notices, passages, searching, sweeping, tallying
from claims.models import Heartbeat
from claims.vital_signs import note
from sources.models import DocumentVersion


@shared_task
def extract(version_id: int) -> None:
    """Somebody rang: a document version was ingested."""
    intake.extract_from(DocumentVersion.objects.defer("raw", "text").get(pk=version_id))


@shared_task
def sweep_extractions() -> None:
    """Read what waits, whether or not its bell was heard."""
    intake.sweep()


@shared_task
def file_passages(version_id: int) -> None:
    """Somebody rang: a document version was ingested."""
    passages.file_passages(version_id)


@shared_task
def sweep_passages() -> None:
    """File the passages of what came in, whether or not its bell was heard."""
    passages.sweep_passages()


@shared_task
def sweep_searches() -> None:
    """Look for evidence on claims that were made, came up, or say something else now."""
    searching.sweep_searches()


@shared_task
def find_forgotten() -> None:
    """File the work of documents and claims that came in without it."""
    intake.find_forgotten()
    passages.find_forgotten()
    searching.find_forgotten()


@shared_task
def sweep_rechecks() -> None:
    """Bring up the claims whose turn has come."""
    sweeping.sweep()


@shared_task
def tell() -> None:
    """Write notices and send letters, whether or not anything happened."""
    notices.tell()
    notices.deliver()


@shared_task
def file_digests() -> None:
    """File the digests whose hour has come."""
    notices.digest()


@shared_task
def clear() -> None:
    """Throw away what people were told long ago."""
    clearing.clear()


@shared_task
def keep_records() -> None:
    """Bring the records of claimants and publishers up to date, whether or not anything happened."""
    tallying.keep_up()


@heartbeat_sent.connect
def note_the_worker(**_: Any) -> None:
    """Celery's own beat of the worker's main process, which goes on while its children read."""
    note(Heartbeat.Part.WORKER)
