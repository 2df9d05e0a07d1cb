"""How much a desk would want to check a claim: a sum of parts that an editor can read."""

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from claims.extraction.inflection import load_cues
from claims.vocabulary.kinds import Kind

_WORD = re.compile(r"[^\W\d_][\w'-]*")
_SHORTEST = 4
_DIGITS = re.compile(r"\d[\d.,]*")
_NAME = re.compile(r"(?<!^)(?<![.!?:] )\b(?!I\b)[A-ZÀ-Ý][\w'-]+")
_FORWARD = frozenset(("a wish, plan or duty", "a proposal", "a number in a plan"))
_GOING_ON = re.compile(
    r"(?:\b(?:is|are)|'re|'s)\s+(?:not\s+|now\s+|still\s+|also\s+|just\s+)?(?!going\b|trying\b)\w{2,}ing\b"
)
_SUPERLATIVE = re.compile(
    r"\b(?:the|in)\s+(?!west\b|rest\b|best\b|interest\b)\w{3,}est\b|\bnumber one\b|\ball[- ]time\b"
)
_MAGNITUDES = frozenset(("a magnitude", "a number in words"))
_CLAUSE_END = re.compile(
    r"(?<=[;:?!])\s+|\s+-+\s+|,\s+(?=(?:and|but|because|so|which|who|if|when|while|or)\b)|\s+(?=(?:because|but)\b)"
)
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

    def holds(self, word: str) -> bool:
        """True if the word, in lower case, is one of the whole words or has one of the stems or endings."""
        if word in self.whole or (self.stems and word.startswith(self.stems)):
            return True
        return bool(self.endings) and len(word) > _SHORTEST and word.endswith(self.endings)


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
    """For a sentence of which only the words are known; not kept within bounds, for ranking.

    The mean of the sum of its parts and that of its best clause: what a proposal says by the way can be checked.
    """
    penalty = -0.3 if sentence.rstrip().endswith("?") else 0.0
    clauses = [clause for clause in _CLAUSE_END.split(sentence) if len(clause.split()) >= _SHORTEST]
    best = max((_sum(clause, language) for clause in clauses), default=_sum(sentence, language))
    return round(_BASE + penalty + (_sum(sentence, language) + best) / 2, 3)


def _sum(words: str, language: str) -> float:
    return sum(part.points for part in _of_words(words, language))


def _of_words(quote: str, language: str) -> list[Part]:
    plain = quote.replace("’", "'")
    line = f" {plain.lower()} "
    listed = _WORD.findall(line)
    words = set(listed)
    words.update(piece for word in listed if "'" in word for piece in word.split("'"))
    found = _listed_parts(words, line, language)
    reasons = {part.reason for part in found}
    numbers = len(_DIGITS.findall(plain))
    if reasons & _FORWARD and (numbers or reasons & _MAGNITUDES):
        found.append(Part("a number in a plan", -0.15))
    if language == "en" and "ing" in line and _GOING_ON.search(line):
        found.append(Part("going on now", 0.12))
    if language == "en" and _SUPERLATIVE.search(line):
        found.append(Part("a superlative", 0.1))
    if numbers:
        found.append(Part("a number", 0.35 if numbers == 1 else 0.42))
    if _NAME.search(plain):
        found.append(Part("a name", 0.1))
    return [*found, *_of_length(len(plain.split()))]


def _of_length(words: int) -> list[Part]:
    bounds = (
        (words < 4, "very short", -0.25),
        (words < 7, "short", -0.08),
        (words > 40, "very long: has words of any sort", -0.2),
        (words > 25, "long: has words of any sort", -0.08),
    )
    return next(([Part(reason, points)] for holds, reason, points in bounds if holds), [])


def _listed_parts(words: Set[str], line: str, language: str) -> list[Part]:
    """The parts whose words stand in the line, in the order of the lists."""
    lists = _lists(language)
    found: set[int] = set()
    for word in words:
        found.update(_holding(word, language))
        found.update(at for at, phrase in _phrases(language).get(word, ()) if at not in found and phrase in line)
    found.update(at for at, one in enumerate(lists) if any(sign in line for sign in one.signs))
    return [lists[at].part for at in sorted(found)]


@lru_cache(maxsize=20_000)
def _holding(word: str, language: str) -> tuple[int, ...]:
    return tuple(at for at, one in enumerate(_lists(language)) if one.holds(word))


@cache
def _phrases(language: str) -> dict[str, list[tuple[int, str]]]:
    """The phrases under their first word."""
    table: dict[str, list[tuple[int, str]]] = {}
    for at, one in enumerate(_lists(language)):
        for phrase in one.phrases:
            first = _WORD.search(phrase)
            if first is not None:
                table.setdefault(first.group(), []).append((at, phrase))
    return table


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
