"""One checkable assertion each: clauses that can be true apart are cut apart, contents are freed of who said them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.extraction.attribution.coverage import Coverage
from claims.extraction.attribution.reports import Form, Report
from claims.extraction.clauses import has_finite, trimmed
from claims.extraction.conditions import condition
from claims.extraction.cutting import cuts, relatives_within
from claims.extraction.hearsay import hearsay_span
from claims.extraction.syntax import Stretch, Syntax
from claims.extraction.tokens import Role
from claims.extraction.verbs import Tense, verb_group

_NEAR = 12
"""How far from the beginning of a clause its reporting verb may stand where the parser missed that it governs."""


@dataclass(frozen=True, slots=True)
class Proposition:
    """Words `[first, last)` that assert one thing; `head` is the word that asserts it, `rule` why it was cut so."""

    first: int
    last: int
    head: int
    rule: str


def propositions(
    syntax: Syntax, stretch: Stretch, reports: Coverage, timed: frozenset[int], inside_times: frozenset[int]
) -> Iterator[Proposition]:
    """The assertions of a stretch in the order of its words.

    `timed` holds the indices of words in time expressions, `inside_times` those of them that open none.
    """
    for segment in _segments(syntax, stretch, timed, inside_times):
        if stretch.role is not Role.MAIN and _is_own_clause(stretch, segment):
            yield from _contents_within(syntax, segment, reports, reports.between(stretch.first, stretch.last))
            continue
        yield from _freed(syntax, segment, reports)


def _is_own_clause(stretch: Stretch, segment: Proposition) -> bool:
    """True for the reporting clause itself of an inserted stretch."""
    return stretch.cue is not None and segment.first <= stretch.cue[0]


def _freed(syntax: Syntax, segment: Proposition, reports: Coverage) -> Iterator[Proposition]:
    """The segment itself, or what is said in it where its main verb only reports."""
    own = reports.between(segment.first, segment.last)
    governing = [report for report in own if _governs(syntax, segment, report)]
    if not governing:
        yield segment
        yield from _contents_within(syntax, segment, reports, own)
        return
    if any(_is_itself_a_claim(syntax, segment, report, reports) for report in governing):
        yield segment
    yield from _contents_within(syntax, segment, reports, own)


def _governs(syntax: Syntax, segment: Proposition, report: Report) -> bool:
    """True if the reporting verb is the segment's main verb, or the parser took part of its content for that."""
    if report.head == segment.head or syntax.words[segment.head].head == report.head:
        return True
    return report.holds(segment.head) or (
        report.contents[0][1] >= segment.last - 1
        and report.head - segment.first < _NEAR
        and not _is_subordinate(syntax, segment, report)
    )


def _is_subordinate(syntax: Syntax, segment: Proposition, report: Report) -> bool:
    """True if a main verb of the segment's own stands before the reporting verb."""
    return any(
        has_finite(syntax, index)
        and syntax.words[index].pos == "VERB"
        and index != report.head
        and not _is_closed_relative(syntax, index, report.head)
        for index in range(segment.first, min(report.head, report.cue[0]))
    )


def _is_closed_relative(syntax: Syntax, index: int, before: int) -> bool:
    """True for the verb of *, who spoke on condition of anonymity,*, over before the reporting verb."""
    is_relative = syntax.words[index].dep in ("relcl", "acl:relcl")
    return is_relative and syntax.subtree(index)[1] <= before and syntax.words[before - 1].text == ","


def _is_itself_a_claim(syntax: Syntax, segment: Proposition, report: Report, reports: Coverage) -> bool:
    """Denials; *aurait informé ses alliés que …*; *reportedly plans to …*; *parle de 140 000*."""
    if report.form in (Form.DENIAL, Form.ACCUSATION) or _is_short(report):
        return True
    start, end = syntax.words[segment.first].start, syntax.words[report.head].end
    if report.form is Form.INFINITIVE and hearsay_span(syntax, start, end) is not None:
        return True
    if report.form is Form.COMPLEMENT and _is_told_by_another(syntax, segment, report, reports):
        return True
    verbs = [syntax.words[report.head], *syntax.depending(report.head, "aux")]
    is_conditional = syntax.language == "fr" and any(verb.features.get("Mood") == "Cnd" for verb in verbs)
    return is_conditional and report.form in (Form.COMPLEMENT, Form.NOMINAL) and len(verbs) > 1


