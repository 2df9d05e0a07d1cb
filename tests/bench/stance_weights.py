"""Fits what votes on a stance: `python -m tests.bench.stance_weights`; it writes three files of cues.

Logistic regression, held back by a ridge, on the sentences of `tests/claims/matching/stances`, which neither the rules
nor the cues have read. What it prints is of each author's sentences by what was fitted on the other authors'.
"""

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from textwrap import fill

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack
from sklearn.linear_model import LogisticRegression

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from claims.comparing.foretold import Foretold
from claims.comparing.stance_signs import signs_of
from claims.comparing.stances import CONTEXT, SUPPORTS, stance_of
from claims.comparing.statement import Statement, read
from claims.comparing.votes import Leaning, heaviest
from claims.comparing.words import CUES
from claims.encoding import encode
from claims.evaluation.evidence_found import foretold
from claims.evaluation.records import read_lines
from tests.claims.matching.stances import SHAPE, STANCES

OF_MEANING, OF_WORDS = 2.0, 3.0
"""By how much the vector of the meaning, and that of the words, is drawn out beside signs of 0 and 1."""

HELD_BACK = 0.1
FEWEST = 10
"""Sentences in which a word must stand to be known."""

HEADLINE = 8
"""Words of the prediction that are given to the encoder before a sentence, as the headline of its document would be."""

UNIT = 0.01
"""Of the whole numbers that the axes are written in."""

FITTED = "Fitted by tests/bench/stance_weights.py."
WEIGHTS_SAY = (
    "# What votes on a stance (comparing/votes.py), in log-odds against context: that what was spoken of came about,",
    f"# or failed to. What each name says is told in comparing/stance_signs.py. {FITTED}",
)
WORDS_SAY = (
    "# The same of single words and pairs of neighbours (comparing/stance_words.py), each came, failed; ^ is a name,",
    f"# # a figure, | where the sentence begins or ends. {FITTED}",
)
AXES_SAY = (
    "# The same of what the encoder makes of a passage: for each axis 512 numbers, in parts of `unit`.",
    f"# Of another encoder they would say nothing. {FITTED}",
)

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    author: str
    foretold: Foretold
    passage: Statement
    stance: str

    @property
    def encoded(self) -> str:
        return f"{' '.join(self.foretold.statement.text.split()[:HEADLINE])}. {self.passage.text}"

    @property
    def came(self) -> int:
        """1: what was spoken of came about, -1: it did not, 0: neither."""
        if self.stance == CONTEXT:
            return 0
        return 1 if (self.stance == SUPPORTS) != self.foretold.is_denied else -1


@dataclass(frozen=True, slots=True)
class Signs:
    """What stands of each row: (n, 512) of its meaning, (n, signs), and its words."""

    meanings: Numbers
    signs: Numbers
    words: Sequence[frozenset[str]]

    def of(self, places: Iterable[int]) -> "Signs":
        chosen = list(places)
        return Signs(self.meanings[chosen], self.signs[chosen], [self.words[place] for place in chosen])


@dataclass(frozen=True, slots=True)
class Fitted:
    """For *came* and *failed*, each against neither: what stands always (2,), (2, 512), (2, signs), (2, words)."""

    always: Numbers
    axes: Numbers
    signs: Numbers
    words: Numbers
    known: Sequence[str]


def rows(folder: Path) -> Iterator[Row]:
    """The sentences of all authors, a file each."""
    for file in sorted(folder.glob("*.jsonl")):
        for record in read_lines(file, SHAPE):
            prediction = foretold(record)
            for one in record["passages"]:
                said_on = date.fromisoformat(one["published_on"])
                passage = read(one["text"], language=one["language"], said_on=said_on)
                yield Row(file.stem, prediction, passage, one["stance"])


def signs(told: Sequence[Row]) -> Signs:
    meanings = encode([row.encoded for row in told]).astype(np.float64)
    numbers = np.array([list(signs_of(row.foretold, row.passage).values()) for row in told])
    return Signs(meanings, numbers, [row.passage.words_told for row in told])


