"""Quotations that name no speaker: the paragraph's last speaker goes on, else whoever the sentence before is about."""

import bisect
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from claims.extraction.attribution.cues import ReportingVerb
from claims.extraction.attribution.reports import Form, Report
from claims.extraction.clauses import has_finite, is_first_person, subject_phrase
from claims.extraction.syntax import Sentence, Stretch, Syntax, Word
from claims.extraction.tokens import Role


def floating(syntax: Syntax, reports: Sequence[Report]) -> Iterator[Report]:
    """A report for every wholly quoted sentence that none of `reports` covers."""
    held = {index for report in reports for first, last in report.contents for index in range(first, last)}
    behind_colons = list(_behind_colons(syntax, held))
    yield from behind_colons
    held.update(index for report in behind_colons for first, last in report.contents for index in range(first, last))
    near = _by_paragraph(syntax, (*reports, *behind_colons))
    for number, sentence in enumerate(syntax.sentences):
        main = _main(sentence)
        if main is None or not _is_quoted(syntax, main) or _first_word(syntax, main) in held:
            continue
        speaker = _speaker(syntax, number, sentence, near)
        if speaker is not None:
            subject, cue, verb = speaker
            yield Report(Form.FLOATING, cue[0], cue, subject, ((main.first, main.last),), verb)


def _by_paragraph(syntax: Syntax, reports: Iterable[Report]) -> dict[int, list[Report]]:
    """The reports with a source, by paragraph, in the order of the text."""
    starts = [one.start for one in syntax.paragraphs]
    found: dict[int, list[Report]] = {}
    for report in sorted(reports, key=lambda report: syntax.words[report.head].start):
        if report.subject:
            place = bisect.bisect_right(starts, syntax.words[report.head].start) - 1
            found.setdefault(place, []).append(report)
    return found


def _behind_colons(syntax: Syntax, held: Collection[int]) -> Iterator[Report]:
    """*Mme Trocmé tombe des nues : « Personne ne m'a parlé … »*: whom the clause before the colon is about speaks."""
    for sentence in syntax.sentences:
        main = _main(sentence)
        if main is None:
            continue
        for index in range(main.first + 1, main.last - 2):
            opened = syntax.words[index + 1]
            if syntax.words[index].text != ":" or syntax.words[index].quotation is not None:
                continue
            if opened.quotation is None and not _speaks_in_part(syntax, index + 1, main.last):
                break
            root = next((at for at in range(main.first, index) if has_finite(syntax, at)), None)
            if index + 1 in held:
                break
            if root is None:
                if _names_a_speaker(syntax.words[main.first : index]) and opened.quotation is not None:
                    subject = syntax.words[main.first : index]
                    yield Report(Form.COLON, index, (index, index + 1), subject, ((index + 1, main.last),), None)
                break
            subject = subject_phrase(syntax, root, main)
            if subject and not is_first_person(subject):
                yield Report(Form.COLON, root, (root, root + 1), subject, ((index + 1, main.last),), None)
            break


def _names_a_speaker(phrase: Sequence[Word]) -> bool:
    """True for the *Macron* and *Airline chief Karen Sloane* of titles: a short phrase that ends in a name."""
    is_short = 0 < len(phrase) <= _LONGEST_SPEAKER and all(word.quotation is None for word in phrase)
    return is_short and phrase[-1].text[:1].isupper() and phrase[-1].pos in ("PROPN", "NOUN", "X")


_LONGEST_SPEAKER = 8


def _speaks_in_part(syntax: Syntax, first: int, last: int) -> bool:
    """True for a clause with some quoted words in it: *le millésime sera « petit, mais grand »*."""
    return syntax.has_clause(first, last) and any(syntax.words[at].quotation is not None for at in range(first, last))


def _main(sentence: Sentence) -> Stretch | None:
    return next((one for one in sentence.stretches if one.role is Role.MAIN), None)


def _first_word(syntax: Syntax, main: Stretch) -> int:
    return next((index for index in range(main.first, main.last) if syntax.words[index].pos != "PUNCT"), main.first)


def _is_quoted(syntax: Syntax, main: Stretch) -> bool:
    members = [word for word in syntax.words[main.first : main.last] if word.pos != "PUNCT"]
    return bool(members) and all(word.quotation is not None for word in members)


def _speaker(
    syntax: Syntax, number: int, sentence: Sentence, near: Mapping[int, Sequence[Report]]
) -> tuple[tuple[Word, ...], tuple[int, int], ReportingVerb | None] | None:
    """The subject, cue and verb of the nearest report before in the paragraph, else after it, else a plain subject."""
    here = near.get(sentence.paragraph, ())
    before = [report for report in here if syntax.words[report.head].start < sentence.start]
    if before:
        return before[-1].subject, before[-1].cue, before[-1].verb
    if number and syntax.sentences[number - 1].paragraph == sentence.paragraph:
        main = _main(syntax.sentences[number - 1])
        if main is not None and not _is_quoted(syntax, main):
            root = next((at for at in range(main.first, main.last) if syntax.words[at].head == at), main.first)
            subject = subject_phrase(syntax, root)
            if subject:
                return subject, (root, root + 1), None
    after = [report for report in here if syntax.words[report.head].start > sentence.end]
    if after:
        return after[0].subject, after[0].cue, after[0].verb
    earlier = near.get(sentence.paragraph - 1, ())
    return (earlier[-1].subject, earlier[-1].cue, earlier[-1].verb) if earlier else None
