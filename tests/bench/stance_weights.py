"""Fits what votes on a stance besides the rules: `python -m tests.bench.stance_weights`; it writes both files of cues.

Logistic regression, held back by a ridge, on the right passages of the open predictions and on the sentences of the
stance tables. What it prints is of each prediction voted on by what was fitted on others; the rules have read them all.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import fill

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from claims.comparing.foretold import Foretold
from claims.comparing.stances import CONTEXT, SUPPORTS, stance_of
from claims.comparing.statement import Statement, read
from claims.comparing.votes import Leaning, heaviest, signs_of_time
from claims.comparing.words import CUES
from claims.encoding import encode
from claims.evaluation.evidence_found import asked
from tests.bench.evidence_weights import OPEN
from tests.claims.comparing.stance_tables import FAMILIES, day
from tests.claims.comparing.test_stances import foretold

RULES = {
    "unsettled": 0.0,
    "still ahead": 1.0,
    "still ahead after the window": 1.0,
    **dict.fromkeys(("only begun", "only proposed", "put off", "put off within the window"), 1.5),
    **dict.fromkeys(("put off beyond the window", "not yet"), 1.5),
    "any other": 3.0,
}
"""What a rule's word weighs, in log-odds: as the rules of that time fared on 197 passages that they had not seen."""

LENGTH = 2.0
"""By how much a vector is drawn out beside signs of 0 and 1."""

HELD_BACK = 2.0
FOLDS = 12
UNIT = 0.01
"""Of the whole numbers that the axes are written in."""

WEIGHTS_SAY = (
    "# What votes on a stance besides the rules (comparing/votes.py), in log-odds against context: that what was",
    "# spoken of came about, or failed to. `rules`: of the rule that applied. Fitted by tests/bench/stance_weights.py.",
)
AXES_SAY = (
    "# The same of what the encoder makes of a passage: for each axis 512 numbers, in parts of `unit`.",
    "# Fitted by tests/bench/stance_weights.py; of another encoder they would say nothing.",
)

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    group: str
    foretold: Foretold
    passage: Statement
    encoded: str
    stance: str

    @property
    def came(self) -> int:
        """1: what was spoken of came about, -1: it did not, 0: neither."""
        if self.stance == CONTEXT:
            return 0
        return 1 if (self.stance == SUPPORTS) != self.foretold.is_denied else -1


@dataclass(frozen=True, slots=True)
class Fitted:
    """For *came* and *failed*, each against neither: the axis (512,), the weights of the signs, what stands always."""

    axes: Numbers
    signs: Numbers
    always: Numbers


def rows() -> Iterator[Row]:
    for number, each in enumerate(asked(OPEN, "open_*.json")):
        for passage in each.wanted:
            yield Row(str(number), each.foretold, passage.statement, passage.encoded, passage.stance)
    for family in FAMILIES.values():
        for key, language, published_on, words, stance in family:
            statement = read(words, language=language, said_on=day(published_on))
            yield Row(key, foretold(key), statement, words, stance)


def fit(vectors: Numbers, signs: Numbers, came: NDArray[np.int_]) -> Fitted:
    model = LogisticRegression(C=HELD_BACK, max_iter=1000)
    model.fit(np.hstack([LENGTH * vectors, signs]), came)
    failed, neither, did = model.coef_
    both = np.stack([did - neither, failed - neither])
    always = np.array([model.intercept_[2] - model.intercept_[1], model.intercept_[0] - model.intercept_[1]])
    size = vectors.shape[1]
    return Fitted(LENGTH * both[:, :size], both[:, size:], always)


def left_out(told: Sequence[Row], vectors: Numbers, signs: Numbers, came: NDArray[np.int_]) -> list[str]:
    """The stance of each by what was fitted on others."""
    found = [""] * len(told)
    for others, these in GroupKFold(FOLDS).split(told, groups=[row.group for row in told]):
        fitted = fit(vectors[others], signs[others], came[others])
        for place in these.tolist():
            row = told[place]
            leans = fitted.axes @ vectors[place] + fitted.signs @ signs[place] + fitted.always
            ruling = stance_of(row.foretold, row.passage)
            found[place] = heaviest(Leaning(*leans.tolist()), ruling, RULES, is_denied=row.foretold.is_denied)
    return found


def write(fitted: Fitted, names: Sequence[str]) -> None:
    """Both files of cues."""
    lines = (
        [f"{each}\n" for each in WEIGHTS_SAY]
        + ["\n[rules]\n"]
        + [f'"{rule}" = {points}\n' for rule, points in RULES.items()]
    )
    axes = [f"{each}\n" for each in AXES_SAY] + [f"unit = {UNIT}\n"]
    for to, always, weights, axis in zip(Leaning._fields, fitted.always, fitted.signs, fitted.axes, strict=True):
        lines += [f"\n[{to}]\nalways = {always:.2f}\n"]
        lines += [f"{name} = {weight:.2f}\n" for name, weight in zip(names, weights.tolist(), strict=True)]
        whole = ", ".join(str(round(each / UNIT)) for each in axis.tolist())
        axes.append(f"{to} = [\n{fill(whole, 126, break_on_hyphens=False)},\n]\n")
    (CUES / "stance_weights.toml").write_text("".join(lines), "utf-8")
    (CUES / "leanings.toml").write_text("".join(axes), "utf-8")


def main() -> None:
    """Print what the rules and the votes reach, and write what was fitted on all."""
    told = list(rows())
    named = [signs_of_time(row.foretold, row.passage) for row in told]
    vectors = encode([row.encoded for row in told]).astype(np.float64)
    signs = np.array([list(each.values()) for each in named])
    came = np.array([row.came for row in told])
    voted_on = left_out(told, vectors, signs, came)
    is_evidence = [row.group.isdigit() for row in told]
    ruled = [stance_of(row.foretold, row.passage)[0] for row in told]
    for name, stances in (("ruled", ruled), ("voted, left out", voted_on)):
        hits = [one == row.stance for one, row, counts in zip(stances, told, is_evidence, strict=True) if counts]
        sys.stdout.write(f"# {name}: {sum(hits) / len(hits):.3f} of {len(hits)}\n")
    write(fit(vectors, signs, came), list(named[0]))


if __name__ == "__main__":
    main()
