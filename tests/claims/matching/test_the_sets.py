"""The evidence sets keep to their shape: verbatim passages, ISO dates, closed lists, nothing proposed from before."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from claims.vocabulary.windows import Operator

EVIDENCE = Path(__file__).parent / "evidence"
OPEN = sorted(EVIDENCE.glob("open_*.json"))
HELD = sorted(EVIDENCE.glob("held*.json"))
AT_LEAST = 30

PREDICTION_KEYS = frozenset(
    [
        "text",
        "language",
        "kind",
        "claimant",
        "aliases",
        "said_on",
        "operator",
        "not_before",
        "not_after",
        "is_negated",
        "outcome",
    ]
)
DOCUMENT_KEYS = frozenset(["published_on", "language", "publisher", "headline", "text", "passages", "why"])
LANGUAGES = frozenset(["en", "fr"])
KINDS = frozenset(["prediction", "commitment", "conditional_prediction", "denial"])
OUTCOMES = frozenset(["came_true", "did_not_come_true", "partly", "open"])
STANCES = frozenset(["supports", "refutes", "context"])

every_file = pytest.mark.parametrize("path", OPEN + HELD, ids=lambda path: path.stem)


def read(path: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    case = json.loads(path.read_text("utf-8"))
    assert case.keys() == {"prediction", "documents"}
    return case["prediction"], case["documents"]


def is_day(text: str) -> bool:
    """Whether the text is a calendar day, written YYYY-MM-DD."""
    return date.fromisoformat(text).isoformat() == text


@every_file
def test_a_prediction_has_its_shape(path: Path) -> None:
    said, _ = read(path)
    assert said.keys() == PREDICTION_KEYS
    assert all([said["text"], said["claimant"], *said["aliases"]])
    assert said["language"] in LANGUAGES
    assert said["kind"] in KINDS
    assert said["operator"] in set(Operator) - {Operator.AFTER_EVENT}
    assert said["outcome"] in OUTCOMES
    assert isinstance(said["is_negated"], bool)


@every_file
def test_a_prediction_is_dated_in_iso_and_its_window_runs_forward(path: Path) -> None:
    said, _ = read(path)
    ends = [day for day in (said["not_before"], said["not_after"]) if day is not None]
    assert all(is_day(day) for day in [said["said_on"], *ends])
    assert ends == sorted(ends)


@every_file
def test_a_prediction_has_three_to_six_documents(path: Path) -> None:
    _, documents = read(path)
    assert 3 <= len(documents) <= 6


@every_file
def test_a_document_has_its_shape(path: Path) -> None:
    for document in read(path)[1]:
        assert document.keys() == DOCUMENT_KEYS
        assert document["language"] in LANGUAGES
        assert is_day(document["published_on"])
        assert all(document[key] for key in DOCUMENT_KEYS - {"passages"})


@every_file
def test_a_passage_is_a_verbatim_quote_with_a_known_stance(path: Path) -> None:
    for document in read(path)[1]:
        for passage in document["passages"]:
            assert passage.keys() == {"quote", "stance"}
            assert document["text"].count(passage["quote"]) == 1, passage["quote"]
            assert passage["quote"].strip() == passage["quote"] != ""
            assert passage["stance"] in STANCES


@every_file
def test_no_passage_is_older_than_the_prediction(path: Path) -> None:
    said, documents = read(path)
    older = [document for document in documents if document["published_on"] < said["said_on"]]
    assert [document["headline"] for document in older if document["passages"]] == []


def test_the_open_half_has_thirty_predictions() -> None:
    assert len(OPEN) >= AT_LEAST


def test_a_tenth_of_the_open_half_has_nothing_to_propose() -> None:
    without = [path for path in OPEN if not any(document["passages"] for document in read(path)[1])]
    assert len(without) * 10 >= len(OPEN)
