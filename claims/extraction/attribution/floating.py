"""Quotations that name no speaker: the paragraph's last speaker goes on, else whoever the sentence before is about."""

import bisect
from collections.abc import Iterator, Sequence

from claims.extraction.attribution.cues import ReportingVerb
from claims.extraction.attribution.reports import Form, Report
from claims.extraction.clauses import has_finite, is_first_person, subject_phrase
from claims.extraction.syntax import Sentence, Stretch, Syntax, Word
from claims.extraction.tokens import Role


def floating(syntax: Syntax, reports: Sequence[Report]) -> Iterator[Report]:
    """A report for every wholly quoted sentence that none of `reports` covers."""
    reports = [*reports, *(found := list(_behind_colons(syntax, reports)))]
    yield from found
    heads = sorted(reports, key=lambda report: syntax.words[report.head].start)
    for number, sentence in enumerate(syntax.sentences):
        main = _main(sentence)
        if (
            main is None
            or not _is_quoted(syntax, main)
            or any(report.holds(_first_word(syntax, main)) for report in reports)
        ):
            continue
        speaker = _speaker(syntax, number, sentence, heads)
        if speaker is None:
            continue
        subject, cue, verb = speaker
        yield Report(Form.FLOATING, cue[0], cue, subject, ((main.first, main.last),), verb)


def _behind_colons(syntax: Syntax, reports: Sequence[Report]) -> Iterator[Report]:
    """*Mme Trocmé tombe des nues : « Personne ne m'a parlé … »*: whom the clause before the colon is about speaks."""
    for sentence in syntax.sentences:
        main = _main(sentence)
        if main is None:
            continue
        for index in range(main.first + 2, main.last - 2):
            opened = syntax.words[index + 1]
            if syntax.words[index].text != ":" or opened.quotation is None or syntax.words[index].quotation is not None:
                continue
            root = next((at for at in range(main.first, index) if has_finite(syntax, at)), None)
            if root is None or any(report.holds(index + 1) for report in reports):
                break
            subject = subject_phrase(syntax, root, main)
            if subject and not is_first_person(subject):
                yield Report(Form.COLON, root, (root, root + 1), subject, ((index + 1, main.last),), None)
            break


def _main(sentence: Sentence) -> Stretch | None:
    return next((one for one in sentence.stretches if one.role is Role.MAIN), None)


def _first_word(syntax: Syntax, main: Stretch) -> int:
    return next((index for index in range(main.first, main.last) if syntax.words[index].pos != "PUNCT"), main.first)


def _is_quoted(syntax: Syntax, main: Stretch) -> bool:
    members = [word for word in syntax.words[main.first : main.last] if word.pos != "PUNCT"]
    return bool(members) and all(word.quotation is not None for word in members)


def _speaker(
    syntax: Syntax, number: int, sentence: Sentence, reports: Sequence[Report]
) -> tuple[tuple[Word, ...], tuple[int, int], ReportingVerb | None] | None:
    """The subject, cue and verb of the nearest report before in the paragraph, else after it, else a plain subject."""
    near = [report for report in reports if _paragraph_of(syntax, report) == sentence.paragraph and report.subject]
    before = [report for report in near if syntax.words[report.head].start < sentence.start]
    if before:
        return before[-1].subject, before[-1].cue, before[-1].verb
    if number and syntax.sentences[number - 1].paragraph == sentence.paragraph:
        main = _main(syntax.sentences[number - 1])
        if main is not None and not _is_quoted(syntax, main):
            root = next((at for at in range(main.first, main.last) if syntax.words[at].head == at), main.first)
            subject = subject_phrase(syntax, root)
            if subject:
                return subject, (root, root + 1), None
    after = [report for report in near if syntax.words[report.head].start > sentence.end]
    if after:
        return after[0].subject, after[0].cue, after[0].verb
    return _speaker_of_last_paragraph(syntax, sentence, reports)


def _speaker_of_last_paragraph(
    syntax: Syntax, sentence: Sentence, reports: Sequence[Report]
) -> tuple[tuple[Word, ...], tuple[int, int], ReportingVerb | None] | None:
    before = [report for report in reports if syntax.words[report.head].start < sentence.start and report.subject]
    if before and _paragraph_of(syntax, before[-1]) == sentence.paragraph - 1:
        return before[-1].subject, before[-1].cue, before[-1].verb
    return None


def _paragraph_of(syntax: Syntax, report: Report) -> int:
    at = syntax.words[report.head].start
    place = bisect.bisect_right([one.start for one in syntax.paragraphs], at)
    return place - 1
