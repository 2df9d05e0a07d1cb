"""TempEval-3 scoring of time expressions, on texts of our own."""

import json
from datetime import date
from pathlib import Path

import pytest

from claims.evaluation import timex
from claims.evaluation.timex import Timex, pair_by_overlap, timexes

TEXT = "The mill closed on Friday. It will reopen by the end of May, after six weeks."
GOLD = [
    {"start": 19, "end": 25, "type": "DATE", "value": "2023-05-05"},
    {"start": 45, "end": 59, "type": "DATE", "value": "2023-05"},
    {"start": 67, "end": 76, "type": "DURATION", "value": "P6W"},
]
RECORD = {"id": "a", "published_on": "2023-05-08", "language": "en", "text": TEXT, "timexes": GOLD}


def test_a_perfect_reading_scores_one() -> None:
    figures = timex.score_records([RECORD]).figures
    assert (figures["relaxed_f1"], figures["strict_f1"], figures["value_f1"]) == (1, 1, 1)


def test_a_missed_expression_costs_recall_and_is_shown() -> None:
    extra = {"start": 4, "end": 8, "type": "DATE", "value": "2020"}
    report = timex.score_records([{**RECORD, "timexes": [*GOLD, extra]}])
    assert (report.figures["relaxed_recall"], len(report.misses)) == (0.75, 1)


def test_a_wrong_value_costs_the_value_figure_only() -> None:
    wrong = {**GOLD[0], "value": "2023-05-12"}
    figures = timex.score_records([{**RECORD, "timexes": [wrong, *GOLD[1:]]}]).figures
    assert [figures["relaxed_f1"], figures["value_f1"]] == pytest.approx([1, 2 / 3])


def test_a_file_is_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps(RECORD) + "\n\n" + json.dumps(RECORD) + "\n", encoding="utf-8")
    assert timex.score(path).figures["annotated"] == 6


def test_each_expression_is_matched_once() -> None:
    gold = [Timex(0, 10, "DATE", "")]
    found = [Timex(0, 3, "DATE", ""), Timex(2, 10, "DATE", "")]
    assert pair_by_overlap(gold, found) == [(gold[0], found[1])]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It closed on Friday.", ["2023-05-05"]),
        ("It will close on Friday.", ["2023-05-12"]),
        ("On Friday, the mill will close.", ["2023-05-12"]),
        ("It closed last week.", ["2023-W18"]),
        ("It closed in late March.", ["2023-03"]),
        ("It closed last fall.", ["2022-FA"]),
        ("It closed in the 1990s.", ["199X"]),
        ("It closed in the third quarter of 2021.", ["2021-Q3"]),
        ("It was open between 2006 and 2011.", ["2006", "2011"]),
        ("It closed at 9 a.m. on Friday.", ["2023-05-05T09:00"]),
        ("It closed on Friday night.", ["2023-05-05"]),
        ("It closed three years ago.", ["2020"]),
        ("It closed two months ago.", ["2023-03"]),
        ("It ran for five months.", ["P5M"]),
        ("A 5 1/2 hour run.", ["PT5H30M"]),
        ("It ran for decades.", ["PXY"]),
        ("It fell over the past decade.", ["P10Y"]),
        ("It runs daily.", ["P1D"]),
        ("It is closed now.", ["PRESENT_REF"]),
        ("It opens soon.", []),
    ],
)
def test_an_expression_has_this_value(text: str, values: list[str]) -> None:
    assert [found.value for found in timexes(text, "en", date(2023, 5, 8))] == values


@pytest.mark.parametrize(
    ("text", "kind"),
    [("on Friday", "DATE"), ("at 9 p.m.", "TIME"), ("six weeks", "DURATION"), ("every Friday", "SET")],
)
def test_an_expression_has_this_type(text: str, kind: str) -> None:
    assert [found.kind for found in timexes(text, "en", date(2023, 5, 8))] == [kind]


def test_the_operator_word_stays_outside() -> None:
    (found,) = timexes("by the end of May", "en", date(2023, 5, 8))
    assert (found.start, found.end) == (3, 17)


def test_a_language_without_grammar_has_none() -> None:
    assert list(timexes("el lunes", "es", date(2023, 5, 8))) == []
