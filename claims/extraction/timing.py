"""Which time expression belongs to a proposition, and which way its verb looks."""

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from claims.extraction.asides import Aside, aside_around
from claims.extraction.attribution.reports import Report
from claims.extraction.looking import direction_of, direction_under, main_verb
from claims.extraction.propositions import Proposition
from claims.extraction.syntax import Syntax
from claims.extraction.timeframe import wording
from claims.extraction.timeframe.absolute import is_absolute
from claims.extraction.timeframe.antecedents import counts_from_report
from claims.extraction.timeframe.grammar import find
from claims.extraction.timeframe.lexicon import lexicon_for
from claims.extraction.timeframe.resolution import located, resolve
from claims.extraction.timeframe.symbols import Bound, CalendarPoint, Deictic, Direction, Mention, Unit
from claims.extraction.timeframe.tokens import key_of
from claims.extraction.types import TimeExpression
from claims.extraction.verbs import Tense, VerbGroup, verb_group, words
from claims.vocabulary.windows import Operator

_BESIDE = 4
_FARTHEST_FROM_CUE = 25
_RECENT_DAYS = 20


@dataclass(frozen=True, slots=True)
class Timed:
    """A mention with the words it covers, `[first, last)`."""

    mention: Mention
    first: int
    last: int


def timed_words(syntax: Syntax) -> tuple[Timed, ...]:
    """The time expressions of the document, each with its words."""
    order = sorted(range(len(syntax.words)), key=lambda index: syntax.words[index].start)
    starts = [syntax.words[index].start for index in order]
    found: list[Timed] = []
    for mention in find(syntax.plain, language=syntax.language):
        place = bisect.bisect_left(starts, mention.start)
        place = max(0, place - 1) if place and syntax.words[order[place - 1]].end > mention.start else place
        members = []
        while place < len(order) and starts[place] < mention.end:
            members.append(order[place])
            place += 1
        if members and max(members) - min(members) < len(members) + 3:
            found.append(Timed(_that_day(mention), min(members), max(members) + 1))
    return tuple(sorted(found, key=lambda one: one.first))


def _that_day(mention: Mention) -> Mention:
    """*that morning* behind a bare month is the day of publication: a month is no day to point back to."""
    day, before = mention.value, mention.antecedent.value if mention.antecedent else None
    points_back = isinstance(day, Deictic) and day.unit is Unit.DAY and day.from_antecedent
    is_month = isinstance(before, CalendarPoint) and before.month is not None and before.day is None
    return replace(mention, antecedent=None) if points_back and is_month else mention


