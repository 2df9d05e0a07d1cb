"""What a text says happened: by which concept and in which direction, denied or not, done or still ahead."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from claims.comparing.words import folded, load_cues, spelled

_WITHOUT = frozenset({"without", "sans"})


@dataclass(frozen=True, slots=True)
class Happening:
    """`concepts`: key to +1 or -1, negation left aside. The flags are what the cues of the same name say."""

    concepts: frozenset[tuple[str, int]] = frozenset()
    is_negated: bool = False
    is_without: bool = False
    is_ahead: bool = False
    is_cancelled: bool = False
    is_delayed: bool = False
    is_late: bool = False
    is_unchanged: bool = False
    is_only_begun: bool = False

    @property
    def did_not(self) -> bool:
        """Whether it says that something was not or will not be."""
        return self.is_negated or self.is_cancelled


def happening(text: str, language: str) -> Happening:
    """What the words say, each read by itself: a sentence of several clauses gives the sum of them."""
    line = " ".join(folded(word) for word, _start in spelled(text))
    words = line.split(" ")
    negated, only, future = _forms(language)
    found = {name: bool(pattern.search(line)) for name, pattern in _patterns(language).items()}
    ahead = found["ahead"] or (future is not None and any(map(future.match, words)))
    return Happening(
        concepts=_concepts(words),
        is_negated=bool(negated.search(text)) and not (only and only.search(text)),
        is_without=any(word in _WITHOUT for word in words),
        is_ahead=ahead,
        is_cancelled=found["cancelled"],
        is_delayed=found["delayed"],
        is_late=found["late"],
        is_unchanged=found["unchanged"],
        is_only_begun=found["only_begun"],
    )


def _concepts(words: Iterable[str]) -> frozenset[tuple[str, int]]:
    exact, stems = _table()
    found: set[tuple[str, int]] = set()
    for word in words:
        found |= exact.get(word, frozenset())
        for length in range(3, min(len(word), 12) + 1):
            found |= stems.get(word[:length], frozenset())
    return frozenset(found)


@cache
def _table() -> tuple[dict[str, frozenset[tuple[str, int]]], dict[str, frozenset[tuple[str, int]]]]:
    exact: dict[str, set[tuple[str, int]]] = {}
    stems: dict[str, set[tuple[str, int]]] = {}
    for concept, sides in load_cues("happenings").items():
        for direction, side in ((1, "plus"), (-1, "minus")):
            for form in map(folded, sides[side].split()):
                table = stems if form.endswith("*") else exact
                table.setdefault(form.rstrip("*"), set()).add((concept, direction))
    return {form: frozenset(found) for form, found in exact.items()}, {
        form: frozenset(found) for form, found in stems.items()
    }


@cache
def _forms(language: str) -> tuple[re.Pattern[str], re.Pattern[str] | None, re.Pattern[str] | None]:
    """How the language denies, what only looks like it, and its future tense, of one folded word."""
    forms = load_cues("forms").get(language, load_cues("forms")["en"])
    negated, only, future = (
        re.compile(forms[name], re.IGNORECASE | re.VERBOSE) if name in forms else None
        for name in ("negated", "only", "future")
    )
    assert negated  # noqa: S101 (each language has it)
    return negated, only, future


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    """One a cue family; phrases of the folded line of words."""
    return {
        name: re.compile("|".join(_pattern(phrase) for phrase in table.get(language, table["en"]).split("|")))
        for name, table in load_cues("outcomes").items()
    }


def _pattern(phrase: str) -> str:
    words = " ".join(folded(word.strip("*")) + (r"\w*" if word.endswith("*") else "") for word in phrase.split())
    return rf"(?:^| ){words}(?= |$)"
