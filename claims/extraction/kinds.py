"""What sort of assertion a proposition is, and on what it resolves."""

import re
from collections.abc import Sequence
from functools import cache

from claims.extraction.attribution.cues import Sense, reporting_forms
from claims.extraction.attribution.reports import Form, Report
from claims.extraction.clauses import is_passive, subject_of
from claims.extraction.inflection import load_cues
from claims.extraction.propositions import Proposition
from claims.extraction.syntax import Syntax, Word
from claims.extraction.verbs import Tense, VerbGroup, words
from claims.vocabulary.kinds import Kind, ResolvesOn
from claims.vocabulary.windows import Operator


def _listed(key: str, table: str = "both") -> frozenset[str]:
    """One word list of `cues/kinds.toml`."""
    found = load_cues("kinds")[table][key]
    return frozenset(found) if isinstance(found, list) else frozenset()


_MULTIPLIERS = _listed("multipliers")
_SHARES = {"third": ("of",), "quarter": ("of",), "tiers": ("de", "d'", "des", "du")}
"""Words that are a share only before these: *un tiers des voix*, not *à un tiers*."""
_AS_MUCH = frozenset(["as", "the", "its", "their", "what", "plus", "moins"])
_GIVEN = _listed("given")
_CHANCES = _listed("chances")
_ADJECTIVES_OF_CHANCE = _listed("adjectives_of_chance")
_LASTING = frozenset(["remain", "stay", "continue", "rester", "demeurer", "continuer", "maintenir", "keep"])
_NOT_A_DEED = {language: _listed("not_a_deed", language) for language in ("en", "fr")}
_ABLE_OR_BOUND = frozenset(["can", "cannot", "ca", "must", "peut", "peuvent", "pouvait", "pouvaient"])
_BY_HABIT = frozenset(["often", "always", "sometimes", "usually", "regularly", "occasionally"])
_WHOEVER = frozenset(["quiconque", "whoever"])
_NOBODY_OR_NOTHING = frozenset(["there", "y", "ni", "no"])
_PRONOUN_GENDERS = {"il": "Masc", "elle": "Fem", "ils": "Masc", "elles": "Fem"}
_SINGULAR, _PLURAL = frozenset(["he", "she", "it", "il", "elle"]), frozenset(["they", "ils", "elles"])
_FIRST_PERSONS = frozenset(["i", "we", "je", "j'", "nous"])
_THIRD_PERSONS = frozenset(["he", "she", "it", "they", "il", "elle", "ils", "elles", "lui", "on"])
_SMALL = _listed("small_numbers")
_APPROXIMATELY = _listed("approximations")
_NUMBERED = _listed("numbered")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|e|er|re|ère|ème|es)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_GENERIC = frozenset(["nobody", "nothing", "everyone", "everybody", "personne", "rien", "chacun"])
_SHORT = 9
_NOT_A_COUNT = frozenset(["one", "un", "une", "premier", "première", "first", "second"])


