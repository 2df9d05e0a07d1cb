"""Which verdict of a claim counts: pure, from the chain of verdicts and what second persons said of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Given:
    """One verdict of a claim's chain; `is_retraction`: it takes back the one before."""

    key: int
    needs_approval: bool
    is_retraction: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Keys of the verdict that counts, and of the newest as long as it waits for approval or was sent back."""

    current: int | None
    proposed: int | None


def standing(chain: Sequence[Given], answers: Mapping[int, str]) -> Standing:
    """`chain` is oldest first; `answers` maps a verdict's key to *approved* or *sent_back*."""
    current = proposed = None
    for given in chain:
        if given.needs_approval and answers.get(given.key) != "approved":
            proposed = given.key
            continue
        current, proposed = None if given.is_retraction else given.key, None
    return Standing(current, proposed)


def known_standing(
    chain: Sequence[Given], answers: Mapping[int, str], known: Mapping[int, datetime], *, by: datetime
) -> Standing:
    """What stood if the world had known no more than it did `by` then; `known` maps a verdict's key to its instant.

    A verdict, a correction and a retraction are each of the instant that they name: what is known later neither counts
    nor takes anything back.
    """
    return standing([given for given in chain if known[given.key] <= by], answers)
