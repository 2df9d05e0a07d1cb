"""One checkable assertion each: clauses that can be true apart are cut apart, contents are freed of who said them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from claims.extraction.attribution.reports import Form, Report
from claims.extraction.clauses import has_finite, trimmed
from claims.extraction.inflection import load_cues
from claims.extraction.syntax import Stretch, Syntax, Word
from claims.extraction.tokens import Role

_RELATIVES = frozenset(["who", "which", "whose", "that", "where", "qui", "dont", "où", "que", "qu'", "lequel", "laquelle", "lesquels", "auquel", "pour", "in"])
_CONJUNCTIONS = frozenset(["and", "but", "or", "et", "mais", "ou", "puis", "yet", "so"])
_NUMBER = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Proposition:
    """Words `[first, last)` that assert one thing; `head` is the word that asserts it, `rule` why it was cut so."""

    first: int
    last: int
    head: int
    rule: str


@cache
def words(language: str, key: str) -> frozenset[str]:
    """One word list of `cues/clauses.toml`."""
    listed = load_cues("clauses")[language][key]
    return frozenset(listed) if isinstance(listed, list) else frozenset()


def propositions(
    syntax: Syntax, stretch: Stretch, reports: Sequence[Report], timed: frozenset[int]
) -> Iterator[Proposition]:
    """The assertions of a stretch in the order of its words. `timed` holds the indices of words in time expressions."""
    inside = [report for report in reports if stretch.first <= report.head < stretch.last]
    for segment in _segments(syntax, stretch, timed):
        if stretch.role is not Role.MAIN and _is_own_clause(stretch, segment):
            yield from _contents_within(syntax, segment, inside)
            continue
        yield from _freed(syntax, stretch, segment, inside)


def _is_own_clause(stretch: Stretch, segment: Proposition) -> bool:
    """True for the reporting clause itself of an inserted stretch."""
    return stretch.cue is not None and segment.first <= stretch.cue[0]


def _freed(syntax: Syntax, stretch: Stretch, segment: Proposition, reports: Sequence[Report]) -> Iterator[Proposition]:
    """The segment itself, or what is said in it where its main verb only reports."""
    own = [report for report in reports if segment.first <= report.head < segment.last]
    governing = [report for report in own if _governs(syntax, segment, report)]
    if not governing:
        yield segment
        yield from _contents_within(syntax, segment, own)
        return
    for report in governing:
        if report.form is Form.DENIAL or _is_itself_a_claim(syntax, report):
            yield segment
    yield from _contents_within(syntax, segment, [report for report in own if report.form is not Form.DENIAL])


def _governs(syntax: Syntax, segment: Proposition, report: Report) -> bool:
    """True if the reporting verb is the segment's main verb or one conjoined to it."""
    return report.head == segment.head or syntax.words[segment.head].head == report.head


def _is_itself_a_claim(syntax: Syntax, report: Report) -> bool:
    """*aurait informé ses alliés que …*: that they were told is claimed, too."""
    verbs = [syntax.words[report.head], *syntax.depending(report.head, "aux")]
    is_conditional = any(verb.features.get("Mood") == "Cnd" for verb in verbs)
    return is_conditional and report.form is Form.COMPLEMENT


def _contents_within(syntax: Syntax, segment: Proposition, reports: Sequence[Report]) -> Iterator[Proposition]:
    for report in reports:
        for first, last in report.contents:
            span = trimmed(syntax, max(first, segment.first), min(last, segment.last), marks=True)
            if span is None or report.form is Form.DENIAL:
                continue
            inner = [other for other in reports if other is not report and span[0] <= other.head < span[1]]
            proposition = Proposition(*span, _head_of(syntax, *span), f"content of {syntax.words[report.head].text}")
            if inner and any(other.head == proposition.head for other in inner):
                continue
            yield proposition


def _head_of(syntax: Syntax, first: int, last: int) -> int:
    """The word of the range whose head lies outside it; the finite one if several."""
    tops = [
        index
        for index in range(first, last)
        if not first <= syntax.words[index].head < last or syntax.words[index].head == index
    ]
    tops = [index for index in tops if syntax.words[index].pos != "PUNCT"] or [first]
    for index in tops:
        if has_finite(syntax, index):
            return index
    for index in range(first, last):
        if syntax.words[index].dep in ("relcl", "acl:relcl") and syntax.words[index].head in tops:
            return index
    return tops[0]


def _segments(syntax: Syntax, stretch: Stretch, timed: frozenset[int]) -> Iterator[Proposition]:
    cuts = _cuts(syntax, stretch, timed)
    starts = sorted({stretch.first, *(start for start, _ in cuts)})
    rules = dict(cuts)
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else stretch.last
        span = trimmed(syntax, start, end, marks=False)
        if span is not None:
            yield Proposition(*span, _head_of(syntax, *span), rules.get(start, "sentence"))
    yield from _relatives_within(syntax, stretch, timed)


