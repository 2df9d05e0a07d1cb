"""Taking a claim for a decision: its row locked, and unchanged since the editor saw it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.models import User
from django.db.models import F

from claims.models import Claim, Prediction
from claims.refusals import refuse
from claims.rules.transitions import Refusal
from sources.signing import signed


@contextmanager
def deciding(act: str, claim: Claim, *, by: User, reason: str = "") -> Iterator[Claim]:
    """One signed transaction with the claim's row, locked, if it still has the revision that the editor saw.

    Whatever writes what hangs on a claim takes this row first. Raises Refused where somebody decided meanwhile, or the
    claim is withdrawn. Afterwards `claim` has the new revision: its caller knows what was decided.
    """
    with signed(act, by=by, reason=reason.strip()[:500]):
        held = lock(claim.pk)
        refuse(Refusal.STALE if held.revision != claim.revision else None)
        refuse(Refusal.IS_WITHDRAWN if held.withdrawn_at else None)
        yield held
    claim.revision = held.revision


def lock(key: int) -> Claim:
    """The claim's row, locked against other decisions.

    FOR NO KEY UPDATE, because rows that refer to the claim are checked at commit, when the ledger is held: a stronger
    lock would have the two wait for one another.
    """
    held: Claim = Claim.objects.select_for_update(of=("self",), no_key=True).get(pk=key)
    return held


def prediction_of(claim: Claim) -> Prediction | None:
    """The claim's prediction, locked, where it has one."""
    found: Prediction | None = (
        Prediction.objects.select_for_update(of=("self",), no_key=True).filter(claim=claim).first()
    )
    return found


def touch(claim: Claim) -> None:
    """Count one more decision on the claim; those that rest on what it was before are stale."""
    Claim.objects.filter(pk=claim.pk).update(revision=F("revision") + 1)
    claim.refresh_from_db(fields=["revision"])
