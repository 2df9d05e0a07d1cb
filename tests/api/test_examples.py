"""The examples in the OpenAPI document were really sent and answered; and the committed document is the present one.

RENEW=1 .venv/bin/python -m pytest tests/api/test_examples.py    writes both anew; then read what git says has changed.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator, FormatChecker

from api import schema as described
from tests.api.recording import paths_of, record
from tests.servers import Servers

ROOT = Path(__file__).parents[2]
EXAMPLES, SNAPSHOT = ROOT / "api" / "examples.json", ROOT / "docs" / "openapi.json"
RENEW = "RENEW=1 .venv/bin/python -m pytest tests/api/test_examples.py"


def document() -> dict[str, Any]:
    made = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]  # untyped library
    return dict(json.loads(json.dumps(made, default=str)))


def written(what: Any) -> str:
    return json.dumps(what, indent=1, ensure_ascii=False) + "\n"


def held(path: Path, present: str) -> str:
    """What is committed; after writing it anew, where that was asked for."""
    if os.environ.get("RENEW"):
        path.write_text(present, "utf-8")
    return path.read_text("utf-8")


def test_the_examples_are_what_is_answered(own_database: Servers) -> None:
    asked = record(paths_of(document()))
    is_same = held(EXAMPLES, written(asked)) == written(asked)
    described.EXAMPLES.clear()
    described.EXAMPLES.update(asked)
    assert is_same, f"Something is answered otherwise than api/examples.json says. If that is meant: {RENEW}"


def test_the_committed_document_is_the_present_one() -> None:
    present = written(document())
    assert held(SNAPSHOT, present) == present, f"Described otherwise than in docs/openapi.json. If meant: {RENEW}"


def test_every_operation_has_an_example() -> None:
    operations = json.loads(EXAMPLES.read_text("utf-8"))["operations"]
    assert set(paths_of(document())) == set(operations)


@pytest.mark.parametrize("operation", sorted(json.loads(EXAMPLES.read_text("utf-8"))["operations"]))
def test_an_example_is_as_the_document_says(operation: str) -> None:
    whole = json.loads(SNAPSHOT.read_text("utf-8"))
    method, path = paths_of(whole)[operation]
    for answer in whole["paths"][path][method]["responses"].values():
        for content in answer.get("content", {}).values():
            if "example" in content:
                schema = content["schema"] | {"components": whole["components"]}
                Draft202012Validator(schema, format_checker=FormatChecker()).validate(content["example"])
