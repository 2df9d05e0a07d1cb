"""Which editorial act is allowed from which state. Each function returns why not, or None."""

from datetime import datetime
from enum import StrEnum

from claims.vocabulary.kinds import Kind, ResolvesOn


class Refusal(StrEnum):
    """Why an act is refused; the verbs turn it into words."""

    NOT_PENDING = "not_pending"
    NOT_DECIDED = "not_decided"
    IS_OPINION = "is_opinion"
    HAS_VERDICT = "has_verdict"
    IS_WITHDRAWN = "is_withdrawn"
    NEEDS_CRITERIA = "needs_criteria"
    TOO_EARLY = "too_early"
    ALREADY_APPEARS = "already_appears"
    WRONG_SCALE = "wrong_scale"
    STALE_VERDICT = "stale_verdict"


def refusal_to_accept(*, decision: str, kind: Kind) -> Refusal | None:
    """A candidate is accepted or attached once, while pending; an opinion cannot be checked."""
    if decision != "pending":
        return Refusal.NOT_PENDING
    return Refusal.IS_OPINION if kind is Kind.OPINION else None


def refusal_to_reject(*, decision: str) -> Refusal | None:
    return None if decision == "pending" else Refusal.NOT_PENDING


def refusal_to_reopen(*, decision: str, has_verdict: bool) -> Refusal | None:
    """What was decided may be reopened, unless a verdict rests on it."""
    if decision == "pending":
        return Refusal.NOT_DECIDED
    return Refusal.HAS_VERDICT if has_verdict else None


def scale_for(kind: Kind) -> str:
    """Predictions are judged on an outcome scale, commitments on their keeping, statements of fact on truth."""
    if kind is Kind.COMMITMENT:
        return "commitment"
    return "outcome" if kind.looks_forward else "truth"


def refusal_of_early_rating(
    *,
    normal_form: str,
    resolves_on: ResolvesOn,
    due_at: datetime | None,
    known_at: datetime,
) -> Refusal | None:
    """What cannot be known before the window has ended.

    That something happened is known when it happens; that it did not, only at the end. For a state that must hold it
    is the reverse. Ratings in between, and ambiguous or annulled ones, are not refused.
    """
    if due_at is not None and known_at >= due_at:
        return None
    needs_the_end = "false" if resolves_on is ResolvesOn.OCCURRENCE else "true"
    return Refusal.TOO_EARLY if normal_form == needs_the_end else None
