"""What one entry of the ledger tells people of a claim, and whom it concerns in person: pure, from the entry alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from claims.vocabulary.happenings import Happening

Image = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class News:
    """What happened; `version` is the key of the text it is about. It concerns `person`, or a verdict's author, most.

    >>> news("claims_verdict", "insert", "settle", None, {"rating_id": 3, "needs_approval": True})
    News(what=<Happening.PROPOSED: 'proposed'>, version=None, person=None, verdict=None)
    """

    what: Happening
    version: int | None = None
    person: int | None = None
    verdict: int | None = None


def news(table: str, operation: str, act: str, before: Image | None, after: Image | None) -> News | None:
    """None where nobody is told of such an entry. `before` holds what changed, `after` the whole row, by column."""
    was, is_now = before or {}, after or {}
    match table:
        case "claims_claim":
            return News(Happening.NEW_CLAIM) if operation == "insert" else _of_claim(was, is_now)
        # The first appearance of a claim comes with the claim.
        case "claims_appearance" if operation == "insert" and act != "accept":
            return News(Happening.APPEARANCE, version=is_now.get("version_id"))
        case "claims_evidence":
            is_taken_back = operation == "update" and is_now.get("state") == "suggested"
            return _of_evidence(is_now) if operation == "insert" or ("state" in was and not is_taken_back) else None
        case "claims_verdict" | "claims_approval" if operation == "insert":
            return _of_verdict(is_now)
        case "claims_prediction" if operation == "update":
            return _of_prediction(was)
    return None


def _of_verdict(is_now: Image) -> News | None:
    """Of a verdict that waits for a second person, or of that person's answer; that it counts, the claim tells."""
    if is_now.get("act") == "sent_back":
        return News(Happening.SENT_BACK, verdict=is_now.get("verdict_id"))
    if not is_now.get("needs_approval"):
        return None
    return News(Happening.RETRACTION_PROPOSED if is_now.get("rating_id") is None else Happening.PROPOSED)


def _of_claim(was: Image, is_now: Image) -> News | None:
    if "current_verdict_id" in was:
        if counts := is_now.get("current_verdict_id"):
            return News(Happening.COUNTS, verdict=counts)
        return News(Happening.RETRACTED, verdict=was.get("proposed_verdict_id"))
    if "withdrawn_at" in was and is_now.get("withdrawn_at"):
        return News(Happening.WITHDRAWN)
    if "assigned_to_id" in was and (person := is_now.get("assigned_to_id")):
        return News(Happening.ASSIGNED, person=person)
    return None


def _of_evidence(is_now: Image) -> News | None:
    told = {"suggested": Happening.EVIDENCE_SUGGESTED, "accepted": Happening.EVIDENCE_ACCEPTED}
    what = told.get(str(is_now.get("state")))
    return News(what, version=is_now.get("version_id")) if what else None


def _of_prediction(was: Image) -> News | None:
    # The verdict says what became of a prediction that is no longer awaited, and so does what withdrew it.
    if "awaits_outcome" in was:
        return None
    if "condition_state" in was:
        return News(Happening.CONDITION)
    return News(Happening.MOVED) if was.keys() & {"due_at", "look_at"} else None
