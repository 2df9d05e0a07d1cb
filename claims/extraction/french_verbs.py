"""Future and conditional read from the form of a French verb, where the small model takes them for other things."""

import re
from collections.abc import Mapping
from functools import cache

_CONDITIONAL = re.compile(r"(?P<stem>.*r)(?:ais|ait|ions|iez|aient)$")
_FUTURE = re.compile(r"(?P<stem>.*r)(?:ai|as|a|ons|ez|ont)$")
_IRREGULAR_STEMS = frozenset(
    [
        "ser",
        "aur",
        "fer",
        "ir",
        "pourr",
        "devr",
        "verr",
        "enverr",
        "courr",
        "mourr",
        "voudr",
        "faudr",
        "saur",
        "vaudr",
        "viendr",
        "tiendr",
        "recevr",
        "décevr",
        "pleuvr",
        "acquerr",
        "conquerr",
        "cueiller",
        "assiér",
    ]
)
_IRREGULAR_ENDINGS = ("viendr", "tiendr", "fer", "verr", "courr", "cevr", "querr", "saur", "prévoir")
_REGULAR_ENDINGS = (
    "er",
    "ir",
    "andr",
    "endr",
    "ondr",
    "ettr",
    "oîtr",
    "aîtr",
    "uir",
    "air",
    "ivr",
    "aincr",
    "eindr",
    "aindr",
    "oindr",
)
_NOT_VERBS = frozenset(["opéra", "caméra", "paprika", "extra", "ultra", "sierra", "terra", "tiara", "dira"]) - {"dira"}


@cache
def mood(form: str, lemma: str, pos: str) -> Mapping[str, str] | None:
    """Features of a future or conditional form, None for all other words.

    >>> mood("ouvrirait", "ouvrir", "VERB")["Mood"]
    'Cnd'
    >>> mood("ouvrait", "ouvrir", "VERB") is None
    True
    """
    if form in _NOT_VERBS or len(form) < 4:
        return None
    for pattern, features in ((_CONDITIONAL, _AS_CONDITIONAL), (_FUTURE, _AS_FUTURE)):
        found = pattern.match(form)
        if found and _is_future_stem(found["stem"], lemma, is_verb=pos in ("VERB", "AUX")):
            return features
    return None


_AS_CONDITIONAL: Mapping[str, str] = {"Mood": "Cnd", "Tense": "Pres", "VerbForm": "Fin", "Person": "3"}
_AS_FUTURE: Mapping[str, str] = {"Mood": "Ind", "Tense": "Fut", "VerbForm": "Fin", "Person": "3"}


def _is_future_stem(stem: str, lemma: str, *, is_verb: bool) -> bool:
    """True if the stem is an infinitive or an irregular future stem, not the stem of *préparer* or *ouvrir*."""
    if stem in _IRREGULAR_STEMS:
        return True
    if is_verb:
        if lemma.endswith("er") and stem == lemma[:-2]:
            return False
        if stem in (lemma, lemma.removesuffix("e")):
            return True
        if lemma.endswith("er"):
            return stem.endswith("er")
        return stem.endswith(_IRREGULAR_ENDINGS) and len(stem) >= 4
    return len(stem) >= 4 and stem.endswith(("er", "ir")) and not stem.endswith("eur")
