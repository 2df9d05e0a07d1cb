"""`manage.py evaluate` scores each kind of set, and says in one sentence what is wrong with one."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

ARTICLE = "The port will close on Monday, the company said."
CLAIM: dict[str, Any] = {
    "id": "C1",
    "start": 0,
    "end": 29,
    "quote": "The port will close on Monday",
    "kind": "prediction",
    "alt_kinds": ["commitment"],
    "claimant": "the company",
    "evidentiality": "reported",
    "hedge": None,
    "condition": None,
    "time": {"operator": "on", "not_before": "2022-02-14", "not_after": "2022-02-14"},
    "check_worthy": 1,
}
DOCUMENT: dict[str, Any] = {
    "document": "port.txt",
    "language": "en",
    "published_on": "2022-02-12",
    "claims": [CLAIM],
}
TIMEX: dict[str, Any] = {
    "text": "The mill closed on 5 May 2023.",
    "language": "en",
    "published_on": "2023-05-08",
    "timexes": [{"start": 19, "end": 29, "type": "DATE", "value": "2023-05-05"}],
}
TIMESPAN: dict[str, Any] = {
    "text": "See you on 5 May 2023",
    "language": "en",
    "reference": "2023-05-01",
    "expressions": [{"start": 11, "end": 21, "windows": [["2023-05-05", "2023-05-05"]]}],
}
ATTRIBUTION: dict[str, Any] = {
    "text": ARTICLE,
    "language": "en",
    "attributions": [{"source": [[31, 42]], "cue": [[43, 47]], "content": [[0, 29]]}],
}
SENTENCE: dict[str, Any] = {"text": "Unemployment rose by 4 percent in 2021.", "check_worthy": 1}
SAID: dict[str, Any] = {
    "text": "The port will close on 5 May 2023.",
    "language": "en",
    "claimant": "the mayor",
    "said_on": "2023-05-01",
    "operator": "on",
    "not_before": "2023-05-05",
    "not_after": "2023-05-05",
}
PAIR: dict[str, Any] = {"id": "1", "a": SAID, "b": {**SAID, "text": "On 5 May 2023 it shuts."}, "relation": "same"}
LATER: dict[str, Any] = {
    "headline": "Port shut",
    "text": "The port closed on Friday, the mayor said.",
    "language": "en",
    "published_on": "2023-05-06",
    "why": "settles",
    "passages": [{"quote": "The port closed on Friday, the mayor said.", "stance": "supports"}],
}
WORLD: dict[str, Any] = {"prediction": {**SAID, "aliases": [], "is_negated": False}, "documents": [LATER]}
LINES = {"timex": TIMEX, "timespans": TIMESPAN, "attribution": ATTRIBUTION, "checkworthy": SENTENCE}


def folder_of(path: Path, document: Any = DOCUMENT) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    (path / "port.json").write_text(json.dumps(document), "utf-8")
    (path / "port.txt").write_text(ARTICLE, "utf-8")
    return path


def file_of(path: Path, *records: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records), "utf-8")
    return path


def run(*arguments: object) -> str:
    out = io.StringIO()
    call_command("evaluate", *map(str, arguments), stdout=out)
    return out.getvalue()


def refusal(*arguments: object) -> str:
    with pytest.raises(CommandError) as refused:
        run(*arguments)
    return str(refused.value)


@pytest.mark.parametrize(
    ("kind", "figure", "value"),
    [
        ("timex", "value_f1", 1),
        ("timespans", "exact", 1),
        ("attribution", "speaker_accuracy", 1),
        ("checkworthy", "average_precision", 1),
    ],
)
def test_a_file_read_rightly_scores_one(kind: str, figure: str, value: float, tmp_path: Path) -> None:
    path = file_of(tmp_path / "set.jsonl", LINES[kind])
    assert json.loads(run(f"--{kind}", path, "--json"))[figure] == value


def test_a_folder_of_claims_is_scored(tmp_path: Path) -> None:
    figures = json.loads(run("--claims", folder_of(tmp_path), "--json"))
    assert (figures["windows"], figures["claimant"], figures["documents"]) == (1, 1, 1)


def test_figures_are_shown_as_a_table(tmp_path: Path) -> None:
    shown = run("--timespans", file_of(tmp_path / "set.jsonl", TIMESPAN)).splitlines()
    assert [line.split() for line in shown] == [["exact", "1.000"], ["found", "1.000"], ["expressions", "1"]]


def test_misses_are_written_one_a_line(tmp_path: Path) -> None:
    wrong = {**TIMESPAN, "expressions": [{"start": 11, "end": 21, "windows": [["2023-05-06", None]]}]}
    run("--timespans", file_of(tmp_path / "set.jsonl", wrong, wrong), "--dump", tmp_path / "misses")
    assert [line[:12] for line in (tmp_path / "misses").read_text("utf-8").splitlines()] == ["“5 May 2023”"] * 2


def test_a_dump_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    path = file_of(tmp_path / "set.jsonl", SENTENCE)
    assert (
        refusal("--checkworthy", path, "--dump", tmp_path) == f"--dump: {tmp_path} cannot be written: Is a directory."
    )


@pytest.mark.parametrize("kind", [*LINES, "claims"])
def test_a_missing_path_is_named(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "nothing"
    assert refusal(f"--{kind}", path) == f"--{kind}: {path} is not there."


@pytest.mark.parametrize("kind", LINES)
def test_a_folder_is_no_file(kind: str, tmp_path: Path) -> None:
    assert "is not a file of" in refusal(f"--{kind}", tmp_path)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    assert "is not a folder of" in refusal("--claims", file_of(tmp_path / "a.json", DOCUMENT))


@pytest.mark.parametrize("kind", LINES)
def test_an_empty_file_has_nothing_to_score(kind: str, tmp_path: Path) -> None:
    assert refusal(f"--{kind}", file_of(tmp_path / "set.jsonl")).endswith("cannot be scored: it has no line to score.")


def test_an_empty_folder_has_nothing_to_score(tmp_path: Path) -> None:
    assert "it holds no annotated document" in refusal("--claims", tmp_path)


def without(record: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name != key}


BAD_LINES = [
    ("timex", without(TIMEX, "published_on"), 'line 2: "published_on" is missing'),
    ("timex", {**TIMEX, "timexes": [without(TIMEX["timexes"][0], "value")]}, '"value" is missing in timexes[0]'),
    ("timex", {**TIMEX, "published_on": "8 May"}, '"published_on" is not a day as YYYY-MM-DD'),
    ("timex", {**TIMEX, "language": "de"}, '"language" is not one of en, fr'),
    ("timespans", without(TIMESPAN, "reference"), 'line 2: "reference" is missing'),
    (
        "timespans",
        {**TIMESPAN, "expressions": [{"start": 1, "end": 2, "windows": [["2023-05-05"]]}]},
        '"expressions[0].windows[0]" is not a pair of days as YYYY-MM-DD, either may be null',
    ),
    ("timespans", {**TIMESPAN, "expressions": {}}, '"expressions" is not a list'),
    ("timespans", {**TIMESPAN, "expressions": [1]}, '"expressions[0]" is not an object'),
    ("attribution", without(ATTRIBUTION, "attributions"), 'line 2: "attributions" is missing'),
    (
        "attribution",
        {**ATTRIBUTION, "attributions": [{"source": [], "content": [[3, 1]]}]},
        '"attributions[0].content[0]" is not a pair of offsets, start and end',
    ),
    ("checkworthy", without(SENTENCE, "check_worthy"), 'line 2: "check_worthy" is missing'),
    ("checkworthy", {**SENTENCE, "check_worthy": "yes"}, '"check_worthy" is not 0 or 1'),
    ("checkworthy", [SENTENCE], "line 2 is not a JSON object"),
]


@pytest.mark.parametrize(("kind", "bad", "reason"), BAD_LINES)
def test_a_malformed_line_is_named_with_what_is_missing(kind: str, bad: Any, reason: str, tmp_path: Path) -> None:
    said = refusal(f"--{kind}", file_of(tmp_path / "set.jsonl", LINES[kind], bad))
    assert ("line 2" in said, said.endswith(f"{reason}.")) == (True, True), said


def test_a_line_that_is_not_json_is_named(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(f"{json.dumps(SENTENCE)}\n\n{{'text': 1}}\n", "utf-8")
    assert "line 3 is not JSON: Expecting property name" in refusal("--checkworthy", path)


def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(b"caf\xe9")
    assert refusal("--timex", path).endswith("set.jsonl: byte 3 is not UTF-8.")


BAD_DOCUMENTS = [
    (without(DOCUMENT, "published_on"), 'port.json: "published_on" is missing'),
    ({**DOCUMENT, "claims": [without(CLAIM, "kind")]}, 'port.json: "kind" is missing in claims[0]'),
    ({**DOCUMENT, "claims": [{**CLAIM, "time": {}}]}, 'port.json: "operator" is missing in claims[0].time'),
    ({**DOCUMENT, "claims": [{**CLAIM, "end": 28}]}, '"claims[0].quote" is not what stands at its offsets'),
    ({**DOCUMENT, "document": "harbour.txt"}, "port.json: its text harbour.txt is not there"),
]


@pytest.mark.parametrize(("document", "reason"), BAD_DOCUMENTS)
def test_a_malformed_document_is_named_with_what_is_missing(document: Any, reason: str, tmp_path: Path) -> None:
    assert refusal("--claims", folder_of(tmp_path, document)).endswith(f"{reason}.")


def test_json_broken_on_a_later_line_of_a_document_is_found_there(tmp_path: Path) -> None:
    folder_of(tmp_path)
    (tmp_path / "port.json").write_text('{\n "document": }', "utf-8")
    assert "port.json is not JSON: Expecting value at line 2, column 14" in refusal("--claims", tmp_path)


@pytest.fixture
def clone(tmp_path: Path, settings: Settings) -> Path:
    """A fresh clone: what the project ships, and nothing beside it."""
    root = tmp_path / "project"
    for name in ("cases", "held_out"):
        folder_of(root / "tests/claims/extraction" / name)
    for name in ("pairs.jsonl", "held_pairs.jsonl", "held2_pairs.jsonl"):
        file_of(root / "tests/claims/matching" / name, PAIR)
    for name in ("open_01.json", "held_01.json"):
        file_of(root / "tests/claims/matching/evidence" / name, WORLD)
    settings.BASE_DIR = root
    return root


def test_a_fresh_clone_scores_what_it_ships_and_names_what_is_absent(clone: Path) -> None:
    shown = run("--all")
    assert "held_out" in shown
    absent = next(line for line in shown.splitlines() if line.startswith("Not here, so not scored: "))
    assert "../shared/gold/dev, ../shared/data/attribution_en_polnear_dev.jsonl" in absent


def test_a_shared_set_that_is_there_is_scored_against_its_target(clone: Path) -> None:
    file_of(clone.parent / "shared/data/timespans_fr_recognizers.jsonl", TIMESPAN)
    assert ["data/timespans_fr_recognizers.jsonl", "exact", "1.000", "≥", "0.80"] in map(
        str.split, run("--all").splitlines()
    )


def test_a_figure_under_its_target_says_so_and_fails_nothing(clone: Path) -> None:
    missed = {**TIMESPAN, "expressions": [{"start": 11, "end": 21, "windows": []}]}
    file_of(clone.parent / "shared/data/timespans_fr_recognizers.jsonl", missed)
    assert "exact              0.000  ≥ 0.80  below" in run("--all")


def test_a_set_that_cannot_be_scored_fails_after_the_others_were(clone: Path, tmp_path: Path) -> None:
    (clone / "tests/claims/extraction/cases/port.json").unlink()
    out = io.StringIO()
    with pytest.raises(CommandError, match="it holds no annotated document"):
        call_command("evaluate", "--all", "--dump", str(tmp_path / "misses"), stdout=out)
    assert "held_out" in out.getvalue()


def test_all_sets_are_one_json_object_by_name(clone: Path) -> None:
    assert [*json.loads(run("--all", "--json"))] == [
        "cases",
        "held_out",
        "matching/evidence",
        "matching/pairs.jsonl",
        "matching/held_pairs.jsonl",
        "matching/held2_pairs.jsonl",
    ]


def test_misses_of_all_sets_name_their_set(clone: Path, tmp_path: Path) -> None:
    folder_of(clone / "tests/claims/extraction/held_out", {**DOCUMENT, "claims": []})
    run("--all", "--dump", tmp_path / "misses")
    assert "held_out: port not wanted: The port will close on Monday" in (tmp_path / "misses").read_text("utf-8")
