"""What a reporting verb governs in the parse: that-clauses, infinitives, objects, and denials with their verb."""

from collections.abc import Iterator

from claims.extraction.attribution.cues import ReportingVerb, Sense, phrasal_forms, reporting_forms
from claims.extraction.attribution.polls import is_poll_verb, judges
from claims.extraction.attribution.reports import Form, Report
from claims.extraction.clauses import (
    clause_range,
    is_first_person,
    is_negated,
    is_nobody,
    is_passive,
    is_share,
    subject_phrase,
    trimmed,
)
from claims.extraction.syntax import Stretch, Syntax, Word
from claims.extraction.tokens import Role

_THAT = {"en": ("that",), "fr": ("que", "qu'")}
_RELATIVE_PRONOUNS = frozenset(("qui", "dont", "que", "qu'", "who", "which", "whose"))
_VALUATIONS = frozenset(("put", "estimer", "chiffrer", "évaluer"))
_QUESTION_WORDS = frozenset(
    [
        "whether",
        "if",
        "si",
        "s'",
        "how",
        "why",
        "when",
        "what",
        "who",
        "where",
        "où",
        "comment",
        "pourquoi",
        "combien",
        "quand",
    ]
)
_NOMINAL_LEMMAS = frozenset(["put", "estimer", "chiffrer", "évaluer", "miser"]) | frozenset(
    [
        "see",
        "voir",
        "évoquer",
        "tabler",
        "juger",
        "considérer",
        "consider",
        "deem",
        "parler",
        "citer",
        "reconnaître",
        "admettre",
    ]
)
_SAYS_WITH_INFINITIVE = frozenset(
    ["dire", "affirmer", "assurer", "claim", "prétendre", "reconnaître", "admettre", "penser", "croire", "estimer"]
)
_INFINITIVE_MARKS = frozenset(
    ["de", "d'", "à", "to", "not", "also", "ne", "pas", "bien", "s'", "se", "y", "en", "l'", "le", "la", "les"]
)
_PREPOSITIONS = frozenset(["sur", "à", "de", "d'", "au", "aux", "for", "of", "on", "to", "about", "à"])


def complements(syntax: Syntax, stretch: Stretch) -> Iterator[Report]:
    """The reports whose verb stands within the stretch, the stretch's own cue left out."""
    forms, phrasal = reporting_forms(syntax.language), phrasal_forms(syntax.language)
    for index in range(stretch.first, stretch.last):
        word = syntax.words[index]
        after = syntax.words[index + 1].lower if index + 1 < stretch.last else ""
        verb = phrasal.get((word.lower, after)) or forms.get(word.lower) or judges(syntax, stretch, index)
        if verb is None or _is_own_cue(stretch, index):
            continue
        if word.pos not in ("VERB", "AUX") and not _looks_like_a_verb(syntax, stretch, word, verb):
            continue
        report = _report(syntax, stretch, word, verb)
        if report is not None:
            yield report


def _is_own_cue(stretch: Stretch, index: int) -> bool:
    return stretch.role is not Role.MAIN and stretch.cue is not None and stretch.cue[0] <= index < stretch.cue[1]


def _looks_like_a_verb(syntax: Syntax, stretch: Stretch, word: Word, verb: ReportingVerb) -> bool:
    """True for a verb the tagger took for another word: *compte verser*, *et menace de partir*, *dément : « … »*."""
    before = syntax.words[word.index - 1] if word.index > stretch.first else None
    if before is None:
        return False
    if word.lower in ("dément", "démentent"):
        return before.lower not in ("un", "ce", "du", "de")
    if verb.lemma == "juger" and _is_about_even(syntax, word.index + 1) and before.pos != "DET":
        return True
    if word.text[:1].isupper() or before.pos in ("DET", "ADJ", "ADP") or before.lower in ("de", "en", "the"):
        return False
    return (
        bool(syntax.depending(word.index, "nsubj", "ccomp", "aux"))
        or (verb.has(Sense.PROMISE, Sense.INTEND) and _infinitive_after(syntax, stretch, word.index + 1) is not None)
        or _after_colon(syntax, stretch, word) is not None
        or _stands_as_a_verb(syntax, stretch, word, verb)
    )


