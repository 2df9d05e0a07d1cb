"""What stands between commas beside its noun: *…, jugé en 2017, …*, *initialement prévue en juin*.

Read from commas and word classes, not from the labels of the parse, which differ from one such aside to the next.
"""

from dataclasses import dataclass

from claims.extraction.syntax import Syntax
from claims.extraction.verbs import words

_LONGEST = 25
_BEFORE_VERBS = ("PRON", "ADV", "PART")
_FORMERLY = frozenset(
    [
        *("initialement", "originellement", "auparavant", "précédemment", "longtemps", "primitivement"),
        *("originally", "initially", "first", "previously", "formerly", "once"),
    ]
)


@dataclass(frozen=True, slots=True)
class Aside:
    """The words `[first, last)` between the commas; `participle` is the past one that carries them, if one does."""

    first: int
    last: int
    participle: int | None
    is_history: bool


def aside_around(syntax: Syntax, place: int, first: int, last: int) -> Aside | None:
    """The aside in which the word `place` stands, among the words `[first, last)`; None where it stands in the clause.

    An aside has no finite verb; it opens the clause with a participle or a noun, or parts the subject from its verb.
    """
    start = _comma_before(syntax, place, first)
    end = _comma_behind(syntax, place, last)
    if start is None or end is None or any(syntax.words[at].is_finite() for at in range(start, end)):
        return None
    participle = next((at for at in range(start, min(start + 4, end)) if _is_participle(syntax, at)), None)
    if start == first:
        is_fronted = participle is not None or (syntax.words[first].pos in ("NOUN", "ADJ") and place > first)
        return Aside(start, end, participle, _is_history(syntax, start, end)) if is_fronted else None
    if not _is_verb_near(syntax, end + 1, last) or any(word.is_finite() for word in syntax.words[first:start]):
        return None
    return Aside(start, end, participle, _is_history(syntax, start, end))


def _comma_before(syntax: Syntax, place: int, first: int) -> int | None:
    """The word behind the comma before `place`; `first` where there is none as far as that."""
    for at in range(place - 1, max(first, place - _LONGEST) - 1, -1):
        if syntax.words[at].text == ",":
            return at + 1
    return first if place - first <= _LONGEST else None


def _comma_behind(syntax: Syntax, place: int, last: int) -> int | None:
    following = range(place, min(last, place + _LONGEST))
    return next((at for at in following if syntax.words[at].text == ","), None)


def _is_participle(syntax: Syntax, index: int) -> bool:
    features = syntax.words[index].features
    return features.get("VerbForm") == "Part" and features.get("Tense") == "Past"


def _is_verb_near(syntax: Syntax, start: int, last: int) -> bool:
    """Whether the clause goes on with its verb: *a été*, *ne se tiendra pas*, *has now been*."""
    for at in range(start, min(start + 4, last)):
        if syntax.words[at].is_finite():
            return True
        if syntax.words[at].pos not in _BEFORE_VERBS:
            return False
    return False


def _is_history(syntax: Syntax, start: int, end: int) -> bool:
    """True for what was once planned and no longer is: *initialement prévue en juin*, *originally due last May*."""
    lowers = {syntax.words[at].lower for at in range(start, end)}
    return bool(lowers & _FORMERLY) and bool(lowers & words(syntax.language, "scheduled"))
