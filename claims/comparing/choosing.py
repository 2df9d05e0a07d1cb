"""The best few of the passages weighed for a claim, each story once."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from claims.comparing.evidence import BEST
from claims.comparing.folding import fold

LOOKED_AT = 40
"""Passages, best first, among which those that tell one story are folded."""

One = TypeVar("One")


def best_few(ranked: Sequence[One], *, words: Callable[[One], str], told: Sequence[str] = ()) -> list[list[One]]:
    """Of passages ranked best first the best stories, at most five: each a list of its passages, the best first.

    None of what the words of `told` tell already.
    """
    looked_at = ranked[:LOOKED_AT]
    groups = fold([*told, *(words(one) for one in looked_at)])
    stories: dict[int, list[One]] = {}
    for one, group in zip(looked_at, groups[len(told) :], strict=True):
        if group >= len(told):
            stories.setdefault(group, []).append(one)
    return list(stories.values())[:BEST]
