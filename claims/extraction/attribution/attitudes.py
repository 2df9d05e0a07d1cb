"""What somebody wants, asks, decides, praises or denies: attributed to them, though nobody vouches for a fact by it."""

from collections.abc import Iterator

from claims.extraction.attribution.cues import attitude_forms, attitude_nouns
from claims.extraction.attribution.reports import Form, Report
from claims.extraction.clauses import is_first_person, is_passive, subject_of, subject_phrase, trimmed
from claims.extraction.syntax import Stretch, Syntax, Word

_CONTENT_DEPS = (
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
_NEVER_CONTENT = frozenset(["on", "in", "at", "during", "by", "with", "after", "before", "since"])
_NO_SOURCES = frozenset(
    ["you", "this", "that", "these", "us", "me", "them", "there", "what", "someone", "somebody", "something"]
)


def attitudes(syntax: Syntax, stretch: Stretch, taken: frozenset[int]) -> Iterator[Report]:
    """A report for every verb of attitude with something behind it; `taken` are the verbs already read."""
    forms = attitude_forms(syntax.language)
    yield from _nouns(syntax, stretch)
    for index in range(stretch.first, stretch.last):
        word = syntax.words[index]
        if index in taken or word.lower not in forms or word.pos != "VERB" or is_passive(syntax, index):
            continue
        content = _content(syntax, stretch, word)
        if content is None or (content[1] - content[0] == 1 and syntax.words[content[0]].pos in ("PRON", "DET")):
            continue
        subject = subject_phrase(syntax, index, stretch) if subject_of(syntax, index) is not None else ()
        if not subject or is_first_person(subject) or subject[0].lower in _NO_SOURCES:
            continue
        yield Report(Form.ATTITUDE, index, (index, index + 1), subject, (content,), None)


def _nouns(syntax: Syntax, stretch: Stretch) -> Iterator[Report]:
    """*Trump's claim that …*, *l'accusation selon laquelle …*: a noun of saying with its clause."""
    nouns = attitude_nouns(syntax.language)
    for index in range(stretch.first, stretch.last):
        word = syntax.words[index]
        if word.pos != "NOUN" or word.lower not in nouns:
            continue
        clauses = [
            child
            for child in syntax.depending(index, "acl", "ccomp", "relcl")
            if syntax.words[syntax.subtree(child.index)[0]].lower in ("that", "que", "qu'", "selon")
        ]
        if not clauses:
            continue
        first, last = syntax.subtree(clauses[0].index)
        content = trimmed(syntax, first, min(last, stretch.last), marks=True)
        owners = syntax.depending(index, "poss")
        owner = syntax.words[syntax.subtree(owners[0].index)[0] : owners[0].index + 1] if owners else ()
        if content is not None:
            yield Report(Form.ATTITUDE, index, (index, index + 1), owner, (content,), None)


def _content(syntax: Syntax, stretch: Stretch, word: Word) -> tuple[int, int] | None:
    """From the first to the last complement behind the verb; adjuncts of time and place at the end left out."""
    behind = [
        child
        for child in syntax.depending(word.index, *_CONTENT_DEPS)
        if child.index > word.index and not (child.dep == "prep" and child.lower in _NEVER_CONTENT)
    ]
    if not behind:
        return None
    first = min(syntax.subtree(child.index)[0] for child in behind)
    last = max(syntax.subtree(child.index)[1] for child in behind)
    return trimmed(syntax, max(first, word.index + 1), min(last, stretch.last), marks=False)
