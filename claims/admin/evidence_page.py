"""The evidence of a claim as its page shows it: what waits first, the search for more, a piece in its text."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest

from claims.admin.article import Excerpt
from claims.admin.evidence_why import why_words
from claims.admin.reading_access import readable
from claims.models import Claim, Evidence, EvidenceSearch

_DONE, _FAILED = EvidenceSearch.State.DONE, EvidenceSearch.State.QUARANTINED


def sorted_evidence(evidence: Sequence[Evidence]) -> dict[str, Any]:
    """What waits, the surest first; what was accepted, by stance; what was rejected. Each with why it was proposed."""
    for piece in evidence:
        setattr(piece, "told", why_words(piece))  # noqa: B010 (for the template)
    waiting = [piece for piece in evidence if piece.state == Evidence.State.SUGGESTED]
    accepted = [piece for piece in evidence if piece.state == Evidence.State.ACCEPTED]
    return {
        "proposed": sorted(waiting, key=lambda piece: -(piece.score or 0.0)),
        "accepted": [
            (stance.label, pieces)
            for stance in Evidence.Stance
            if (pieces := [piece for piece in accepted if piece.stance == stance])
        ],
        "rejected": [piece for piece in evidence if piece.state == Evidence.State.REJECTED],
    }


def search_of(claim: Claim) -> dict[str, Any]:
    """Whether evidence is being looked for, and when the archive was searched last. One query, for predictions only."""
    if not hasattr(claim, "prediction"):
        return {}
    searches = list(EvidenceSearch.objects.filter(claim=claim).order_by("-pk")[:2])
    newest = searches[0] if searches else None
    return {
        "is_sought": newest is not None and newest.state not in (_DONE, _FAILED),
        "has_search_failed": newest is not None and newest.state == _FAILED,
        "last_search": next((search for search in searches if search.state == _DONE), None),
    }


def in_context(request: HttpRequest, claim: Claim, key: int) -> dict[str, Any]:
    """A passage of the claim's evidence with the text around it. Raises Http404 where its reader may not read it."""
    pieces = Evidence.objects.visible_to(request.user).filter(claim=claim, pk=key, version__isnull=False)
    piece = pieces.select_related("added_by", "decided_by").first()
    if piece is None:
        raise Http404
    version, part = readable(request, piece.version_id, around=piece.start)
    piece.version = version
    setattr(piece, "told", why_words(piece))  # noqa: B010 (for the template)
    return {"piece": piece, "version": version, "document": version.document, "part": part} | _cut(part, piece)


def _cut(part: Excerpt, piece: Evidence) -> dict[str, str]:
    start, end = (piece.start or 0) - part.start, (piece.end or 0) - part.start
    return {"before": part.text[:start], "passage": part.text[start:end], "after": part.text[end:]}
