"""Whole quoted paragraphs: announced by *said:* at the end of the one before, or signed *― Ana Ruiz, Tucson* behind."""

from collections.abc import Iterator, Sequence

from claims.extraction.attribution.cues import Sense, reporting_forms
from claims.extraction.attribution.reports import Form, Report
from claims.extraction.clauses import is_first_person, subject_phrase
from claims.extraction.syntax import Sentence, Syntax, Word
from claims.extraction.tokens import Role

_DASHES = frozenset(["―", "—", "–", "--"])
_LONGEST_NAME = 5
_MOSTLY = 0.8


def quoted_passages(syntax: Syntax) -> Iterator[Report]:
    """A report for each quoted paragraph that is announced before it or signed behind it."""
    paragraphs = _paragraphs(syntax)
    for place, sentences in enumerate(paragraphs):
        before = paragraphs[place - 1] if place else ()
        yield from _signed(syntax, sentences, before)
        yield from _announced(syntax, sentences, before)


def _paragraphs(syntax: Syntax) -> list[list[Sentence]]:
    found: list[list[Sentence]] = []
    for sentence in syntax.sentences:
        if not found or found[-1][0].paragraph != sentence.paragraph:
            found.append([])
        found[-1].append(sentence)
    return found


def _words(syntax: Syntax, sentences: Sequence[Sentence]) -> Sequence[Word]:
    if not sentences:
        return ()
    stretches = [stretch for sentence in sentences for stretch in sentence.stretches]
    return syntax.words[min(one.first for one in stretches) : max(one.last for one in stretches)]


def _is_quoted(members: Sequence[Word]) -> bool:
    spoken = [word for word in members if word.pos != "PUNCT"]
    return bool(spoken) and sum(word.quotation is not None for word in spoken) >= _MOSTLY * len(spoken)


def _signed(syntax: Syntax, sentences: Sequence[Sentence], before: Sequence[Sentence]) -> Iterator[Report]:
    """*“I am afraid.” ― Ana Ruiz, Tucson*, in one paragraph or in two."""
    members = _words(syntax, sentences)
    dash = next((place for place in range(len(members) - 1, -1, -1) if members[place].text in _DASHES), None)
    if dash is None or members[dash].quotation is not None:
        return
    name = [word for word in members[dash + 1 :] if word.text != "."]
    comma = next((place for place, word in enumerate(name) if word.text == ","), len(name))
    said = members[:dash] or _words(syntax, before)
    is_name = 0 < comma <= _LONGEST_NAME and all(word.text[:1].isupper() for word in name[:comma])
    if is_name and _is_quoted(said):
        at = members[dash].index
        yield Report(Form.LABEL, at, (at, at + 1), tuple(name[:comma]), ((said[0].index, said[-1].index + 1),), None)


def _announced(syntax: Syntax, sentences: Sequence[Sentence], before: Sequence[Sentence]) -> Iterator[Report]:
    """*In a statement, she said:* and a paragraph in quotation marks below."""
    main = next((one for one in before[-1].stretches if one.role is Role.MAIN), None) if before else None
    said = _words(syntax, sentences)
    if main is None or syntax.words[main.last - 1].text != ":" or not _is_quoted(said):
        return
    forms = reporting_forms(syntax.language)
    for index in range(main.last - 2, main.first, -1):
        verb = forms.get(syntax.words[index].lower)
        if verb is None or not syntax.words[index].is_finite() or not verb.has(Sense.SAY, Sense.UTTER):
            continue
        subject = subject_phrase(syntax, index, main)
        if subject and not is_first_person(subject):
            contents = ((said[0].index, said[-1].index + 1),)
            yield Report(Form.LABEL, index, (index, index + 1), subject, contents, verb)
        return
