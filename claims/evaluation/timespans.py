"""Scores day windows: a hit overlaps the annotated span and has exactly its first and last day."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from claims.evaluation.records import DAY, LANGUAGE, OFFSET, TEXT, WINDOW, Record, Shape, read_lines
from claims.evaluation.report import Report, share
from claims.extraction.timeframe.grammar import find
from claims.extraction.timeframe.resolution import Direction, located, resolve
from claims.extraction.timeframe.symbols import Mention, Reference, Vague
from claims.vocabulary.windows import Operator

SHAPE: Shape = {
    "text": TEXT,
    "language": LANGUAGE,
    "reference": DAY,
    "expressions": [{"start": OFFSET, "end": OFFSET, "windows": [WINDOW]}],
}
DayWindow = tuple[str | None, str | None]


def score(path: Path) -> Report:
    """Scores the file of one JSON object a line: `text, reference, language, expressions [{start, end, windows}]`."""
    return score_records(read_lines(path, SHAPE))


def score_records(records: Iterable[Record]) -> Report:
    """The same over parsed records."""
    hits = total = spotted = 0
    misses: list[str] = []
    for record in records:
        mentions = find(record["text"], language=record["language"])
        reference = date.fromisoformat(record["reference"])
        for expected in record["expressions"]:
            near = [each for each in mentions if each.start < expected["end"] and expected["start"] < each.end]
            read = {window for each in near if (window := window_of(each, reference, expected["start"]))}
            total, spotted = total + 1, spotted + bool(near)
            if read & {(first, last) for first, last in expected["windows"]}:
                hits += 1
            else:
                misses.append(_miss(record, expected, near, read))
    return Report({"exact": share(hits, total), "found": share(spotted, total), "expressions": total}, tuple(misses))


def window_of(mention: Mention, reference: date, annotated_from: int) -> DayWindow | None:
    """First and last day of a mention, without a verb to tell which way it looks.

    These sets count the reference day as *now*, leave X out of *before X*, and where their span begins after the
    operator word, give the days of the expression itself.
    """
    if isinstance(mention.value, Vague) and mention.value.reference is Reference.PRESENT:
        return reference.isoformat(), reference.isoformat()
    if annotated_from >= mention.core_start > mention.start:
        days = located(mention, published_on=reference, direction=Direction.UNKNOWN)
        return (days.first.isoformat(), days.last.isoformat()) if days else None
    time = resolve(mention, published_on=reference, direction=Direction.UNKNOWN)
    if time is None:
        return None
    last = time.not_after
    if last and time.operator is Operator.BEFORE:
        last -= timedelta(days=1)
    return _written(time.not_before), _written(last)


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _miss(record: Record, expected: Record, near: list[Mention], read: set[DayWindow]) -> str:
    text = record["text"]
    said = text[expected["start"] : expected["end"]]
    spans = ", ".join(f"“{mention.text}”" for mention in near) or "nothing"
    windows = sorted(map(str, read))
    return f"“{said}” in “{text}” said {record['reference']}: {expected['windows']}; read {spans} as {windows}"
