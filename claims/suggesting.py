"""The machine proposes evidence: the best few passages, each story once, nothing that somebody has already decided."""

from collections.abc import Callable, Mapping, Sequence

from django.db import connection

from claims.comparing.choosing import best_few
from claims.comparing.evidence import BEST
from claims.holding import lock
from claims.models import Claim, Evidence, Prediction
from claims.weighing import Piece
from sources.models import DocumentVersion
from sources.signing import signed

MAY_WAIT = 3 * BEST
"""Pieces that wait for an editor on one claim; beyond them, only what is better than the weakest is proposed."""

_KEEP_FROM_BEING_ERASED = """
SELECT pg_advisory_xact_lock_shared(hashtextextended('file document ' || document, 0))
FROM (SELECT DISTINCT unnest(%s::bigint[]) AS document ORDER BY 1) AS ordered
"""


def suggest(found: Mapping[int, Sequence[Piece]], *, then: Callable[[int], None] | None = None) -> int:
    """Propose the best few of the passages weighed for each claim (by its key), and return how many in all.

    At most five a claim, one of each wire story; none that is, or nearly is, among the claim's evidence, whether
    accepted, rejected or still to be decided: a *no* is remembered. Nothing where the outcome is no longer awaited.
    One transaction, in which `then` is told the number at its end. Safe to repeat, and to do twice at once.
    """
    with signed("suggest", by=None):
        _keep_from_being_erased([piece for pieces in found.values() for piece in pieces])
        # In this order, as whoever takes two claims does.
        count = sum(_suggest(claim, pieces) for claim, pieces in sorted(found.items()) if pieces)
        if then:
            then(count)
    return count


def _suggest(key: int, pieces: Sequence[Piece]) -> int:
    claim = lock(key)
    if not Prediction.objects.awaiting().filter(claim=claim).exists():
        return 0
    fresh = _fresh(claim, sorted(pieces, key=lambda piece: -piece.score))
    Evidence.objects.bulk_create([_row(claim, piece) for piece in fresh])
    return len(fresh)


def _keep_from_being_erased(pieces: Sequence[Piece]) -> None:
    """Until this transaction ends: words that were read are not erased between the reading and the writing."""
    with connection.cursor() as cursor:
        cursor.execute(_KEEP_FROM_BEING_ERASED, [[piece.document for piece in pieces]])


def _fresh(claim: Claim, ranked: Sequence[Piece]) -> list[Piece]:
    """The best of them that say what no evidence of the claim says yet, one a story."""
    known = list(claim.evidence.values_list("quote", "state", "score"))
    waiting = sorted(score or 0.0 for _quote, state, score in known if state == Evidence.State.SUGGESTED)
    least = waiting[-MAY_WAIT] if len(waiting) >= MAY_WAIT else -1.0
    erased = DocumentVersion.objects.filter(pk__in={piece.version for piece in ranked}, erased_at__isnull=False)
    gone = set(erased.values_list("pk", flat=True))
    fresh = [piece for piece in ranked if piece.version not in gone and piece.score > least]
    told = [quote for quote, *_rest in known]
    return [story[0] for story in best_few(fresh, words=_quote, document=_version, told=told)]


def _quote(piece: Piece) -> str:
    return piece.quote


def _version(piece: Piece) -> int:
    return piece.version


def _row(claim: Claim, piece: Piece) -> Evidence:
    return Evidence(
        claim=claim,
        version_id=piece.version,
        start=piece.start,
        end=piece.end,
        quote=piece.quote,
        stance=Evidence.Stance(piece.stance),
        score=piece.score,
        why=[list(pair) for pair in piece.why],
    )
