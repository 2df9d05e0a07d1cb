"""A proposition becomes a candidate: who, what sort, how sure, when, and why the machine thinks so."""

import bisect
from collections.abc import Iterator
from dataclasses import replace

from claims.extraction import evidentiality, hedging, kinds
from claims.extraction.attribution.cues import Sense
from claims.extraction.attribution.reports import Form, Report
from claims.extraction.attribution.speakers import Cast, claimant
from claims.extraction.checkworthiness import parts, worthiness
from claims.extraction.clauses import has_finite
from claims.extraction.conditions import condition
from claims.extraction.hearsay import hearsay_span
from claims.extraction.looking import shared_auxiliary
from claims.extraction.propositions import Proposition
from claims.extraction.reading import Reading
from claims.extraction.syntax import Syntax
from claims.extraction.timing import time_of
from claims.extraction.types import AttributionLink, Candidate, TimeExpression
from claims.extraction.verbs import Tense, VerbGroup, verb_group
from claims.vocabulary.kinds import NARRATOR, UNNAMED_REPORT, AttributionKind, Evidentiality
from claims.vocabulary.windows import Operator

_LONGEST_CHAIN = 4
_LONGEST_CLAIM = 150


def candidates(reading: Reading) -> Iterator[Candidate]:
    """A candidate for each proposition that can stand alone."""
    if reading.cast is None:
        return
    earlier: dict[int, tuple[int, int]] = {}
    for proposition in reading.propositions:
        if proposition.last - proposition.first > _LONGEST_CLAIM:
            continue
        found = _candidate(reading, reading.cast, proposition, earlier)
        if found is not None:
            yield found


def _candidate(
    reading: Reading, cast: Cast, proposition: Proposition, conditions: dict[int, tuple[int, int]]
) -> Candidate | None:
    syntax = reading.syntax
    chain = _chain(reading, proposition)
    report = chain[-1] if chain else None
    if not _asserts(reading, proposition, report):
        return None
    start, end = _span(syntax, proposition)
    proposition = _with_main_verb(syntax, proposition)
    own = _own_part(reading, proposition)
    group = _group(syntax, proposition)
    own_condition = condition(syntax, own.first, own.last)
    if own_condition is not None:
        conditions[_sentence_key(syntax, proposition)] = own_condition
    shared = own_condition or _shared_condition(syntax, proposition, conditions)
    time = _stored(
        syntax,
        time_of(syntax, own, group, report, reading.times, condition=own_condition, published_on=reading.published_on),
    )
    said = hearsay_span(syntax, start, end)
    pressed = evidentiality.press_conditional(syntax, proposition, group, report, has_condition=shared is not None)
    inherited = any(_is_pressed(syntax, link) for link in chain) and group.is_conditional
    unconfirmed = said is not None or pressed or inherited
    vouched = _evidentiality(syntax, proposition, chain, is_reported=unconfirmed)
    hedge = _hedge(reading, start, syntax.words[own.last - 1].end, own_condition, is_negated=group.is_negated)
    sort, rule = kinds.kind(
        syntax,
        proposition,
        group,
        report,
        reading.timed,
        has_condition=shared is not None,
        is_dated_ahead=_is_ahead(reading, time) or _hangs_on_a_day(reading, group, shared),
        lasts_already=time is not None and time.operator is Operator.UNTIL,
        is_hearsay=pressed or inherited,
        hedge=hedge,
    )
    links = _links(syntax, cast, chain, said, proposition, pressed=pressed)
    score = parts(
        syntax.plain[start:end], syntax.language, sort, has_time=time is not None, is_attributed=report is not None
    )
    return Candidate(
        start=start,
        end=end,
        quote=syntax.text[start:end],
        language=syntax.language,
        kind=sort,
        claimant=_claimant(links),
        attribution=links,
        attribution_kind=_attribution_kind(syntax, proposition, links),
        evidentiality=vouched,
        hedge=hedge,
        probability=hedging.probability(hedge, syntax.language) if hedge else None,
        condition=_words_text(syntax, shared) if shared else None,
        time=time,
        resolves_on=kinds.resolves_on(sort, group, time.operator if time else None),
        check_worthiness=worthiness(score),
        why=(proposition.rule, rule, *(f"{part.reason} {part.points:+.2f}" for part in score)),
    )


def _group(syntax: Syntax, proposition: Proposition) -> VerbGroup:
    """The verb group of a proposition; *be finished by June* behind *will start in May and …* has the auxiliary too."""
    group = verb_group(syntax, proposition.head, proposition.first, proposition.last)
    leader = shared_auxiliary(syntax, syntax.words[proposition.head], proposition)
    if leader is None or group.tense is not Tense.NONE:
        return group
    lead = verb_group(syntax, leader, *syntax.subtree(leader))
    return replace(group, tense=lead.tense, is_modal=lead.is_modal, is_planned=lead.is_planned, person=lead.person)


