"""Reports by the words they hold and by where their verbs stand, so that looking one up costs nothing."""

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claims.extraction.attribution.reports import Report


@dataclass(frozen=True, slots=True)
class Coverage:
    """The reports of a document in the order of their verbs; from word `borders[i]` on, `around[i]` hold the words."""

    reports: tuple[Report, ...] = ()
    heads: tuple[int, ...] = ()
    borders: tuple[int, ...] = ()
    around: tuple[tuple[Report, ...], ...] = ()

    def holding(self, index: int) -> Sequence[Report]:
        """The reports whose content holds the word."""
        place = bisect.bisect_right(self.borders, index) - 1
        return self.around[place] if place >= 0 else ()

    def holding_from(self, index: int, first: int, last: int) -> Sequence[Report]:
        """The reports whose content holds the word and whose verb stands among the words `[first, last)`."""
        around = self.holding(index)
        return around[bisect.bisect_left(around, first, key=_head) : bisect.bisect_left(around, last, key=_head)]

    def between(self, first: int, last: int) -> Sequence[Report]:
        """The reports whose verb stands among the words `[first, last)`."""
        return self.reports[bisect.bisect_left(self.heads, first) : bisect.bisect_left(self.heads, last)]

    def is_nested(self, report: Report) -> bool:
        """True if another report holds this one's verb."""
        return any(other is not report for other in self.holding(report.head))


def _head(report: Report) -> int:
    return report.head


def coverage(reports: Iterable[Report]) -> Coverage:
    """Index the reports by a sweep over the borders of their contents."""
    ordered = tuple(sorted(reports, key=lambda report: report.head))
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for rank, report in enumerate(ordered):
        for first, last in report.contents:
            if first < last:
                opening.setdefault(first, []).append(rank)
                closing.setdefault(last, []).append(rank)
    borders = tuple(sorted({*opening, *closing}))
    around: list[tuple[Report, ...]] = []
    active: list[int] = []
    for border in borders:
        for rank in closing.get(border, ()):
            active.remove(rank)
        for rank in opening.get(border, ()):
            bisect.insort(active, rank)
        around.append(tuple([ordered[rank] for rank in active]))
    return Coverage(ordered, tuple(report.head for report in ordered), borders, tuple(around))
