"""What the extractor reaches on our own gold must not be lost: floors are the figures reached less .03."""

from functools import cache
from pathlib import Path

import pytest

from claims.evaluation.claims_in_news import score
from claims.evaluation.report import Report

HERE = Path(__file__).parent

FLOORS = {
    "cases": {
        "windows": 0.91,
        "claimant": 0.93,
        "kind": 0.93,
        "hedge": 0.96,
        "evidentiality": 0.95,
        "precision": 0.91,
        "recall": 0.92,
        "f1": 0.92,
    },
    "held_out": {
        "windows": 0.81,
        "claimant": 0.84,
        "kind": 0.88,
        "hedge": 0.96,
        "evidentiality": 0.93,
        "precision": 0.89,
        "recall": 0.88,
        "f1": 0.88,
    },
}


@cache
def report(folder: str) -> Report:
    return score(HERE / folder)


@pytest.mark.parametrize(
    ("folder", "figure", "floor"),
    [(folder, figure, floor) for folder, floors in FLOORS.items() for figure, floor in floors.items()],
)
def test_a_figure_holds_its_floor(folder: str, figure: str, floor: float) -> None:
    assert report(folder).figures[figure] >= floor
