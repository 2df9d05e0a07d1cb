"""What a reporting verb governs in the parse: that-clauses, infinitives, objects, and denials with their verb."""

from collections.abc import Iterator

from claims.extraction.attribution.cues import ReportingVerb, Sense, reporting_forms
from claims.extraction.attribution.reports import Form, Report
from claims.extraction.clauses import clause_range, is_negated, is_passive, subject_phrase, trimmed
from claims.extraction.syntax import Stretch, Syntax, Word
from claims.extraction.tokens import Role

_THAT = {"en": ("that",), "fr": ("que", "qu'")}
_NOMINAL_LEMMAS = frozenset(["évoquer", "tabler", "juger", "considérer", "consider", "deem", "parler", "citer"])
_PREPOSITIONS = frozenset(["sur", "à", "de", "d'", "au", "aux", "for", "of", "on", "to", "about", "à"])


def complements(syntax: Syntax, stretch: Stretch) -> Iterator[Report]:
    """The reports whose verb stands within the stretch, the stretch's own cue left out."""
    forms = reporting_forms(syntax.language)
    for index in range(stretch.first, stretch.last):
        word = syntax.words[index]
        verb = forms.get(word.lower)
        if verb is None or word.pos not in ("VERB", "AUX", "PROPN", "NOUN") or _is_own_cue(stretch, index):
            continue
        if word.pos in ("NOUN", "PROPN") and not _looks_like_a_verb(syntax, word):
            continue
        report = _report(syntax, stretch, word, verb)
        if report is not None:
            yield report


def _is_own_cue(stretch: Stretch, index: int) -> bool:
    return stretch.role is not Role.MAIN and stretch.cue is not None and stretch.cue[0] <= index < stretch.cue[1]


def _looks_like_a_verb(syntax: Syntax, word: Word) -> bool:
    """True for a verb the tagger took for a noun: it has a subject or a clause of its own."""
    return bool(syntax.depending(word.index, "nsubj", "ccomp", "aux"))


def _report(syntax: Syntax, stretch: Stretch, word: Word, verb: ReportingVerb) -> Report | None:
    if is_passive(syntax, word.index) or is_negated(syntax, word.index):
        return None
    cue = _cue(syntax, word)
    subject = subject_phrase(syntax, word.index)
    if verb.has(Sense.DENY) and not verb.has(Sense.SAY) and _is_main_verb(word):
        whole = clause_range(syntax, word.index, stretch)
        return Report(Form.DENIAL, word.index, cue, subject, (whole,), verb)
    if verb.has(Sense.ORDER) and not verb.has(Sense.SAY, Sense.UTTER):
        return None
    if _is_bare_infinitive(syntax, word):
        return None
    colon = _after_colon(syntax, stretch, word)
    if colon is not None:
        return Report(Form.COLON, word.index, cue, subject, (colon,), verb)
    contents = tuple(_clauses(syntax, stretch, word))
    if contents:
        return Report(Form.COMPLEMENT, word.index, cue, subject, contents, verb)
    infinitive = _infinitive(syntax, stretch, word, verb)
    if infinitive is not None:
        return Report(Form.INFINITIVE, word.index, cue, subject, (infinitive,), verb)
    nominal = _object(syntax, stretch, word, verb)
    if nominal is not None:
        return Report(Form.NOMINAL, word.index, cue, subject, (nominal,), verb)
    return None


def _is_main_verb(word: Word) -> bool:
    return word.pos in ("VERB", "AUX")


def _is_bare_infinitive(syntax: Syntax, word: Word) -> bool:
    if word.features.get("VerbForm") != "Inf":
        return False
    return not any(syntax.words[child].dep in ("aux",) for child in syntax.children[word.index])


def _cue(syntax: Syntax, word: Word) -> tuple[int, int]:
    """The verb with its auxiliaries and what stands between: *a de son côté assuré*, *has always denied*."""
    first = word.index
    for child in syntax.depending(word.index, "aux", "advmod", "neg", "expl"):
        if child.index < word.index and child.dep not in ("advmod",):
            first = min(first, child.index)
    return first, word.index + 1


