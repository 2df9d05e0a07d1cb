"""Which way the verb above a time looks: back to what happened, or ahead to what will."""

from claims.extraction.attribution.cues import Sense
from claims.extraction.attribution.reports import Form, Report
from claims.extraction.clauses import has_finite
from claims.extraction.propositions import Proposition
from claims.extraction.syntax import Syntax, Word
from claims.extraction.timeframe.symbols import Direction
from claims.extraction.verbs import Tense, VerbGroup, verb_group


def direction_under(
    syntax: Syntax, governor: int, proposition: Proposition, group: VerbGroup, report: Report | None
) -> Direction:
    """Where the verb `governor` puts a time of the proposition, whose own verb is `group`."""
    verb = syntax.words[governor]
    if governor != proposition.head and governor not in group.members:
        return direction_of(syntax, verb_group(syntax, governor, proposition.first, proposition.last), verb)
    leader = shared_auxiliary(syntax, verb, proposition)
    if leader is not None:
        return direction_of(syntax, verb_group(syntax, leader, *syntax.subtree(leader)), syntax.words[leader])
    if group.tense is Tense.NONE and not (group.is_modal or group.is_conditional or group.is_planned):
        return _direction_of_content(report, group, verb)
    return direction_of(syntax, group, verb)


def shared_auxiliary(syntax: Syntax, verb: Word, proposition: Proposition) -> int | None:
    """The verb whose auxiliary serves the proposition's own too: *will start in May | and be finished by June*."""
    leads = verb.dep == "conj" and verb.pos == "VERB" and syntax.words[verb.head].pos in ("VERB", "AUX")
    if not leads or has_finite(syntax, verb.index) or proposition.first <= verb.head < proposition.last:
        return None
    return verb.head if has_finite(syntax, verb.head) else None


def _direction_of_content(report: Report | None, group: VerbGroup, verb: Word) -> Direction:
    """Infinitives and nouns look where their reporting verb looks: *promet de saisir*, *s'attend à une hausse*."""
    if group.is_perfect or (verb.features.get("VerbForm") == "Part" and verb.features.get("Tense") == "Past"):
        return Direction.PAST
    if report is None or report.verb is None:
        return Direction.UNKNOWN
    forward = report.verb.has(Sense.PROMISE, Sense.INTEND, Sense.EXPECT) or report.form is Form.INFINITIVE
    return Direction.FUTURE if forward else Direction.UNKNOWN


def direction_of(syntax: Syntax, group: VerbGroup, verb: Word) -> Direction:
    """Where a verb group looks by its tense and mood."""
    if group.is_perfect and group.tense is not Tense.FUTURE:
        return Direction.PAST
    if group.looks_ahead or group.is_conditional:
        return Direction.FUTURE
    if group.tense is Tense.PAST:
        return Direction.PAST
    if (
        verb.features.get("VerbForm") == "Part"
        and verb.features.get("Tense") == "Past"
        and not has_finite(syntax, verb.index)
    ):
        return Direction.PAST
    return Direction.FUTURE if group.tense is Tense.PRESENT else Direction.UNKNOWN


def main_verb(syntax: Syntax, index: int, proposition: Proposition) -> int:
    """An infinitive belongs to the verb above it: *doit se prononcer*, *was supposed to open*."""
    for _ in range(10):
        word = syntax.words[index]
        if (
            word.dep in ("xcomp", "ccomp")
            and not has_finite(syntax, index)
            and proposition.first <= word.head < proposition.last
        ):
            index = word.head
        else:
            return index
    return index
