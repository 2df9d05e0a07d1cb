"""What was measured, what it should be and what it must be."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value. `target` is hoped for, `gate` must hold (both None for a value that is only shown).

    `is_floor` where more is better, else both are ceilings.
    """

    name: str
    value: float
    unit: str = ""
    target: float | None = None
    gate: float | None = None
    is_floor: bool = False
    note: str = ""

    def reaches(self, bound: float | None) -> bool:
        """True if the value is on the right side of the bound, or there is none."""
        if bound is None:
            return True
        return self.value >= bound if self.is_floor else self.value <= bound

    @property
    def verdict(self) -> str:
        if self.target is None and self.gate is None:
            return ""
        if not self.reaches(self.gate):
            return "FAILS"
        return "reached" if self.reaches(self.target) else "within the gate"


def table(figures: Iterable[Figure]) -> Iterator[str]:
    """The lines of a table, a head first."""
    yield f"{'measure':<48} {'figure':>10} {'':<7} {'target':>8} {'gate':>8}  "
    for one in figures:
        line = f"{one.name:<48} {_shown(one.value):>10} {one.unit:<7} {_bound(one, one.target):>8} "
        yield f"{line}{_bound(one, one.gate):>8}  {one.verdict:<16} {one.note}".rstrip()


def _bound(figure: Figure, bound: float | None) -> str:
    return "" if bound is None else f"{'≥' if figure.is_floor else '≤'} {bound:g}"


def _shown(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2f}"
