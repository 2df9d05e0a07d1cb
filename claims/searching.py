"""Looking through the archive for what settles a claim: the work of an EvidenceSearch."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import connection

from claims.leasing import finish, sweep, work_on
from claims.models import Claim, EvidenceSearch
from claims.recall import passages_for
from claims.suggesting import suggest
from claims.weighing import Piece, Sought, bearing, meaning_of, read_passages, sought
from sources import failpoints

# For claims that came in past the verbs. Who has failed three times is left to a person.
_FORGOTTEN = """
INSERT INTO claims_evidencesearch (claim_id, reason)
SELECT id, 'accepted' FROM claims_claim AS claim
WHERE NOT EXISTS (SELECT FROM claims_claimmeaning WHERE claim_id = claim.id)
    AND NOT EXISTS (SELECT FROM claims_evidencesearch WHERE claim_id = claim.id AND state <> 'done')
ON CONFLICT DO NOTHING
"""


def search(claim: int) -> EvidenceSearch | None:
    """Do the search that waits for this claim. None where none waits, or another worker has it."""
    return work_on(EvidenceSearch.objects.filter(claim=claim), _look)


def sweep_searches(*, for_at_most: timedelta = timedelta(minutes=1)) -> int:
    """Do the searches that wait, oldest first, until none is left or the time is up. Returns how many were done."""
    return sweep(EvidenceSearch.objects.all(), _look, for_at_most=for_at_most)


def find_forgotten() -> int:
    """File a search for every claim whose meaning is not known and that is not looked for. Returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGOTTEN)
        return int(cursor.rowcount)


def evidence_for(sought: Sought, claim: Claim) -> tuple[int, Sequence[Piece]]:
    """How many passages may speak of the claim, and those that do, best first. Writes nothing but its meaning."""
    cosines = passages_for(sought.text, meaning_of(claim), after=sought.said_at, until=sought.until)
    return len(cosines), bearing(sought, read_passages(cosines), cosines)


def _look(search: EvidenceSearch) -> None:
    """The claim's meaning is committed before passages are looked for, and a document's passages before claims are.

    So of a claim and a document that come in the same moment at least one finds the other.
    """
    claim = Claim.objects.get(pk=search.claim_id)
    meaning_of(claim)
    failpoints.reach("meaning kept")
    pieces: Sequence[Piece] = ()
    count = 0
    for each in sought([claim.pk]):
        count, pieces = evidence_for(each, claim)
    suggest({claim.pk: pieces}, then=lambda number: finish(search, passage_count=count, suggested_count=number))
