"""How much a desk would want to check a claim: a sum of parts that an editor can read."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from claims.extraction.inflection import load_cues
from claims.vocabulary.kinds import Kind

_WORD = re.compile(r"[^\W\d_][\w'-]*")
_SHORTEST = 4
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
    """The words of one reason: whole words, phrases of several, `^stems`, `*endings`, bare signs."""

    part: Part
    whole: frozenset[str]
    phrases: tuple[str, ...]
    stems: tuple[str, ...]
    endings: tuple[str, ...]
    signs: tuple[str, ...]

    def occurs(self, words: frozenset[str], line: str) -> bool:
        """True if one of them is among the words of the line, which is in lower case with a blank at either end."""
        return (
            not self.whole.isdisjoint(words)
            or any(phrase in line for phrase in self.phrases)
            or any(sign in line for sign in self.signs)
            or bool(self.stems and any(word.startswith(self.stems) for word in words))
            or bool(self.endings and any(len(word) > _SHORTEST and word.endswith(self.endings) for word in words))
        )


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
    line = f" {plain.lower()} "
    listed = _WORD.findall(line)
    words = frozenset(listed) | {piece for word in listed if "'" in word for piece in word.split("'")}
    found = [one.part for one in _lists(language) if one.occurs(words, line)]
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
    return tuple(_words_of(Part(one["reason"], one["points"]), one[language]) for one in listed)


def _words_of(part: Part, listed: list[str]) -> _Words:
    plain = [word for word in listed if word[0] not in "^*"]
    return _Words(
        part=part,
        whole=frozenset(word for word in plain if word[-1].isalnum() and " " not in word),
        phrases=tuple(f" {word} " for word in plain if " " in word),
        stems=tuple(word[1:] for word in listed if word.startswith("^")),
        endings=tuple(word[1:] for word in listed if word.startswith("*")),
        signs=tuple(word for word in plain if not word[-1].isalnum()),
    )
