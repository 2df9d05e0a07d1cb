"""What a user decided last, from the ledger."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

from claims.admin.history import by_act
from claims.admin.history_words import ACTS, image_of
from claims.admin.wording import shortened
from claims.models import Candidate, Claim, LedgerEntry
from claims.querysets import Reader

ENTRIES = 80
"""Entries of the ledger that are read; an act leaves several."""


@dataclass(frozen=True, slots=True)
class Decided:
    """One act of the user's, what it was about, and where that is read."""

    when: datetime
    act: str | Promise
    words: str
    url: str


def decisions_of(user: Reader, *, at_most: int = 8) -> list[Decided]:
    """The latest first, less those on what the user may no longer read. Three queries."""
    entries = list(LedgerEntry.objects.filter(actor_id=user.pk).order_by("-seq")[:ENTRIES])
    acts = [(act, _about(act)) for act in by_act(entries)]
    told = _words(Claim.objects.visible_to(user), "text", "claim", [about for _act, about in acts])
    told |= _words(Candidate.objects.visible_to(user), "quote", "candidate", [about for _act, about in acts])
    shown = [(act[0], about) for act, about in acts if about in told][:at_most]
    return [
        Decided(
            entry.recorded_at,
            ACTS.get(entry.act, entry.act),
            shortened(told[noun, key], 90),
            reverse(f"admin:claims_{noun}_change", args=[key]),
        )
        for entry, (noun, key) in shown
    ]


def _about(act: list[LedgerEntry]) -> tuple[str, int]:
    """The claim that the act was on, else the candidate; a candidate that became a claim is told as the claim."""
    claim = next((entry.claim_id for entry in act if entry.claim_id), None)
    if claim:
        return ("claim", claim)
    return ("candidate", next((key for entry in act if (key := image_of(entry).get("candidate_id"))), 0))


def _words(rows: Any, field: str, noun: str, about: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    keys = {key for kind, key in about if kind == noun and key}
    if not keys:
        return {}
    return {(noun, key): words for key, words in rows.filter(pk__in=keys).values_list("pk", field)}
