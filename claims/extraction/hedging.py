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


_TAIL = {"en": r"(?:\s+(?:not|never)(?=\s))?", "fr": r"(?:\s+(?:pas|jamais)(?![\w-]))?"}
_NOT_BEFORE = re.compile(r"(?:\bnot|n't|\bcannot|\bpas|\bjamais|\bnever)\s+$", re.IGNORECASE)
_NOT_AFTER = re.compile(r"\s+(?:not|pas)\b|n't\b", re.IGNORECASE)
_OPEN_ONLY_IF_AFFIRMED = frozenset(["possible", "possibly", "possiblement", "éventuellement", "plausible"])
_ABLE_OR_PRONE = frozenset(["could", "risque", "risquent", "risquait"])
_SAYS_NOT = re.compile(r"\s+(?:not|never|pas|jamais)$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_CHANCE_WORDS = re.compile(r"chance|probab|likelihood|risk|odds|risque")


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """The listed words; of an adverb the *not* behind it, of an adjective the one before it, is part."""
    tables = load_cues("hedges")[language]
    adverbs, modals = set(_strings(tables["adverbs"])), set(_strings(tables["modals"]))
    listed = {*_strings(tables["phrases"]), *modals, *adverbs}
    alternatives = "|".join(
        re.escape(phrase).replace(r"\ ", r"\s+") + (_TAIL[language] if phrase in adverbs else "")
        for phrase in sorted(listed, key=lambda one: (-len(one), one))
    )
    before = "|".join(_strings(tables["negatable"]))
    negation = "not" if language == "en" else "pas"
    return re.compile(rf"(?<![\w'-])(?:{negation}\s+(?:{before})|{alternatives})(?![\w-])", re.IGNORECASE)


@cache
def _first_words(language: str) -> frozenset[str]:
    """Each listed hedge begins with one of these: most claims hold none, and are not searched."""
    tables = load_cues("hedges")[language]
    listed = (*_strings(tables["phrases"]), *_strings(tables["modals"]), *_strings(tables["adverbs"]), "not", "pas")
    return frozenset(word.group() for phrase in listed if (word := _FIRST_WORD.match(phrase)))


def _strings(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def hedges(plain: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    """The spans of hedging words in `plain[start:end]`, a chance in numbers first, then in the order of the text.

    *Probably not* is one hedge; what is *not possible*, and what *could not* be done, is not hedged at all.
    """
    said = plain[start:end].lower()
    found = _chance_spans(plain, start, end, language) if _CHANCE_WORDS.search(said) else []
    if not _first_words(language).isdisjoint(_FIRST_WORD.findall(said)):
        matches = _pattern(language).finditer(plain, start, end)
        found.extend(match.span() for match in matches if not _is_denied(plain, *match.span()))
    return found


def _is_denied(plain: str, start: int, end: int) -> bool:
    word = plain[start:end].lower()
    if word in _ABLE_OR_PRONE:
        return _NOT_AFTER.match(plain, end) is not None
    return word in _OPEN_ONLY_IF_AFFIRMED and _NOT_BEFORE.search(plain, max(0, start - 12), start) is not None


def _chance_spans(plain: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    numbered = _CHANCE_EN if language == "en" else _CHANCE_FR
    return [match.span() for pattern in (numbered, _ODDS[language]) for match in pattern.finditer(plain, start, end)]


def probability(hedge: str, language: str) -> Probability | None:
    """How likely the hedge makes the claim it stands in: the text's own number first (scale `in_text`), else Kent's.

    None where neither gives a number. What *will probably not exceed 1%* holds the *not* and comes true if it does not
    exceed it; Kent's 30 is the chance that it does, so the claim has the rest of one.

    >>> probability("could", "en") is None
    True
    >>> probability("probably not", "en").point
    0.7
    """
    share = _stated_share(hedge, language)
    if share is not None:
        return Probability(share, share, share, IN_TEXT)
    words = " ".join(hedge.lower().replace("’", "'").split())
    if _SAYS_NOT.search(words):
        negated = _SAYS_NOT.sub(" not" if language == "en" else " pas", words)
        return _rest_of_one(load_scale().reading(negated, language))
    bare = re.sub(r"^(?:is|are|was|were|est|sont|be)\s+|\s+to$", "", words)
    scale = load_scale()
    return scale.reading(words, language) or scale.reading(bare, language)


def _rest_of_one(reading: Probability | None) -> Probability | None:
    if reading is None:
        return None
    low, point, high = (round(1 - share, 2) for share in (reading.high, reading.point, reading.low))
    return Probability(low, point, high, reading.scale)


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
