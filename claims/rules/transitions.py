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
    STALE = "stale"
    NEEDS_EVIDENCE = "needs_evidence"
    OWN_VERDICT = "own_verdict"
    NOT_PROPOSED = "not_proposed"
    NOTHING_COUNTS = "nothing_counts"
    NO_CONDITION = "no_condition"
    NEVER_HELD = "never_held"
    CONDITION_STANDS = "condition_stands"
    CERTAINTY_DOES_NOT_FIT = "certainty_does_not_fit"
    EVIDENCE_DECIDED = "evidence_decided"
    EVIDENCE_NOT_DECIDED = "evidence_not_decided"
    EVIDENCE_IN_USE = "evidence_in_use"
    ALREADY_EVIDENCE = "already_evidence"
    ALREADY_WITHHELD = "already_withheld"
    NOT_WITHHELD = "not_withheld"
    ERASED = "erased"
    NOT_QUARANTINED = "not_quarantined"
    WORK_NOT_QUARANTINED = "work_not_quarantined"
    WORK_WAITS_ALREADY = "work_waits_already"
    LETTER_NOT_GIVEN_UP = "letter_not_given_up"
    NOT_DECIDED_YET = "not_decided_yet"
    REVIEW_IS_PUBLISHED = "review_is_published"
    REVIEW_NOT_PUBLISHED = "review_not_published"
    REVIEW_OUTDATED = "review_outdated"
    NOTHING_TO_QUOTE = "nothing_to_quote"


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


def refusal_of_rating(
    *,
    normal_form: str,
    certainty: str,
    resolves_on: ResolvesOn,
    opens_at: datetime | None,
    due_at: datetime | None,
    known_at: datetime,
) -> Refusal | None:
    """What cannot be known before the window has ended, unless it has become impossible or certain.

    That something happened is known when it happens; that it did not, only at the end, or when it is *now impossible*.
    For a state that must hold it is the reverse: *now certain*. `certainty` belongs to these early ratings alone. What
    came before the window opened did not come true in it.
    Ratings in between, and ambiguous or annulled ones, are not refused.
    """
    has_ended = due_at is not None and known_at >= due_at
    is_occurrence = resolves_on is ResolvesOn.OCCURRENCE
    if normal_form in {"true", "mixed"} and opens_at is not None and known_at < opens_at:
        return Refusal.TOO_EARLY
    is_too_early = not has_ended and normal_form == ("false" if is_occurrence else "true")
    if not is_too_early:
        return Refusal.CERTAINTY_DOES_NOT_FIT if certainty else None
    if not certainty:
        return Refusal.TOO_EARLY
    fits = certainty == ("now_impossible" if is_occurrence else "now_certain")
    return None if fits else Refusal.CERTAINTY_DOES_NOT_FIT


def refusal_to_annul(*, is_annulled: bool, condition_state: str) -> Refusal | None:
    """To annul says that the condition never held: not where it held, and where it never did nothing else fits."""
    if is_annulled:
        return Refusal.CONDITION_STANDS if condition_state == "held" else None
    return Refusal.NEVER_HELD if condition_state == "never_held" else None


def refusal_without_evidence(*, normal_form: str, certainty: str, accepted: int) -> Refusal | None:
    """A resolved outcome rests on at least one accepted piece; *ambiguous*, *annulled* and *unproven* need none."""
    needs_some = normal_form != "undecided" or bool(certainty)
    return Refusal.NEEDS_EVIDENCE if needs_some and not accepted else None


def refusal_to_approve(*, is_proposed: bool, has_been_answered: bool, is_own: bool) -> Refusal | None:
    """The newest verdict, once, by somebody else than its author."""
    if not is_proposed or has_been_answered:
        return Refusal.NOT_PROPOSED
    return Refusal.OWN_VERDICT if is_own else None
