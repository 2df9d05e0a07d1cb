"""An archive for the bench of matching: as many articles as wanted, near to what ten predictions foretell, and far.

It begins with the documents that were written for the open half of the predictions. Then come the annotated articles,
and every fourth time one of those documents again, with other names, numbers and years. Names are drawn as an archive
has them, a few in every hundredth passage and most in hardly any (Zipf), and those of the predictions are among them.
A sentence in which nothing is changed is left out.
"""

import json
import random
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from claims.comparing.passages import Cut, cut
from tests.bench.articles import names_in, new_name, shipped

EVIDENCE = Path(__file__).parents[1] / "claims/matching/evidence"
FIRST_DAY, DAYS = datetime(2022, 6, 1, tzinfo=UTC), 1300
NAMES = 30_000
_NEAR = 4
_KNOWN_AMONG = 10
"""Of so many names, the commonest first, one is of the predictions."""

_STAYS = 0.1
_WORD = re.compile(r"\b[^\W\d_]{4,}\b")
_NUMBER = re.compile(r"\b\d+\b")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Filed:
    """One article of the archive, and those of its sentences that are passages of it.

    `of` names for each of them the sentence from which it was made.
    """

    number: int
    language: str
    headline: str
    text: str
    published_at: datetime
    cuts: list[Cut]
    of: list[str]


@dataclass(frozen=True, slots=True)
class _Original:
    language: str
    headline: str
    text: str
    published_on: date


@cache
def predictions() -> tuple[Any, ...]:
    """The open half, as the files have it: `prediction` and `documents`."""
    return tuple(json.loads(path.read_text("utf-8")) for path in sorted(EVIDENCE.glob("open_*.json")))


def filed(number: int) -> Filed:
    """The article of that number, from 0, the same in every process."""
    if number < len(_near()):
        own = _near()[number]
        at = datetime.combine(own.published_on, time(12), UTC)
        cuts = cut(own.text, own.headline)
        return Filed(number, own.language, own.headline, own.text, at, cuts, [f"own {n}" for n in range(len(cuts))])
    chance = random.Random(number)
    originals = _far() if number % _NEAR else _near()
    place = number % len(originals)
    original = originals[place]
    others: dict[str, str] = {}
    headline = _changed(original.headline, original.language, others, chance)
    text = _changed(original.text, original.language, others, chance)
    at = FIRST_DAY + timedelta(days=DAYS * chance.random())
    kept = [(n, one) for n, one in enumerate(cut(text, headline)) if text[one.start : one.end] not in original.text]
    of = [f"{original.language} {number % _NEAR == 0} {place} {n}" for n, _one in kept]
    return Filed(number, original.language, headline, text, at, [one for _n, one in kept], of)


@cache
def _near() -> tuple[_Original, ...]:
    documents = [each for world in predictions() for each in world["documents"]]
    return tuple(
        _Original(each["language"], each["headline"], each["text"], date.fromisoformat(each["published_on"]))
        for each in documents
    )


@cache
def _far() -> tuple[_Original, ...]:
    golds = [gold for language in ("en", "fr") for gold in shipped(language)]
    return tuple(_Original(gold.language, "", gold.text, gold.published_on) for gold in golds)


@cache
def _known(language: str) -> frozenset[str]:
    """What is a name in the texts of that language."""
    return names_in([one.text for one in (*_near(), *_far()) if one.language == language])


@cache
def _names() -> tuple[str, ...]:
    """The commonest first."""
    chance = random.Random(1)
    texts = [one.text for one in _near()]
    known = sorted(_known("en") & names_in(texts) | _known("fr") & names_in(texts))
    chance.shuffle(known)
    invented = [new_name(chance) for _ in range(NAMES - len(known))]
    for n, name in enumerate(known):
        invented.insert(n * _KNOWN_AMONG, name)
    return tuple(invented)


def _changed(text: str, language: str, others: dict[str, str], chance: random.Random) -> str:
    """The text with most of its names become others, the same ones throughout, and with other numbers."""

    def name(found: re.Match[str]) -> str:
        word = found.group()
        if word not in _known(language):
            return word
        if word not in others:
            stays = chance.random() < _STAYS
            others[word] = word if stays else _names()[int(NAMES ** chance.random()) - 1]
        return others[word]

    def number(found: re.Match[str]) -> str:
        digits = found.group()
        if _YEAR.fullmatch(digits):
            return str(int(digits) + chance.randint(-2, 2))
        least = 10 ** (len(digits) - 1)
        return digits if chance.random() < _STAYS else str(chance.randrange(least, 10 * least))

    return _NUMBER.sub(number, _WORD.sub(name, text))
