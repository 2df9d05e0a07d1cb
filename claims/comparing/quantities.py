"""Numbers with what they count, alike in figures and words: *3,5 millions*, *3.5 million*, *seven per cent*."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from claims.comparing.words import folded, load_cues

_FIGURES = r"\d{1,3}(?:[ ,.\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?"
_NUMBER = re.compile(rf"(?<![\w.,])(?P<money>[€$£])?\s?(?P<figures>{_FIGURES})(?![\d])")
_NEXT = re.compile(r"[\s\u00a0\u202f'’-]*(%|‰|°\s?C|[€$£]|[^\W\d_]+)")
_HALF = re.compile(r"\s(?:and a half|et demie?)\b")
_LOOKED_AT = 4
"""Words behind a number among which its unit is looked for."""
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Quantity:
    """`unit` is a key of the table of units (`percent`, `euro`, …) or the stem-like beginning of what is counted."""

    value: float
    unit: str
    start: int


def quantities(text: str, language: str) -> tuple[Quantity, ...]:
    """The numbers of a text that are neither years nor days of a month."""
    found = [*_in_figures(text), *_in_words(text, language)]
    return tuple(sorted(found, key=lambda quantity: quantity.start))


def _in_figures(text: str) -> Iterator[Quantity]:
    for number in _NUMBER.finditer(text):
        scale, unit = _unit_after(text, number.end())
        if number["money"]:
            unit = _UNITS.get(number["money"], unit)
        value = _value(number["figures"])
        if unit in _MONTHS or (unit not in _SIGNED and scale == 1 and value in _YEARS):
            continue
        yield Quantity(value * scale, unit, number.start())


def _value(figures: str) -> float:
    """Groups of three are thousands; else the last point or comma parts the decimals."""
    bare = re.sub(r"[ \u00a0\u202f]", "", figures)
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", bare) and not re.fullmatch(r"0[.,]\d+", bare):
        return float(re.sub(r"[.,]", "", bare))
    head, mark, tail = bare.rpartition(max(".,", key=bare.rfind)) if re.search(r"[.,]", bare) else (bare, "", "")
    return float(f"{re.sub('[.,]', '', head)}.{tail}") if mark else float(bare)


def _unit_after(text: str, at: int) -> tuple[float, str]:
    """The scale (*million*) and the unit that follow; the unit is empty where none does."""
    words = _following(text, at)
    scale = 1.0
    if words and words[0] in _SCALES:
        scale, words = _SCALES[words[0]], words[1:]
    if words[:1] in (["per"], ["pour"]) and words[1:2] in (["cent"], ["cents"]):
        return scale, "percent"
    known = next((_UNITS[word] for word in words if word in _UNITS), None)
    return scale, known or next((word[:5] for word in words if word not in _BETWEEN), "")


def _following(text: str, at: int) -> list[str]:
    """Up to four folded words behind a number, up to the next comma, figure or stop."""
    words: list[str] = []
    while len(words) < _LOOKED_AT and (found := _NEXT.match(text, at)):
        words.append(folded(found.group(1)))
        at = found.end()
    return words


def _in_words(text: str, language: str) -> Iterator[Quantity]:
    """Numbers to a hundred that are spelled out and followed by what they count."""
    words = _WORDS.get(language, _WORDS["en"])
    for number in _SPELLED.get(language, _SPELLED["en"]).finditer(text):
        if number.start() and text[number.start() - 1] == "-":
            continue
        value = sum(words[folded(part)] for part in number.groups() if part)
        end = number.end()
        if half := _HALF.match(text, end):
            value, end = value + 0.5, half.end()
        scale, unit = _unit_after(text, end)
        if unit and unit not in _MONTHS:
            yield Quantity(value * scale, unit, number.start())


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_TABLES = load_cues("units")
_UNITS: dict[str, str] = {folded(form): key for key, forms in _TABLES["units"].items() for form in forms.split()}
_SIGNED = frozenset(_TABLES["units"])
_SCALES: dict[str, float] = {folded(form): float(value) for form, value in _TABLES["scales"].items()}
_MONTHS = frozenset(folded(word)[:5] for word in _TABLES["months"].split())
_BETWEEN = frozenset(folded(word) for word in _TABLES["between"].split())
_WORDS: dict[str, dict[str, float]] = {
    language: {folded(word): float(value) for word, value in words.items()}
    for language, words in _TABLES["numbers"].items()
}
_SPELLED = {
    language: re.compile(rf"\b({_alternatives(words)})(?:[\s-](?:et[\s-])?({_alternatives(words)}))?\b", re.IGNORECASE)
    for language, words in _WORDS.items()
}
