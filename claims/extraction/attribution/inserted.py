"""What an inserted reporting clause or source phrase covers: its sentence, and the quotation that runs on beyond it."""

from collections.abc import Iterator

from claims.extraction.attribution.cues import reporting_forms
from claims.extraction.attribution.names import words as speaker_words
from claims.extraction.attribution.reports import Form, Report
from claims.extraction.syntax import Sentence, Stretch, Syntax, Word
from claims.extraction.tokens import Role


def inserted(syntax: Syntax) -> Iterator[Report]:
    """A report for every insertion that has something to report."""
    for number, sentence in enumerate(syntax.sentences):
        for stretch in sentence.stretches:
            if stretch.role is Role.MAIN or stretch.cue is None:
                continue
            contents = _covered(syntax, number, sentence, stretch)
            if contents:
                yield _report(syntax, stretch, contents)
            yield from _according_to_whom(syntax, stretch)


def _according_to_whom(syntax: Syntax, stretch: Stretch) -> Iterator[Report]:
    """*…, juge Livia Stern,* **pour qui le cours devrait doubler**: the source named before the relative."""
    for index in range(stretch.first + 2, stretch.last - 3):
        pair = (syntax.words[index].lower, syntax.words[index + 1].lower)
        if pair[0] in ("selon", "pour") and pair[1] in ("qui", "lequel", "laquelle"):
            subject = tuple(word for word in _subject(syntax, stretch) if word.index < index)
            if subject and syntax.has_clause(index + 2, stretch.last):
                yield Report(Form.SOURCE, index, (index, index + 2), subject, ((index + 2, stretch.last),), None)
            return


def _report(syntax: Syntax, stretch: Stretch, contents: tuple[tuple[int, int], ...]) -> Report:
    cue = stretch.cue or (stretch.first, stretch.first + 1)
    forms = reporting_forms(syntax.language)
    verb_at = next(
        (at for at in range(cue[0], cue[1]) if syntax.words[at].lower in forms and stretch.role is Role.REPORT), None
    )
    verb = forms.get(syntax.words[verb_at].lower) if verb_at is not None else None
    form = Form.INSERTED if stretch.role is Role.REPORT else Form.SOURCE
    return Report(form, verb_at if verb_at is not None else cue[0], cue, _subject(syntax, stretch), contents, verb)


def _subject(syntax: Syntax, stretch: Stretch) -> tuple[Word, ...]:
    """The source's noun phrase, an apposition behind it taken along: *said Tomasz Wren, chief economist …*."""
    if stretch.subject is None:
        return ()
    first, last = stretch.subject
    named = syntax.words[first:last]
    pronouns = speaker_words(syntax.language, "pronouns")
    if stretch.role is Role.SOURCE:
        owner = [
            word
            for word in syntax.words[stretch.first : stretch.last][:4]
            if word.lower in ("his", "her", "their", "ses", "son", "sa", "leurs", "leur")
        ]
        if owner and (not named or first == stretch.first or (named[0] is owner[0] and len(named) == 1)):
            return (owner[0],)
        if owner and stretch.cue is not None and owner[0].index < stretch.cue[1] - 1 and owner[0].index < first:
            return (owner[0],)
    is_pronoun = len(named) == 1 and named[0].lower in pronouns
    if named and not is_pronoun and last < stretch.last and syntax.words[last].text == ",":
        return syntax.words[first : min(stretch.last, last + 9)]
    return named


def _covered(syntax: Syntax, number: int, sentence: Sentence, stretch: Stretch) -> tuple[tuple[int, int], ...]:
    ranges: list[tuple[int, int]] = []
    main = next((one for one in sentence.stretches if one.role is Role.MAIN), None)
    quotation: int | None = None
    if main is not None:
        is_second = any(one.cue is not None and one.first < stretch.first for one in sentence.stretches)
        first, last = _between_borders(syntax, main, stretch, is_second=is_second)
        if last > first:
            ranges.append((first, last))
            quotation = _quotation_of(syntax, first, last)
    if quotation is not None:
        ranges.extend(_elsewhere_in(syntax, quotation, number))
    elif main is None and number:
        ranges.extend(_quoted_before(syntax, number))
    return tuple(sorted(ranges))


def _between_borders(syntax: Syntax, main: Stretch, stretch: Stretch, *, is_second: bool) -> tuple[int, int]:
    """The part of the main stretch around the insertion, from semicolon to semicolon, *but …* behind it left out.

    Of a second insertion in the sentence, what stands before a colon is not its own either.
    """
    at = syntax.words[stretch.first].start
    first, last = main.first, main.last
    for index in range(main.first, main.last):
        word = syntax.words[index]
        is_border = word.text == ";" or (word.text == ":" and (is_second or word.end <= at <= word.end + 2))
        if is_border and word.start > at and _goes_on(syntax, main, index + 1):
            continue
        if word.start < at and is_border:
            first = index + 1
        elif word.start > at:
            adversative = _turns(syntax, main, index, at)
            if (is_border or adversative) and index > first:
                last = index
                break
    return first, last


def _goes_on(syntax: Syntax, main: Stretch, index: int) -> bool:
    """True behind the semicolon of *The tax is unfair, argues X; it will cost …*: the same source speaks on."""
    if index + 1 >= main.last or syntax.words[index].lower not in _SPEAKS_ON:
        return False
    return syntax.words[index + 1].lower not in reporting_forms(syntax.language)


_SPEAKS_ON = frozenset(["it", "they", "this", "that", "elle", "elles", "il", "ils", "cela", "ce", "c'"])


def _turns(syntax: Syntax, main: Stretch, index: int, at: int) -> bool:
    """True for the *but* behind an insertion that begins a clause of its own, outside quotation marks."""
    word = syntax.words[index]
    if word.lower not in ("but", "mais") or word.quotation is not None or syntax.words[index - 1].start > at:
        return False
    return not (index + 1 < main.last and syntax.words[index + 1].is_finite())


def _quotation_of(syntax: Syntax, first: int, last: int) -> int | None:
    """The quotation that holds most of the words."""
    numbers = [syntax.words[index].quotation for index in range(first, last) if syntax.words[index].pos != "PUNCT"]
    quoted = [number for number in numbers if number is not None]
    if not quoted or len(quoted) * 2 < len(numbers):
        return None
    return max(set(quoted), key=quoted.count)


def _elsewhere_in(syntax: Syntax, quotation: int, number: int) -> Iterator[tuple[int, int]]:
    """The other sentences of the same quotation, on either side, if its marks pair."""
    if not syntax.quotations[quotation].is_closed:
        return
    for step in (-1, 1):
        at = number + step
        while 0 <= at < len(syntax.sentences) and syntax.sentences[at].paragraph == syntax.sentences[number].paragraph:
            main = next((one for one in syntax.sentences[at].stretches if one.role is Role.MAIN), None)
            if main is None or _quotation_of(syntax, main.first, main.last) != quotation:
                break
            yield main.first, main.last
            at += step


def _quoted_before(syntax: Syntax, number: int) -> Iterator[tuple[int, int]]:
    """The quoted sentence before a reporting clause that stands alone: *« … ! » a lancé X*."""
    before = syntax.sentences[number - 1]
    if before.paragraph != syntax.sentences[number].paragraph:
        return
    main = next((one for one in before.stretches if one.role is Role.MAIN), None)
    if main is None:
        return
    quotation = _quotation_of(syntax, main.first, main.last)
    if quotation is not None:
        yield main.first, main.last
        yield from _elsewhere_in(syntax, quotation, number - 1)