def _is_about_even(syntax: Syntax, index: int) -> bool:
    """True at *à peu près (égales)*, which the tagger reads as a preposition."""
    return [word.lower for word in syntax.words[index : index + 2]] == ["à", "peu"]


def _stands_as_a_verb(syntax: Syntax, stretch: Stretch, word: Word, verb: ReportingVerb) -> bool:
    """*Elle juge très probable …*; a noun phrase before, an article or *que* behind, no other verb."""
    if word.index + 1 >= stretch.last:
        return False
    before, after = syntax.words[word.index - 1], syntax.words[word.index + 1]
    if verb.lemma == "juger" and after.pos in ("ADV", "ADJ"):
        return True
    if verb.has(Sense.EXPECT) and after.lower == "sur" and (before.pos in ("NOUN", "PROPN") or before.text == ","):
        return not has_clause_after(syntax, stretch, word.index)
    if before.text == "," and after.lower in ("que", "qu'") and verb.has(Sense.SAY, Sense.THINK):
        return not syntax.has_clause(stretch.first, word.index)
    if before.pos not in ("NOUN", "PROPN", "PRON") or after.pos not in ("DET", "SCONJ"):
        return False
    opens_clause = not syntax.has_clause(stretch.first, word.index)
    return opens_clause and not has_clause_after(syntax, stretch, word.index)


def has_clause_after(syntax: Syntax, stretch: Stretch, index: int) -> bool:
    """True if a finite verb of the same clause stands behind the word."""
    for at in range(index + 1, stretch.last):
        if syntax.words[at].lower in ("que", "qu'", "that", ","):
            return False
        if syntax.words[at].is_finite():
            return True
    return False


def _report(syntax: Syntax, stretch: Stretch, word: Word, verb: ReportingVerb) -> Report | None:
    subject = _subject(syntax, stretch, word)
    vouches = not (
        is_first_person(subject) or is_nobody(subject) or is_share(subject) or _is_in_condition(syntax, word)
    )
    if not vouches or is_passive(syntax, word.index) or is_negated(syntax, word.index):
        return None
    found = _with_its_verb(syntax, stretch, word, verb, subject) or _content(syntax, stretch, word, verb)
    if found is None:
        return None
    form, contents = found
    return Report(form, word.index, _cue(syntax, word), subject, contents, verb)


def _with_its_verb(
    syntax: Syntax, stretch: Stretch, word: Word, verb: ReportingVerb, subject: tuple[Word, ...]
) -> tuple[Form, tuple[tuple[int, int], ...]] | None:
    """Accusations and denials, whose clause is the claim, and what a colon introduces."""
    if verb.lemma in ("accuser", "accuse") and not _is_bare_infinitive(syntax, word):
        return Form.ACCUSATION, (clause_range(syntax, word.index, stretch),)
    colon = _after_colon(syntax, stretch, word)
    if colon is not None:
        return Form.COLON, (colon,)
    if verb.has(Sense.DENY) and not verb.has(Sense.SAY) and word.features.get("VerbForm") != "Inf":
        return Form.DENIAL, (_whole_clause(syntax, stretch, word, subject),)
    return None


def _subject(syntax: Syntax, stretch: Stretch, word: Word) -> tuple[Word, ...]:
    """The source: the verb's subject; the place where *on* speaks (*À la chambre d'agriculture, on redoute*)."""
    subject = subject_phrase(syntax, word.index, stretch)
    opening = syntax.words[stretch.first : word.index]
    if not subject or subject[0].lower != "on" or len(opening) < 4 or opening[0].quotation is not None:
        return subject
    if opening[0].lower not in ("à", "au", "aux", "dans", "chez") or not any(one.text == "," for one in opening):
        return subject
    comma = next(place for place, one in enumerate(opening) if one.text == ",")
    return tuple(opening[1:comma])


def _content(
    syntax: Syntax, stretch: Stretch, word: Word, verb: ReportingVerb
) -> tuple[Form, tuple[tuple[int, int], ...]] | None:
    if _demands(syntax, word, verb):
        return None
    contents = tuple(_clauses(syntax, stretch, word))
    if contents:
        return Form.COMPLEMENT, contents
    infinitive = _infinitive(syntax, stretch, word, verb)
    if infinitive is not None:
        return Form.INFINITIVE, (infinitive,)
    takes_all = is_poll_verb(verb.lemma, syntax.language) and verb.lemma not in _VALUATIONS
    nominal = _rest(syntax, stretch, word) if takes_all else _object(syntax, stretch, word, verb)
    return (Form.NOMINAL, (nominal,)) if nominal is not None else None


