"""Speakers named in front of a colon at the head of a paragraph: *WALLACE: …*, *Pence: …*."""

import bisect
from collections import Counter
from collections.abc import Iterator, Sequence

from claims.extraction.attribution.passages import quoted_passages
from claims.extraction.attribution.reports import Form, Report
from claims.extraction.syntax import Sentence, Syntax, Word
from claims.extraction.tokens import Role

_LONGEST_NAME = 4


def labels(syntax: Syntax) -> Iterator[Report]:
    """A report for each paragraph that a known name and a colon open.

    A name is known if it stands elsewhere in the text, or labels more than one paragraph. Quoted paragraphs that are
    signed or announced come with them.
    """
    yield from quoted_passages(syntax)
    opened = [(sentence, label) for sentence in _first_sentences(syntax) if (label := _label(syntax, sentence))]
    if not opened:
        return
    times = Counter(label[-1].lower for _, label in opened)
    capitals = Counter(word.lower for word in syntax.words if word.text[:1].isupper())
    for sentence, label in opened:
        name = label[-1].lower
        if times[name] < 2 and capitals[name] < 2:
            continue
        colon = label[-1].index + 1
        contents = tuple(_rest_of_paragraph(syntax, sentence, colon + 1))
        if contents:
            yield Report(Form.LABEL, colon, (colon, colon + 1), tuple(label), contents, None)


def _first_sentences(syntax: Syntax) -> Iterator[Sentence]:
    seen = -1
    for sentence in syntax.sentences:
        if sentence.paragraph != seen:
            seen = sentence.paragraph
            yield sentence


def _label(syntax: Syntax, sentence: Sentence) -> Sequence[Word]:
    """The capitalised words before a colon near the sentence's beginning, () if there is none."""
    main = sentence.stretches[0]
    for index in range(main.first + 1, min(main.first + _LONGEST_NAME + 1, main.last)):
        if syntax.words[index].text == ":":
            named = syntax.words[main.first : index]
            return named if all(_is_name(word) for word in named) else ()
    return ()


def _is_name(word: Word) -> bool:
    return word.text[:1].isupper() and word.pos in ("PROPN", "NOUN", "X", "ADJ")


def _rest_of_paragraph(syntax: Syntax, sentence: Sentence, first: int) -> Iterator[tuple[int, int]]:
    main = sentence.stretches[0]
    if main.last > first:
        yield first, main.last
    following = bisect.bisect_right(syntax.sentences, sentence.start, key=lambda one: one.start)
    for other in syntax.sentences[following:]:
        if other.paragraph != sentence.paragraph:
            return
        for stretch in other.stretches:
            if stretch.role is Role.MAIN:
                yield stretch.first, stretch.last