def _is_told_by_another(syntax: Syntax, segment: Proposition, report: Report, reports: Coverage) -> bool:
    """*Oduya told investigators that …* according to court papers: that he told them can be checked as well."""
    if hearsay_span(syntax, syntax.words[segment.first].start, syntax.words[report.head].end) is not None:
        return True
    features = syntax.words[report.head].features
    if features.get("VerbForm") == "Part" and features.get("Tense") == "Pres":
        return False
    around = reports.holding(report.head)
    if any(other is not report and other.form is not Form.FLOATING for other in around):
        may_be = syntax.words[report.head].quotation is None
    else:
        may_be = any(
            word.lemma in ("avoir", "être", "have") and word.features.get("Tense") in ("Imp", "Past")
            for word in syntax.depending(report.head, "aux")
        )
    return may_be and verb_group(syntax, report.head, segment.first, segment.last).tense is Tense.PAST


def _is_short(report: Report) -> bool:
    return report.form is Form.NOMINAL and sum(last - first for first, last in report.contents) < 3


def _contents_within(
    syntax: Syntax, segment: Proposition, reports: Coverage, own: Sequence[Report]
) -> Iterator[Proposition]:
    for report in own:
        if report.form in (Form.DENIAL, Form.ACCUSATION) or _is_short(report):
            continue
        start, end = syntax.words[segment.first].start, syntax.words[report.head].end
        if report.form is Form.INFINITIVE and hearsay_span(syntax, start, end) is not None:
            continue
        for first, last in _apart(syntax, report):
            span = trimmed(syntax, max(first, segment.first), min(last, segment.last), marks=True)
            if span is None:
                continue
            proposition = Proposition(*span, _head_of(syntax, *span), f"content of {syntax.words[report.head].text}")
            if not _only_reports(syntax, proposition, report, reports):
                yield proposition


def _only_reports(syntax: Syntax, proposition: Proposition, report: Report, reports: Coverage) -> bool:
    """True for a content whose main verb hands on what somebody else says, no claim by itself."""
    first, last = proposition.first, proposition.last
    governor = syntax.words[proposition.head].head
    near = (
        *reports.between(first, min(first + _NEAR, last)),
        *(one for at in (proposition.head, governor) if first <= at < last for one in reports.between(at, at + 1)),
        *reports.holding_from(proposition.head, first, last),
    )
    others = {id(one): one for one in near if one is not report}
    return any(
        _governs(syntax, proposition, other) and not _is_itself_a_claim(syntax, proposition, other, reports)
        for other in others.values()
    )


def _apart(syntax: Syntax, report: Report) -> Iterator[tuple[int, int]]:
    """The contents, infinitives joined by *and to …*, *et de …* apart."""
    for first, last in report.contents:
        start = first
        if report.form is Form.INFINITIVE:
            for index in range(first + 2, last - 2):
                pair = (syntax.words[index].lower, syntax.words[index + 1].lower)
                if pair[0] in ("and", "et") and pair[1] in ("to", "de", "d'", "à"):
                    yield start, index
                    start = index
        yield start, last


def _head_of(syntax: Syntax, first: int, last: int) -> int:
    """The word of the range whose head lies outside it; the finite one if several."""
    tops = [index for index in _tops(syntax, first, last) if syntax.words[index].pos != "PUNCT"] or [first]
    for index in tops:
        if has_finite(syntax, index) and not (len(tops) > 1 and _is_if_part(syntax, index)):
            return index
    relatives = (child.index for top in tops for child in syntax.depending(top, "relcl", "acl:relcl"))
    return min((index for index in relatives if first <= index < last), default=tops[0])


def _tops(syntax: Syntax, first: int, last: int) -> Iterator[int]:
    """The words of the range whose head lies outside it: from each climb as far as it goes, then pass its subtree."""
    index = first
    while index < last:
        top = index
        while first <= syntax.words[top].head < last and syntax.words[top].head != top:
            top = syntax.words[top].head
        yield top
        index = max(index + 1, syntax.subtree(top)[1])


def _is_if_part(syntax: Syntax, index: int) -> bool:
    marks = {child.lower for child in syntax.depending(index, "mark")}
    return syntax.words[index].dep == "advcl" and bool(marks & {"if", "unless", "si", "s'"})


def _segments(
    syntax: Syntax, stretch: Stretch, timed: frozenset[int], inside_times: frozenset[int]
) -> Iterator[Proposition]:
    rules = cuts(syntax, stretch, timed)
    found = sorted(start for start in rules if start > stretch.first and start not in inside_times)
    starts = [stretch.first, *found]
    opening = condition(syntax, stretch.first, stretch.last) if found else None
    if opening is not None and opening[0] == stretch.first and found[0] in (opening[1], opening[1] + 1):
        starts.remove(found[0])
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else stretch.last
        span = trimmed(syntax, start, end, marks=False)
        if span is not None:
            yield Proposition(*span, _head_of(syntax, *span), rules.get(start, "sentence"))
    for first, last, head in relatives_within(syntax, stretch, timed, frozenset(starts)):
        span = trimmed(syntax, first, last, marks=False)
        if span is not None:
            yield Proposition(*span, head, "relative within")
