"""How much a desk would want to check a claim: a sum of parts that an editor can read."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from claims.extraction.inflection import load_cues
from claims.vocabulary.kinds import Kind

_DIGITS = re.compile(r"\d[\d.,]*")
_NAME = re.compile(r"(?<!^)(?<![.!?:] )\b(?!I\b)[A-ZÀ-Ý][\w'-]+")
_FORWARD = frozenset(("a wish, plan or duty",))
_BASE = 0.2

_KIND_POINTS = {
    Kind.FACTUAL: 0.05,
    Kind.QUANTITY: 0.15,
    Kind.PREDICTION: 0.2,
    Kind.CONDITIONAL_PREDICTION: 0.15,
    Kind.COMMITMENT: 0.2,
    Kind.DENIAL: 0.15,
    Kind.OPINION: -0.3,
}


@dataclass(frozen=True, slots=True)
class Part:
    """One reason and what it adds to the score."""

    reason: str
    points: float


@dataclass(frozen=True, slots=True)
class _Words:
    reason: str
    points: float
    pattern: re.Pattern[str]


def parts(quote: str, language: str, kind: Kind, *, has_time: bool, is_attributed: bool) -> tuple[Part, ...]:
    """The parts of the score of a claim, the base first; `worthiness` adds them up."""
    found = [Part("base", _BASE), Part(f"kind {kind.value}", _KIND_POINTS[kind])]
    found.extend(part for part in _of_words(quote, language) if not (kind.looks_forward and part.reason in _FORWARD))
    if has_time:
        found.append(Part("a time", 0.1))
    if is_attributed:
        found.append(Part("somebody vouches for it", 0.05))
    return tuple(found)


def worthiness(found: tuple[Part, ...]) -> float:
    """The sum of the parts, kept between 0 and 1, two decimals."""
    return round(min(1.0, max(0.0, sum(part.points for part in found))), 2)


def sentence_worthiness(sentence: str, language: str = "en") -> float:
    """The sum for a sentence of which only the words are known; not kept within bounds, for ranking."""
    penalty = -0.3 if sentence.rstrip().endswith("?") else 0.0
    return round(_BASE + penalty + sum(part.points for part in _of_words(sentence, language)), 3)


def _of_words(quote: str, language: str) -> list[Part]:
    plain = quote.replace("’", "'")
    found = [Part(one.reason, one.points) for one in _lists(language) if one.pattern.search(plain)]
    numbers = len(_DIGITS.findall(plain))
    if numbers:
        found.append(Part("a number", 0.3 if numbers == 1 else 0.38))
    if _NAME.search(plain):
        found.append(Part("a name", 0.1))
    length = len(plain.split())
    if length < 7:
        found.append(Part("very short", -0.15))
    elif length > 14:
        found.append(Part("says a good deal", 0.06))
    return found


@cache
def _lists(language: str) -> tuple[_Words, ...]:
    listed: Any = load_cues("checkworthiness")["part"]
    return tuple(_Words(one["reason"], one["points"], _any_of(one[language])) for one in listed)


def _any_of(listed: list[str]) -> re.Pattern[str]:
    """One pattern for whole words, `^stems`, `*endings` (of at least three letters before) and bare signs."""
    signs = [re.escape(word) for word in listed if not word[-1].isalnum()]
    stems = [rf"(?<!\w){re.escape(word[1:])}" for word in listed if word.startswith("^")]
    endings = [rf"(?<!\w)[^\W\d_]{{3,20}}{re.escape(word[1:])}(?!\w)" for word in listed if word.startswith("*")]
    plain = sorted((word for word in listed if word[0].isalnum() and word[-1].isalnum()), key=len, reverse=True)
    whole = rf"(?<!\w)(?:{'|'.join(map(re.escape, plain))})(?!\w)"
    return re.compile("|".join((whole, *stems, *endings, *signs)), re.IGNORECASE)
