"""What sort of assertion a proposition is, and on what it resolves."""

from collections.abc import Sequence
from functools import cache

from claims.extraction.attribution.cues import Sense
from claims.extraction.attribution.reports import Form, Report
from claims.extraction.clauses import subject_of
from claims.extraction.inflection import load_cues
from claims.extraction.propositions import Proposition
from claims.extraction.syntax import Syntax, Word
from claims.extraction.verbs import Tense, VerbGroup, words
from claims.vocabulary.kinds import Kind, ResolvesOn
from claims.vocabulary.windows import Operator

_MULTIPLIERS = frozenset(
    [
        "doubler",
        "tripler",
        "quadrupler",
        "double",
        "triple",
        "quadruple",
        "halve",
        "twice",
        "deux-fois",
        "moitié",
        "half",
        "third",
        "quarter",
        "tiers",
        "dozens",
        "hundreds",
        "thousands",
        "dizaines",
        "centaines",
        "milliers",
    ]
)
_CHANCES = frozenset(
    [
        "risk",
        "risks",
        "chance",
        "chances",
        "probability",
        "likelihood",
        "odds",
        "possibility",
        "risque",
        "risques",
        "probabilité",
        "possibilité",
    ]
)
_ADJECTIVES_OF_CHANCE = frozenset(
    ["likely", "unlikely", "probable", "improbable", "plausible", "certain", "possible", "odds", "égales"]
)
_LASTING = frozenset(["remain", "stay", "continue", "rester", "demeurer", "continuer", "maintenir", "keep"])
_THIRD_PERSONS = frozenset(["he", "she", "it", "they", "il", "elle", "ils", "elles", "lui", "on"])
_NOT_A_COUNT = frozenset(["one", "un", "une", "premier", "première", "first", "second"])


@cache
def _judgements(language: str) -> frozenset[str]:
    listed = load_cues("opinions")[language]["words"]
    return frozenset(listed) if isinstance(listed, list) else frozenset()


def kind(
    syntax: Syntax,
    proposition: Proposition,
    group: VerbGroup,
    report: Report | None,
    timed: frozenset[int],
    *,
    has_condition: bool,
    is_dated_ahead: bool,
    lasts_already: bool,
    is_hearsay: bool,
    hedge: str | None,
) -> tuple[Kind, str]:
    """The kind and the rule that chose it.

    `is_dated_ahead`: its window lies after publication; `lasts_already`: it holds until then.
    """
    if report is not None and report.form is Form.DENIAL:
        return Kind.DENIAL, f"verb of denial: {syntax.words[report.head].text}"
    if report is not None and _binds(report):
        return Kind.COMMITMENT, f"verb of promise or plan: {syntax.words[report.head].text}"
    ahead = _looks_ahead(
        group,
        report,
        is_dated_ahead=is_dated_ahead and not lasts_already,
        has_condition=has_condition,
        is_hearsay=is_hearsay,
    )
    if ahead is not None and hedge is None and _speaker_acts(syntax, proposition, group, report):
        return Kind.COMMITMENT, "the speaker's own future act"
    if ahead is None and hedge is not None and not group.is_perfect and _grades_an_event(hedge, report):
        ahead = f"a graded chance: {hedge}"
    if ahead is not None:
        return (Kind.CONDITIONAL_PREDICTION if has_condition else Kind.PREDICTION), ahead
    return _about_now(syntax, proposition, group, report, timed)


def _about_now(
    syntax: Syntax, proposition: Proposition, group: VerbGroup, report: Report | None, timed: frozenset[int]
) -> tuple[Kind, str]:
    """The kind of what is said to be or to have been."""
    is_counted = _counts(syntax, proposition, timed)
    if _is_opinion(syntax, proposition, group, timed, is_counted=is_counted):
        return Kind.OPINION, "judgement without a checkable core"
    if group.is_negated and report is not None and not _not_yet(syntax, proposition):
        return Kind.DENIAL, "the claimant says it is not so"
    return (Kind.QUANTITY, "its point is a number") if is_counted else (Kind.FACTUAL, "a statement of fact")


def resolves_on(sort: Kind, group: VerbGroup, operator: Operator | None) -> ResolvesOn:
    """Persistence for what holds through a window or does not happen (*not before* among it); else occurrence."""
    lasting = operator is Operator.UNTIL or group.lemma in _LASTING
    never = group.is_negated and (sort.looks_forward or group.looks_ahead or group.is_conditional)
    return ResolvesOn.PERSISTENCE if lasting or never else ResolvesOn.OCCURRENCE


def _binds(report: Report) -> bool:
    verb = report.verb
    if verb is None or report.form in (Form.SOURCE, Form.NOMINAL):
        return False
    return report.form is Form.INFINITIVE and verb.has(Sense.PROMISE, Sense.INTEND)


