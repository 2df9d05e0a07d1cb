"""Filing the work that a new document version brings, in the transaction that keeps it."""

from claims.models import ExtractionRun


def file_run(version: int) -> bool:
    """File a run for a version that has none yet. Returns whether it was needed.

    It names no pipeline: whoever reads the text says with which.
    """
    if ExtractionRun.objects.filter(version_id=version).exists():
        return False
    ExtractionRun.objects.bulk_create([ExtractionRun(version_id=version)], ignore_conflicts=True)
    return True