def _clauses(syntax: Syntax, stretch: Stretch, word: Word) -> Iterator[tuple[int, int]]:
    """The that-clauses of the verb, *et que …* taken along."""
    found = [child for child in syntax.depending(word.index, "ccomp") if child.index > word.index]
    end = word.index
    for child in found:
        first, last = syntax.subtree(child.index)
        first = max(first, word.index + 1)
        last = min(last, stretch.last)
        if _is_question(syntax, first):
            continue
        span = trimmed(syntax, first, last, marks=True)
        if span is not None and span[1] > end:
            end = span[1]
            yield span
    if not found:
        start = _that_after(syntax, stretch, word.index + 1)
        if start is None:
            return
        span = trimmed(syntax, start, stretch.last, marks=True)
        if span is not None:
            end = span[1]
            yield span
    more = _further_clause(syntax, stretch, end)
    if more is not None:
        yield more


def _is_question(syntax: Syntax, first: int) -> bool:
    return syntax.words[first].lower in ("whether", "if", "si", "how", "why", "when", "où", "comment", "pourquoi", "s'")


def _that_after(syntax: Syntax, stretch: Stretch, start: int) -> int | None:
    """Where *that* or *que* follows the verb within a few words, no comma or verb between."""
    for index in range(start, min(start + 9, stretch.last)):
        word = syntax.words[index]
        if word.lower in _THAT[syntax.language]:
            return index
        if word.text in ",;:" or word.is_finite():
            return None
    return None


def _further_clause(syntax: Syntax, stretch: Stretch, end: int) -> tuple[int, int] | None:
    """*… et qu'il remettrait son rapport*, which the parser may have hung elsewhere."""
    index = end
    while index < stretch.last and syntax.words[index].text in ",":
        index += 1
    if index + 1 >= stretch.last or syntax.words[index].lower not in ("et", "mais", "ou", "and", "but", "or"):
        return None
    if syntax.words[index + 1].lower not in _THAT[syntax.language]:
        return None
    return trimmed(syntax, index + 1, stretch.last, marks=True)


def _infinitive(syntax: Syntax, stretch: Stretch, word: Word, verb: ReportingVerb) -> tuple[int, int] | None:
    """*promet* **de saisir le tribunal**, *dit* **avoir consulté un document**; a demand on others has no content."""
    if not verb.has(Sense.PROMISE, Sense.INTEND, Sense.EXPECT, Sense.THINK) and verb.lemma not in (
        "dire",
        "affirmer",
        "assurer",
        "claim",
    ):
        return None
    if verb.lemma in ("offer", "demander") or word.features.get("VerbForm") == "Inf":
        return None
    for child in syntax.depending(word.index, "xcomp", "ccomp", "advcl", "obj", "obl"):
        if child.index <= word.index or not _is_infinitive(syntax, child):
            continue
        first, last = syntax.subtree(child.index)
        return trimmed(syntax, max(first, word.index + 1), min(last, stretch.last), marks=True)
    return None


def _is_infinitive(syntax: Syntax, word: Word) -> bool:
    if word.features.get("VerbForm") == "Inf":
        return True
    return any(child.features.get("VerbForm") == "Inf" for child in syntax.depending(word.index, "aux", "cop"))


def _object(syntax: Syntax, stretch: Stretch, word: Word, verb: ReportingVerb) -> tuple[int, int] | None:
    """*s'attend à* **une accélération au quatrième trimestre**."""
    if not verb.has(Sense.EXPECT) and verb.lemma not in _NOMINAL_LEMMAS:
        return None
    reach = [
        child
        for child in syntax.depending(word.index, "obj", "dobj", "obl", "prep", "xcomp", "nmod")
        if child.index > word.index
    ]
    if not reach:
        return None
    first = min(syntax.subtree(child.index)[0] for child in reach)
    last = max(syntax.subtree(child.index)[1] for child in reach)
    first = max(first, word.index + 1)
    while first < last and syntax.words[first].lower in _PREPOSITIONS:
        first += 1
    return trimmed(syntax, first, min(last, stretch.last), marks=False)


def _after_colon(syntax: Syntax, stretch: Stretch, word: Word) -> tuple[int, int] | None:
    """*dément : « Il n'y a ni médiateur ni réunion »*: a quotation behind a colon soon after the verb."""
    for index in range(word.index + 1, min(word.index + 12, stretch.last - 1)):
        if syntax.words[index].text == ":":
            opened = syntax.words[index + 1]
            return trimmed(syntax, index + 1, stretch.last, marks=False) if opened.quotation is not None else None
        if syntax.words[index].is_finite() and syntax.words[index].index != word.index:
            return None
    return None
