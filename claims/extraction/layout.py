"""Headlines, bylines, photo credits and page furniture: paragraphs that assert nothing of their own."""

import re
from collections.abc import Iterator

from claims.extraction.syntax import Sentence, Syntax

_SENTENCE_END = re.compile(r"[.!?…][\s\"'”’»)\]]*$")
_SIGNED = re.compile(r"[.!?…][\"”»]\s*[―—–-]{1,2}\s*[A-ZÀ-Ý]")
"""A quoted paragraph with its speaker behind: *“Nobody cares.” ― Ana Ruiz, Tucson*."""
_LONGEST_HEADLINE = 160


def body_sentences(syntax: Syntax) -> Iterator[Sentence]:
    """The sentences that may hold claims: all of a lone paragraph, else those of paragraphs that end as prose does."""
    alone = len(syntax.paragraphs) == 1
    furniture = {number for number in range(len(syntax.paragraphs)) if not alone and _is_furniture(syntax, number)}
    for sentence in syntax.sentences:
        if sentence.paragraph not in furniture and not _asks_or_orders(syntax, sentence):
            yield sentence


def _is_furniture(syntax: Syntax, number: int) -> bool:
    span = syntax.paragraphs[number]
    if span.end - span.start > _LONGEST_HEADLINE:
        return False
    line = syntax.text[span.start : span.end].strip()
    ends_as_prose = _SENTENCE_END.search(line) or _SIGNED.search(line)
    return ends_as_prose is None or "|" in line or "©" in line


def _asks_or_orders(syntax: Syntax, sentence: Sentence) -> bool:
    line = syntax.plain[sentence.start : sentence.end].rstrip(" \")]'")
    if line.endswith("?"):
        return True
    start = line.lstrip(" \"'([-—").lower()
    return syntax.language == "fr" and start.startswith(("que personne", "qu'on", "que chacun", "que tous", "puisse"))