def _hangs_on_a_day(reading: Reading, group: VerbGroup, condition: tuple[int, int] | None) -> bool:
    """*If Friday's report is strong, the rally is gone*: a present under a condition that a day will settle."""
    if condition is None or group.tense is not Tense.PRESENT:
        return False
    return any(index in reading.timed for index in range(*condition))


def _stored(syntax: Syntax, time: TimeExpression | None) -> TimeExpression | None:
    """The expression in the signs of the text as stored."""
    return replace(time, text=syntax.text[time.start : time.end]) if time else None


def _with_main_verb(syntax: Syntax, proposition: Proposition) -> Proposition:
    """The proposition headed by the verb behind its if-part, whose own verb the parser took for the main one."""
    opening = condition(syntax, proposition.first, proposition.last)
    if opening is None or opening[0] != proposition.first or opening[1] >= proposition.last:
        return proposition
    if opening[1] <= proposition.head and has_finite(syntax, proposition.head):
        return proposition
    finite = next((at for at in range(opening[1], proposition.last) if syntax.words[at].is_finite()), None)
    if finite is None:
        return proposition
    word = syntax.words[finite]
    is_auxiliary = word.dep.split(":")[0] in ("aux", "auxpass", "cop") and opening[1] <= word.head < proposition.last
    return replace(proposition, head=word.head if is_auxiliary else finite)


def _own_part(reading: Reading, proposition: Proposition) -> Proposition:
    """The proposition without what its own verb reports: *had warned the board* of *had warned the board that …*."""
    words = reading.syntax.words
    for report in reading.covered.between(proposition.head, min(proposition.head + 4, proposition.last)):
        is_own = proposition.head in (report.head, words[report.head].head)
        if report.form is Form.COMPLEMENT and is_own:
            begin = min(first for first, _ in report.contents)
            if proposition.head < begin < proposition.last:
                return replace(proposition, last=begin)
    return proposition


def _chain(reading: Reading, proposition: Proposition) -> list[Report]:
    """The reports around a proposition, the widest first."""
    covered = reading.covered
    near = {
        id(report): report
        for report in (
            *covered.holding(proposition.head),
            *covered.holding(proposition.first),
            *covered.between(proposition.first, proposition.last),
        )
    }
    around = [report for report in near.values() if _covers(report, proposition)]
    widest_first = sorted(around, key=lambda report: -sum(last - first for first, last in report.contents))
    return widest_first[-_LONGEST_CHAIN:]


def _covers(report: Report, proposition: Proposition) -> bool:
    if report.form in (Form.DENIAL, Form.ACCUSATION) or (
        report.form is Form.NOMINAL and proposition.first <= report.head < proposition.last
    ):
        is_near = abs(report.head - proposition.head) < 4
        is_whole = any(
            first - proposition.first < 3 and last >= proposition.last - 1 for first, last in report.contents
        )
        return proposition.first <= report.head < proposition.last and (is_near or is_whole)
    if proposition.first <= report.head < proposition.last:
        return False
    return report.holds(proposition.head) or report.holds(proposition.first)


def _asserts(reading: Reading, proposition: Proposition, report: Report | None) -> bool:
    """A clause asserts; a bare phrase only where somebody promises, expects or judges it, or where it says when."""
    syntax = reading.syntax
    if has_finite(syntax, proposition.head) or syntax.depending(proposition.head, "nsubj", "nsubjpass"):
        return True
    members = syntax.words[proposition.first : proposition.last]
    if len(members) < 3:
        return False
    is_given_force = report is not None and (
        report.form in (Form.INFINITIVE, Form.NOMINAL, Form.DENIAL, Form.ACCUSATION)
        or syntax.words[proposition.head].features.get("VerbForm") == "Inf"
    )
    has_verb = syntax.has_clause(proposition.first, proposition.last) or "participle" in proposition.rule
    return is_given_force or has_verb or _says_when(reading, proposition, report)


def _says_when(reading: Reading, proposition: Proposition, report: Report | None) -> bool:
    """True for a verbless phrase that dates or labels: *Livraison espérée : mi-2028*, *“Not one word since May”*."""
    members = reading.syntax.words[proposition.first : proposition.last]
    is_timed = any(word.index in reading.timed for word in members)
    if proposition.rule != "sentence":
        return is_timed and proposition.rule in ("relative", "coordination", "contrast", "a second figure")
    if is_timed and report is not None and len(members) > 3:
        return members[0].quotation is not None
    return 4 < len(members) < 16 and any(word.text == ":" for word in members[1:-1])


def _span(syntax: Syntax, proposition: Proposition) -> tuple[int, int]:
    members = syntax.words[proposition.first : proposition.last]
    return min(word.start for word in members), max(word.end for word in members)


def _sentence_key(syntax: Syntax, proposition: Proposition) -> int:
    index = proposition.head
    for _ in range(60):
        head = syntax.words[index].head
        if head == index:
            return index
        index = head
    return index