def _demands(syntax: Syntax, word: Word, verb: ReportingVerb) -> bool:
    """True for *demande que*, *urged them to*, and for a bare infinitive (*pour dire que*)."""
    return (verb.has(Sense.ORDER) and not verb.has(Sense.SAY, Sense.UTTER)) or _is_bare_infinitive(syntax, word)


def _is_in_condition(syntax: Syntax, word: Word) -> bool:
    """True inside *if the data confirm what we see*."""
    marks = [child.lower for child in syntax.depending(word.index, "mark", "advmod")]
    return word.dep == "advcl" and bool({"if", "unless", "si", "s'"} & set(marks))


def _whole_clause(syntax: Syntax, stretch: Stretch, word: Word, subject: tuple[Word, ...]) -> tuple[int, int]:
    """The clause of a verb of denial; from its subject to the next mark where the parser saw no verb."""
    if word.pos in ("VERB", "AUX") or not subject:
        return clause_range(syntax, word.index, stretch)
    last = next((at for at in range(word.index, stretch.last) if syntax.words[at].text in ",;:"), stretch.last)
    return trimmed(syntax, subject[0].index, last, marks=False) or (word.index, word.index + 1)


def _is_bare_infinitive(syntax: Syntax, word: Word) -> bool:
    if word.features.get("VerbForm") != "Inf" or any(child.dep == "nsubj" for child in _before(syntax, word)):
        return False
    return not any(syntax.words[child].dep in ("aux",) for child in syntax.children[word.index])


def _before(syntax: Syntax, word: Word) -> list[Word]:
    return [syntax.words[child] for child in syntax.children[word.index] if child < word.index]


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
    return syntax.words[first].lower in _QUESTION_WORDS


def _that_after(syntax: Syntax, stretch: Stretch, start: int) -> int | None:
    """Where *that* or *que* follows the verb within a few words, no comma or verb between."""
    for index in range(start, min(start + 9, stretch.last)):
        word = syntax.words[index]
        if word.lower in _THAT[syntax.language] and word.pos in ("SCONJ", "PRON", "ADV"):
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
    takes_infinitive = verb.has(Sense.PROMISE, Sense.INTEND, Sense.EXPECT) or verb.lemma in _SAYS_WITH_INFINITIVE
    if not takes_infinitive or word.features.get("VerbForm") == "Inf":
        return None
    start = _infinitive_after(syntax, stretch, word.index + 1)
    if start is None:
        return None
    negations = [at for at in range(word.index + 1, start) if syntax.words[at].lower in ("not", "never", "ne", "n'")]
    start = min(negations, default=start)
    last = stretch.last
    for child in syntax.depending(word.index, "xcomp", "ccomp", "advcl", "obj", "obl", "acl"):
        first, end = syntax.subtree(child.index)
        if child.index > word.index and first <= start + 2 and end > start:
            last = min(end, stretch.last)
            break
    return trimmed(syntax, start, last, marks=True)


def _infinitive_after(syntax: Syntax, stretch: Stretch, index: int) -> int | None:
    """Where an infinitive begins right behind the verb, adverbs and *de, à, to* skipped."""
    for at in range(index, min(index + 6, stretch.last)):
        word = syntax.words[at]
        if word.features.get("VerbForm") == "Inf" or (
            word.pos in ("VERB", "AUX") and syntax.words[at - 1].lower == "to"
        ):
            return at
        if word.lower not in _INFINITIVE_MARKS and word.pos not in ("ADV", "PRON", "PART"):
            return None
    return None


def _rest(syntax: Syntax, stretch: Stretch, word: Word) -> tuple[int, int] | None:
    """What a poll shows: all behind the verb, if it is measured."""
    is_measured = any(one.text == "%" or one.pos == "NUM" for one in syntax.words[word.index + 1 : stretch.last])
    return trimmed(syntax, word.index + 1, stretch.last, marks=False) if is_measured else None


