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
    Refusal.STALE_VERDICT: _("Somebody else has given a verdict since you opened this. Read theirs first."),
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
