"""Forms of the verbs in the cue lists: infinitive, third persons and participles, enough to recognise them in news."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

CUES = Path(__file__).parent / "cues"


@cache
def load_cues(name: str) -> Mapping[str, Mapping[str, object]]:
    """The tables of `cues/NAME.toml`."""
    return tomllib.loads((CUES / f"{name}.toml").read_text("utf-8"))


def by_first_word(phrases: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    """Phrases as word sequences under their first word, the longest first; *d'* and *s'* count as words."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for parts in sorted((tuple(phrase.split()) for phrase in phrases), key=len, reverse=True):
        table.setdefault(parts[0], []).append(parts)
    return table


def forms_of(lemma: str, language: str) -> frozenset[str]:
    """Every listed or regular form of one verb, lower case."""
    irregular = load_cues("irregular_forms")[language].get(lemma)
    if isinstance(irregular, list):
        return frozenset(irregular)
    return frozenset(_english(lemma) if language == "en" else _french(lemma))


def forms_of_all(lemmas: Iterable[str], language: str) -> dict[str, str]:
    """Form to lemma, for many verbs; the first verb listed keeps a form that two share."""
    table: dict[str, str] = {}
    for lemma in lemmas:
        for form in sorted(forms_of(lemma, language)):
            table.setdefault(form, lemma)
    return table


def _english(lemma: str) -> set[str]:
    if lemma.endswith("e"):
        return {lemma, f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing"}
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return {lemma, f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing"}
    plural = f"{lemma}es" if lemma.endswith(("s", "sh", "ch", "x")) else f"{lemma}s"
    return {lemma, plural, f"{lemma}ed", f"{lemma}ing"}


def _french(lemma: str) -> set[str]:
    if lemma.endswith("er"):
        return _french_first_group(lemma)
    if lemma.endswith("ir"):
        stem = lemma[:-1]
        participles = {stem, f"{stem}e", f"{stem}s", f"{stem}es", f"{stem}ssant"}
        return {lemma, f"{stem}t", f"{stem}ssent", f"{stem}ssait", f"{stem}ssaient", f"{stem}rent"} | participles
    return {lemma}


def _french_first_group(lemma: str) -> set[str]:
    stem = lemma[:-2]
    soft = {"g": f"{stem}e", "c": f"{stem[:-1]}ç"}.get(stem[-1], stem)
    strong = stem
    if stem.endswith("el") and lemma in ("rappeler", "appeler"):
        strong = f"{stem}l"
    elif len(stem) > 1 and stem[-2] in "éèe" and stem[-1] not in "aeiouér":
        strong = f"{stem[:-2]}è{stem[-1]}"
    elif len(stem) > 1 and stem[-2] == "é" and stem[-1] == "r":
        strong = f"{stem[:-2]}èr"
    elif stem.endswith(("oy", "uy", "ay")):
        strong = f"{stem[:-1]}i"
    participles = {f"{stem}{ending}" for ending in ("é", "ée", "és", "ées")} | {f"{soft}ant"}
    future = {f"{strong}era", f"{strong}eront", f"{stem}era", f"{stem}eront"}
    past = {f"{soft}a", f"{stem}èrent", f"{soft}ait", f"{soft}aient"}
    return {lemma, f"{strong}e", f"{strong}ent"} | participles | future | past
