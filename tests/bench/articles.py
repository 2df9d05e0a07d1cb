"""As many articles as wanted: the shipped ones with other names, so that no two are the same and words are new."""

import random
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from claims.evaluation.claims_in_news import Gold, read_gold

_EXTRACTION = Path(__file__).parents[1] / "claims/extraction"
_FOLDERS = ("cases", "held_out")
_WORD = re.compile(r"\b[^\W\d_]{4,}\b")
_INSIDE_A_SENTENCE = re.compile(r"(?<=[a-zà-ÿ,] )[A-ZÀ-Ý][a-zà-ÿ]{3,}\b")
_OF_THE_CALENDAR = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|(?:Jan|Febr)uary|March|April|June|July|August|(?:Sept|Nov|Dec)ember"
    r"|October|Christmas|Easter|Noël|Pâques|Toussaint|Pentecôte"
)
_ONSETS = ("b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "br", "cr", "dr", "gr", "pl", "tr")
_VOWELS = ("a", "e", "i", "o", "u")


@dataclass(frozen=True, slots=True)
class Article:
    """What an extraction is handed."""

    text: str
    language: str
    published_on: date


@cache
def shipped(language: str) -> tuple[Gold, ...]:
    """The annotated articles of the project in a language."""
    return tuple(gold for folder in _FOLDERS for gold in read_gold(_EXTRACTION / folder) if gold.language == language)


def article(number: int, language: str) -> Article:
    """The article of that number, the same in every process."""
    originals = shipped(language)
    gold = originals[number % len(originals)]
    return Article(renamed(gold.text, language, seed=number), language, gold.published_on)


def renamed(text: str, language: str, *, seed: int) -> str:
    """The text with each of its names become another, the same one throughout."""
    chance = random.Random(seed)
    others = {name: new_name(chance) for name in sorted(set(_WORD.findall(text)) & _names(language))}
    return _WORD.sub(lambda word: others.get(word.group(), word.group()), text)


@cache
def _names(language: str) -> frozenset[str]:
    return names_in([gold.text for gold in shipped(language)])


def names_in(texts: list[str]) -> frozenset[str]:
    """Words that stand capitalised inside a sentence and nowhere in lower case."""
    lower = {word for text in texts for word in _WORD.findall(text) if word.islower()}
    capitalised = {name for text in texts for name in _INSIDE_A_SENTENCE.findall(text)}
    return frozenset(name for name in capitalised if name.lower() not in lower and not _OF_THE_CALENDAR.fullmatch(name))


def new_name(chance: random.Random) -> str:
    """One that nobody bears."""
    syllables = chance.randint(2, 4)
    return "".join(chance.choice(_ONSETS) + chance.choice(_VOWELS) for _ in range(syllables)).capitalize()
