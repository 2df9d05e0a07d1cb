"""Day windows: a hit overlaps the annotated span and has exactly its days."""

import json
from pathlib import Path
from typing import Any

import pytest

from claims.evaluation import timespans


def record(text: str, said: str, *windows: list[str | None]) -> dict[str, Any]:
    start = text.index(said)
    expression = {"start": start, "end": start + len(said), "windows": list(windows)}
    return {"text": text, "reference": "2023-05-08", "language": "fr", "expressions": [expression]}


@pytest.mark.parametrize(
    ("text", "said", "window"),
    [
        ("le bac part demain", "demain", ["2023-05-09", "2023-05-09"]),
        ("le bac part maintenant", "maintenant", ["2023-05-08", "2023-05-08"]),
        ("le bac part avant juin 2024", "avant juin 2024", [None, "2024-05-31"]),
        ("le bac part avant juin 2024", "juin 2024", ["2024-06-01", "2024-06-30"]),
        ("le bac part dès juin 2024", "dès juin 2024", ["2024-06-01", None]),
    ],
)
def test_a_hit_has_exactly_these_days(text: str, said: str, window: list[str | None]) -> None:
    assert timespans.score_records([record(text, said, window)]).figures["exact"] == 1


def test_any_accepted_window_is_a_hit() -> None:
    accepted: list[list[str | None]] = [["2023-05-06", "2023-05-06"], ["2023-05-13", "2023-05-13"]]
    assert timespans.score_records([record("le bac part samedi", "samedi", *accepted)]).figures["exact"] == 1


def test_a_window_a_day_too_long_is_a_miss_and_is_shown() -> None:
    report = timespans.score_records([record("le bac part demain", "demain", ["2023-05-09", "2023-05-10"])])
    assert (report.figures["exact"], len(report.misses)) == (0, 1)


def test_what_is_not_overlapped_is_not_found() -> None:
    report = timespans.score_records([record("le bac part demain", "le bac", ["2023-05-09", "2023-05-09"])])
    assert (report.figures["found"], report.figures["exact"]) == (0, 0)


def test_a_file_is_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    line = json.dumps(record("le bac part demain", "demain", ["2023-05-09", "2023-05-09"]))
    path.write_text(f"{line}\n{line}\n", encoding="utf-8")
    assert timespans.score(path).figures == {"exact": 1, "found": 1, "expressions": 2}
