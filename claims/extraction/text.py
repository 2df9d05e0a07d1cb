"""One-for-one clean-up, paragraphs and quotation marks: offsets into the result are offsets into the text handed in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_ONE_FOR_ONE = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\u2007": " ",
        "\t": " ",
        "“": '"',
        "”": '"',
        "„": '"',
        "‟": '"',
        "«": '"',
        "»": '"',
        "‐": "-",
        "‑": "-",
        "–": "—",
        "…": ".",
    }
)
_OPENING = frozenset("“„«‟")
_CLOSING = frozenset("”»")
_MARK = re.compile(r"[“”„«»‟\"]|''")
_RUN_OF_MARKS = re.compile(r"([^\w\s])\1{3,}")
_WITHOUT_BLANK = re.compile(r"\S{161,}")
_LONGEST_WORD = 80
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_LONG_LINE = 50
_MANY_LINES = 4
_WIDEST_COLUMN = 90
_LONGEST_PARAGRAPH = 6000
_STOP = re.compile(r"[.!?…](?=\s+[A-ZÀ-Ý«“])")


@dataclass(frozen=True, slots=True)
class Span:
    """Code points `[start, end)`."""

    start: int
    end: int

    def __contains__(self, offset: int) -> bool:
        return self.start <= offset < self.end


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between a pair of quotation marks, the marks left out; not `is_closed` if one never came."""

    start: int
    end: int
    is_closed: bool

    def __contains__(self, offset: int) -> bool:
        return self.start <= offset < self.end


def normalise(text: str) -> str:
    """The text with typographic signs made plain, of the same length: *l’été* becomes *l'été*."""
    return text.translate(_ONE_FOR_ONE)


def legible(plain: str) -> str:
    """Normalised text for the parser, of the same length: no quotation marks, at most three equal marks in a row.

    Of more than 160 signs without a blank every 80th becomes one: the tokenizer takes the square of a word's length.
    """
    bare = plain.replace('"', " ").replace("''", "  ")
    bare = _RUN_OF_MARKS.sub(lambda run: run.group(0)[:3] + " " * (len(run.group(0)) - 3), bare)
    return _WITHOUT_BLANK.sub(_broken, bare)


def _broken(word: re.Match[str]) -> str:
    signs = word.group(0)
    return " ".join(signs[at : at + _LONGEST_WORD - 1] for at in range(0, len(signs), _LONGEST_WORD)).ljust(len(signs))


def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of a text, cut at blanks where longer than 6,000 code points; each a hard border.

    A line is a paragraph, unless the next goes on in lower case or the whole text is wrapped at some 80 columns.
    """
    spans: list[Span] = []
    for first, end in _joined_lines(text):
        start = first
        while end - start > _LONGEST_PARAGRAPH:
            cut = text.rfind(" ", start + 1, start + _LONGEST_PARAGRAPH)
            cut = cut if cut > start else start + _LONGEST_PARAGRAPH
            spans.append(Span(start, cut))
            start = cut
        if text[start:end].strip():
            spans.append(Span(start, end))
    return tuple(spans)


def with_lines_joined(plain: str, spans: Sequence[Span]) -> str:
    """The text with the line ends inside its paragraphs made blanks, those between them kept."""
    pieces: list[str] = []
    done = 0
    for span in spans:
        pieces.append(plain[done : span.start])
        pieces.append(plain[span.start : span.end].replace("\n", " ").replace("\r", " "))
        done = span.end
    return "".join((*pieces, plain[done:]))


def _joined_lines(text: str) -> Iterator[tuple[int, int]]:
    lines = [line.span() for line in _LINE.finditer(text)]
    long = [end - start for start, end in lines if end - start >= _LONG_LINE]
    is_wrapped = len(long) >= _MANY_LINES and max(long) <= _WIDEST_COLUMN
    start: int | None = None
    for place, (begin, end) in enumerate(lines):
        start = begin if start is None else start
        following = text[lines[place + 1][0] : lines[place + 1][1]] if place + 1 < len(lines) else ""
        touches = place + 1 < len(lines) and lines[place + 1][0] - end <= 2 and text.count("\n", end, end + 2) < 2
        goes_on = following[:1].islower() or (is_wrapped and end - begin >= _LONG_LINE)
        if not (touches and goes_on and text[begin:end].strip() and following.strip()):
            yield start, end
            start = None


_DATELINE = re.compile(
    r"\s*[A-ZÀ-Ý][A-ZÀ-Ý'. -]{2,40}(?:[,(/ ]{1,2}[\w. ,À-ÿ]{1,30}\)?)?(?:\s?\([\w ./-]{1,30}\))?\s(?:—|--?)\s(?=\S)"
)


def dateline_end(plain: str, paragraph: Span) -> int:
    """Where the text begins behind *GENÈVE –* or *AUSTERLITZ BAY, June 29 —* in a normalised paragraph."""
    found = _DATELINE.match(plain, paragraph.start, min(paragraph.end, paragraph.start + 120))
    return found.end() if found else paragraph.start


def quotations(text: str, paragraph: Span, *, runs_on: bool = False) -> tuple[Quotation, ...]:
    """The quotations of one paragraph of the original text, in order; nested ones belong to the outer.

    A mark that opens and never closes runs to its sentence's end, or to the paragraph's where the quotation `runs_on`
    into the next one; a mark that closes what was never opened is nothing.
    """
    found: list[Quotation] = []
    opened: int | None = None
    sign_before = ""
    for mark in _MARK.finditer(text, paragraph.start, paragraph.end):
        sign, offset = mark.group(0), mark.start()
        is_straight = sign in ('"', "''")
        if sign in _OPENING or (is_straight and opened is None):
            if opened is not None and sign_before == sign:
                found.append(Quotation(opened, _sentence_end(text, opened, offset), is_closed=False))
                opened = mark.end()
            elif opened is None:
                opened, sign_before = mark.end(), sign
        elif opened is not None and (sign in _CLOSING or is_straight):
            found.append(Quotation(opened, offset, is_closed=True))
            opened = None
    if opened is not None:
        end = paragraph.end if runs_on else _sentence_end(text, opened, paragraph.end)
        found.append(Quotation(opened, end, is_closed=False))
    return tuple(found)


def _sentence_end(text: str, start: int, end: int) -> int:
    stop = _STOP.search(text, start, end)
    return stop.start() + 1 if stop else end