def time_of(
    syntax: Syntax,
    proposition: Proposition,
    group: VerbGroup,
    report: Report | None,
    timed: Sequence[Timed],
    *,
    condition: tuple[int, int] | None,
    published_on: date | None,
) -> TimeExpression | None:
    """The time of a proposition, its own before those of its parts; none from inside the condition."""
    seen = _Seen(syntax, proposition, group, report, timed, published_on, _said_on(syntax, report, timed, published_on))
    best: tuple[float, TimeExpression] | None = None
    set_off: TimeExpression | None = None
    for one in _within(proposition, timed):
        aside = _aside(syntax, one, proposition)
        if (condition is not None and condition[0] <= one.first < condition[1]) or (aside and aside.is_history):
            continue
        governor = _governor(syntax, one, proposition)
        participle = aside.participle if aside else None
        if participle is not None or _is_elsewhere(syntax, one, governor, proposition):
            set_off = set_off or _set_off(syntax, one, participle or governor, group, published_on)
            continue
        resolved = _resolved(seen, one, governor)
        if resolved is None:
            continue
        score = _weight(seen, one, governor, resolved) - (_BESIDE if aside else 0)
        if best is None or score > best[0]:
            best = (score, resolved)
    return best[1] if best else set_off


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a time is judged by: its proposition, the other times, and the days on which it was printed and said."""

    syntax: Syntax
    proposition: Proposition
    group: VerbGroup
    report: Report | None
    timed: Sequence[Timed]
    published_on: date | None
    said_on: date | None


def _resolved(seen: _Seen, one: Timed, governor: int) -> TimeExpression | None:
    """The window of a mention under its verb."""
    syntax, proposition, group = seen.syntax, seen.proposition, seen.group
    direction = _direction_of_antecedent(syntax, one, seen.timed)
    direction = direction or direction_under(syntax, governor, proposition, group, seen.report)
    if direction is Direction.PAST and (
        _is_for_what_comes(syntax, one)
        or _is_put_off_to(syntax, one, governor)
        or _is_decided(syntax, one, governor, proposition)
    ):
        direction = Direction.FUTURE
    if direction is Direction.FUTURE and not group.looks_ahead and _is_in_subject(syntax, one, proposition):
        direction = Direction.PAST
    negated = group.is_negated and governor in (proposition.head, *group.members)
    negated = negated and not (syntax.language == "fr" and one.mention.bound is Bound.UNTIL)
    is_of_old = direction is Direction.FUTURE and seen.said_on is not None and counts_from_report(one.mention.value)
    said_on = seen.said_on if is_of_old else seen.published_on
    resolved = resolve(one.mention, published_on=said_on, direction=direction, negated=negated)
    return resolved and _with_clause_operator(syntax, resolved, governor, proposition)


def _aside(syntax: Syntax, one: Timed, proposition: Proposition) -> Aside | None:
    """The aside that holds more than the time itself: *le procès, lundi, a repris* has none."""
    aside = aside_around(syntax, one.first, proposition.first, proposition.last)
    return None if aside is None or aside.last - aside.first <= one.last - one.first else aside


def _said_on(syntax: Syntax, report: Report | None, timed: Sequence[Timed], published_on: date | None) -> date | None:
    """When it was said, where that lies weeks back: *had certified in June that all would be over by August*."""
    if report is None or report.verb is None or published_on is None:
        return None
    first = bisect.bisect_left(timed, report.head - _FARTHEST_FROM_CUE, key=lambda one: one.first)
    for place in range(first, len(timed)):
        one = timed[place]
        if one.first > report.head + _FARTHEST_FROM_CUE:
            return None
        if report.holds(one.first) or syntax.words[_top(syntax, one)].head != report.head:
            continue
        if (
            one.mention.bound is not Bound.AT
            or verb_group(syntax, report.head, *syntax.subtree(report.head)).looks_ahead
        ):
            return None
        days = located(one.mention, published_on=published_on, direction=Direction.PAST)
        is_of_old = days is not None and (published_on - days.last).days > _RECENT_DAYS
        return days.last if days and is_of_old and (days.last - days.first).days <= 31 else None
    return None


def _set_off(
    syntax: Syntax, one: Timed, governor: int, group: VerbGroup, published_on: date | None
) -> TimeExpression | None:
    """The time of a participle between commas, where it looks as the verb does: *…, prévu en 2024* beside a future."""
    if group.tense is Tense.PAST and _happened_aside(syntax, governor):
        return resolve(one.mention, published_on=published_on, direction=Direction.PAST)
    if group.tense is Tense.FUTURE and syntax.words[governor].lower in words(syntax.language, "scheduled"):
        return resolve(one.mention, published_on=published_on, direction=Direction.FUTURE)
    return None


_LOOK_AHEAD = frozenset(
    [
        *("guidance", "outlook", "forecast", "forecasts", "plan", "plans", "projection", "projections", "target"),
        *("prévision", "prévisions", "projection", "projections", "objectif", "objectifs", "perspectives"),
    ]
)


_BEFORE_NEW_DAY = frozenset(["au", "à", "aux", "to", "until", "till", "for", "into"])


def _is_put_off_to(syntax: Syntax, one: Timed, governor: int) -> bool:
    """True for *a été renvoyé au 17 juin*, *décalée en novembre*, *has been moved to May*: the new day lies ahead."""
    if not _is_in_list(syntax, "postponements", syntax.words[governor].lower):
        return False
    before = syntax.words[one.first - 1].lower if one.first else ""
    opening = syntax.words[one.first].lower
    value = one.mention.value
    names_day = isinstance(value, CalendarPoint) and (value.day is not None or value.weekday is not None)
    return opening in _BEFORE_NEW_DAY or before in _BEFORE_NEW_DAY or (opening == "en" and not names_day)


def _is_for_what_comes(syntax: Syntax, one: Timed) -> bool:
    """True for *withdrew its guidance for September*, *a revu ses prévisions pour 2023*."""
    if one.first < 2 or syntax.words[one.first - 1].lower not in ("for", "pour"):
        return False
    return syntax.words[one.first - 2].lower in _LOOK_AHEAD


def _happened_aside(syntax: Syntax, governor: int) -> bool:
    """True for *tombée le 15 août* beside a verb in the past; False for what was only planned (*prévue*)."""
    verb = syntax.words[governor]
    is_planned = verb.lower in words(syntax.language, "scheduled")
    return verb.features.get("VerbForm") == "Part" and verb.features.get("Tense") == "Past" and not is_planned


_CLAUSE_OPERATORS = {
    "before": Operator.BEFORE,
    "until": Operator.UNTIL,
    "after": Operator.NOT_BEFORE,
    "till": Operator.UNTIL,
}


def _with_clause_operator(
    syntax: Syntax, resolved: TimeExpression, governor: int, proposition: Proposition
) -> TimeExpression:
    """*before the clocks go back on 29 October*: the conjunction of the clause is the operator of its day."""
    if governor == proposition.head or resolved.operator not in (Operator.ON, Operator.WITHIN):
        return resolved
    marks = written = [word.lower for word in syntax.depending(governor, "mark")]
    if syntax.language == "fr":
        marks = ["before" if mark == "avant" else "after" if mark == "après" else mark for mark in written]
    operator = next((_CLAUSE_OPERATORS[mark] for mark in marks if mark in _CLAUSE_OPERATORS), None)
    if operator is None or resolved.not_before is None or resolved.not_after is None:
        return resolved
    said = wording.clause_says(marks[0], written[0])
    told = replace(
        resolved,
        operator=operator,
        computed=f"{resolved.computed} {said.en}",
        computed_fr=f"{resolved.computed_fr} {said.fr}",
    )
    if operator is Operator.NOT_BEFORE:
        return replace(told, not_before=resolved.not_after + timedelta(days=1), not_after=None)
    last = resolved.not_before if operator is Operator.BEFORE else resolved.not_after
    return replace(told, not_before=None, not_after=last)


def _within(proposition: Proposition, timed: Sequence[Timed]) -> Iterator[Timed]:
    for place in range(bisect.bisect_left(timed, proposition.first, key=lambda one: one.first), len(timed)):
        one = timed[place]
        if one.first >= proposition.last:
            return
        if one.last <= proposition.last + 1:
            yield one


def _governor(syntax: Syntax, one: Timed, proposition: Proposition) -> int:
    """The main verb above the expression; the proposition's head where there is none between."""
    index = _nearest_verb(syntax, one, proposition)
    return proposition.head if index is None else main_verb(syntax, index, proposition)


