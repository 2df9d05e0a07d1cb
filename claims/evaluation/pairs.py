"""Scores the likeness of claims on pairs, a JSON object a line: the same, a translation, or only nearly the same."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from claims.comparing.sameness import Likeness, compare
from claims.comparing.statement import Statement, read
from claims.encoding import encode
from claims.evaluation.records import DAY, LANGUAGE, TEXT, OrNull, Shape, read_lines
from claims.evaluation.report import Report, share
from claims.vocabulary.windows import Window

_CLAIM: Shape = {
    **dict.fromkeys(("text", "claimant"), TEXT),
    "language": LANGUAGE,
    "said_on": DAY,
    "operator": OrNull(TEXT),
    "not_before": OrNull(DAY),
    "not_after": OrNull(DAY),
}
SHAPE: Shape = {"id": TEXT, "a": _CLAIM, "b": _CLAIM, "relation": TEXT}
NEAR_MISS = "near_miss"
AT = 5


def score(path: Path) -> Report:
    """Each `a` looks for its `b` among those of the whole file; each pair of them is compared."""
    records = read_lines(path, SHAPE)
    table = _compared(records)
    partners = {(record["a"]["text"], record["b"]["text"]) for record in records if record["relation"] != NEAR_MISS}
    found, wanted, misses = 0, 0, []
    for number, record in enumerate(records):
        if record["relation"] == NEAR_MISS:
            continue
        wanted += 1
        best = _best_texts(table[number], records)
        found += record["b"]["text"] in best
        misses += [] if record["b"]["text"] in best else [f"not among five: {record['a']['text']}"]
    # Of every pair that can be made of the file, those of its near misses apart.
    strong = [
        (one["a"]["text"], other["b"]["text"])
        for number, one in enumerate(records)
        for place, other in enumerate(records)
        if table[number][place].is_strong and not (one["relation"] == NEAR_MISS and number == place)
    ]
    near = [number for number, record in enumerate(records) if record["relation"] == NEAR_MISS]
    strong_near = [number for number in near if table[number][number].is_strong]
    misses += [
        f"offered as the same: {records[number]['a']['text']} / {records[number]['b']['text']}"
        for number in strong_near
    ]
    right = sum(pair in partners for pair in strong)
    figures = {
        "recall_at_5": share(found, wanted),
        "strong_precision": share(right, len(strong) + len(strong_near)) if strong or strong_near else 1.0,
        "near_misses_apart": 1 - share(len(strong_near), len(near)),
        "strong": len(strong),
        "pairs": len(records),
    }
    return Report(figures, tuple(misses))


def _compared(records: Sequence[Any]) -> list[list[Likeness]]:
    ours, theirs = ([_statement(record[side]) for record in records] for side in "ab")
    cosines = encode([one.text for one in ours]) @ encode([one.text for one in theirs]).T
    return [
        [compare(one, other, cosine=float(cosine)) for other, cosine in zip(theirs, row, strict=True)]
        for one, row in zip(ours, cosines, strict=True)
    ]


def _statement(claim: Any) -> Statement:
    days = Window(_day(claim["not_before"]), _day(claim["not_after"])) if claim["operator"] else None
    said_on = _day(claim["said_on"])
    return read(claim["text"], language=claim["language"], said_on=said_on, names=[claim["claimant"]], window=days)


def _best_texts(row: Sequence[Likeness], records: Sequence[Any]) -> list[str]:
    """The five best, one text once: some stand in two pairs."""
    ranked = sorted(zip(row, records, strict=True), key=lambda pair: -pair[0].score)
    return list(dict.fromkeys(record["b"]["text"] for _likeness, record in ranked))[:AT]


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
