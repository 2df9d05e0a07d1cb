"""Numbers written in words: *three hundred*, *trois mille cinq cents*, *a quarter of a point*, *un sur deux*."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from claims.comparing.words import folded, load_cues

_WORD = re.compile(r"[^\W\d_]+")
_MOST_BETWEEN = 2
"""Code points between two words of one number, as in *vingt et un*."""
_ARTICLES = frozenset({"a", "an", "the", "of", "de", "d", "des", "la", "le"})
_POINTS = frozenset({"point", "points"})


@dataclass(frozen=True, slots=True)
class Numeral:
    """Code points `[start, end)`. `is_share`: of a whole, then `value` is in hundredths of it."""

    value: float
    start: int
    end: int
    is_share: bool = False


@dataclass(frozen=True, slots=True)
class _Table:
    ones: Mapping[str, float]
    single: Mapping[str, float]
    times: Mapping[str, float]
    parts: Mapping[str, float]
    starts: frozenset[str]
    joined: str
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    folded: str
    start: int
    end: int


def numerals(text: str, language: str) -> Iterator[Numeral]:
    """Those of a text in their order; *one* and *un* alone are articles and no numbers."""
    table = _table(language if language in load_cues("units")["numbers"] else "en")
    words = [_Word(folded(found.group()), found.start(), found.end()) for found in _WORD.finditer(text)]
    index = 0
    while index < len(words):
        read = _share(words, index, table) or _part(words, index, table) or _whole(words, index, table)
        if read:
            yield read[0]
        index = read[1] if read else index + 1


def _whole(words: Sequence[_Word], first: int, table: _Table) -> tuple[Numeral, int] | None:
    """A number that counts, and the place behind it. Thousands and more close a group, hundreds multiply within it."""
    total = group = 0.0
    index, is_number = first, False
    while index < len(words) and (index == first or _is_near(words, index)):
        word = words[index].folded
        if word == table.joined and index > first and _goes_on(words, index + 1, table):
            pass
        elif word in table.times:
            total, group = _multiplied(total, group, table.times[word])
            is_number = True
        elif value := table.ones.get(word) or _single(words, index, group, table):
            group = group * value if group == 4 and word in ("vingt", "vingts") else group + value
            is_number = is_number or word in table.ones
        else:
            break
        index += 1
    begins = words[first].folded
    if not is_number or (begins in table.times and begins not in table.starts):
        return None
    return Numeral(total + group, words[first].start, words[index - 1].end), index


def _multiplied(total: float, group: float, times: float) -> tuple[float, float]:
    if times < 1000:
        return total, (group or 1) * times
    return total + (group or 1) * times, 0.0


def _single(words: Sequence[_Word], index: int, group: float, table: _Table) -> float:
    """The *one* that begins a group, or that of *vingt et un*, which stands behind the word that joins."""
    is_joined = index > 0 and words[index - 1].folded == table.joined
    return table.single.get(words[index].folded, 0.0) if is_joined or not group else 0.0


def _goes_on(words: Sequence[_Word], index: int, table: _Table) -> bool:
    is_there = index < len(words) and _is_near(words, index)
    return is_there and (words[index].folded in table.ones or words[index].folded in {"one", "un", "une"})


def _is_near(words: Sequence[_Word], index: int) -> bool:
    return words[index].start - words[index - 1].end < _MOST_BETWEEN


def _share(words: Sequence[_Word], first: int, table: _Table) -> tuple[Numeral, int] | None:
    """*One in two*, *three out of four*, *un patient sur deux*."""
    some = table.ones.get(words[first].folded) or table.single.get(words[first].folded)
    if not some:
        return None
    for skipped in (1, 2):
        for phrase in table.of:
            middle = phrase.split()
            at = first + skipped
            last = at + len(middle)
            if [word.folded for word in words[at:last]] == middle and last < len(words):
                whole = table.ones.get(words[last].folded, 0.0)
                if some < whole <= 10:
                    return Numeral(100 * some / whole, words[first].start, words[last].end, is_share=True), last + 1
    return None


def _part(words: Sequence[_Word], first: int, table: _Table) -> tuple[Numeral, int] | None:
    """*A quarter of a point*, *half a million*, *deux tiers des électeurs*; ordinals (*third place*) are none."""
    number = table.ones.get(words[first].folded) or table.single.get(words[first].folded)
    at = first + 1 if number else first
    if at >= len(words) or words[at].folded not in table.parts:
        return None
    after = at + 1
    while after < len(words) and words[after].folded in _ARTICLES:
        after += 1
    value = (number or 1) * table.parts[words[at].folded]
    if after < len(words) and words[after].folded in _POINTS:
        return Numeral(value, words[first].start, words[after - 1].end), after
    if after < len(words) and words[after].folded in table.times:
        return Numeral(value * table.times[words[after].folded], words[first].start, words[after].end), after + 1
    is_of_something = at + 1 < len(words) and words[at + 1].folded in {"of", "de", "d", "des"}
    if not (number or words[at].folded in {"half", "moitie"}) or not is_of_something:
        return None
    return Numeral(100 * value, words[first].start, words[at].end, is_share=True), at + 1


@cache
def _table(language: str) -> _Table:
    told = load_cues("units")["numbers"][language]

    def pairs(name: str) -> dict[str, float]:
        return {
            word: float(Fraction(value)) for word, _sign, value in (pair.partition("=") for pair in told[name].split())
        }

    return _Table(
        ones=pairs("ones"),
        single=pairs("single"),
        times=pairs("times"),
        parts=pairs("parts"),
        starts=frozenset(told["starts"].split()),
        joined=told["joined"],
        of=tuple(told["of"].split("|")),
    )
