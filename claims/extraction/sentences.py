"""Where sentences begin, from punctuation alone, so that a misparse cannot move a border."""

import re

from claims.extraction.text import Span

_STOP = re.compile(r"""(?:[.!?…]+)(?P<closers>[\s"”»’')\]]*)(?P<openers>[\s"“«‘'(\[—–-]*)(?=\S)""")
_INITIAL = re.compile(r"(?:^|[\s(.\-«“\"])[A-ZÀ-Ý]\.$")
_HALF_OF_DAY = re.compile(r"\d\s?[ap]\.m\.$", re.IGNORECASE)
_DAY_OR_ZONE = re.compile(
    r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b|[A-Z]{2,4}\b"
    r"|(?:Jan|Feb|March|April|May|June|July|Aug|Sept?|Oct|Nov|Dec)|Eastern|Central|Pacific|Mountain|Greenwich"
)
_ABBREVIATIONS = frozenset(
    [
        "m",
        "mm",
        "mme",
        "mlle",
        "dr",
        "me",
        "st",
        "ste",
        "mr",
        "mrs",
        "ms",
        "prof",
        "gov",
        "sen",
        "rep",
        "gen",
        "lt",
        "col",
        "sgt",
        "capt",
        "hon",
        "rev",
        "jr",
        "sr",
        "inc",
        "ltd",
        "co",
        "corp",
        "vs",
        "no",
        "nos",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sept",
        "sep",
        "oct",
        "nov",
        "dec",
        "janv",
        "févr",
        "avr",
        "juil",
        "art",
        "cf",
        "fig",
        "approx",
        "dept",
        "est",
        "av",
        "bd",
    ]
)
_LOWER_CASE = frozenset(["vs", "cf", "fig", "approx", "janv", "févr", "avr", "juil", "av", "bd"])
_NAMES_ITS_SPEAKER = re.compile(
    r"[!?…]+\s?(?:[\"”»]|'')\s+(?:[A-ZÀ-Ý][\w.'’-]*\s+){1,4}(?:has |had )?"
    r"(?:said|says|asked|asks|told|wrote|writes|added|adds|exclaimed|shouted|joked|tweeted|replied|wondered|continued)\b"
)
_MONTHS_AND_TITLES_END = re.compile(r"(\w+)\.$")


def sentence_starts(text: str, paragraph: Span) -> tuple[int, ...]:
    """Offsets at which a sentence of the paragraph begins, the paragraph's own start first."""
    starts = [paragraph.start]
    for stop in _STOP.finditer(text, paragraph.start, paragraph.end):
        following = stop.end()
        if not re.search(r"\s", stop.group(0)):
            continue
        if _NAMES_ITS_SPEAKER.match(text, stop.start()):
            continue
        if not _can_begin_a_sentence(text[following]) or _is_abbreviation(text, starts[-1], stop):
            continue
        start = _first_opener(text, stop.start() + 1, following)
        if start > starts[-1]:
            starts.append(start)
    return tuple(starts)


def _can_begin_a_sentence(sign: str) -> bool:
    return sign.isupper() or sign.isdigit()


def _is_abbreviation(text: str, sentence_start: int, stop: re.Match[str]) -> bool:
    """True for *M. Auvray*, *J. Smith*, *Sept. 11*: a single full stop that closes a short form."""
    signs = stop.group(0).strip()
    if not signs.startswith(".") or signs.startswith(".."):
        return False
    before = text[max(sentence_start, stop.start() - 12) : stop.start() + 1]
    if _INITIAL.search(before) or (_HALF_OF_DAY.search(before) and _DAY_OR_ZONE.match(text, stop.end())):
        return True
    word = _MONTHS_AND_TITLES_END.search(before)
    if word is None or word.group(1).lower() not in _ABBREVIATIONS:
        return False
    return word.group(1)[0].isupper() or word.group(1) in _LOWER_CASE


def _first_opener(text: str, after: int, following: int) -> int:
    """The offset of the opening mark that belongs to the next sentence, else of its first letter."""
    blank = max(text.rfind(sign, after, following) for sign in " \t\n\u00a0\u202f")
    guillemet = text.find("«", after, following)
    if guillemet >= 0:
        return guillemet
    return blank + 1 if blank >= 0 else following