def _nearest_verb(syntax: Syntax, one: Timed, proposition: Proposition) -> int | None:
    index = _top(syntax, one)
    for _ in range(40):
        head = syntax.words[index].head
        if head == index or not proposition.first <= head < proposition.last:
            return None
        index = head
        word = syntax.words[index]
        if word.pos in ("VERB", "AUX") and word.dep.split(":")[0] not in ("aux", "cop", "auxpass", "amod"):
            return index
    return None


def _is_decided(syntax: Syntax, one: Timed, governor: int, proposition: Proposition) -> bool:
    """True for *voted to hold an election in December*, *ordered a curfew from Sunday*: what is decided comes later."""
    if one.mention.bound is Bound.FROM:
        return any(_is_in_list(syntax, name, syntax.words[governor].lemma) for name in ("decisions", "announcements"))
    nearest = _nearest_verb(syntax, one, proposition)
    is_infinitive = nearest not in (None, governor) and syntax.words[nearest or 0].features.get("VerbForm") == "Inf"
    return is_infinitive and _is_in_list(syntax, "decisions", syntax.words[governor].lemma)


def _is_in_list(syntax: Syntax, category: str, word: str) -> bool:
    lexicon = lexicon_for(syntax.language)
    return lexicon is not None and bool(lexicon.candidates(category, key_of(word)))


def _is_elsewhere(syntax: Syntax, one: Timed, governor: int, proposition: Proposition) -> bool:
    """True for a time that only compares (*than in the 1980s*) or that a relative clause keeps to itself."""
    before = syntax.words[one.first - 1].lower if one.first > proposition.first else ""
    first = syntax.words[one.first]
    compares = before in ("than", "contre", "from") or (before == "on" and first.lower == "a")
    compares = compares or (before == "un" and syntax.language == "fr")
    lasts = first.lower == "last" and (first.pos == "VERB" or before in ("not", "n't", "would", "will", "to"))
    if compares or lasts or _is_compared(syntax, one, proposition) or _belongs_to_noun(syntax, one, before):
        return True
    index = governor
    for _ in range(12):
        word = syntax.words[index]
        if index == proposition.head or not proposition.first <= word.head < proposition.last:
            return False
        if word.dep in ("relcl", "acl:relcl") or _is_set_off(syntax, index):
            return True
        index = word.head
    return False


