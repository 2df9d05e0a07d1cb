"""When a later reading has found the same candidate again: the same words, or most of them, by the same claimant."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from claims.vocabulary.kinds import NARRATOR

ENOUGH = 0.5
"""The least share of two spans together that both must cover."""

MOST_PLACES = 20


@dataclass(frozen=True, slots=True)
class Passage:
    """`[start, end)` of a text, said by any one of `claimants` (as `claimant_key` gives them).

    `owner` says whose passage it is; an owner may stand in several places of a text.
    """

    owner: int
    start: int
    end: int
    claimants: frozenset[str]


def claimant_key(name: str) -> str:
    """What two spellings of one name have in common.

    >>> claimant_key("United  States") == claimant_key("united states")
    True
    """
    return " ".join(name.split()).casefold()


def claimants(*names: str, publisher: str) -> frozenset[str]:
    """The keys of the names; what the article itself says is also its publisher's."""
    given = (*names, publisher) if NARRATOR in names else names
    return frozenset(claimant_key(name) for name in given)


def overlap(one: Passage, other: Passage) -> float:
    """The share of both spans together that they have in common: intersection over union, 0–1."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(common, 0) / (max(one.end, other.end) - min(one.start, other.start))


def found_again(held: Sequence[Passage], found: Sequence[Passage]) -> dict[int, int]:
    """Owners among `found` to owners among `held`: one to one, the best overlaps first, none under ENOUGH.

    Of equal overlaps the earlier in `held`, then in `found`, goes first. Spans must not be empty.
    """
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _share, of_held, of_found in sorted(_alike(held, found)):
        ours, theirs = held[of_held].owner, found[of_found].owner
        if theirs not in pairs and ours not in taken:
            pairs[theirs] = ours
            taken.add(ours)
    return pairs


def _alike(held: Sequence[Passage], found: Sequence[Passage]) -> Iterator[tuple[float, int, int]]:
    by_start = sorted(range(len(held)), key=lambda index: held[index].start)
    starts = [held[index].start for index in by_start]
    for of_found, passage in enumerate(found):
        # What begins further ahead than the passage is long cannot share half of both.
        first = bisect_left(starts, 2 * passage.start - passage.end)
        for of_held in by_start[first : bisect_left(starts, passage.end)]:
            share = overlap(held[of_held], passage)
            if share >= ENOUGH and held[of_held].claimants & passage.claimants:
                yield -share, of_held, of_found


def places(quote: str, text: str, *, at_most: int = MOST_PLACES) -> Iterable[tuple[int, int]]:
    """Where the words stand in the text, as `[start, end)`, from its beginning.

    >>> list(places("no", "no, no"))
    [(0, 2), (4, 6)]
    """
    start = text.find(quote)
    while start >= 0 and at_most:
        yield start, start + len(quote)
        at_most -= 1
        start = text.find(quote, start + len(quote))
