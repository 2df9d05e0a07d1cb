"""A refused act, in words for the person who tried it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.rules.transitions import Refusal

WORDS: dict[Refusal, str | Promise] = {
    Refusal.NOT_PENDING: _("This candidate has already been decided. Reopen it first."),
    Refusal.NOT_DECIDED: _("This candidate is still pending; there is nothing to reopen."),
    Refusal.IS_OPINION: _("An opinion cannot be checked. Correct the kind, or reject it."),
    Refusal.HAS_VERDICT: _("A verdict rests on this. It stays as long as the verdict counts."),
    Refusal.IS_WITHDRAWN: _("This claim has been withdrawn: none of its appearances stands."),
    Refusal.NEEDS_CRITERIA: _("Write the resolution criteria first: what would count as true, and what as false."),
    Refusal.TOO_EARLY: _("This cannot be known yet: the window has not ended."),
    Refusal.ALREADY_APPEARS: _("This passage already stands under this claim."),
    Refusal.WRONG_SCALE: _("This rating belongs to another scale than the claim's kind."),
    Refusal.STALE: _("Somebody else has decided since you opened this. Read what they did first."),
    Refusal.NEEDS_EVIDENCE: _(
        "Accept at least one piece of evidence first: an outcome rests on something one can read."
    ),
    Refusal.OWN_VERDICT: _("This verdict is your own. A second person approves it."),
    Refusal.NOT_PROPOSED: _("This verdict does not wait for approval: it counts, was sent back, or was replaced."),
    Refusal.NOTHING_COUNTS: _("No verdict counts on this claim; there is nothing to retract."),
    Refusal.NO_CONDITION: _("This prediction has no condition."),
    Refusal.NEVER_HELD: _("The condition never held: the prediction is annulled, whatever happened."),
    Refusal.CONDITION_STANDS: _("The condition held: the prediction is not annulled by it."),
    Refusal.CERTAINTY_DOES_NOT_FIT: _(
        "“Now impossible” and “now certain” are for what could otherwise be known only at the end of the window."
    ),
    Refusal.EVIDENCE_DECIDED: _("This piece of evidence has already been decided."),
    Refusal.EVIDENCE_NOT_DECIDED: _("This piece of evidence still waits; there is no decision to take back."),
    Refusal.EVIDENCE_IN_USE: _("A verdict that counts or is proposed rests on this piece of evidence."),
    Refusal.ALREADY_EVIDENCE: _("This passage already stands as evidence on this claim."),
    Refusal.ALREADY_WITHHELD: _("This is already withheld."),
    Refusal.NOT_WITHHELD: _("This is not withheld."),
    Refusal.ERASED: _("The words of this text have been erased."),
    Refusal.NOT_QUARANTINED: _("This document is not in quarantine."),
    Refusal.WORK_NOT_QUARANTINED: _("This work is not in quarantine."),
    Refusal.WORK_WAITS_ALREADY: _("The same work waits already, or is being done."),
    Refusal.LETTER_NOT_GIVEN_UP: _("This letter was not given up."),
    Refusal.NOT_DECIDED_YET: _("No verdict counts on this claim yet: a review publishes one that is approved."),
    Refusal.REVIEW_IS_PUBLISHED: _("What is published is frozen. Pause the review first."),
    Refusal.REVIEW_NOT_PUBLISHED: _("This review is not published."),
    Refusal.REVIEW_OUTDATED: _("Another verdict counts by now. Word the review anew first."),
    Refusal.NOTHING_TO_QUOTE: _(
        "None of the texts in which it was said may be quoted in public: they are restricted, withheld or erased."
    ),
}


class Refused(Exception):
    """The state of things forbids the act. Nothing was changed."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal

    def __str__(self) -> str:
        return str(WORDS[self.refusal])


def refuse(refusal: Refusal | None) -> None:
    """Raise Refused if there is a reason to."""
    if refusal is not None:
        raise Refused(refusal)
