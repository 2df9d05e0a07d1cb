"""Celery's face: a key in, one verb, out. A lost or repeated message changes nothing."""

from celery import shared_task

from claims import intake, sweeping
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
def find_forgotten() -> None:
    """File the work of documents that came in without it."""
    intake.find_forgotten()


@shared_task
def sweep_rechecks() -> None:
    """Bring up the claims whose turn has come."""
    sweeping.sweep()