@cache
def _judgements(language: str, key: str = "words") -> frozenset[str]:
    listed = load_cues("opinions")[language][key]
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
    if _intends(syntax, proposition, group):
        return Kind.COMMITMENT, f"the speaker's own intention: {syntax.words[proposition.head].text}"
    has_condition = has_condition or syntax.words[proposition.first].lower in _WHOEVER
    ahead = _looks_ahead(
        group,
        report,
        is_dated_ahead=is_dated_ahead and not lasts_already,
        has_condition=has_condition,
        is_hearsay=is_hearsay,
        is_open_now=not has_condition and _is_open_now(syntax, group, hedge),
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
    if report is not None and not group.is_negated and _calls_false(syntax, proposition, group):
        return Kind.DENIAL, "the claimant calls it false"
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


def _intends(syntax: Syntax, proposition: Proposition, group: VerbGroup) -> bool:
    """*I intend to treat you as one*, *nous comptons voter non*."""
    subject = subject_of(syntax, proposition.head)
    if subject is None or subject.lower not in _FIRST_PERSONS or group.tense is not Tense.PRESENT or group.is_negated:
        return False
    return group.lemma in _intentions(syntax.language) and bool(syntax.depending(proposition.head, "xcomp"))


@cache
def _intentions(language: str) -> frozenset[str]:
    return frozenset(verb.lemma for verb in reporting_forms(language).values() if verb.has(Sense.PROMISE, Sense.INTEND))


def _is_open_now(syntax: Syntax, group: VerbGroup, hedge: str | None) -> bool:
    """*Owners must register*, *it can carry 300*, *could not agree*, *were due to resume*."""
    if group.tense is Tense.FUTURE or hedge is not None:
        return False
    lowers = {syntax.words[index].lower for index in group.members}
    if "would" in lowers:
        return any(syntax.words[at].lower in _BY_HABIT for at in syntax.children[group.head])
    is_past_plan = group.is_planned and group.tense is Tense.PAST
    return is_past_plan or bool(lowers & _ABLE_OR_BOUND) or (group.is_negated and "could" in lowers)


def _looks_ahead(
    group: VerbGroup,
    report: Report | None,
    *,
    is_dated_ahead: bool,
    has_condition: bool,
    is_hearsay: bool,
    is_open_now: bool,
) -> str | None:
    """Why the proposition is about what is to come, or None.

    `is_open_now`: its modal verb tells what is possible, a duty, or was planned: a day ahead must make it one.
    """
    is_expected = report is not None and report.verb is not None and report.verb.has(Sense.EXPECT)
    reasons = {
        "future or modal verb": group.looks_ahead and not (is_open_now and not is_dated_ahead),
        "hypothetical": group.is_conditional and has_condition,
        "future in the past": group.is_conditional
        and not (group.is_perfect or is_hearsay or is_open_now)
        and report is not None,
        "conditional about a day ahead": group.is_conditional and not group.is_perfect and is_dated_ahead,
        "verb of expectation": is_expected and report is not None and report.form in (Form.INFINITIVE, Form.NOMINAL),
        "present about a day ahead": is_dated_ahead and group.tense in (Tense.PRESENT, Tense.NONE),
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def _speaker_acts(syntax: Syntax, proposition: Proposition, group: VerbGroup, report: Report | None) -> bool:
    """True where the claimant says what the claimant will do: *we will cut*, *il a annoncé qu'il remettrait*."""
    if report is None or group.is_modal or is_passive(syntax, proposition.head):
        return False
    if group.lemma in words(syntax.language, "statives") or group.lemma in _NOT_A_DEED[syntax.language]:
        return False
    subject = subject_of(syntax, proposition.head)
    if subject is None:
        return False
    if syntax.words[proposition.head].quotation is not None:
        return group.person == "1" and subject.lower not in ("on",)
    if subject.lower in _THIRD_PERSONS:
        is_told = report.form in (Form.COMPLEMENT, Form.INSERTED)
        return is_told and not _is_impersonal(subject, group) and _may_mean(subject.lower, report.subject)
    named = {word.lower for word in report.subject if word.pos in ("PROPN", "NOUN")}
    return subject.lower in named


def _may_mean(pronoun: str, source: Sequence[Word]) -> bool:
    """False where gender or number keep the pronoun from meaning the source: *officials said he …*."""
    head = next((word for word in source if word.pos in ("NOUN", "PROPN", "PRON")), None)
    if head is None:
        return True
    if head.lower in _SINGULAR | _PLURAL:
        return head.lower == pronoun
    number, gender = head.features.get("Number"), head.features.get("Gender")
    if head.pos == "NOUN" and number == "Plur" and pronoun in _SINGULAR:
        return False
    if pronoun in ("ils", "elles") and head.pos == "NOUN" and number == "Sing":
        return False
    return head.pos != "NOUN" or gender is None or _PRONOUN_GENDERS.get(pronoun, gender) == gender


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
    return any(
        _is_count(syntax, index, timed) and _is_own(syntax, index, proposition)
        for index in range(proposition.first, proposition.last)
    )


def _is_count(syntax: Syntax, index: int, timed: frozenset[int]) -> bool:
    word = syntax.words[index]
    if word.lemma in _MULTIPLIERS:
        return True
    after = syntax.words[index + 1].lower if index + 1 < len(syntax.words) else ""
    if word.lower in _SHARES or word.lower == "twice":
        return after in _SHARES.get(word.lower, _AS_MUCH)
    is_in_digits = word.text[:1].isdigit()
    if not (word.pos == "NUM" or is_in_digits) or index in timed or word.lower in _NOT_A_COUNT:
        return False
    if is_in_digits:
        return not _is_age(syntax, index) and not _is_label(syntax, index)
    return word.lower not in _SMALL or _is_weighed(syntax, index)


def _is_weighed(syntax: Syntax, index: int) -> bool:
    """True for the small number that is the point: *two were killed*, not *met two aides*, *the two*."""
    before = syntax.words[index - 1].lower if index else ""
    if before in _GIVEN:
        return False
    after = syntax.words[index + 1].lower if index + 1 < len(syntax.words) else ""
    if before in _APPROXIMATELY or after in ("in", "sur", "or", "ou"):
        return True
    head = syntax.words[index].head
    return any(syntax.words[at].dep.startswith("nsubj") for at in (index, head))


def _is_label(syntax: Syntax, index: int) -> bool:
    """*Article 12*, *Flight 370*, *the 17th*, *a 40-page letter*, *the 2011 act*: a number that counts nothing."""
    word = syntax.words[index]
    before = syntax.words[index - 1] if index else None
    after = syntax.words[index + 1] if index + 1 < len(syntax.words) else None
    if _ORDINAL.fullmatch(word.lower) or (after is not None and after.text == "-" and after.start == word.end):
        return True
    if before is not None and (before.lower in _NUMBERED or (before.pos == "PROPN" and word.text.isdigit())):
        return True
    counted = after is not None and after.pos in ("NOUN", "SYM") and after.text[-1:] in "sx%$€£"
    return _YEAR.fullmatch(word.text) is not None and not counted


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
    if is_counted:
        return False
    judged = any(word.lower in _judgements(syntax.language) for word in members)
    quoted = syntax.words[proposition.head].quotation is not None
    stative = _is_stative(syntax, group)
    is_timed = any(index in timed for index in range(proposition.first, proposition.last))
    if is_timed and not (judged and quoted and stative):
        return False
    if quoted and group.tense is Tense.PRESENT and members[0].lower in _GENERIC:
        return True
    if group.tense is Tense.PAST:
        return judged and quoted and (len(members) < _SHORT or (stative and len(members) < _SHORT * 2))
    if group.is_negated and _NOBODY_OR_NOTHING & {word.lower for word in members[:4]}:
        return judged and stative
    first_person = group.person == "1"
    return (judged and stative) or (quoted and (stative or first_person) and not _names_something(members))


def _calls_false(syntax: Syntax, proposition: Proposition, group: VerbGroup) -> bool:
    """*Ces accusations sont infondées*; *it is a lie*: a predicate, not *false papers were found*."""
    if not _is_stative(syntax, group):
        return False
    own = (group.head, *syntax.children[group.head])
    listed = _judgements(syntax.language, "falsehoods")
    return any(syntax.words[at].lower in listed and at >= group.members[0] for at in own if at < proposition.last)


def _is_stative(syntax: Syntax, group: VerbGroup) -> bool:
    lemmas = {
        syntax.words[index].lemma
        for index in group.members
        if syntax.words[index].dep.split(":")[0] in ("cop", "ROOT", "conj", "ccomp")
    }
    head = syntax.words[group.head]
    if len(group.members) > 1 and (head.pos == "ADJ" or head.lower in _judgements(syntax.language)):
        return True
    return bool(lemmas & words(syntax.language, "statives")) or group.lemma in words(syntax.language, "statives")


def _names_something(members: Sequence[Word]) -> bool:
    return any(word.pos in {"PROPN", "NUM"} for word in members[1:])
