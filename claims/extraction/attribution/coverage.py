"""Reports by the words they hold and by where their verbs stand, so that looking one up costs nothing."""

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from claims.extraction.attribution.reports import Report


@dataclass(frozen=True, slots=True)
class Coverage:
    """The reports of a document in the order of their verbs."""

    reports: tuple[Report, ...] = ()
    heads: tuple[int, ...] = ()
    around: dict[int, tuple[Report, ...]] = field(default_factory=dict)

    def holding(self, index: int) -> Sequence[Report]:
        """The reports whose content holds the word."""
        return self.around.get(index, ())

    def between(self, first: int, last: int) -> Sequence[Report]:
        """The reports whose verb stands among the words `[first, last)`."""
        return self.reports[bisect.bisect_left(self.heads, first) : bisect.bisect_left(self.heads, last)]

    def is_nested(self, report: Report) -> bool:
        """True if another report holds this one's verb."""
        return any(other is not report for other in self.holding(report.head))


def coverage(reports: Iterable[Report]) -> Coverage:
    """Index the reports. Cost: the words of all their contents, once."""
    ordered = tuple(sorted(reports, key=lambda report: report.head))
    around: dict[int, list[Report]] = {}
    for report in ordered:
        for first, last in report.contents:
            for index in range(first, last):
                around.setdefault(index, []).append(report)
    return Coverage(
        ordered,
        tuple(report.head for report in ordered),
        {index: tuple(found) for index, found in around.items()},
    )
