"""Words as they are compared: case, accents and inflection aside, and without those that any text has."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import snowballstemmer

CUES = Path(__file__).parent / "cues"
LONGEST_WORD = 60
_WORD = re.compile(r"[^\W_]+(?:[.'’-](?=\w)[^\W_]+)*")
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|lorsqu|jusqu|puisqu)['’]", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)


@cache
def load_cues(name: str) -> Mapping[str, Any]:
    """The tables of `cues/NAME.toml`."""
    return tomllib.loads((CUES / f"{name}.toml").read_text("utf-8"))


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """Lower case, without accents.

    >>> folded("Élysée")
    'elysee'
    """
    return "".join(sign for sign in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(sign))


def spelled(text: str) -> Iterator[tuple[str, int]]:
    """The words as they stand, each with its offset; elided articles and English possessives left out."""
    for found in _WORD.finditer(text):
        word, elided = _bare(found.group()[:LONGEST_WORD])
        yield word, found.start() + elided


@lru_cache(maxsize=1 << 16)
def _bare(word: str) -> tuple[str, int]:
    """Without elided article and possessive, and how much of its beginning is left out."""
    elided = _ELISION.match(word)
    start = elided.end() if elided else 0
    return _POSSESSIVE.sub("", word[start:]), start


@lru_cache(maxsize=1 << 16)
def stem(word: str, language: str) -> str:
    """What the forms of a word have in common, by Snowball's stemmer; the word itself in other languages."""
    stemmer = _stemmer(language)
    return folded(stemmer.stemWord(word.casefold())) if stemmer else folded(word)


@cache
def _stemmer(language: str) -> Any:
    name = {"en": "english", "fr": "french"}.get(language)
    return snowballstemmer.stemmer(name) if name else None


@cache
def stop_words(language: str) -> frozenset[str]:
    """Folded words that say nothing of what a text is about."""
    return frozenset(folded(word) for word in load_cues("stop_words").get(language, "").split())


def content(text: str, language: str) -> frozenset[str]:
    """The stems of the words that say what a text is about; figures are left to `quantities`.

    >>> sorted(content("The talks will resume on Monday.", "en"))
    ['monday', 'resum', 'talk']
    """
    without = stop_words(language)
    return frozenset(
        stem(word, language)
        for word, _start in spelled(text)
        if len(word) > 1 and not word[0].isdigit() and folded(word) not in without
    )
