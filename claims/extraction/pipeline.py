"""Text in, candidates out: the steps in their order, each a plain function from what is known so far to more.

>>> from datetime import date
>>> found = extract("Officials said the port would close on Monday.", published_on=date(2023, 5, 4), language="en")
>>> [(one.claimant, one.time.not_before.isoformat()) for one in found]
[('Officials', '2023-05-08')]
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from claims.extraction import describing
from claims.extraction.attribution.attitudes import attitudes
from claims.extraction.attribution.complements import complements
from claims.extraction.attribution.coverage import coverage
from claims.extraction.attribution.floating import floating
from claims.extraction.attribution.inserted import inserted
from claims.extraction.attribution.labels import labels
from claims.extraction.attribution.speakers import cast_of
from claims.extraction.language import detect, require_supported
from claims.extraction.layout import body_sentences
from claims.extraction.propositions import propositions
from claims.extraction.reading import Reading
from claims.extraction.syntax import parse
from claims.extraction.timing import timed_words
from claims.extraction.types import Candidate

VERSION = "3"
"""Raised whenever the same text may give other candidates."""


def find_times(reading: Reading) -> Reading:
    """Time expressions, with the words they cover."""
    times = timed_words(reading.syntax)
    timed = frozenset(index for one in times for index in range(one.first, one.last))
    inside = frozenset(index for one in times for index in range(one.first + 1, one.last))
    return replace(reading, times=times, timed=timed, inside_times=inside)


def find_reports(reading: Reading) -> Reading:
    """Who says what: complements in the parse, inserted clauses and source phrases, then quotations left over."""
    syntax = reading.syntax
    found = [
        report
        for sentence in syntax.sentences
        for stretch in sentence.stretches
        for report in complements(syntax, stretch)
    ]
    found.extend(inserted(syntax))
    found.extend(labels(syntax))
    found.extend(floating(syntax, found))
    return replace(reading, reports=tuple(found), covered=coverage(found))


def find_attitudes(reading: Reading) -> Reading:
    """Who wants, asks, praises, blames: attributed, though no claim is made by it."""
    syntax = reading.syntax
    taken = frozenset(report.head for report in reading.reports)
    found = [
        report
        for sentence in syntax.sentences
        for stretch in sentence.stretches
        for report in attitudes(syntax, stretch, taken)
    ]
    return replace(reading, attitudes=tuple(found))


def find_people(reading: Reading) -> Reading:
    """Everybody named, so that pronouns, short names and offices can be resolved."""
    return replace(reading, cast=cast_of(reading.syntax, reading.covered))


def cut_propositions(reading: Reading) -> Reading:
    """One checkable assertion each, headlines and page furniture left out."""
    syntax = reading.syntax
    found = [
        proposition
        for sentence in body_sentences(syntax)
        for stretch in sentence.stretches
        for proposition in propositions(syntax, stretch, reading.covered, reading.timed, reading.inside_times)
    ]
    return replace(reading, propositions=tuple(found))


def describe(reading: Reading) -> Reading:
    """Claimant, kind, hedge, time and the rest for each proposition."""
    return replace(reading, candidates=tuple(describing.candidates(reading)))


def keep_once(reading: Reading) -> Reading:
    """In the order of the text, each span once."""
    found: dict[tuple[int, int], Candidate] = {}
    for candidate in sorted(reading.candidates, key=lambda one: (one.start, -one.end)):
        found.setdefault((candidate.start, candidate.end), candidate)
    return replace(reading, candidates=tuple(found.values()))


STEPS: tuple[Callable[[Reading], Reading], ...] = (
    find_times,
    find_reports,
    find_people,
    cut_propositions,
    describe,
    keep_once,
)


def read(text: str, *, published_on: date | None, language: str) -> Reading:
    """Everything the steps found in the text, for evaluation and for explaining."""
    reading = Reading(syntax=parse(text, require_supported(language)), published_on=published_on)
    for step in STEPS:
        reading = step(reading)
    return reading


def extract(text: str, *, published_on: date | None, language: str | None = None) -> tuple[Candidate, ...]:
    """The candidates of a text of at most 50,000 code points, in its order; dates count from `published_on`.

    Without `published_on` every window is unknown. Raises UnsupportedLanguage if `language`, or the language detected
    where it is None, has no grammar here.
    """
    if not text.strip():
        return ()
    return read(text, published_on=published_on, language=language or detect(text)).candidates