def _looks_ahead(
    group: VerbGroup,
    report: Report | None,
    *,
    is_dated_ahead: bool,
    has_condition: bool,
    is_hearsay: bool,
) -> str | None:
    """Why the proposition is about what is to come, or None."""
    is_expected = report is not None and report.verb is not None and report.verb.has(Sense.EXPECT)
    reasons = {
        "future or modal verb": group.looks_ahead,
        "hypothetical": group.is_conditional and has_condition,
        "future in the past": group.is_conditional and not group.is_perfect and not is_hearsay and report is not None,
        "conditional about a day ahead": group.is_conditional and not group.is_perfect and is_dated_ahead,
        "verb of expectation": is_expected and report is not None and report.form in (Form.INFINITIVE, Form.NOMINAL),
        "present about a day ahead": is_dated_ahead and group.tense in (Tense.PRESENT, Tense.NONE),
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def _speaker_acts(syntax: Syntax, proposition: Proposition, group: VerbGroup, report: Report | None) -> bool:
    """True where the claimant says what the claimant will do: *we will cut*, *il a annoncé qu'il remettrait*."""
    if report is None or group.is_modal or group.lemma in words(syntax.language, "statives"):
        return False
    subject = subject_of(syntax, proposition.head)
    if subject is None:
        return False
    if syntax.words[proposition.head].quotation is not None:
        return group.person == "1" and subject.lower not in ("on",)
    if subject.lower in _THIRD_PERSONS:
        return report.form in (Form.COMPLEMENT, Form.INSERTED) and not _is_impersonal(subject, group)
    named = {word.lower for word in report.subject if word.pos in ("PROPN", "NOUN")}
    return subject.lower in named


def _is_impersonal(subject: Word, group: VerbGroup) -> bool:
    return subject.lower in ("it", "il") and (subject.dep == "expl" or group.lemma in ("avoir", "be", "falloir"))


def _grades_an_event(hedge: str, report: Report | None) -> bool:
    """*a high risk of shortages*; *judges unlikely that …*."""
    said = set(hedge.lower().replace("-", " ").split())
    return bool(said & _CHANCES) or (report is not None and bool(said & _ADJECTIVES_OF_CHANCE))


def _not_yet(syntax: Syntax, proposition: Proposition) -> bool:
    return any(syntax.words[index].lower in ("encore", "yet") for index in range(proposition.first, proposition.last))


def _counts(syntax: Syntax, proposition: Proposition, timed: frozenset[int]) -> bool:
    """True if a number that is no date, age or ordinal hangs on the proposition's own verb."""
    for index in range(proposition.first, proposition.last):
        word = syntax.words[index]
        if word.lemma in _MULTIPLIERS and _is_own(syntax, index, proposition):
            return True
        is_number = word.pos == "NUM" or word.text[:1].isdigit()
        if not is_number or index in timed or word.lower in _NOT_A_COUNT or _is_age(syntax, index):
            continue
        if _is_own(syntax, index, proposition):
            return True
    return False


def _is_age(syntax: Syntax, index: int) -> bool:
    before = syntax.words[index - 1].text if index else ""
    after = syntax.words[index + 1].text if index + 1 < len(syntax.words) else ""
    return (
        before in (",", "(")
        and after in (",", ")")
        and syntax.words[index].text.isdigit()
        and len(syntax.words[index].text) <= 2
    )


def _is_own(syntax: Syntax, index: int, proposition: Proposition) -> bool:
    """True if no other verb stands between the word and the proposition's head."""
    for _ in range(40):
        if index == proposition.head:
            return True
        head = syntax.words[index].head
        if head == index or not proposition.first <= head < proposition.last:
            return True
        dep = syntax.words[index].dep.split(":")[0]
        if dep in ("advcl", "relcl", "acl") and index != proposition.head:
            return False
        index = head
    return False


def _is_opinion(
    syntax: Syntax, proposition: Proposition, group: VerbGroup, timed: frozenset[int], *, is_counted: bool
) -> bool:
    members: Sequence[Word] = syntax.words[proposition.first : proposition.last]
    if is_counted or any(index in timed for index in range(proposition.first, proposition.last)):
        return False
    judged = any(word.lower in _judgements(syntax.language) for word in members)
    quoted = syntax.words[proposition.head].quotation is not None
    if group.tense is Tense.PAST:
        return judged and quoted and len(members) < 9
    stative = _is_stative(syntax, group)
    first_person = group.person == "1"
    return (judged and stative) or (quoted and (stative or first_person) and not _names_something(members))


def _is_stative(syntax: Syntax, group: VerbGroup) -> bool:
    lemmas = {
        syntax.words[index].lemma
        for index in group.members
        if syntax.words[index].dep.split(":")[0] in ("cop", "ROOT", "conj", "ccomp")
    }
    return bool(lemmas & words(syntax.language, "statives")) or group.lemma in words(syntax.language, "statives")


def _names_something(members: Sequence[Word]) -> bool:
    return any(word.pos in {"PROPN", "NUM"} for word in members[1:])
