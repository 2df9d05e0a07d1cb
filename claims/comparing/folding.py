"""Passages that tell the same in the same words: one wire story, printed by several."""

from collections.abc import Sequence

from claims.comparing.words import folded, spelled

ALIKE = 0.55
"""The least share of runs of words in common that makes two texts one story."""
_RUN = 3


def fold(texts: Sequence[str]) -> list[int]:
    """The group of each text: the place of the first that is nearly the same. Looks at each pair: for short lists."""
    runs = [_runs(text) for text in texts]
    groups: list[int] = []
    for place, ours in enumerate(runs):
        like = (groups[earlier] for earlier in range(place) if _share(ours, runs[earlier]) >= ALIKE)
        groups.append(next(like, place))
    return groups


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = [folded(word) for word, _start in spelled(text)]
    return frozenset(tuple(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1)))


def _share(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """Of what the shorter has, how much the longer has too, where both are of similar length; else of both together."""
    common = len(one & other)
    return (
        common / min(len(one), len(other))
        if 2 * min(len(one), len(other)) >= max(len(one), len(other))
        else (common / len(one | other))
    )
