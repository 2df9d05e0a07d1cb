"""Mentions of people and bodies in a document, and the body that *the agency*, *le groupe* or *it* stands for."""

import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.extraction.attribution.names import words

FARTHEST = 1500
"""How far back, in code points, a pronoun or noun may point."""

_GROUPS = ("companies", "agencies", "unions", "clubs")


@dataclass(frozen=True, slots=True)
class Mentioned:
    """One naming of somebody at a place of the text; `weight` 2 for who speaks, 1 for who acts, 0 for others."""

    name: str
    gender: str | None
    is_person: bool
    is_plural: bool
    at: int
    weight: int
    is_named_person: bool = False
    is_proper: bool = False


def body_meant(mentioned: Sequence[Mentioned], noun: str, at: int, language: str) -> str | None:
    """The body before `at` that *the* `noun` stands for: one called so, one of its sort, else the last that acts.

    `mentioned` is in the order of the text. *The ministry* is only ever one that is called so.
    """
    group = _group_of(noun, language)
    if group is None and noun not in words(language, "bodies"):
        return None
    earlier = [one for one in _bodies_before(mentioned, at, language) if one.name.lower() != noun]
    called_so = next((one.name for one in earlier if " " in one.name and _is_called(one, noun)), None)
    called_so = called_so or _within_a_name(mentioned, noun, at)
    if called_so is not None or group is None:
        return called_so
    sort = words(language, group) | (words(language, "company_names") if group == "companies" else frozenset())
    of_its_sort = next((one.name for one in earlier if one.is_proper and sort & _parts(one.name)), None)
    if of_its_sort is not None:
        return of_its_sort
    free = [one for one in earlier if one.is_proper and not _is_of_a_sort(one.name, language)]
    times = Counter(one.name for one in free)
    return max(free, key=lambda one: (min(one.weight, 1), times[one.name], one.at)).name if free else None


def last_body(mentioned: Sequence[Mentioned], at: int, language: str) -> str | None:
    """The named body that *it* stands for: the last that speaks or acts, else the last of all."""
    earlier = list(_bodies_before(mentioned, at, language))
    return max(earlier, key=lambda one: (min(one.weight, 1), one.at)).name if earlier else None


def _bodies_before(mentioned: Sequence[Mentioned], at: int, language: str) -> Iterator[Mentioned]:
    """The named bodies, the nearest first."""
    for place in range(bisect.bisect_left(mentioned, at, key=lambda one: one.at) - 1, -1, -1):
        one = mentioned[place]
        if at - one.at > FARTHEST:
            return
        is_body = one.is_proper or (not one.name.islower() and _is_of_a_sort(one.name, language))
        if is_body and not one.is_person and not one.is_plural:
            yield one


def _within_a_name(mentioned: Sequence[Mentioned], noun: str, at: int) -> str | None:
    """*Cour des comptes* of *rapport de la Cour des comptes*."""
    low, high = (bisect.bisect_left(mentioned, edge, key=lambda one: one.at) for edge in (at - FARTHEST, at))
    for one in mentioned[low:high]:
        parts = one.name.split()
        if noun.capitalize() in parts[1:-1]:
            return " ".join(parts[parts.index(noun.capitalize()) :])
    return None


def _is_called(one: Mentioned, noun: str) -> bool:
    """True for *U.N. refugee agency* or *Agence régionale* and their nouns, not for *member of the board*."""
    parts = one.name.lower().split()
    return noun in (parts[0], parts[-1]) or (one.is_proper and noun in _parts(one.name))


def one_of_them(mentioned: Sequence[Mentioned], at: int) -> str | None:
    """*diplomat* for *one of them* behind *three diplomats*: the last people named by a plural, one of them."""
    low, high = (bisect.bisect_left(mentioned, edge, key=lambda one: one.at) for edge in (at - FARTHEST, at))
    several = [one for one in mentioned[low:high] if one.is_plural and not one.is_proper and one.weight]
    return _singular(max(several, key=lambda one: (one.weight, one.at)).name) if several else None


def _singular(name: str) -> str:
    words_of = name.split()
    if len(words_of) > 1 and words_of[0].lower() in _COUNTS:
        words_of = words_of[1:]
    head = next((place for place, word in enumerate(words_of) if word.endswith("s")), 0)
    return " ".join([*words_of[:head], words_of[head].removesuffix("s")])


_COUNTS = frozenset(
    ["two", "three", "four", "five", "six", "several", "many", "some", "deux", "trois", "quatre", "cinq", "plusieurs"]
)


def _parts(name: str) -> frozenset[str]:
    return frozenset(name.lower().replace("-", " ").replace("'", " ").split())


def _group_of(noun: str, language: str) -> str | None:
    return next((group for group in _GROUPS if noun in words(language, group)), None)


def _is_of_a_sort(name: str, language: str) -> bool:
    """True for a name that says what it names: a ministry is no company."""
    return bool(words(language, "bodies") & _parts(name))
