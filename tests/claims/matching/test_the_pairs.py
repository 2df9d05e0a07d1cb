"""The pairs of claims keep to their shape: closed lists, ISO days, unique ids, enough of every kind."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from claims.vocabulary.windows import Operator

HERE = Path(__file__).parent
FILES = tuple(path.name for path in sorted(HERE.glob("*pairs.jsonl")))

CLAIM_KEYS = frozenset(["text", "language", "claimant", "said_on", "operator", "not_before", "not_after"])
OPERATORS = (set(Operator) - {Operator.AFTER_EVENT}) | {None}
DIFFERENCES = frozenset(["number", "date", "polarity", "place", "person", "event"])
AT_LEAST = {"same": 50, "translation": 45, "near_miss": 65}

Pair = dict[str, Any]

every_file = pytest.mark.parametrize("name", FILES)


def read(name: str) -> list[Pair]:
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]


def claims_of(name: str) -> list[dict[str, Any]]:
    return [pair[side] for pair in read(name) for side in ("a", "b")]


def is_day(text: str) -> bool:
    """Whether the text is a calendar day, written YYYY-MM-DD."""
    return date.fromisoformat(text).isoformat() == text


def is_across(pair: Pair) -> bool:
    return bool(pair["a"]["language"] != pair["b"]["language"])


def is_labelled_rightly(pair: Pair) -> bool:
    if pair["relation"] == "near_miss":
        return pair["differs"] in DIFFERENCES
    return pair["differs"] is None and pair["relation"] == ("translation" if is_across(pair) else "same")


@every_file
def test_a_pair_has_its_shape(name: str) -> None:
    keys = {"id", "a", "b", "relation", "differs"}
    assert [pair for pair in read(name) if pair.keys() != keys or not is_labelled_rightly(pair)] == []


@every_file
def test_a_claim_has_its_shape(name: str) -> None:
    for claim in claims_of(name):
        assert claim.keys() == CLAIM_KEYS
        assert claim["text"].strip() == claim["text"] != ""
        assert claim["claimant"]
        assert claim["language"] in {"en", "fr"}
        assert claim["operator"] in OPERATORS


@every_file
def test_days_are_iso_and_windows_run_forward(name: str) -> None:
    for claim in claims_of(name):
        ends = [day for day in (claim["not_before"], claim["not_after"]) if day is not None]
        assert all(is_day(day) for day in [claim["said_on"], *ends])
        assert ends == sorted(ends)
        assert bool(ends) == (claim["operator"] not in {None, "none"})


@every_file
def test_a_claim_is_not_paired_with_itself(name: str) -> None:
    assert [pair["id"] for pair in read(name) if pair["a"] == pair["b"]] == []


@every_file
def test_no_two_pairs_look_for_the_same_partner(name: str) -> None:
    partners = Counter(pair["b"]["text"] for pair in read(name))
    assert [text for text, times in partners.items() if times > 1] == []


@every_file
def test_there_are_enough_of_every_relation(name: str) -> None:
    counts = Counter(pair["relation"] for pair in read(name))
    assert [relation for relation, least in AT_LEAST.items() if counts[relation] < least] == []


@every_file
def test_near_misses_differ_in_every_way_and_a_third_across_languages(name: str) -> None:
    misses = [pair for pair in read(name) if pair["relation"] == "near_miss"]
    assert {pair["differs"] for pair in misses} == DIFFERENCES
    assert sum(map(is_across, misses)) * 3 >= len(misses)


@every_file
def test_half_of_the_pairs_are_predictions(name: str) -> None:
    pairs = read(name)
    predictions = [pair for pair in pairs if pair["a"]["operator"] is not None]
    assert len(predictions) * 2 >= len(pairs)


@every_file
def test_thirty_claims_have_a_true_partner_and_a_near_miss(name: str) -> None:
    true = {pair["a"]["text"] for pair in read(name) if pair["relation"] != "near_miss"}
    missed = {pair["a"]["text"] for pair in read(name) if pair["relation"] == "near_miss"}
    assert len(true & missed) >= 30


def test_ids_are_unique_over_all_files() -> None:
    ids = Counter(pair["id"] for name in FILES for pair in read(name))
    assert [key for key, times in ids.items() if times > 1] == []


def test_the_files_share_no_claim() -> None:
    claims = [text for name in FILES for text in {claim["text"] for claim in claims_of(name)}]
    assert [text for text, times in Counter(claims).items() if times > 1] == []