def _belongs_to_noun(syntax: Syntax, one: Timed, before: str) -> bool:
    """True for *les salaires de novembre*, *son taux de 2014*: a month or year that only tells which."""
    if syntax.language != "fr" or before not in ("de", "d'"):
        return False
    return one.last - one.first == 1 and one.mention.bound is Bound.AT


def _is_set_off(syntax: Syntax, index: int) -> bool:
    """True for a participle between commas: *le suspect, déjà condamné en 2017, encourt …*."""
    word = syntax.words[index]
    if word.dep not in ("acl", "amod", "appos", "advcl") or word.features.get("VerbForm") != "Part":
        return False
    first = syntax.subtree(index)[0]
    return first > 0 and syntax.words[first - 1].text == ","


def _is_compared(syntax: Syntax, one: Timed, proposition: Proposition) -> bool:
    """True behind *contre 560 000 l'an dernier*, *moins qu'en 2016*, *compared with the first quarter*."""
    window = syntax.words[max(proposition.first, one.first - 5) : one.first]
    lowers = [word.lower for word in window]
    if "compared" in lowers or ("contre" in lowers and _is_figure(syntax, window[lowers.index("contre")].index + 1)):
        return True
    return lowers[-1:] in (["qu'"], ["que"]) and bool(
        {"plus", "moins", "mieux", "autant", "supérieur", "inférieur"} & set(lowers)
    )


_BEFORE_FIGURES = frozenset(["un", "une", "environ", "près", "plus", "moins", "quelque", "seulement", "à"])


def _is_figure(syntax: Syntax, index: int) -> bool:
    """True for the 560 000 of *contre 560 000 l'an dernier*, not for the Angers of *contre Angers samedi*."""
    word = syntax.words[index]
    return word.pos == "NUM" or word.text[:1].isdigit() or word.lower in _BEFORE_FIGURES


def _top(syntax: Syntax, one: Timed) -> int:
    for index in range(one.first, one.last):
        if not one.first <= syntax.words[index].head < one.last:
            return index
    return one.first


def _direction_of_antecedent(syntax: Syntax, one: Timed, timed: Sequence[Timed]) -> Direction | None:
    """*Belarus said on Sunday that the drills, due to end that day, …*: that day lies where *said* puts Sunday."""
    first = one.mention.antecedent
    while first is not None and first.antecedent is not None:
        first = first.antecedent
    source = next((other for other in timed if first is not None and other.mention.start == first.start), None)
    if source is None:
        return None
    index = _top(syntax, source)
    for _ in range(20):
        word = syntax.words[index]
        if word.pos in ("VERB", "AUX") and word.dep.split(":")[0] not in ("aux", "auxpass", "cop"):
            return direction_of(syntax, verb_group(syntax, index, *syntax.subtree(index)), word)
        if word.head == index:
            return None
        index = word.head
    return None


def _is_in_subject(syntax: Syntax, one: Timed, proposition: Proposition) -> bool:
    """True for *Saturday's scrub*, *la trêve de janvier*: the time belongs to a noun before the verb."""
    index = _top(syntax, one)
    for _ in range(20):
        word = syntax.words[index]
        if word.dep.split(":")[0] in ("nsubj", "nsubjpass", "poss"):
            return True
        if word.head in (index, proposition.head):
            return False
        index = word.head
    return False


def _weight(seen: _Seen, one: Timed, governor: int, resolved: TimeExpression) -> float:
    weight = 0.0
    if governor == seen.proposition.head:
        weight += 3
    if resolved.not_before or resolved.not_after:
        weight += 2
    if resolved.operator not in (Operator.ON, Operator.WITHIN, Operator.NONE, Operator.AFTER_EVENT):
        weight += 1
    if _is_in_subject(seen.syntax, one, seen.proposition):
        weight -= 1.5
    if _is_month_before_its_years(one, seen.timed):
        weight -= 1
    return weight - (one.first - seen.proposition.first) / 1000


def _is_month_before_its_years(one: Timed, timed: Sequence[Timed]) -> bool:
    """*récolté en juillet dans les années 2030*: the years that follow say more than the bare month."""
    value = one.mention.value
    if not isinstance(value, CalendarPoint) or value.month is None or value.day is not None or value.year is not None:
        return False
    place = bisect.bisect_left(timed, one.last, key=lambda other: other.first)
    return place < len(timed) and timed[place].first - one.last <= 1 and is_absolute(timed[place].mention)
