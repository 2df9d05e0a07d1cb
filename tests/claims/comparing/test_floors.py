"""What the matcher reaches must not be lost: floors are the figures reached less some."""

from functools import cache
from pathlib import Path

import pytest

from claims.evaluation import evidence_found, pairs
from claims.evaluation.report import Report

HERE = Path(__file__).parents[1] / "matching"