def fit(given: Signs, came: NDArray[np.int_]) -> Fitted:
    counts = Counter(chain.from_iterable(given.words))
    known = sorted(word for word, count in counts.items() if count >= FEWEST)
    model = LogisticRegression(C=HELD_BACK, max_iter=1000)
    model.fit(hstack([OF_MEANING * given.meanings, given.signs, OF_WORDS * _shares(given.words, known)]), came)
    failed, neither, did = model.coef_
    both = np.stack([did - neither, failed - neither])
    always = np.array([model.intercept_[2] - model.intercept_[1], model.intercept_[0] - model.intercept_[1]])
    ends = np.cumsum([given.meanings.shape[1], given.signs.shape[1]])
    axes, weights, words = np.split(both, ends, axis=1)
    return Fitted(always, OF_MEANING * axes, weights, OF_WORDS * words, known)


def _shares(words: Sequence[frozenset[str]], known: Sequence[str]) -> csr_array:
    """(n, known): 1 / √k where a row has the word, of k known ones."""
    column = {word: place for place, word in enumerate(known)}
    found = [[column[word] for word in each if word in column] for each in words]
    values = [1 / np.sqrt(len(each)) for each in found for _word in each]
    starts = np.cumsum([0, *(len(each) for each in found)])
    return csr_array((values, list(chain.from_iterable(found)), starts), shape=(len(words), len(known)))


def stances(told: Sequence[Row], given: Signs, fitted: Fitted) -> list[str]:
    """Of each row the stance for which most speaks."""
    points = given.meanings @ fitted.axes.T + given.signs @ fitted.signs.T + fitted.always
    points = points + _shares(given.words, fitted.known) @ fitted.words.T
    return [
        heaviest(Leaning(*each), is_denied=row.foretold.is_denied)
        for each, row in zip(points.tolist(), told, strict=True)
    ]


def tell_how_others_fare(told: Sequence[Row], given: Signs, came: NDArray[np.int_]) -> None:
    """Of each author: the rules, and what was fitted on all other authors."""
    hits: list[tuple[str, bool, bool]] = []
    for author in sorted({row.author for row in told}):
        these = [place for place, row in enumerate(told) if row.author == author]
        others = [place for place, row in enumerate(told) if row.author != author]
        fitted = fit(given.of(others), came[others])
        found = stances([told[place] for place in these], given.of(these), fitted)
        ruled = [stance_of(told[place].foretold, told[place].passage)[0] for place in these]
        right = [told[place].stance for place in these]
        hits += [(author, one == other, rule == other) for one, rule, other in zip(found, ruled, right, strict=True)]
    for author in (*sorted({author for author, *_hits in hits}), ""):
        of = [(voted, ruled) for whose, voted, ruled in hits if author in ("", whose)]
        voted, ruled = (sum(each) / len(of) for each in zip(*of, strict=True))
        sys.stdout.write(f"# {author or 'all':30} ruled {ruled:.3f}, voted {voted:.3f} of {len(of)}\n")


def write(fitted: Fitted, names: Sequence[str]) -> None:
    """The three files of cues."""
    lines, axes = [f"{each}\n" for each in WEIGHTS_SAY], [f"{each}\n" for each in AXES_SAY] + [f"unit = {UNIT}\n"]
    for to, always, weights, axis in zip(Leaning._fields, fitted.always, fitted.signs, fitted.axes, strict=True):
        lines += [f"\n[{to}]\nalways = {always:.2f}\n"]
        lines += [f"{name} = {weight:.2f}\n" for name, weight in zip(names, weights.tolist(), strict=True)]
        whole = ", ".join(str(round(each / UNIT)) for each in axis.tolist())
        axes.append(f"{to} = [\n{fill(whole, 126, break_on_hyphens=False)},\n]\n")
    words = [f"{each}\n" for each in WORDS_SAY] + ["\n[words]\n"]
    words += [
        f'"{word}" = [{came:.2f}, {failed:.2f}]\n'
        for word, (came, failed) in zip(fitted.known, fitted.words.T.tolist(), strict=True)
    ]
    (CUES / "stance_weights.toml").write_text("".join(lines), "utf-8")
    (CUES / "stance_words.toml").write_text("".join(words), "utf-8")
    (CUES / "leanings.toml").write_text("".join(axes), "utf-8")


def main() -> None:
    """Print how each author fares, and write what was fitted on all."""
    told = list(rows(STANCES))
    given, came = signs(told), np.array([row.came for row in told])
    tell_how_others_fare(told, given, came)
    write(fit(given, came), list(signs_of(told[0].foretold, told[0].passage)))


if __name__ == "__main__":
    main()
