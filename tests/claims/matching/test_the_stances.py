"""The sentences that votes are fitted on keep to their shape: closed lists, days in order, each sentence once."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from claims.evaluation.records import Record, read_lines
from claims.vocabulary.windows import Operator
from tests.claims.matching.stances import SHAPE, STANCES

FILES = sorted(STANCES.glob("*.jsonl"))
KNOWN = frozenset(["supports", "refutes", "context"])

every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def predictions(path: Path) -> tuple[Record, ...]:
    return read_lines(path, SHAPE)


def days_of(prediction: Record) -> list[date]:
    """Its window's."""
    ends = (prediction["not_before"], prediction["not_after"])
    return [date.fromisoformat(day) for day in ends if day is not None]


@every_file
def test_a_prediction_has_a_known_operator_and_a_window_that_runs_forward(path: Path) -> None:
    assert {each["operator"] for each in predictions(path)} <= set(Operator)
    assert [each["text"] for each in predictions(path) if days_of(each) != sorted(days_of(each))] == []


@every_file
def test_a_sentence_is_later_than_its_prediction_and_has_a_known_stance(path: Path) -> None:
    for each in predictions(path):
        assert min(one["published_on"] for one in each["passages"]) > each["said_on"], each["text"]
        assert {one["stance"] for one in each["passages"]} <= KNOWN


@every_file
def test_no_stance_is_rare(path: Path) -> None:
    counted = Counter(one["stance"] for each in predictions(path) for one in each["passages"])
    assert min(counted[stance] for stance in KNOWN) * 4 >= counted.total()


def test_no_sentence_stands_twice() -> None:
    told = Counter(one["text"] for path in FILES for each in predictions(path) for one in each["passages"])
    assert [text for text, times in told.items() if times > 1] == []