def _object(syntax: Syntax, stretch: Stretch, word: Word, verb: ReportingVerb) -> tuple[int, int] | None:
    """*s'attend à* **une accélération au quatrième trimestre**, *juge* **très probable un duel**."""
    takes_nouns = (
        verb.has(Sense.EXPECT) or verb.lemma in _NOMINAL_LEMMAS or _promises_things(syntax, stretch, word, verb)
    )
    if not takes_nouns or (verb.lemma == "viser" and not _is_aimed_at(syntax, stretch, word)):
        return None
    first = word.index + 1
    if _is_about_even(syntax, first):
        return trimmed(syntax, first, stretch.last, marks=False)
    while first < stretch.last and (syntax.words[first].lower in _PREPOSITIONS or syntax.words[first].pos == "ADV"):
        first += 1
    if first >= stretch.last or syntax.words[first].pos in ("PUNCT", "CCONJ", "SCONJ", "VERB"):
        return None
    lost = first if word.pos == "VERB" else stretch.last
    last = max((syntax.subtree(child)[1] for child in syntax.children[word.index] if child >= first), default=lost)
    last = next((at for at in range(first + 1, last) if _opens_relative(syntax, at)), last)
    if not verb.has(Sense.EXPECT, Sense.PROMISE) and not _is_measured(syntax, first, last):
        return None
    if verb.has(Sense.THINK) and syntax.words[word.index + 1].pos in ("ADJ", "ADV"):
        first, last = word.index + 1, stretch.last
    if verb.lemma in _VALUATIONS:
        marks = [at for at in range(first, min(first + 14, stretch.last)) if syntax.words[at].lower in ("at", "à")]
        if not marks or marks[-1] + 1 >= stretch.last:
            return None
        last = stretch.last
    return trimmed(syntax, first, min(last, stretch.last), marks=False)


def _promises_things(syntax: Syntax, stretch: Stretch, word: Word, verb: ReportingVerb) -> bool:
    """True for *promet des cars dès lundi*, *promised a vote by June*: something new, not those it is promised to."""
    if verb.lemma not in ("promettre", "promise", "pledge") or word.index + 2 >= stretch.last:
        return False
    after = syntax.words[word.index + 1]
    return after.lower in ("un", "une", "des", "a", "an") or after.pos == "NUM"


def _is_aimed_at(syntax: Syntax, stretch: Stretch, word: Word) -> bool:
    """True for *vise un retour en mars*, *visait 5 %*; False for *a visé mardi le ministère*, which was hit."""
    if word.features.get("VerbForm") == "Part":
        return False
    behind = syntax.words[word.index + 1 : min(word.index + 8, stretch.last)]
    return any(one.lower in ("un", "une") or one.text[:1].isdigit() for one in behind)


def _opens_relative(syntax: Syntax, index: int) -> bool:
    return syntax.words[index - 1].text == "," and syntax.words[index].lower in _RELATIVE_PRONOUNS


def _is_measured(syntax: Syntax, first: int, last: int) -> bool:
    """True if a number or quoted words stand in the object: *évoque une hausse de 4 %*, not *ce scénario*."""
    return any(word.pos in ("NUM", "ADJ") or word.quotation is not None for word in syntax.words[first:last])


def _announces(syntax: Syntax, stretch: Stretch, word: Word, colon: int) -> bool:
    """*An internal memo tells another story: 210 posts are to go.*"""
    verb = reporting_forms(syntax.language).get(word.lower, None)
    if verb is None or not verb.has(Sense.SAY, Sense.SHOW) or colon - word.index > 8:
        return False
    return any(syntax.words[at].is_finite() for at in range(colon + 1, stretch.last))


def _after_colon(syntax: Syntax, stretch: Stretch, word: Word) -> tuple[int, int] | None:
    """*dément : « Il n'y a ni médiateur ni réunion »*: a quotation behind a colon soon after the verb."""
    for index in range(word.index + 1, min(word.index + 12, stretch.last - 1)):
        opened = syntax.words[index + 1]
        opens_here = opened.quotation is not None and syntax.words[index].quotation is None
        if syntax.words[index].text == ":" or (syntax.words[index].text == "," and opens_here):
            if opens_here or _announces(syntax, stretch, word, index):
                return trimmed(syntax, index + 1, stretch.last, marks=False)
            return None
        if syntax.words[index].is_finite() and syntax.words[index].index != word.index:
            return None
    return None
