"""Fits the weights of the signs by which evidence is ranked: `python -m tests.bench.evidence_weights`.

Ridge logistic regression, Newton's method. The first figure is of each prediction weighed by what was fitted on all the
others; the second of the same predictions that were fitted on. What it prints goes into cues/evidence_weights.toml.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from claims.comparing.evidence import ENOUGH, Weighed
from claims.comparing.relevance import signs_of
from claims.evaluation.evidence_found import Asked, Ranked, asked, chosen

PENALTY = 30.0
"""Of the square of each weight, the signs being brought to one spread. From ten to a hundred the figures are alike."""

REACHING = 0.9
"""The share of the right passages that are to reach ENOUGH."""

Numbers = NDArray[np.float64]
OPEN = Path(__file__).parents[1] / "claims" / "matching" / "evidence"


def fit(signs: Numbers, is_right: Numbers) -> Numbers:
    """The weights, (1 + signs,): first what stands without any sign."""
    rows = np.hstack([np.ones((len(signs), 1)), signs])
    penalty = np.diag([1e-6, *[PENALTY] * signs.shape[1]])
    weights = np.zeros(rows.shape[1])
    for _round in range(30):
        likely = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (likely - is_right) + penalty @ weights
        weights -= np.linalg.solve((rows * (likely * (1 - likely))[:, None]).T @ rows + penalty, slope)
    return weights


def found(predictions: Sequence[Asked], scores: Sequence[Numbers]) -> float:
    """Recall@5 of the right passages."""
    hits = 0
    for each, points in zip(predictions, scores, strict=True):
        rows = [
            Ranked(one.passage, one.is_right, Weighed(score, "", ()))
            for one, score in zip(each.recalled, points.tolist(), strict=True)
        ]
        stories = chosen(sorted(rows, key=lambda row: -row.weighed.score))
        hits += sum(row.is_right for story in stories for row in story)
    return hits / sum(len(each.wanted) for each in predictions)


def main(pattern: str = "open_*.json") -> None:
    """Print both figures and the weights, in the units of the signs."""
    predictions = asked(OPEN, pattern)
    told = [
        [signs_of(each.foretold, one.passage.statement, cosine=one.cosine) for one in each.recalled]
        for each in predictions
    ]
    names = list(told[0][0])
    tables = [np.array([[row[name] for name in names] for row in rows]) for rows in told]
    is_right = [np.array([float(one.is_right) for one in each.recalled]) for each in predictions]
    middle, spread = np.vstack(tables).mean(0), np.vstack(tables).std(0) + 1e-9
    tables = [(table - middle) / spread for table in tables]
    left_out = []
    for place, table in enumerate(tables):
        others = [other for other in range(len(tables)) if other != place]
        weights = fit(np.vstack([tables[n] for n in others]), np.concatenate([is_right[n] for n in others]))
        left_out.append(table @ weights[1:])
    weights = fit(np.vstack(tables), np.concatenate(is_right))
    sys.stdout.write(f"# recall@5 left out {found(predictions, left_out):.3f}, ")
    sys.stdout.write(f"fitted on {found(predictions, [table @ weights[1:] for table in tables]):.3f}\n")
    plain = weights[1:] / spread
    right = np.concatenate([table[gold > 0] for table, gold in zip(tables, is_right, strict=True)]) * spread + middle
    none = np.log(ENOUGH / (1 - ENOUGH)) - np.quantile(right @ plain, 1 - REACHING)
    for name, weight in zip(["none", *names], [none, *plain], strict=True):
        sys.stdout.write(f"{name} = {weight:.2f}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