def _shared_condition(
    syntax: Syntax, proposition: Proposition, conditions: dict[int, tuple[int, int]]
) -> tuple[int, int] | None:
    """The condition of the first of two coordinated clauses holds for the second."""
    return conditions.get(_sentence_key(syntax, proposition)) if proposition.rule == "coordination" else None


def _words_text(syntax: Syntax, span: tuple[int, int]) -> str:
    return syntax.text[syntax.words[span[0]].start : syntax.words[span[1] - 1].end]


def _is_ahead(reading: Reading, time: TimeExpression | None) -> bool:
    if time is None or reading.published_on is None:
        return False
    if time.operator in (Operator.NONE, Operator.AFTER_EVENT):
        return True
    edge = time.not_before or time.not_after
    return edge is not None and edge > reading.published_on


def _is_pressed(syntax: Syntax, report: Report) -> bool:
    group = verb_group(syntax, report.head, report.cue[0], report.cue[1])
    return syntax.language == "fr" and group.is_conditional and group.is_perfect


def _evidentiality(
    syntax: Syntax, proposition: Proposition, chain: list[Report], *, is_reported: bool
) -> Evidentiality:
    report = chain[-1] if chain else None
    if report is not None and _denies(report):
        return Evidentiality.DENIED
    if is_reported:
        return Evidentiality.REPORTED
    if report is not None and _is_quoted(syntax, proposition):
        return Evidentiality.QUOTED
    return Evidentiality.ASSERTED


def _is_quoted(syntax: Syntax, proposition: Proposition) -> bool:
    """True if the finite verb stands inside quotation marks."""
    head = syntax.words[proposition.head]
    verbs = [head, *syntax.depending(head.index, "aux", "auxpass", "cop")]
    finite = next((verb for verb in verbs if verb.is_finite()), head)
    return finite.quotation is not None


def _denies(report: Report) -> bool:
    return report.form is Form.DENIAL or (
        report.verb is not None and report.verb.has(Sense.DENY) and not report.verb.has(Sense.SAY)
    )


def _hedge(
    reading: Reading, start: int, end: int, own_condition: tuple[int, int] | None, *, is_negated: bool
) -> str | None:
    syntax = reading.syntax
    for low, high in hedging.hedges(syntax.plain, start, end, syntax.language):
        if own_condition is not None:
            begin, stop = syntax.words[own_condition[0]].start, syntax.words[own_condition[1] - 1].end
            if begin <= low < stop:
                continue
        if _is_in_time(reading, low) or _is_question(syntax, start, low):
            continue
        if is_negated and syntax.plain[low:high].lower() == "could":
            continue
        return syntax.text[low:high]
    return None


def _is_in_time(reading: Reading, offset: int) -> bool:
    """True for the *May* of *May 20*."""
    place = bisect.bisect_right(reading.times, offset, key=lambda one: one.mention.start)
    return bool(place) and offset < reading.times[place - 1].mention.end


def _is_question(syntax: Syntax, start: int, at: int) -> bool:
    """True behind *whether*: the hedge grades what is asked, not what is claimed."""
    return syntax.language == "en" and " whether " in syntax.plain[start:at].lower()


def _links(
    syntax: Syntax,
    cast: Cast,
    chain: list[Report],
    said: tuple[int, int] | None,
    proposition: Proposition,
    *,
    pressed: bool,
) -> tuple[AttributionLink, ...]:
    links = [_link(syntax, cast, report) for report in chain]
    if not links and said is not None:
        links.append(AttributionLink(UNNAMED_REPORT, syntax.text[said[0] : said[1]]))
    if not links and pressed:
        verb = verb_group(syntax, proposition.head, proposition.first, proposition.last)
        links.append(AttributionLink(UNNAMED_REPORT, _words_text(syntax, (verb.members[0], verb.members[-1] + 1))))
    return tuple(links)


def _link(syntax: Syntax, cast: Cast, report: Report) -> AttributionLink:
    """Who is meant and by which words, worked out once a report."""
    name = cast.filed.get(id(report))
    if name is None:
        at = syntax.words[report.head].start
        name = cast.filed[id(report)] = claimant(syntax, cast, report.subject, at, said=_said(syntax, report))
    return AttributionLink(syntax.as_stored(name), _words_text(syntax, report.cue))


def _said(syntax: Syntax, report: Report) -> list[tuple[int, int]]:
    if report.form in (Form.DENIAL, Form.ACCUSATION):
        return []
    return [(syntax.words[first].start, syntax.words[last - 1].end) for first, last in report.contents if last > first]


def _claimant(links: tuple[AttributionLink, ...]) -> str:
    if not links or links[-1].claimant == UNNAMED_REPORT:
        return NARRATOR
    return links[-1].claimant


def _attribution_kind(syntax: Syntax, proposition: Proposition, links: tuple[AttributionLink, ...]) -> AttributionKind:
    if _claimant(links) == NARRATOR:
        return AttributionKind.NARRATOR
    quoted = _is_quoted(syntax, proposition)
    return AttributionKind.DIRECT_QUOTE if quoted else AttributionKind.INDIRECT
