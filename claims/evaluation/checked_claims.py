"""Scores the finding of known claims on tweets that repeat them, beside BM25 on the same words in the same run.

The set is CLEF CheckThat! 2020, task 2: `…_dev.jsonl` with `…_claims.jsonl` beside it.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from claims.comparing.sameness import compare
from claims.comparing.statement import read
from claims.comparing.words import content, folded, spelled
from claims.encoding import encode
from claims.evaluation.records import TEXT, MalformedSet, OrNull, Shape, read_lines
from claims.evaluation.report import Report, share

TWEET: Shape = {"id": TEXT, "text": TEXT, "claims": [TEXT]}
CLAIM: Shape = {"id": TEXT, "text": TEXT, "title": OrNull(TEXT)}
AT = 5
_RECALLED = 100
_K1, _B = 1.2, 0.75
"""Of BM25, as Robertson and Zaragoza (2009) give them."""


def score(path: Path) -> Report:
    """MAP@5 of the matcher and of BM25. Raises MalformedSet where the claims are not beside the tweets."""
    beside = path.with_name(f"{path.stem.rpartition('_')[0]}_claims.jsonl")
    if not beside.exists():
        raise MalformedSet(f"{beside.name} is not beside it")
    tweets, claims = read_lines(path, TWEET), read_lines(beside, CLAIM)
    texts = [f"{claim['text']} {claim['title'] or ''}".strip() for claim in claims]
    index = Index([content(text, "en") for text in texts], [_tokens(text) for text in texts])
    vectors = encode([claim["text"] for claim in claims])
    statements = [read(text, language="en", said_on=None) for text in texts]
    ours, theirs = [], []
    for tweet, vector in zip(tweets, encode([tweet["text"] for tweet in tweets]), strict=True):
        cosines = vectors @ vector
        words = content(tweet["text"], "en")
        recalled = {*np.argsort(-cosines)[:_RECALLED].tolist(), *index.rarest_in_common(words)[:_RECALLED]}
        asked = read(tweet["text"], language="en", said_on=None)
        likeness = {
            number: compare(asked, statements[number], cosine=float(cosines[number]), rarity=index.rarity).score
            for number in recalled
        }
        wanted = set(tweet["claims"])
        ours.append(_average_precision(sorted(likeness, key=lambda number: -likeness[number]), claims, wanted))
        theirs.append(_average_precision(index.bm25(_tokens(tweet["text"])), claims, wanted))
    figures = {
        "map_at_5": share(sum(ours), len(ours)),
        "bm25_map_at_5": share(sum(theirs), len(theirs)),
        "tweets": len(tweets),
    }
    return Report(figures)


def _average_precision(ranked: Sequence[int], claims: Sequence[Mapping[str, str]], wanted: set[str]) -> float:
    """Of the first five."""
    hits, total = 0, 0.0
    for place, number in enumerate(ranked[:AT], 1):
        if claims[number]["id"] in wanted:
            hits += 1
            total += hits / place
    return share(total, min(len(wanted), AT))


def _tokens(text: str) -> list[str]:
    return [folded(word) for word, _start in spelled(text)]


class Index:
    """The claims by their stems, and by their words for BM25."""

    def __init__(self, stems: Sequence[frozenset[str]], tokens: Sequence[Sequence[str]]) -> None:
        self._having: dict[str, list[int]] = defaultdict(list)
        for number, own in enumerate(stems):
            for stem in own:
                self._having[stem].append(number)
        self._size = len(stems)
        self._counts = [Counter(words) for words in tokens]
        self._lengths = [len(words) for words in tokens]
        self._with_word: dict[str, list[int]] = defaultdict(list)
        for number, counts in enumerate(self._counts):
            for word in counts:
                self._with_word[word].append(number)

    def rarity(self, stem: str) -> float:
        return math.log(1 + self._size / (1 + len(self._having.get(stem, ()))))

    def rarest_in_common(self, stems: frozenset[str]) -> list[int]:
        """The claims by the rarity of what they have in common with these stems, best first."""
        points: dict[int, float] = defaultdict(float)
        for stem in stems:
            for number in self._having.get(stem, ()):
                points[number] += self.rarity(stem)
        return sorted(points, key=lambda number: -points[number])

    def bm25(self, words: Sequence[str]) -> list[int]:
        """The claims by BM25, best first."""
        mean = sum(self._lengths) / self._size
        points: dict[int, float] = defaultdict(float)
        for word in set(words):
            having = self._with_word.get(word, [])
            weight = math.log(1 + (self._size - len(having) + 0.5) / (len(having) + 0.5))
            for number in having:
                count = self._counts[number][word]
                longer = 1 - _B + _B * self._lengths[number] / mean
                points[number] += weight * count * (_K1 + 1) / (count + _K1 * longer)
        return sorted(points, key=lambda number: -points[number])
