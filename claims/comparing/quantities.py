"""Numbers with what they count, alike in figures and words: *3,5 millions*, *3.5 million*, *seven per cent*."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.comparing.numerals import numerals
from claims.comparing.words import folded, load_cues

_FIGURES = r"\d{1,3}(?:[ ,.\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?"
_NUMBER = re.compile(rf"(?<![\w.,])(?P<money>[€$£])?\s?(?P<figures>{_FIGURES})(?![\d])")
_NEXT = re.compile(r"[\s\u00a0\u202f'’-]{0,3}(%|‰|°\s?C|[€$£]|[^\W\d_]+[²2]?)")
_BEFORE = re.compile(
    r"([^\W\d_]+)(?P<number>\s?n[°º]\.?|\sno\.|\s(?:number|num[ée]ro))?[\s\u00a0\u202f-]$", re.IGNORECASE
)
_BASIS = re.compile(r"\s(?:basis points?|points? de base)\b", re.IGNORECASE)
_HALF = re.compile(r"\s(?:and a half|et demie?)\b")
_SQUARE = frozenset({"square", "carre", "carres"})
_LOOKED_AT = 4
"""Words behind a number among which its unit is looked for."""
_LONGEST_LABEL = 40
_LONGEST_FIGURES = 20
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Quantity:
    """`unit` is a key of the table of units (`percent`, `euro`, …) or the stem-like beginning of what is counted.

    A label counts nothing, it tells one of its kind from another (*reactor 2*): `kind` says of which, `unit` is empty.
    """

    value: float
    unit: str
    start: int
    kind: str = ""

    @property
    def is_label(self) -> bool:
        return bool(self.kind)


def quantities(text: str, language: str) -> tuple[Quantity, ...]:
    """The numbers of a text that are neither years nor days of a month."""
    found = [*_in_figures(text, language), *_in_words(text, language)]
    return tuple(sorted(found, key=lambda quantity: quantity.start))


def counted_alike(ours: Sequence[Quantity], theirs: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """The pairs that count the same thing."""
    return ((one, other) for one in ours for other in theirs if one.unit and one.unit == other.unit)


def are_other_labels(ours: Sequence[Quantity], theirs: Sequence[Quantity]) -> bool:
    """Whether of one kind they name others only: *reactor 2*, *reactor 3*."""
    mine, yours = ({(one.kind, one.value) for one in each if one.is_label} for each in (ours, theirs))
    return bool({kind for kind, _value in mine} & {kind for kind, _value in yours}) and not mine & yours


def _in_figures(text: str, language: str) -> Iterator[Quantity]:
    for number in _NUMBER.finditer(text):
        if len(number["figures"]) > _LONGEST_FIGURES:
            continue
        start = number.start("figures")
        scale, unit = _unit_after(text, number.end())
        if number["money"]:
            unit = _UNITS.get(number["money"], unit)
        value = _value(number["figures"], language)
        kind = "" if number["money"] or unit in _SIGNED else _label_before(text, start)
        if kind:
            yield Quantity(value, "", start, kind)
        elif not _is_a_day_or_score(text, number, value * scale, unit):
            yield Quantity(value * scale, unit, number.start())


def _is_a_day_or_score(text: str, number: re.Match[str], value: float, unit: str) -> bool:
    if unit in _MONTHS or (unit not in _SIGNED and value in _YEARS):
        return True
    start, end = number.span("figures")
    stands_in_a_row = text[end : end + 1] == "-" and text[end + 1 : end + 2].isdigit()
    return unit not in _SIGNED and (stands_in_a_row or text[max(0, start - 1) : start] == "-")


def _label_before(text: str, start: int) -> str:
    """Of which kind the number tells one from another, by the word before it."""
    before = _BEFORE.search(text[max(0, start - _LONGEST_LABEL) : start])
    if not before:
        return ""
    word = folded(before[1])
    if before["number"]:
        return _LABELS.get(word, "number")
    return _LABELS.get(word, "")


def _value(figures: str, language: str) -> float:
    """Groups of three are thousands, but for *1,589* in French; else the last point or comma parts the decimals."""
    bare = re.sub(r"[ \u00a0\u202f]", "", figures)
    if language == "fr" and re.fullmatch(r"\d{1,3},\d{3}", bare):
        return float(bare.replace(",", "."))
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", bare) and not re.fullmatch(r"0[.,]\d+", bare):
        return float(re.sub(r"[.,]", "", bare))
    head, mark, tail = bare.rpartition(max(".,", key=bare.rfind)) if re.search(r"[.,]", bare) else (bare, "", "")
    return float(f"{re.sub('[.,]', '', head)}.{tail}") if mark else float(bare)


def _unit_after(text: str, at: int) -> tuple[float, str]:
    """The scale (*million*) and the unit that follow; the unit is empty where none does."""
    if _BASIS.match(text, at):
        return 0.01, "point"
    words = _following(text, at)
    scale = 1.0
    if words and words[0] in _SCALES:
        scale, words = _SCALES[words[0]], words[1:]
    if words[:1] in (["per"], ["pour"]) and words[1:2] in (["cent"], ["cents"]):
        return scale, "percent"
    for word in words:
        if word in _CONVERSIONS:
            unit, factor = _CONVERSIONS[word]
            return scale * factor, unit
        if word in _UNITS:
            return scale, f"square {_UNITS[word]}" if _SQUARE & set(words[:2]) else _UNITS[word]
    return scale, next((word[:5] for word in words if word not in _BETWEEN), "")


def _following(text: str, at: int) -> list[str]:
    """Up to four folded words behind a number, up to the next comma, figure or stop."""
    words: list[str] = []
    while len(words) < _LOOKED_AT and (found := _NEXT.match(text, at)):
        words.append(folded(found.group(1)))
        at = found.end()
    return words


def _in_words(text: str, language: str) -> Iterator[Quantity]:
    """Numbers that are spelled out and followed by what they count."""
    until = 0
    for number in numerals(text, language):
        if number.start < until:
            continue
        if number.is_share:
            yield Quantity(number.value, "percent", number.start)
            continue
        value, end = number.value, number.end
        if half := _HALF.match(text, end):
            last = max((times for times in (1e9, 1e6, 1.0) if value >= times), default=1.0)
            value, end = value + 0.5 * last, half.end()
        until = end
        scale, unit = _unit_after(text, end)
        if unit and unit not in _MONTHS and not (number.start and text[number.start - 1].isdigit()):
            yield Quantity(value * scale, unit, number.start)


_TABLES = load_cues("units")
_UNITS: dict[str, str] = {folded(form): key for key, forms in _TABLES["units"].items() for form in forms.split()}
_CONVERSIONS: dict[str, tuple[str, float]] = {form: (key, by) for form, (key, by) in _TABLES["conversions"].items()}
_SIGNED = frozenset(_TABLES["units"])
MEASURES = frozenset(_TABLES["measures"].split())
"""Units that measure: what bears another is no count of anything."""
_LABELS: dict[str, str] = {form: key for key, forms in _TABLES["labels"].items() for form in forms.split()}
_SCALES: dict[str, float] = {folded(form): float(value) for form, value in _TABLES["scales"].items()}
_MONTHS = frozenset(folded(word)[:5] for word in _TABLES["months"].split())
_BETWEEN = frozenset(folded(word) for word in _TABLES["between"].split())
