"""What a scorer hands back."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Report:
    """Figures by name (shares of one, or counts), and one line for each thing missed or wrong."""

    figures: Mapping[str, float]
    misses: tuple[str, ...] = ()


def f1(precision: float, recall: float) -> float:
    """The harmonic mean; 0 where both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def share(part: float, whole: float) -> float:
    """`part / whole`; 0 of nothing is 0."""
    return part / whole if whole else 0.0
