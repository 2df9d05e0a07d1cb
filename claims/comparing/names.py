"""Who and where a text speaks of: names under one key, in French, in English and however they are transliterated."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from claims.comparing.words import folded, load_cues, spelled, stop_words

_SHORTEST_STEM = 3
_ROUGHLY = (
    (re.compile(r"tch|tsch|ch|sch|sh|cz"), "s"),
    (re.compile(r"kh|gh|h"), ""),
    (re.compile(r"ou|w(?=[aeiou])"), "u"),
    (re.compile(r"ph|w"), "f"),
    (re.compile(r"[ck]|qu|q"), "k"),
    (re.compile(r"ij|iy|yy|[yj]"), "i"),
    (re.compile(r"v"), "f"),
    (re.compile(r"z"), "s"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"(?<=\w{3})[aeio]+$"), ""),
)


@dataclass(frozen=True, slots=True)
class Names:
    """Keys of what is named. `places` (countries and towns) and `others` are sure.

    Those in `perhaps` begin a sentence and may be common words. A town brings its country with it, in `implied`.
    """

    places: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    perhaps: frozenset[str] = frozenset()
    implied: frozenset[str] = frozenset()

    @property
    def sure(self) -> frozenset[str]:
        return self.places | self.others

    def joined(self, other: "Names") -> "Names":
        return Names(
            self.places | other.places,
            self.others | other.others,
            self.perhaps | other.perhaps,
            self.implied | other.implied,
        )


NO_NAMES = Names()


def every(names: Names) -> frozenset[str]:
    """Whatever is named, surely or perhaps, or implied."""
    return names.sure | names.perhaps | names.implied


def names_in(text: str, language: str) -> Names:
    """The names of a text. Unknown ones are words with a capital; whoever bears several is found by each.

    >>> sorted(names_in("L'OTAN et Kiev", "fr").sure)
    ['kyiv', 'nato']
    """
    words = list(spelled(text))
    seen = [_seen(word) for word, _start in words]
    places: set[str] = set()
    others: set[str] = set()
    perhaps: set[str] = set()
    taken: set[int] = set()
    for first, end, key in _phrases([one.lower for one in seen]):
        (places if key in countries() else others).add(key)
        taken.update(range(first, end))
    for index, one in enumerate(seen):
        if not (one.key or one.is_capital) or index in taken:
            continue
        if one.key:
            (places if one.key in countries() or one.key in cities() else others).add(one.key)
        elif one.lower not in stop_words(language) and one.lower not in _not_names():
            word, start = words[index]
            is_first = _begins_a_sentence(text, start) and not word.isupper()
            parts = [part for part in one.lower.split("-") if len(part) > 1 and part not in stop_words(language)]
            (perhaps if is_first and len(parts) == 1 else others).update(rough(part) for part in parts)
    implied = frozenset(cities()[place] for place in places if place in cities())
    return Names(frozenset(places), frozenset(others), frozenset(perhaps - others), implied)


def written(names: Names) -> frozenset[str]:
    """The single words, folded, by which the known ones of them are written; one that ends in * begins so.

    >>> sorted(written(names_in("NATO", "en")))
    ['nato', 'otan']
    """
    return frozenset(form for key in names.sure for form in _single_forms().get(key, ()))


@cache
def _single_forms() -> dict[str, list[str]]:
    forms: dict[str, list[str]] = {}
    for form, key in _forms():
        if " " not in form:
            forms.setdefault(key, []).append(form)
    return forms


@lru_cache(maxsize=1 << 16)
def rough(name: str) -> str:
    """A folded name as its transliterations have it in common.

    >>> rough("poutine") == rough("putin"), rough("zelensky") == rough("zelenskiy")
    (True, True)
    """
    for pattern, by in _ROUGHLY:
        name = pattern.sub(by, name) or name
    return name


@dataclass(frozen=True, slots=True)
class _Seen:
    """A word: folded, the key under which it is known, and whether it may be an unknown name."""

    lower: str
    key: str | None
    is_capital: bool


@lru_cache(maxsize=1 << 16)
def _seen(word: str) -> _Seen:
    lower, is_capital = folded(word), word[0].isupper()
    return _Seen(lower, _known(lower, is_capital=is_capital), is_capital and len(word) > 1)


def _begins_a_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 12) : start].rstrip(" \u00a0\u202f\"'«“‘(—–-")
    before = re.sub(r"\b[LDldSsCcNn]['’]?$", "", before).rstrip()
    return not before or before[-1] in '.!?:…\n»”"'


def _known(word: str, *, is_capital: bool) -> str | None:
    """The key of one folded word. French writes demonyms with a small letter; of the rest a capital is asked."""
    exact, stems = _single_words()
    if word in exact:
        key = exact[word]
        return key if is_capital or (key in countries() and len(word) > 2) or word in _COMMON else None
    for length in range(min(len(word), 8), _SHORTEST_STEM - 1, -1):
        if found := stems.get(word[:length]):
            return found
    return None


_COMMON = frozenset(
    {
        "parliament",
        "parlement",
        "senate",
        "senat",
        "mps",
        "deputes",
        "lawmakers",
        "eurodeputes",
        "olympique",
        "olympiques",
        "mondial",
    }
)


def _phrases(lower: list[str]) -> Iterator[tuple[int, int, str]]:
    """Known names of several words, the longest first at each place."""
    table = _several_words()
    index = 0
    while index < len(lower):
        for parts, key in table.get(lower[index], ()):
            if tuple(lower[index : index + len(parts)]) == parts:
                yield index, index + len(parts), key
                index += len(parts) - 1
                break
        index += 1


@cache
def _not_names() -> frozenset[str]:
    """Titles, and the words of the calendar that English writes with a capital."""
    return frozenset(load_cues("names")["not_names"].split())


@cache
def countries() -> frozenset[str]:
    return frozenset(load_cues("names")["countries"])


@cache
def cities() -> dict[str, str]:
    """Key to the key of the country."""
    return {key: forms.split()[0] for key, forms in load_cues("names")["cities"].items()}


def _forms() -> Iterator[tuple[str, str]]:
    tables = load_cues("names")
    for table in ("countries", "cities", "bodies"):
        for key, forms in tables[table].items():
            listed = forms if table != "cities" else forms.partition(" ")[2]
            several = re.findall(r"/([^/]+)/", listed)
            for form in (*several, *re.sub(r"/[^/]+/", " ", listed).split()):
                yield form, key


@cache
def _single_words() -> tuple[dict[str, str], dict[str, str]]:
    exact, stems = {}, {}
    for form, key in _forms():
        if form.endswith("*"):
            stems[form[:-1]] = key
        elif " " not in form:
            exact[form] = key
    return exact, stems


@cache
def _several_words() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for form, key in sorted(_forms(), key=lambda pair: -len(pair[0].split())):
        parts = tuple(folded(word) for word, _start in spelled(form))
        if len(parts) > 1:
            table.setdefault(parts[0], []).append((parts, key))
    return table
