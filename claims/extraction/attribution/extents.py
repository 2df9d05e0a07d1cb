"""Who says what, as a reader of attributions counts it: the outermost source of each content, and how far that goes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from claims.extraction.attribution.coverage import Coverage, coverage
from claims.extraction.attribution.cues import reporting_forms
from claims.extraction.attribution.reports import Form, Report
from claims.extraction.syntax import Syntax

_SPEAKS_AROUND = (Form.LABEL, Form.FLOATING)
_INTRODUCES = (Form.INSERTED, Form.COMPLEMENT, Form.COLON, Form.SOURCE, Form.FLOATING)
_RUNS_ON = (Form.COMPLEMENT, Form.INFINITIVE, Form.ATTITUDE)


def attributions(syntax: Syntax, reports: Sequence[Report], attitudes: Sequence[Report]) -> Iterator[Report]:
    """The reports and attitudes that stand in nobody else's words, each with the content that its source answers for.

    In the order of their cues. What *planned* carries in *She said that he planned to go* is a part of what she says.
    """
    every = [_cut_short(syntax, report) for report in (*reports, *attitudes)]
    covered = coverage(every)
    speakers = _speakers_by_quotation(syntax, every)
    for report in covered.reports:
        if report.form is Form.INSERTED and not _has_clause(syntax, report):
            continue
        if report.form not in _SPEAKS_AROUND and _is_within_another(syntax, covered, report):
            continue
        yield _given_back(syntax, report, speakers)


def _is_within_another(syntax: Syntax, covered: Coverage, report: Report) -> bool:
    """True inside quotation marks, and inside the content of a report that does not merely speak around it."""
    if syntax.words[report.head].quotation is not None:
        return True
    around = covered.holding(report.head)
    return any(one.cue != report.cue and one.form not in _SPEAKS_AROUND for one in around)


def _speakers_by_quotation(syntax: Syntax, reports: Sequence[Report]) -> Mapping[int, Report]:
    """The first report outside quotation marks that introduces each quotation."""
    found: dict[int, Report] = {}
    for report in reports:
        if report.form not in _INTRODUCES or syntax.words[report.head].quotation is not None:
            continue
        for first, last in report.contents:
            for word in syntax.words[first:last]:
                if word.quotation is not None:
                    found.setdefault(word.quotation, report)
    return found


def _given_back(syntax: Syntax, report: Report, speakers: Mapping[int, Report]) -> Report:
    """A quotation's further sentences belong to who began it, not to whoever says something within it."""
    quotation = syntax.words[report.head].quotation
    speaker = speakers.get(quotation) if quotation is not None and report.form is Form.FLOATING else None
    if speaker is None:
        return report
    return replace(report, head=speaker.head, cue=speaker.cue, subject=speaker.subject)


def _has_clause(syntax: Syntax, report: Report) -> bool:
    """False where the content is a mere *In September,*: what looked like an inserted clause is the assertion."""
    return any(
        word.quotation is not None or word.pos in ("VERB", "AUX")
        for first, last in report.contents
        for word in syntax.words[first:last]
    )


def _cut_short(syntax: Syntax, report: Report) -> Report:
    """Without *…, arguing that …* and *… and warned of …* behind the content, which begin a report of their own."""
    if report.form not in _RUNS_ON:
        return report
    return replace(report, contents=tuple(_up_to_next_cue(syntax, report, *content) for content in report.contents))


def _up_to_next_cue(syntax: Syntax, report: Report, first: int, last: int) -> tuple[int, int]:
    end = next((at for at in range(first + 1, last) if _goes_on(syntax, report, at)), None)
    if end is None:
        return first, last
    while end > first + 1 and syntax.words[end - 1].pos in ("CCONJ", "PUNCT", "ADV"):
        end -= 1
    return first, end


def _goes_on(syntax: Syntax, report: Report, index: int) -> bool:
    """True at a reporting verb that has no subject of its own, in the reporting verb's form or as a participle."""
    word, head = syntax.words[index], syntax.words[report.head]
    if word.pos != "VERB" or word.quotation is not None or word.lower not in reporting_forms(syntax.language):
        return False
    if syntax.words[index - 1].text == "," and syntax.language == "en" and word.lower.endswith("ing"):
        return True
    if report.form is not Form.COMPLEMENT or word.dep != "conj" or syntax.depending(index, "nsubj", "aux"):
        return False
    return word.is_finite() and word.features.get("Tense") == head.features.get("Tense")
