"""Whether two claims say the same, in one language or two.

The encoder sees likeness; names, numbers, days and signs decide.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from claims.comparing.happenings import Happening
from claims.comparing.names import Names
from claims.comparing.quantities import Quantity
from claims.comparing.statement import Statement
from claims.comparing.words import load_cues
from claims.vocabulary.windows import Window

STRONG = 0.8
"""From this score on two claims are offered as the same. What differs in a number, date, sign or place stays below."""

_APART = 0.75
"""What is left of the score of two claims that something tells apart."""

_CLOSE = 0.8
"""Cosine from which nothing but a difference we can name would tell two claims apart."""

_SUBSTITUTED = 0.35
"""Share of words in common from which words that only one has stand in the place of the other's."""

Why = tuple[tuple[str, str], ...]
Rarity = Callable[[str], float]


def _as_any_other(_stem: str) -> float:
    return 1.0


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` 0–1; `is_strong`: offered as the same claim. `why`: pairs of a slug and its detail."""

    score: float
    is_strong: bool
    why: Why


def compare(one: Statement, other: Statement, *, cosine: float, rarity: Rarity = _as_any_other) -> Likeness:
    """How surely two claims say the same; `cosine` of what the encoder makes of both texts.

    `rarity` tells how much a stem says of what a text is about; without it all say as much.
    """
    weights = load_cues("sameness_weights")["weights"]
    signs = signs_of(one, other, cosine=cosine, rarity=rarity)
    total = weights["none"] + sum(weights[name] * value for name, value in signs.items())
    score = 1 / (1 + math.exp(-total))
    found = differences(one, other)
    if found:
        score *= _APART
    elif cosine < _CLOSE:
        score = min(score, STRONG - 0.01)
    return Likeness(score, score >= STRONG, tuple((name, "") for name in found))


def differences(one: Statement, other: Statement) -> tuple[str, ...]:
    """What tells the two apart, whatever else they have in common."""
    found = {
        "other number": _numbers(one.quantities, other.quantities)[1],
        "other days": _windows(one, other)[1],
        "other sign": _ways(one.happening, other.happening)[1],
        "other place": _is_elsewhere(one.names, other.names),
        "other name": _has_other_names(one, other),
        "other matter": _has_other_words(one, other),
    }
    return tuple(name for name, is_so in found.items() if is_so)


def signs_of(one: Statement, other: Statement, *, cosine: float, rarity: Rarity = _as_any_other) -> dict[str, float]:
    """What speaks for and against two claims' being the same: each from 0 to 1."""
    named, unnamed = _names(one.names, other.names)
    same_number, other_number = _numbers(one.quantities, other.quantities)
    same_days, other_days = _windows(one, other)
    same_way, other_sign = _ways(one.happening, other.happening)
    return {
        "meaning": cosine,
        "words": _rare_in_common(one.words, other.words, rarity),
        "names": named,
        "other_names": unnamed,
        "other_place": float(_is_elsewhere(one.names, other.names)),
        "same_number": same_number,
        "other_number": other_number,
        "same_days": same_days,
        "other_days": other_days,
        "same_way": same_way,
        "other_sign": other_sign,
    }


def _rare_in_common(ours: frozenset[str], theirs: frozenset[str], rarity: Rarity) -> float:
    together = math.sqrt(sum(map(rarity, ours)) * sum(map(rarity, theirs)))
    return sum(map(rarity, ours & theirs)) / together if together else 0.0


def _has_other_names(one: Statement, other: Statement) -> bool:
    """Whether each names somebody or something that the other does not."""
    ours, theirs = one.names, other.names
    if _lacks(ours.sure, theirs) and _lacks(theirs.sure, ours):
        return True
    if one.language != other.language:
        return False
    ours_known, theirs_known = ours.perhaps | ours.sure, theirs.perhaps | theirs.sure
    return (
        bool(_lacks(ours_known, theirs))
        and bool(_lacks(theirs_known, ours))
        and bool(ours.perhaps & theirs.perhaps == frozenset())
    )


def _lacks(names: frozenset[str], other: Names) -> frozenset[str]:
    return names - other.sure - other.perhaps - other.implied


def _has_other_words(one: Statement, other: Statement) -> bool:
    """Whether the two are worded alike but for a word or two: *cod* in the one, *mackerel* in the other."""
    if one.language != other.language:
        return False
    common = one.words & other.words
    share = len(common) / len(one.words | other.words) if one.words | other.words else 0.0
    return share >= _SUBSTITUTED and bool(one.words - common) and bool(other.words - common)


def _names(ours: Names, theirs: Names) -> tuple[float, float]:
    """How much of the shorter list of names stands in the other, and whether both have names that the other lacks."""
    one, other = ours.sure, theirs.sure
    if not one or not other:
        return 0.5, 0.0
    all_ours, all_theirs = one | ours.perhaps | ours.implied, other | theirs.perhaps | theirs.implied
    share = max(len(one & all_theirs) / len(one), len(other & all_ours) / len(other))
    return share, float(bool(one - all_theirs) and bool(other - all_ours))


def _is_elsewhere(ours: Names, theirs: Names) -> bool:
    """Whether both name places and have none in common."""
    if not ours.places or not theirs.places:
        return False
    return not (ours.places | ours.implied) & (theirs.places | theirs.implied)


def _numbers(ours: Sequence[Quantity], theirs: Sequence[Quantity]) -> tuple[float, float]:
    """Whether they count the same, and whether one counts something that the other counts otherwise."""
    if not ours or not theirs:
        return 0.0, 0.0
    mine, yours = {round(one.value, 4) for one in ours}, {round(one.value, 4) for one in theirs}
    return float(bool(mine & yours)), float(bool(mine - yours) and bool(yours - mine))


def _windows(one: Statement, other: Statement) -> tuple[float, float]:
    """Whether what they say of days agrees, or cannot both be: no day of one is a day of the other."""
    if not one.days or not other.days:
        return 0.0, 0.0
    agree = any(_touch(mine, yours) for mine in one.days for yours in other.days)
    return float(agree), float(not agree)


def _touch(mine: Window, yours: Window) -> bool:
    first, last = _ends(mine), _ends(yours)
    return first[0] <= last[1] and last[0] <= first[1] and _near(first, last)


def _near(one: tuple[date, date], other: tuple[date, date]) -> bool:
    """Ends within a day of each other: *by 31 March* and *before 1 April* are one."""
    return abs((one[1] - other[1]).days) <= 1


def _ends(window: Window) -> tuple[date, date]:
    return window.not_before or date.min, window.not_after or date.max


def _ways(ours: Happening, theirs: Happening) -> tuple[float, float]:
    """Whether both say that it goes the same way; whether one denies what the other says, or says the opposite."""
    same = bool(ours.concepts & theirs.concepts)
    opposite = not same and bool({(concept, -way) for concept, way in ours.concepts} & theirs.concepts)
    denied = (ours.did_not or ours.is_without) != (theirs.did_not or theirs.is_without)
    return float(same and not denied), float((opposite and not denied) or (denied and not opposite))
