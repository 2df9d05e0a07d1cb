"""Scores attribution on lines of `{text, language, attributions: [{source, cue, content}]}`, spans as pairs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims.evaluation.records import LANGUAGE, SPAN, TEXT, Record, Shape, read_lines
from claims.evaluation.report import Report, f1, share
from claims.extraction.attribution.extents import attributions
from claims.extraction.attribution.reports import Report as Attribution
from claims.extraction.attribution.speakers import head_words
from claims.extraction.pipeline import find_attitudes, read
from claims.extraction.reading import Reading
from claims.extraction.syntax import Word

SHAPE: Shape = {
    "text": TEXT,
    "language": LANGUAGE,
    "attributions": [{"source": [SPAN], "content": [SPAN]}],
}
_ENOUGH_COVER = 0.3
_EXACT = 0.8
_MARKS = frozenset("\"“”'‘’«»")
_MARKS_AFTER = _MARKS | frozenset(",.!?")


@dataclass(frozen=True, slots=True)
class Attributed:
    """One content, as sets of offsets, and the words of its source."""

    content: frozenset[int]
    source: str
    quote: str


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts of one document."""

    gold: int
    predicted: int
    covered: int
    right_speakers: int
    exact: int
    misses: tuple[str, ...]


def score(path: Path) -> Report:
    """Read every text of the file and compare its reports with the annotated ones."""
    counted = [_count(record) for record in read_lines(path, SHAPE)]
    total = {
        name: sum(getattr(one, name) for one in counted)
        for name in ("gold", "predicted", "covered", "right_speakers", "exact")
    }
    precision, recall = share(total["covered"], total["predicted"]), share(total["covered"], total["gold"])
    exact = f1(share(total["exact"], total["predicted"]), share(total["exact"], total["gold"]))
    figures = {
        "content_f1": f1(precision, recall),
        "speaker_accuracy": share(total["right_speakers"], total["covered"]),
        "content_f1_iou_80": exact,
        "content_precision": precision,
        "content_recall": recall,
        "contents": total["gold"],
    }
    return Report(figures, tuple(line for one in counted for line in one.misses))


def _count(record: Record) -> Counted:
    text = record["text"]
    gold = [_gold(text, one) for one in record["attributions"]]
    predicted = list(predictions(read(text, published_on=None, language=record["language"])))
    covering = match(gold, predicted, cover, _ENOUGH_COVER)
    exact = match(gold, predicted, overlap, _EXACT)
    misses: list[str] = []
    right = 0
    for gold_at, predicted_at in covering:
        if same_head(gold[gold_at].source, predicted[predicted_at].source):
            right += 1
        else:
            got, wanted = predicted[predicted_at].source, gold[gold_at].source
            misses.append(f"speaker: got {got!r}, wanted {wanted!r} | {gold[gold_at].quote}")
    found = {gold_at for gold_at, _ in covering}
    used = {predicted_at for _, predicted_at in covering}
    misses.extend(f"missed: {one.source!r} | {one.quote}" for at, one in enumerate(gold) if at not in found)
    misses.extend(f"not wanted: {one.source!r} | {one.quote}" for at, one in enumerate(predicted) if at not in used)
    return Counted(len(gold), len(predicted), len(covering), right, len(exact), tuple(misses))


def _gold(text: str, one: Mapping[str, Any]) -> Attributed:
    spans = one["content"]
    content = frozenset(offset for start, end in spans for offset in range(start, end))
    source = " ".join(text[start:end] for start, end in one["source"])
    return Attributed(content, source, " … ".join(text[start:end] for start, end in spans)[:160])


def predictions(reading: Reading) -> Iterator[Attributed]:
    """The contents of a reading as offsets, with their sources as the text names them.

    Quotations that go on after the same reporting clause belong to its content; who says what inside somebody else's
    words is left to that.
    """
    words = reading.syntax.words
    joined: dict[tuple[int, int], list[Attribution]] = {}
    for report in attributions(reading.syntax, reading.reports, find_attitudes(reading).attitudes):
        joined.setdefault(report.cue, []).append(report)
    text = reading.syntax.text
    for reports in joined.values():
        offsets: set[int] = set()
        for first, last in (span for report in reports for span in report.contents):
            offsets.update(_offsets(text, words[first:last]))
        if not offsets:
            continue
        subject = reports[0].subject
        source = text[subject[0].start : subject[-1].end] if subject else ""
        yield Attributed(frozenset(offsets), source, text[min(offsets) : max(offsets) + 1][:160])


def _offsets(text: str, members: Sequence[Word]) -> Iterator[int]:
    """The offsets of words and what stands between and around them: *that* before, quotation marks on either side."""
    runs: list[list[int]] = []
    for word in members:
        if runs and 0 <= word.start - runs[-1][1] <= 3:
            runs[-1][1] = word.end
        else:
            runs.append([word.start, word.end])
    for start, end in runs:
        yield from range(_widened_left(text, start), _widened_right(text, end))


def _widened_left(text: str, start: int) -> int:
    while start and text[start - 1] in _MARKS:
        start -= 1
    if text[max(0, start - 5) : start].lower() == "that ":
        start -= 5
    return start


def _widened_right(text: str, end: int) -> int:
    while end < len(text) and text[end] in _MARKS_AFTER:
        end += 1
    return end


def match(
    gold: Sequence[Attributed], predicted: Sequence[Attributed], measure: Any, least: float
) -> list[tuple[int, int]]:
    """One to one, best first, where the measure reaches `least`."""
    pairs = sorted(
        (
            (-measure(one.content, other.content), at, other_at)
            for at, one in enumerate(gold)
            for other_at, other in enumerate(predicted)
            if one.content and not one.content.isdisjoint(other.content)
        ),
    )
    taken: set[int] = set()
    used: set[int] = set()
    found: list[tuple[int, int]] = []
    for size, at, other_at in pairs:
        if -size < least or at in taken or other_at in used:
            continue
        taken.add(at)
        used.add(other_at)
        found.append((at, other_at))
    return found


def cover(gold: frozenset[int], predicted: frozenset[int]) -> float:
    """The share of the gold content that the predicted one covers."""
    return share(len(gold & predicted), len(gold))


def overlap(gold: frozenset[int], predicted: frozenset[int]) -> float:
    """Intersection over union."""
    return share(len(gold & predicted), len(gold | predicted))


def same_head(gold: str, predicted: str) -> bool:
    """True if the two sources share a head name: the last name of either stands in the other; both may be empty."""
    wanted, got = head_words(gold), head_words(predicted)
    if not wanted or not got:
        return not wanted and not got
    return bool(wanted & got)
