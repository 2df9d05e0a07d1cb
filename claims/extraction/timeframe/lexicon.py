"""The words of the time grammar, read from `cues/time_<language>.toml`.

Each table of that file is a category, each key in it a meaning, each string a phrase with that meaning.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from claims.extraction.timeframe.tokens import tokenize

Phrase = tuple[str, ...]
LANGUAGES = ("fr", "en")
_CORES = (
    "weekdays",
    "weekday_abbreviations",
    "weekday_plurals",
    "months",
    "month_abbreviations",
    "units",
    "long_units",
    "seasons",
    "decade_names",
    "century_names",
    "feasts",
    "named_parts",
    "named_stretches",
    "deictic_days",
    "anaphoric_days",
    "units_after_next",
    "frequency_words",
    "vague_words",
    "clock_names",
    "day_parts",
    "events",
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases by category and first word, the longest first.

    `openings` are the categories that a word can begin; `cores` the words without one of which near by nothing is a
    time expression (a number aside).
    """

    language: str
    phrases: dict[str, dict[str, tuple[tuple[Phrase, str], ...]]]
    openings: dict[str, frozenset[str]]
    cores: frozenset[str]

    def candidates(self, category: str, first: str) -> tuple[tuple[Phrase, str], ...]:
        """The phrases of `category` that begin with the word `first`, with their meanings."""
        return self.phrases[category].get(first, ())


@cache
def lexicon_for(language: str) -> Lexicon | None:
    """The lexicon of `language`, None where there is none."""
    if language not in LANGUAGES:
        return None
    source = files("claims.extraction").joinpath(f"cues/time_{language}.toml").read_text(encoding="utf-8")
    tables: dict[str, dict[str, list[str]]] = tomllib.loads(source)
    phrases = {category: _by_first_word(meanings) for category, meanings in tables.items()}
    openings: dict[str, set[str]] = {}
    for category, by_first in phrases.items():
        for first in by_first:
            openings.setdefault(first, set()).add(category)
    cores = frozenset(
        phrase[-1] for category in _CORES for entries in phrases[category].values() for phrase, _ in entries
    )
    return Lexicon(language, phrases, {first: frozenset(named) for first, named in openings.items()}, cores)


def _by_first_word(meanings: dict[str, list[str]]) -> dict[str, tuple[tuple[Phrase, str], ...]]:
    found: dict[str, list[tuple[Phrase, str]]] = {}
    for meaning, spellings in meanings.items():
        for spelling in spellings:
            phrase = tuple(token.key for token in tokenize(spelling))
            found.setdefault(phrase[0], []).append((phrase, meaning))
    return {first: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for first, entries in found.items()}
