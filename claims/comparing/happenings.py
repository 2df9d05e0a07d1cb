"""What a text says happened: by which concept and in which direction, denied or not, done or still ahead."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from claims.comparing.words import folded, load_cues, spelled

Way = tuple[str, int]
"""A concept of cues/happenings.toml and its direction, +1 or -1."""

_WITHOUT = frozenset({"without", "sans"})
_CALENDAR = frozenset({"May"})
"""Not a verb when it is written so."""
_CLAUSE = re.compile(
    r"[,;:()–—]|\b(?:as|while|because|but|after|although|mais|car|tandis|puisque|alors que|après)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Happening:
    """`concepts`: key to +1 or -1, negation left aside; `denied` are those found in clauses that deny only.

    The flags are what the cues of the same name say, anywhere in the text.
    """

    concepts: frozenset[Way] = frozenset()
    denied: frozenset[Way] = frozenset()
    is_negated: bool = False
    is_without: bool = False
    is_ahead: bool = False
    is_cancelled: bool = False
    is_broken_off: bool = False
    is_delayed: bool = False
    is_late: bool = False
    is_unchanged: bool = False
    is_only_begun: bool = False
    is_foretold: bool = False

    @property
    def did_not(self) -> bool:
        """Whether it says that something was not or will not be."""
        return self.is_negated or self.is_cancelled or self.is_broken_off


def happening(text: str, language: str) -> Happening:
    """What the words say, each read by itself; what is denied is told clause by clause."""
    words = [folded(word) for word, _start in spelled(text) if word not in _CALENDAR]
    line = " ".join(words)
    denied, said = _by_clause(text, language)
    found = {f"is_{name}": bool(pattern.search(line)) for name, pattern in _patterns(language).items()}
    found["is_ahead"] = found["is_ahead"] or _has_future(words, language)
    return Happening(
        concepts=said | denied,
        denied=denied - said,
        is_negated=_denies(text, language),
        is_without=any(word in _WITHOUT for word in words),
        **found,
    )


def _by_clause(text: str, language: str) -> tuple[frozenset[Way], frozenset[Way]]:
    """The concepts of the clauses that deny, and those of the others."""
    denied: frozenset[Way] = frozenset()
    said: frozenset[Way] = frozenset()
    for clause in _CLAUSE.split(text):
        concepts = _concepts([folded(word) for word, _start in spelled(clause)])
        if _denies(clause, language):
            denied |= concepts
        else:
            said |= concepts
    return denied, said


def _denies(text: str, language: str) -> bool:
    negated, only, _future = _forms(language)
    return bool(negated.search(text)) and not (only and only.search(text))


def _has_future(words: Sequence[str], language: str) -> bool:
    future = _forms(language)[2]
    return future is not None and any(map(future.match, words))


def _concepts(words: Sequence[str]) -> frozenset[Way]:
    exact, stems = _table()
    found: set[Way] = set()
    for index, word in enumerate(words):
        found |= exact.get(word, frozenset())
        for more in (2, 3):
            found |= exact.get("_".join(words[index : index + more]), frozenset())
        for length in range(3, min(len(word), 12) + 1):
            found |= stems.get(word[:length], frozenset())
    return frozenset(found)


@cache
def _table() -> tuple[dict[str, frozenset[Way]], dict[str, frozenset[Way]]]:
    exact: dict[str, set[Way]] = {}
    stems: dict[str, set[Way]] = {}
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
