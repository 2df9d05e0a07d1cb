"""Whether two claims say the same, in one language or two.

The encoder sees likeness; names, numbers, days and signs decide.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from claims.comparing.happenings import Happening
from claims.comparing.names import Names
from claims.comparing.quantities import Quantity
from claims.comparing.statement import Statement
from claims.comparing.ways import opposite
from claims.comparing.words import folded, load_cues, spelled, stem
from claims.vocabulary.windows import Window

STRONG = 0.8
"""From this score on two claims are offered as the same. What differs in a number, date, sign or place stays below."""

_APART = 0.75
"""What is left of the score of two claims that something tells apart."""

_DATED = re.compile(r"(?<![\d.,])(?:\d{1,2}|(?:1[5-9]|20|21)\d\d)(?![\d.,]*\d)")
_ARTICLES = frozenset({"a", "an", "the", "le", "la", "les", "l", "un", "une", "des"})
_SIGN = re.compile("[%‰€$£°]")

_SUBSTITUTED = 0.35
"""Share of words in common from which words that only one has stand in the place of the other's."""

_WHILE = timedelta(days=90)
"""Within which two claims that name no day may mean the same."""

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
    elif not _agree_throughout(one, other):
        score = min(score, STRONG - 0.01)
    return Likeness(score, score >= STRONG, tuple((name, "") for name in found))


def differences(one: Statement, other: Statement) -> tuple[str, ...]:
    """What tells the two apart, whatever else they have in common."""
    found = {
        "other number": _numbers(one.quantities, other.quantities)[1],
        "other days": _windows(one, other)[1],
        "other sign": _is_of_other_sign(one.happening, other.happening),
        "other place": _is_elsewhere(one.names, other.names),
        "other name": _has_other_names(one, other),
        "other matter": _has_other_words(one, other),
    }
    return tuple(name for name, is_so in found.items() if is_so)


def signs_of(one: Statement, other: Statement, *, cosine: float, rarity: Rarity = _as_any_other) -> dict[str, float]:
    """What speaks for two claims' being the same: each from 0 to 1."""
    return {
        "meaning": cosine,
        "words": _rare_in_common(one.words, other.words, rarity),
        "names": _names(one.names, other.names),
        "same_number": float(_numbers(one.quantities, other.quantities)[0]),
        "same_days": float(_windows(one, other)[0]),
    }


def _agree_throughout(one: Statement, other: Statement) -> bool:
    """Whether they are the same words, and all that each counts, dates and names is in the other.

    Between two languages nothing is sure enough: what meaning and names cannot tell apart is what editors must.
    """
    if one.language != other.language:
        return False
    if not one.days and not other.days and _are_long_apart(one.said_on, other.said_on):
        return False
    if _figures(one) != _figures(other) or _lacks(one.names.sure, other.names) or _lacks(other.names.sure, one.names):
        return False
    return _is_turned_round(_every_word(one), _every_word(other))


def _figures(said: Statement) -> tuple[frozenset[float], frozenset[str]]:
    """What it counts, and its years and days as they are written."""
    counted = frozenset(round(each.value, 4) for each in said.quantities)
    return counted, frozenset(_DATED.findall(said.text))


def _every_word(said: Statement) -> list[str]:
    """*More*, *not*, *a month*: in one language there is no word that cannot tell two claims apart, but articles."""
    words = (folded(word) for word, _start in spelled(_SIGN.sub(_in_words, said.text)))
    return [stem(word, said.language) for word in words if word not in _ARTICLES]


def _in_words(sign: re.Match[str]) -> str:
    return f" sign{ord(sign.group())} "


def _is_turned_round(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether they are the same words in the same order, but for where it begins: *by May rates will fall*."""
    return len(one) == len(other) and any([*one[at:], *one[:at]] == list(other) for at in range(max(1, len(one))))


def _are_long_apart(one: date | None, other: date | None) -> bool:
    """Whether *last year* and *this season* may be others."""
    return one is not None and other is not None and abs(one - other) > _WHILE


def _rare_in_common(ours: frozenset[str], theirs: frozenset[str], rarity: Rarity) -> float:
    """The cosine of the two, each stem as long as it is rare."""
    both, mine, yours = (math.fsum(rarity(stem) ** 2 for stem in stems) for stems in (ours & theirs, ours, theirs))
    return both / math.sqrt(mine * yours) if mine and yours else 0.0


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


def _names(ours: Names, theirs: Names) -> float:
    """How much of the one list of names stands in the other, or the other way; a half where one is empty."""
    one, other = ours.sure, theirs.sure
    if not one or not other:
        return 0.5
    all_ours, all_theirs = one | ours.perhaps | ours.implied, other | theirs.perhaps | theirs.implied
    return max(len(one & all_theirs) / len(one), len(other & all_ours) / len(other))


def _is_elsewhere(ours: Names, theirs: Names) -> bool:
    """Whether both name places and have none in common."""
    if not ours.places or not theirs.places:
        return False
    return not (ours.places | ours.implied) & (theirs.places | theirs.implied)


def _numbers(ours: Sequence[Quantity], theirs: Sequence[Quantity]) -> tuple[bool, bool]:
    """Whether they count the same, and whether each counts something that the other counts otherwise."""
    mine, yours = {round(one.value, 4) for one in ours}, {round(one.value, 4) for one in theirs}
    return bool(mine & yours), bool(mine - yours) and bool(yours - mine)


def _windows(one: Statement, other: Statement) -> tuple[bool, bool]:
    """Whether what they say of days agrees, or cannot both be: no day of one is a day of the other."""
    if not one.days or not other.days:
        return False, False
    agree = any(_touch(mine, yours) for mine in one.days for yours in other.days)
    return agree, not agree


def _touch(mine: Window, yours: Window) -> bool:
    first, last = _ends(mine), _ends(yours)
    return first[0] <= last[1] and last[0] <= first[1] and _near(first, last)


def _near(one: tuple[date, date], other: tuple[date, date]) -> bool:
    """Ends within a day of each other: *by 31 March* and *before 1 April* are one."""
    return abs((one[1] - other[1]).days) <= 1


def _ends(window: Window) -> tuple[date, date]:
    return window.not_before or date.min, window.not_after or date.max


def _is_of_other_sign(ours: Happening, theirs: Happening) -> bool:
    """Whether one denies what the other says, or says the opposite; not where it does both."""
    said, replied = ours.concepts, theirs.concepts
    turned = bool(opposite(said - opposite(said)) & (replied - opposite(replied)))
    broken = (ours.is_cancelled or ours.is_broken_off) != (theirs.is_cancelled or theirs.is_broken_off)
    denied = (ours.is_negated or ours.is_without) != (theirs.is_negated or theirs.is_without)
    return denied != (turned or broken)
