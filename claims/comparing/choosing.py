"""The best few of the passages weighed for a claim, each story once."""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from claims.comparing.evidence import BEST
from claims.comparing.folding import fold

LOOKED_AT = 40
"""Passages, best first, among which those that tell one story are folded."""

OF_ONE_DOCUMENT = 2
"""Stories that one document may tell."""

One = TypeVar("One")


def best_few(
    ranked: Sequence[One],
    *,
    words: Callable[[One], str],
    document: Callable[[One], Hashable],
    told: Sequence[str] = (),
) -> list[list[One]]:
    """Of passages ranked best first the best stories, at most five: each a list of its passages, the best first.

    None of what the words of `told` tell already, and no third of one document.
    """
    looked_at = ranked[:LOOKED_AT]
    groups = fold([*told, *(words(one) for one in looked_at)])
    stories: dict[int, list[One]] = {}
    taken: Counter[Hashable] = Counter()
    for one, group in zip(looked_at, groups[len(told) :], strict=True):
        if group in stories:
            stories[group].append(one)
        elif group >= len(told) and taken[document(one)] < OF_ONE_DOCUMENT:
            taken[document(one)] += 1
            stories[group] = [one]
    return list(stories.values())[:BEST]
