"""The annotated documents keep to their guide: offsets, closed lists, chains, windows that agree with the calendar."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from claims.vocabulary.kinds import NARRATOR, AttributionKind, Evidentiality, Kind
from claims.vocabulary.windows import Operator, Precision

HERE = Path(__file__).parent
FILES = sorted(path for folder in ("cases", "held_out") for path in (HERE / folder).glob("*.json"))

CLAIM_KEYS = frozenset(
    [
        "id",
        "start",
        "end",
        "quote",
        "kind",
        "alt_kinds",
        "claimant",
        "alt_claimants",
        "attribution_kind",
        "attribution",
        "evidentiality",
        "hedge",
        "condition",
        "time",
        "check_worthy",
        "optional",
    ]
)
TIME_KEYS = frozenset(["text", "start", "end", "operator", "not_before", "not_after", "precision"])
BOUNDS = {  # which ends a window has: (not_before, not_after)
    Operator.ON: (True, True),
    Operator.WITHIN: (True, True),
    Operator.NOT_BEFORE: (True, False),
    Operator.BY: (False, True),
    Operator.BEFORE: (False, True),
    Operator.UNTIL: (False, True),
    Operator.AFTER_EVENT: (False, False),
    Operator.NONE: (False, False),
}
WEEKDAYS = (
    ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
)
MONTHS = (
    [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
)
WEEKDAY = re.compile("|".join(name for names in WEEKDAYS for name in names))
MONTH = "|".join(name for names in MONTHS for name in names)
DAY_OF_MONTH = re.compile(rf"(?P<day>\d{{1,2}})(?:er)?\s(?P<month>{MONTH})|(?P<name>{MONTH})\s(?P<number>\d{{1,2}})\b")
AFTER = re.compile(r"(?i)après|au-delà|after")

each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def read(path: Path) -> tuple[dict[str, Any], str]:
    gold = json.loads(path.read_text("utf-8"))
    return gold, (path.parent / gold["document"]).read_text("utf-8")


def times(gold: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (claim["time"] for claim in gold["claims"] if claim["time"])


def named_ends(time: dict[str, Any]) -> set[date]:
    """The days that a time expression may name: the ends of its window; *after the 20th* names the 20th."""
    shift = timedelta(days=1 if time["operator"] == "not_before" and AFTER.match(time["text"]) else 0)
    ends = (time[end] for end in ("not_before", "not_after"))
    return {date.fromisoformat(end) - shift for end in ends if end}


def weekdays_named(text: str) -> set[int]:
    return {names.index(name) for name in WEEKDAY.findall(text) for names in WEEKDAYS if name in names}


def days_named(text: str) -> set[tuple[int, int]]:
    found = ((m["day"] or m["number"], m["month"] or m["name"]) for m in DAY_OF_MONTH.finditer(text))
    return {(int(day), names.index(name) + 1) for day, name in found for names in MONTHS if name in names}


@each_file
def test_a_quote_is_the_text_between_its_offsets(path: Path) -> None:
    gold, text = read(path)
    assert [
        c["id"] for c in gold["claims"] if text[c["start"] : c["end"]] != c["quote"] or not c["quote"].strip()
    ] == []


@each_file
def test_a_document_says_what_it_is_when_and_by_whom(path: Path) -> None:
    gold, _ = read(path)
    assert gold.keys() == {"document", "language", "published_on", "publisher", "claims"}
    assert (gold["document"], gold["language"]) == (f"{path.stem}.txt", path.stem[:2])
    assert date.fromisoformat(gold["published_on"]).isoformat() == gold["published_on"]
    assert gold["publisher"].strip()
    assert gold["claims"]


@each_file
def test_a_claim_has_the_keys_of_the_guide_and_no_others(path: Path) -> None:
    gold, _ = read(path)
    assert [c["id"] for c in gold["claims"] if c.keys() != CLAIM_KEYS] == []
    assert [t["text"] for t in times(gold) if t.keys() != TIME_KEYS] == []


@each_file
def test_claims_stand_in_document_order_and_are_numbered_so(path: Path) -> None:
    gold, _ = read(path)
    spans = [(c["start"], -c["end"]) for c in gold["claims"]]
    assert [c["id"] for c in gold["claims"]] == [f"C{number:02d}" for number in range(1, len(spans) + 1)]
    assert [start for start, _ in spans] == sorted(start for start, _ in spans)


@each_file
def test_no_span_is_annotated_twice(path: Path) -> None:
    gold, _ = read(path)
    spans = [(c["start"], c["end"]) for c in gold["claims"]]
    assert [span for span in spans if spans.count(span) > 1] == []


@each_file
def test_words_come_from_the_closed_lists(path: Path) -> None:
    gold, _ = read(path)
    claims = gold["claims"]
    assert {kind for c in claims for kind in (c["kind"], *c["alt_kinds"])} <= set(Kind)
    assert {c["attribution_kind"] for c in claims} <= set(AttributionKind)
    assert {c["evidentiality"] for c in claims} <= set(Evidentiality)
    assert {c["check_worthy"] for c in claims} <= {0, 1}
    assert [c["id"] for c in claims if not isinstance(c["optional"], bool)] == []
    assert {t["operator"] for t in times(gold)} <= set(Operator)
    assert {t["precision"] for t in times(gold)} <= set(Precision)


@each_file
def test_a_kind_is_not_its_own_alternative_nor_a_claimant(path: Path) -> None:
    gold, _ = read(path)
    assert [c["id"] for c in gold["claims"] if c["kind"] in c["alt_kinds"]] == []
    assert [c["id"] for c in gold["claims"] if c["claimant"] in c["alt_claimants"]] == []


@each_file
def test_only_the_narrator_speaks_without_a_source(path: Path) -> None:
    gold, _ = read(path)
    narrated = [c["id"] for c in gold["claims"] if c["attribution_kind"] == "narrator"]
    assert narrated == [c["id"] for c in gold["claims"] if c["claimant"] == NARRATOR]
    assert [c["id"] for c in gold["claims"] if not c["attribution"] and c["id"] not in narrated] == []


@each_file
def test_a_chain_ends_with_the_claimant(path: Path) -> None:
    gold, _ = read(path)
    others = (c for c in gold["claims"] if c["claimant"] != NARRATOR)
    assert [c["id"] for c in others if c["attribution"][-1]["claimant"] != c["claimant"]] == []


@each_file
def test_cues_and_conditions_stand_in_the_text_and_hedges_in_the_quote(path: Path) -> None:
    gold, text = read(path)
    cues = [link["cue"] for c in gold["claims"] for link in c["attribution"]]
    assert [cue for cue in cues if cue.lower() not in text.lower()] == []
    assert [c["id"] for c in gold["claims"] if (c["condition"] or "") not in text] == []
    assert [c["id"] for c in gold["claims"] if (c["hedge"] or "") not in c["quote"]] == []


@each_file
def test_a_conditional_prediction_has_its_condition(path: Path) -> None:
    gold, _ = read(path)
    assert [c["id"] for c in gold["claims"] if c["kind"] == "conditional_prediction" and not c["condition"]] == []


@each_file
def test_what_can_only_be_opinion_is_not_worth_a_check(path: Path) -> None:
    gold, _ = read(path)
    opinions = [c for c in gold["claims"] if c["kind"] == "opinion" and not c["alt_kinds"]]
    assert [c["id"] for c in opinions if c["check_worthy"]] == []


@each_file
def test_only_denials_are_denied(path: Path) -> None:
    gold, _ = read(path)
    assert [c["id"] for c in gold["claims"] if c["evidentiality"] == "denied" and c["kind"] != "denial"] == []


@each_file
def test_a_time_expression_is_the_text_between_its_offsets(path: Path) -> None:
    gold, text = read(path)
    assert [t["text"] for t in times(gold) if text[t["start"] : t["end"]] != t["text"] or not t["text"]] == []


@each_file
def test_a_time_expression_stands_outside_the_condition(path: Path) -> None:
    gold, _ = read(path)
    both = [c for c in gold["claims"] if c["time"] and c["condition"] and c["condition"] in c["quote"]]
    inside = [c["id"] for c in both if c["time"]["text"] in c["condition"]]
    assert inside == []


@each_file
def test_an_operator_has_the_ends_it_needs(path: Path) -> None:
    gold, _ = read(path)
    for time in times(gold):
        assert (bool(time["not_before"]), bool(time["not_after"])) == BOUNDS[Operator(time["operator"])], time


@each_file
def test_a_window_opens_before_it_closes(path: Path) -> None:
    gold, _ = read(path)
    closed = [t for t in times(gold) if t["not_before"] and t["not_after"]]
    assert [t for t in closed if date.fromisoformat(t["not_before"]) > date.fromisoformat(t["not_after"])] == []


@each_file
def test_on_is_one_day_and_vague_is_no_window(path: Path) -> None:
    gold, _ = read(path)
    assert [t for t in times(gold) if t["operator"] == "on" and t["not_before"] != t["not_after"]] == []
    assert [t for t in times(gold) if (t["precision"] == "vague") != (t["operator"] in ("none", "after_event"))] == []


@each_file
def test_the_weekdays_that_are_named_are_those_of_the_calendar(path: Path) -> None:
    gold, _ = read(path)
    named = [(t, weekdays_named(t["text"])) for t in times(gold)]
    wrong = [t for t, weekdays in named if not weekdays <= {end.weekday() for end in named_ends(t)}]
    assert wrong == []


@each_file
def test_the_days_that_are_named_end_the_window(path: Path) -> None:
    gold, _ = read(path)
    named = [(t, days_named(t["text"])) for t in times(gold) if t["operator"] != "none"]
    wrong = [t for t, days in named if not days <= {(end.day, end.month) for end in named_ends(t)}]
    assert wrong == []


@each_file
def test_a_weekend_is_a_saturday_and_a_sunday(path: Path) -> None:
    gold, _ = read(path)
    weekends = [t for t in times(gold) if t["precision"] == "weekend" and t["operator"] == "within"]
    assert [t for t in weekends if [end.weekday() for end in sorted(named_ends(t))] != [5, 6]] == []


@each_file
def test_what_has_lasted_since_lasts_until_publication(path: Path) -> None:
    gold, _ = read(path)
    since = [t for t in times(gold) if re.match(r"(?i)depuis|since", t["text"])]
    assert [t for t in since if (t["operator"], t["not_after"]) != ("within", gold["published_on"])] == []


def test_there_are_documents_in_both_languages_to_tune_on() -> None:
    assert {path.stem[:2] for path in FILES if path.parent.name == "cases"} == {"fr", "en"}
