"""What the matcher reaches must not be lost: floors are the figures reached less some.

They are of sets that were read while it was made: docs/matching.md tells what is to be expected of others.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from claims.evaluation import evidence_found, pairs
from claims.evaluation.report import Report

HERE = Path(__file__).parents[1] / "matching"

FLOORS = {
    ("evidence", "recall_at_5"): 0.83,
    ("evidence", "claims_with_any"): 0.96,
    ("evidence", "stance"): 0.82,  # votes are fitted on none of these; rules that had read them all reached .93
    ("evidence", "precision"): 0.4,
    ("pairs.jsonl", "recall_at_5"): 0.97,
    ("pairs.jsonl", "near_misses_apart"): 1.0,
}


@cache
def figures(name: str) -> dict[str, float]:
    """One reading of each set; the encoder is loaded once a process."""
    score: Callable[[Path], Report] = evidence_found.score if name == "evidence" else pairs.score
    return dict(score(HERE / name).figures)


@pytest.mark.parametrize(("name", "figure", "floor"), [(*key, floor) for key, floor in FLOORS.items()])
def test_a_figure_holds_its_floor(name: str, figure: str, floor: float) -> None:
    assert figures(name)[figure] >= floor
