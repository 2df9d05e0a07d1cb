"""What the matcher reaches must not be lost: floors are the figures reached less some.

Those of the held half are as low as its figures are: docs/matching.md tells them, and what is wanted.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from claims.evaluation import evidence_found, pairs
from claims.evaluation.report import Report

HERE = Path(__file__).parents[1] / "matching"

FLOORS = {
    ("evidence", "recall_at_5"): 0.90,
    ("evidence", "claims_with_any"): 0.95,
    ("evidence", "stance"): 0.90,
    ("evidence", "precision"): 0.30,
    ("evidence", "held_recall_at_5"): 0.60,
    ("evidence", "held_claims_with_any"): 0.85,
    ("evidence", "held_stance"): 0.65,
    ("pairs.jsonl", "recall_at_5"): 0.97,
    ("pairs.jsonl", "strong_precision"): 1.0,
    ("pairs.jsonl", "near_misses_apart"): 1.0,
    ("held_pairs.jsonl", "recall_at_5"): 0.97,
}


@cache
def figures(name: str) -> dict[str, float]:
    """One reading of each set; the encoder is loaded once a process."""
    score: Callable[[Path], Report] = evidence_found.score if name == "evidence" else pairs.score
    return dict(score(HERE / name).figures)


@pytest.mark.parametrize(("name", "figure", "floor"), [(*key, floor) for key, floor in FLOORS.items()])
def test_a_figure_holds_its_floor(name: str, figure: str, floor: float) -> None:
    assert figures(name)[figure] >= floor