def _cuts(syntax: Syntax, stretch: Stretch, timed: frozenset[int]) -> list[tuple[int, str]]:
    """Where a new assertion begins, and the rule that says so."""
    cuts: list[tuple[int, str]] = []
    active: set[int] = set()
    for index in _top_down(syntax, stretch):
        word = syntax.words[index]
        dep = word.dep
        if dep == "ROOT" or word.head == index:
            active.add(index)
            continue
        if dep in ("ccomp", "xcomp", "obj") and word.head in active:
            active.add(index)
            continue
        cut = _cut_at(syntax, stretch, word, active, timed)
        if cut is not None:
            active.add(index)
            cuts.append(cut)
    cuts.extend(_cuts_at_marks(syntax, stretch))
    return cuts


def _top_down(syntax: Syntax, stretch: Stretch) -> Iterator[int]:
    waiting = [index for index in range(stretch.first, stretch.last) if syntax.words[index].head == index]
    for index in waiting:
        yield index
        waiting.extend(syntax.children[index])


def _cut_at(
    syntax: Syntax, stretch: Stretch, word: Word, active: set[int], timed: frozenset[int]
) -> tuple[int, str] | None:
    first, last = syntax.subtree(word.index)
    is_clause = has_finite(syntax, word.index)
    if word.dep in ("conj", "parataxis") and word.head in active and is_clause and has_finite(syntax, word.head):
        start = _before_conjunction(syntax, first, stretch)
        return (start, "coordination") if start > stretch.first else None
    if word.dep == "advcl" and is_clause and _has_separating_mark(syntax, word, first):
        return (first, "contrast") if first > stretch.first + 1 and last >= stretch.last - 2 else None
    if word.dep in ("relcl", "acl:relcl") and is_clause and _is_informative(syntax, word, first, timed):
        return (first, "relative") if last >= stretch.last - 2 and _has_clause(syntax, stretch.first, first) else None
    if word.dep in ("advcl", "acl") and _is_participial(syntax, word, first) and last >= stretch.last - 2:
        return (first, "participle") if first > stretch.first + 1 else None
    return None


def _before_conjunction(syntax: Syntax, first: int, stretch: Stretch) -> int:
    start = first
    while start > stretch.first and syntax.words[start - 1].lower in _CONJUNCTIONS | {","}:
        start -= 1
    return start


def _has_separating_mark(syntax: Syntax, word: Word, first: int) -> bool:
    opening = syntax.words[first].lower
    if opening in words(syntax.language, "separating"):
        return True
    return (
        f"{opening} {syntax.words[first + 1].lower}" in words(syntax.language, "separating")
        if first + 1 < len(syntax.words)
        else False
    )


def _is_informative(syntax: Syntax, word: Word, first: int, timed: frozenset[int]) -> bool:
    """True for a relative clause behind a comma, or one that holds a time."""
    before = syntax.words[first - 1] if first else None
    if before is not None and before.text == ",":
        return True
    low, high = syntax.subtree(word.index)
    return any(index in timed for index in range(low, high))


def _is_participial(syntax: Syntax, word: Word, first: int) -> bool:
    """*…, sending the crown to a six-week low*."""
    if word.features.get("VerbForm") not in ("Part", "Ger") or first == 0 or syntax.words[first - 1].text != ",":
        return False
    if word.index - first > 2 or has_finite(syntax, word.index):
        return False
    return word.lower.endswith(("ing", "ant"))


def _cuts_at_marks(syntax: Syntax, stretch: Stretch) -> Iterator[tuple[int, str]]:
    """After a semicolon, or a colon or dash with a clause on either side."""
    for index in range(stretch.first + 1, stretch.last - 1):
        word = syntax.words[index]
        if word.text == ";" or (
            word.text in ":—"
            and _has_clause(syntax, stretch.first, index)
            and _has_clause(syntax, index + 1, stretch.last)
        ):
            yield index + 1, "punctuation"


def _has_clause(syntax: Syntax, first: int, last: int) -> bool:
    return any(syntax.words[index].is_finite() for index in range(first, last))


def _relatives_within(syntax: Syntax, stretch: Stretch, timed: frozenset[int]) -> Iterator[Proposition]:
    """A relative clause in the middle of its sentence that says when: a claim beside the sentence's own."""
    for index in range(stretch.first, stretch.last):
        word = syntax.words[index]
        if word.dep not in ("relcl", "acl:relcl") or not has_finite(syntax, index):
            continue
        first, last = syntax.subtree(index)
        if last >= stretch.last - 2 or first <= stretch.first:
            continue
        if not any(at in timed for at in range(first, last)):
            continue
        span = trimmed(syntax, first, last, marks=False)
        if span is not None:
            yield Proposition(*span, index, "relative within")
