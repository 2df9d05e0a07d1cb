"""What somebody wants, asks, decides, praises or denies: attributed to them, though nobody vouches for a fact by it."""

from collections.abc import Iterator, Sequence

from claims.extraction.attribution.cues import attitude_forms, attitude_phrases, attitude_words
from claims.extraction.attribution.reports import Form, Report
from claims.extraction.clauses import is_first_person, is_passive, subject_of, subject_phrase, trimmed
from claims.extraction.syntax import Stretch, Syntax, Word

_OF_VERBS = (
    "dobj",
    "obj",
    "ccomp",
    "xcomp",
    "oprd",
    "attr",
    "acomp",
    "prep",
    "obl",
    "dative",
    "pcomp",
    "iobj",
    "agent",
)
_OF_ADJECTIVES = ("ccomp", "xcomp", "prep", "pcomp")
_OF_NOUNS = ("acl", "ccomp", "prep")
_PREDICATIVE = ("acomp", "attr", "oprd")
_ADJUNCTS = frozenset(["on", "in", "at", "during", "by", "with", "after", "before", "since"])
_NOT_FELT = frozenset(["for", "than", "as"])
_NOT_MEANT = frozenset(["in", "at", "by", "from", "with", "during", "after", "before", "as"])
_THAT = frozenset(["that", "que", "qu'", "selon"])
_OWN_PREPOSITIONS = frozenset(["for", "on", "of", "about", "to", "against"])
_NO_SOURCES = frozenset(
    ["you", "this", "that", "these", "us", "me", "them", "there", "what", "someone", "somebody", "something"]
)


def attitudes(syntax: Syntax, stretch: Stretch, taken: frozenset[int]) -> Iterator[Report]:
    """A report for every verb, adjective or noun of attitude with a content; `taken` are the verbs already read."""
    forms, phrases = attitude_forms(syntax.language), attitude_phrases(syntax.language)
    feelings = attitude_words(syntax.language, "adjectives")
    for index in range(stretch.first, stretch.last):
        word = syntax.words[index]
        if index in taken:
            continue
        particle = _particle(syntax, word, phrases)
        report: Report | None = None
        if word.pos == "VERB" and (word.lower in forms or particle is not None):
            report = _of_verb(syntax, stretch, word, particle)
        elif word.lower in feelings:
            report = _of_adjective(syntax, stretch, word)
        elif word.pos == "NOUN":
            report = _of_noun(syntax, stretch, word)
        if report is not None:
            yield report


def _particle(syntax: Syntax, word: Word, phrases: frozenset[tuple[str, str]]) -> Word | None:
    """The preposition or particle that makes the verb an attitude: *railed* **against**."""
    behind = (child for child in syntax.depending(word.index, "prep", "prt", "advmod") if child.index > word.index)
    return next((child for child in behind if (word.lower, child.lower) in phrases), None)


def _of_verb(syntax: Syntax, stretch: Stretch, word: Word, particle: Word | None) -> Report | None:
    if is_passive(syntax, word.index) or _is_past_participle(word) or subject_of(syntax, word.index) is None:
        return None
    behind = [
        child
        for child in syntax.depending(word.index, *_OF_VERBS)
        if child is particle or child.dep != "prep" or child.lower not in _ADJUNCTS
    ]
    return _report(word, subject_phrase(syntax, word.index, stretch), _span(syntax, stretch, word, behind))


def _is_past_participle(word: Word) -> bool:
    """True for *supported* in *groups supported by two brothers*: the noun before it is the object."""
    return word.dep == "acl" and word.features.get("VerbForm") == "Part" and word.features.get("Tense") == "Past"


def _of_adjective(syntax: Syntax, stretch: Stretch, word: Word) -> Report | None:
    """*was sure* **that …**, *are willing* **to …**, *grew wary* **of …**: what the feeling is about."""
    head = word.head if word.dep in _PREDICATIVE else word.index
    if subject_of(syntax, head) is None:
        return None
    about = [child for child in syntax.depending(word.index, *_OF_ADJECTIVES) if child.lower not in _NOT_FELT]
    return _report(word, subject_phrase(syntax, head, stretch), _span(syntax, stretch, word, about))


def _of_noun(syntax: Syntax, stretch: Stretch, word: Word) -> Report | None:
    """*Trump's claim* **that …**, *l'accusation selon laquelle …*, *his plan* **to …**, *made a plea* **for …**."""
    owner = _owner(syntax, stretch, word)
    if owner and is_first_person(owner):
        return None
    content: tuple[int, int] | None = None
    if word.lower in attitude_words(syntax.language, "nouns"):
        clauses = [
            child
            for child in syntax.depending(word.index, "acl", "ccomp", "relcl")
            if syntax.words[syntax.subtree(child.index)[0]].lower in _THAT
        ]
        content = _span(syntax, stretch, word, clauses[:1])
    if content is None and owner and word.lower in attitude_words(syntax.language, "owned_nouns"):
        own = syntax.depending(word.index, *_OF_NOUNS)
        hung_on = [] if own or word.dep not in ("dobj", "obj") else syntax.depending(word.head, "prep")
        about = [child for child in (*own, *hung_on) if child.lower not in _NOT_MEANT]
        content = _span(syntax, stretch, word, about)
    if content is None:
        return None
    return Report(Form.ATTITUDE, word.index, (word.index, word.index + 1), owner, (content,), None)


def _owner(syntax: Syntax, stretch: Stretch, word: Word) -> tuple[Word, ...]:
    """Whose word or wish it is: the possessor; the subject of *make, issue, voice* with the noun as object."""
    for possessor in syntax.depending(word.index, "poss"):
        return syntax.words[syntax.subtree(possessor.index)[0] : possessor.index + 1]
    verb = syntax.words[word.head]
    if word.dep not in ("dobj", "obj") or verb.lemma not in attitude_words(syntax.language, "light_verbs"):
        return ()
    return subject_phrase(syntax, verb.index, stretch) if subject_of(syntax, verb.index) is not None else ()


def _report(word: Word, subject: tuple[Word, ...], content: tuple[int, int] | None) -> Report | None:
    if content is None or not subject or is_first_person(subject) or subject[0].lower in _NO_SOURCES:
        return None
    return Report(Form.ATTITUDE, word.index, (word.index, word.index + 1), subject, (content,), None)


def _span(syntax: Syntax, stretch: Stretch, word: Word, members: Sequence[Word]) -> tuple[int, int] | None:
    """From the first to the last of the members behind the word, its own preposition left out; no lone pronoun."""
    behind = [child for child in members if child.index > word.index]
    if not behind:
        return None
    first = max(min(syntax.subtree(child.index)[0] for child in behind), word.index + 1)
    last = min(max(syntax.subtree(child.index)[1] for child in behind), stretch.last)
    if behind[0].dep == "prep" and behind[0].index == first and behind[0].lower in _OWN_PREPOSITIONS:
        first += 1
    if syntax.words[first].dep == "mark" and syntax.words[first].lower in _THAT:
        first += 1
    span = trimmed(syntax, first, last, marks=False)
    if span is None or (span[1] - span[0] == 1 and syntax.words[span[0]].pos in ("PRON", "DET")):
        return None
    return span
