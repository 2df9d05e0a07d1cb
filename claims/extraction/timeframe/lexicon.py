"""The words of the time grammar, read from `cues/time_<language>.toml`.

Each table of that file is a category, each key in it a meaning, each string a phrase with that meaning.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from claims.extraction.timeframe.tokens import tokenize

Phrase = tuple[str, ...]
Entries = tuple[tuple[Phrase, str, int], ...]
_NOTHING: frozenset[str] = frozenset()
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
    "coming_years",
    "frequency_words",
    "vague_words",
    "clock_names",
    "day_parts",
    "events",
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases by their first word and category, the longest first.

    `openings` are the categories that a word can begin, `before` those that it can before a certain word (under "":
    before any other); `cores` the words without one of which near by nothing is a time expression (a number aside).
    """

    language: str
    phrases: dict[str, dict[str, Entries]]
    openings: dict[str, frozenset[str]]
    before: dict[str, dict[str, frozenset[str]]]
    cores: frozenset[str]

    def opened(self, first: str, second: str) -> frozenset[str]:
        """The categories with a phrase that begins with the two words, or is the first alone."""
        seconds = self.before.get(first)
        return _NOTHING if seconds is None else seconds.get(second) or seconds[""]

    def candidates(self, category: str, first: str) -> Entries:
        """The phrases of `category` that begin with the word `first`, with their meanings and lengths."""
        return self.phrases.get(first, {}).get(category, ())


@cache
def lexicon_for(language: str) -> Lexicon | None:
    """The lexicon of `language`, None where there is none."""
    if language not in LANGUAGES:
        return None
    source = files("claims.extraction").joinpath(f"cues/time_{language}.toml").read_text(encoding="utf-8")
    tables: dict[str, dict[str, list[str]]] = tomllib.loads(source)
    phrases: dict[str, dict[str, Entries]] = {}
    cores: set[str] = set()
    for category, meanings in tables.items():
        for first, entries in _by_first_word(meanings).items():
            phrases.setdefault(first, {})[category] = entries
            cores |= {phrase[-1] for phrase, _, _ in entries} if category in _CORES else set()
    openings = {first: frozenset(by_category) for first, by_category in phrases.items()}
    before = {first: _by_second_word(by_category) for first, by_category in phrases.items()}
    return Lexicon(language, phrases, openings, before, frozenset(cores))


def _by_first_word(meanings: dict[str, list[str]]) -> dict[str, Entries]:
    found: dict[str, list[tuple[Phrase, str, int]]] = {}
    for meaning, spellings in meanings.items():
        for spelling in spellings:
            phrase = tuple(token.key for token in tokenize(spelling))
            found.setdefault(phrase[0], []).append((phrase, meaning, len(phrase)))
    return {first: tuple(sorted(entries, key=lambda entry: -entry[2])) for first, entries in found.items()}


def _by_second_word(by_category: dict[str, Entries]) -> dict[str, frozenset[str]]:
    """The categories that a word opens before each second word of its phrases; before any other under ""."""
    alone = frozenset(category for category, entries in by_category.items() if any(each[2] == 1 for each in entries))
    seconds: dict[str, frozenset[str]] = {"": alone}
    for category, entries in by_category.items():
        for second in {each[0][1] for each in entries if each[2] > 1}:
            seconds[second] = seconds.get(second, alone) | {category}
    return seconds
