"""Inserted and final reporting clauses and source phrases, found on the words alone, before the sentence is parsed.

*La gauche, ajoute-t-elle, serait favorite*: without the insertion the parser reads a plain sentence.
"""

from collections.abc import Sequence
from functools import cache

from claims.extraction.attribution import english_insertions, french_insertions
from claims.extraction.inflection import by_first_word, load_cues
from claims.extraction.tokens import Insertion, Role, Run, Token


def runs(tokens: Sequence[Token], language: str, closed: frozenset[int]) -> tuple[Run, ...]:
    """The sentence without its insertions first, then each insertion, in the order of the text.

    `closed` numbers the quotations whose marks pair; only these are trusted to say where a quotation ends.
    """
    finder = french_insertions.find if language == "fr" else english_insertions.find
    tokens = _without_asides(tokens, language)
    found = finder(tokens, closed)
    taken: set[int] = set()
    for insertion in found:
        taken.update(range(insertion.start, insertion.end))
        if _leaves_a_stray_comma(tokens, insertion):
            taken.add(insertion.start - 1)
    main = tuple(token for index, token in enumerate(tokens) if index not in taken)
    inserted = tuple(_run(tokens, insertion) for insertion in found)
    return (Run(Role.MAIN, main), *inserted) if main else inserted


def _run(tokens: Sequence[Token], insertion: Insertion) -> Run:
    shift = insertion.start
    return Run(
        role=insertion.role,
        tokens=tuple(tokens[insertion.start : insertion.end]),
        cue=(insertion.cue[0] - shift, insertion.cue[1] - shift),
        subject=(insertion.subject[0] - shift, insertion.subject[1] - shift),
    )


def _leaves_a_stray_comma(tokens: Sequence[Token], insertion: Insertion) -> bool:
    """True for *The margin, he conceded, was thin*; False where the comma before has work of its own to do."""
    if insertion.start < 2 or tokens[insertion.start - 1].text != ",":
        return False
    if insertion.end == len(tokens) or tokens[insertion.end].text in ";.:":
        return True
    before = tokens[: insertion.start - 1]
    follows = tokens[insertion.end].lower
    opens_a_clause = before[0].lower in ("si", "s'", "if", "should", "unless", "when", "quand", "lorsque", "en", "in")
    return follows not in ("and", "but", "et", "mais", "while", "tandis") and not opens_a_clause and len(before) < 8


def _without_asides(tokens: Sequence[Token], language: str) -> list[Token]:
    """The words without *de son côté*, *en revanche*, *however*: they say nothing and confuse the parser."""
    kept: list[Token] = []
    place = 0
    while place < len(tokens):
        length = _aside_length(tokens, place, language)
        if not length:
            kept.append(tokens[place])
            place += 1
            continue
        after = place + length
        between_commas = after < len(tokens) and tokens[after].text == "," and bool(kept) and kept[-1].text == ","
        at_start = not kept and after < len(tokens) and tokens[after].text == ","
        place = after + 1 if between_commas or at_start else after
        if between_commas:
            kept.pop()
    return kept or list(tokens)


def _aside_length(tokens: Sequence[Token], place: int, language: str) -> int:
    for aside in _asides(language).get(tokens[place].lower, ()):
        if len(aside) <= len(tokens) - place and all(tokens[place + at].lower == word for at, word in enumerate(aside)):
            is_emphatic_pronoun = len(aside) == 1 and aside[0] in ("elle", "lui", "eux", "elles")
            if is_emphatic_pronoun and not _is_between_commas(tokens, place):
                continue
            return len(aside)
    return 0


def _is_between_commas(tokens: Sequence[Token], place: int) -> bool:
    return 0 < place < len(tokens) - 1 and tokens[place - 1].text == "," and tokens[place + 1].text == ","


@cache
def _asides(language: str) -> dict[str, list[tuple[str, ...]]]:
    """The asides by their first word, the longest first."""
    listed = load_cues("insertions")[language]["asides"]
    return by_first_word(listed if isinstance(listed, list) else [])
