"""The words that weaken or grade an assertion, and the number they have on a published scale, if any."""

import re
from functools import cache

from claims.extraction.inflection import load_cues
from claims.vocabulary.estimative import Probability, load_scale

IN_TEXT = "in_text"
_CHANCE_EN = re.compile(
    r"\b(?:an?\s+)?(?:roughly\s+|about\s+|around\s+|nearly\s+)?(?P<number>\d{1,3}(?:[.,]\d+)?)(?:\s*-?\s*(?:percent|per\s+cent)|\s*%)"
    r"(?:\s+(?:chance|probability|likelihood|risk|odds))",
    re.IGNORECASE,
)
_CHANCE_FR = re.compile(
    r"(?:\b(?:une?\s+)?(?:probabilité|chances?|risque)\s+(?:de|à|d'environ|estimée?\s+à)\s*(?P<first>\d{1,3}(?:[.,]\d+)?)\s*%"
    r"|(?P<second>\d{1,3}(?:[.,]\d+)?)\s*%\s+de\s+(?:chances?|probabilité|risques?))",
    re.IGNORECASE,
)
_ODDS = {
    "en": re.compile(
        r"\b(?:a\s+)?(?P<share>one|two|three)[- ]in[- ](?P<of>two|three|four|five|ten)\s+(?:chance|probability|risk)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?P<share>une|deux|trois)\s+chances?\s+sur\s+(?P<of>deux|trois|quatre|cinq|dix)\b", re.IGNORECASE
    ),
}
_SMALL = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "ten": 10,
    "une": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "dix": 10,
}


@cache
def _pattern(language: str) -> re.Pattern[str]:
    tables = load_cues("hedges")[language]
    listed = [*_strings(tables["phrases"]), *_strings(tables["modals"])]
    alternatives = "|".join(
        re.escape(phrase).replace(r"\ ", r"\s+") for phrase in sorted(listed, key=len, reverse=True)
    )
    return re.compile(rf"(?<![\w'-])(?:{alternatives})(?![\w-])", re.IGNORECASE)


def _strings(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def hedges(plain: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    """The spans of hedging words in `plain[start:end]`, a chance in numbers first, then in the order of the text."""
    found = _chance_spans(plain, start, end, language)
    found.extend(match.span() for match in _pattern(language).finditer(plain, start, end))
    return found


def _chance_spans(plain: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    numbered = _CHANCE_EN if language == "en" else _CHANCE_FR
    return [match.span() for pattern in (numbered, _ODDS[language]) for match in pattern.finditer(plain, start, end)]


def probability(hedge: str, language: str) -> Probability | None:
    """The number a hedge has: the text's own first (scale `in_text`), else Kent's; None where there is none.

    >>> probability("could", "en") is None
    True
    """
    share = _stated_share(hedge, language)
    if share is not None:
        return Probability(share, share, share, IN_TEXT)
    words = hedge.lower().replace("’", "'")
    bare = re.sub(r"^(?:is|are|was|were|est|sont|be)\s+|\s+to$", "", words)
    scale = load_scale()
    return scale.reading(words, language) or scale.reading(bare, language)


def _stated_share(hedge: str, language: str) -> float | None:
    plain = hedge.replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")
    matched = (_CHANCE_EN if language == "en" else _CHANCE_FR).search(plain)
    if matched:
        digits = next(group for group in matched.groups() if group)
        value = float(digits.replace(",", ".")) / 100
        return value if value <= 1 else None
    odds = _ODDS[language].search(plain)
    if odds:
        return round(_SMALL[odds["share"].lower()] / _SMALL[odds["of"].lower()], 2)
    return None
