"""Filing work in the transaction that makes it necessary."""

from django.contrib.auth.models import User
from django.db import connection

from claims.models import EvidenceSearch, ExtractionRun, PassageRun
from claims.refusals import refuse
from claims.rules.transitions import Refusal
from sources.doorbell import ring
from sources.signing import signed

# A search that runs has perhaps read the words that were: it is given back, and its worker will find its lease lost.
_SEARCH = """
INSERT INTO claims_evidencesearch (claim_id, reason) VALUES (%s, %s)
ON CONFLICT (claim_id) WHERE state IN ('queued', 'running') DO UPDATE
SET state = 'queued', reason = excluded.reason, attempts = 0, lease_token = NULL, leased_until = NULL
"""


def file_run(version: int) -> bool:
    """File a run and a filing of passages for a version that has none yet. Returns whether the run was needed.

    It names no pipeline: whoever reads the text says with which.
    """
    PassageRun.objects.bulk_create([PassageRun(version_id=version)], ignore_conflicts=True)
    if ExtractionRun.objects.filter(version_id=version).exists():
        return False
    ExtractionRun.objects.bulk_create([ExtractionRun(version_id=version)], ignore_conflicts=True)
    return True


def file_search(claim: int, reason: EvidenceSearch.Reason) -> None:
    """Have later documents looked through for what settles the claim; at most one such search waits or runs.

    To be called within the transaction that makes the claim or changes what it says, its row locked. No bell is rung:
    nobody waits for it, and a broker that is away must not keep editors waiting at each of many decisions.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SEARCH, [claim, reason.value])


def retry(run: ExtractionRun, *, by: User | None) -> ExtractionRun:
    """Have a quarantined document read again, with as many attempts as at first. Raises Refused if it is not one."""
    with signed("retry", by=by):
        held: ExtractionRun = ExtractionRun.objects.select_for_update(of=("self",), no_key=True).get(pk=run.pk)
        refuse(None if held.state == ExtractionRun.State.QUARANTINED else Refusal.NOT_QUARANTINED)
        held.state, held.attempts, held.finished_at, held.leased_until = ExtractionRun.State.QUEUED, 0, None, None
        held.save(update_fields=["state", "attempts", "finished_at", "leased_until"])
        ring("document ingested", held.version_id)
    return held
