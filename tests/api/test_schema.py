"""The OpenAPI document says what the API does."""

from io import StringIO
from typing import Any

import pytest
import yaml
from django.contrib.auth.models import User
from django.core.management import call_command
from jsonschema import Draft202012Validator, FormatChecker
from rest_framework.test import APIClient

from claims import editing, tallying
from claims.clock import database_now
from tests import cast
from tests.api.conftest import decide, etag
from tests.waiting import entered, stale_fact


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    out = StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=out)
    document: dict[str, Any] = yaml.safe_load(out.getvalue())
    return document


def test_the_document_is_valid_openapi_3_1(schema: dict[str, Any]) -> None:
    assert schema["openapi"] == "3.1.0"


def test_anybody_may_read_the_document(anybody: APIClient) -> None:
    answer = anybody.get("/api/schema/", headers={"Accept": "application/vnd.oai.openapi+json"})
    assert (answer.status_code, answer.json()["info"]["title"]) == (200, "Aver")


def test_every_operation_tells_its_problems_as_problem_details(schema: dict[str, Any]) -> None:
    told = {
        tuple(response["content"])
        for path in schema["paths"].values()
        for operation in path.values()
        for status, response in operation["responses"].items()
        if int(status) >= 400
    }
    assert told == {("application/problem+json",)}


def matches(schema: dict[str, Any], path: str, status: str, content: Any, method: str = "get") -> None:
    (told,) = schema["paths"][path][method]["responses"][status]["content"].values()
    whole = told["schema"] | {"components": schema["components"]}
    Draft202012Validator(_closed(whole), format_checker=FormatChecker()).validate(content)


def _closed(node: Any) -> Any:
    """The schema, with objects that have exactly the members named, lest an undocumented one pass."""
    if isinstance(node, list):
        return [_closed(inner) for inner in node]
    if not isinstance(node, dict):
        return node
    closed = {key: _closed(inner) for key, inner in node.items()}
    return closed | {"additionalProperties": False} if "properties" in node and "type" in node else closed


NOUNS = ["documents", "candidates", "claims", "predictions", "evidence", "verdicts", "claimants"]


@pytest.fixture
def keys(edith: User) -> dict[str, int]:
    """One of each noun, by its key."""
    candidate = cast.candidate()
    claim = editing.accept(candidate, by=edith)
    return {
        "documents": candidate.version.document_id,
        "candidates": candidate.pk,
        "claims": claim.pk,
        "predictions": claim.prediction.pk,
        "verdicts": cast.settled(claim, by=edith).pk,
        "evidence": claim.evidence.get().pk,
        "claimants": claim.claimant_id,
    }


@pytest.mark.parametrize("noun", NOUNS)
def test_one_object_is_as_the_document_says(
    reader: APIClient, schema: dict[str, Any], keys: dict[str, int], noun: str
) -> None:
    matches(schema, f"/api/v1/{noun}/{{id}}/", "200", reader.get(f"/api/v1/{noun}/{keys[noun]}/").json())


@pytest.mark.parametrize("noun", [*NOUNS, "publishers"])
def test_a_list_is_as_the_document_says(
    reader: APIClient, schema: dict[str, Any], keys: dict[str, int], noun: str
) -> None:
    matches(schema, f"/api/v1/{noun}/", "200", reader.get(f"/api/v1/{noun}/").json())


def test_a_status_is_as_the_document_says(reader: APIClient, schema: dict[str, Any], keys: dict[str, int]) -> None:
    content = reader.get(f"/api/v1/claims/{keys['claims']}/status/").json()
    matches(schema, "/api/v1/claims/{id}/status/", "200", content)


@pytest.mark.parametrize("of", ["claimants/{id}", "publishers/{slug}"])
def test_a_record_is_as_the_document_says(
    reader: APIClient, schema: dict[str, Any], keys: dict[str, int], of: str
) -> None:
    entered()
    tallying.keep_up()
    content = reader.get(f"/api/v1/{of.format(id=keys['claimants'], slug='harbour-wire')}/record/").json()
    assert content["claims"] == 1
    matches(schema, f"/api/v1/{of}/record/", "200", content)


def test_statuses_are_as_the_document_says(reader: APIClient, schema: dict[str, Any], keys: dict[str, int]) -> None:
    content = reader.post("/api/v1/claims/status/", {"ids": [keys["claims"], 10**6]}).json()
    assert (len(content["results"]), len(content["not_found"])) == (1, 1)
    matches(schema, "/api/v1/claims/status/", "200", content, "post")


def test_changes_are_as_the_document_says(reader: APIClient, schema: dict[str, Any], keys: dict[str, int]) -> None:
    entered()
    content = reader.get("/api/v1/changes/").json()
    assert content["results"]
    matches(schema, "/api/v1/changes/", "200", content)


@pytest.mark.parametrize("noun", ["claims", "predictions", "verdicts", "evidence"])
def test_the_past_is_as_the_document_says(
    reader: APIClient, schema: dict[str, Any], keys: dict[str, int], noun: str
) -> None:
    entered()
    now = database_now().isoformat().replace("+00:00", "Z")
    matches(schema, f"/api/v1/{noun}/", "200", reader.get(f"/api/v1/{noun}/", {"as_of": now}).json())
    whole = reader.get(f"/api/v1/{noun}/{keys[noun]}/", {"as_of": now}).json()
    matches(schema, f"/api/v1/{noun}/{{id}}/", "200", whole)


def test_a_version_is_as_the_document_says(reader: APIClient, schema: dict[str, Any], keys: dict[str, int]) -> None:
    content = reader.get(f"/api/v1/documents/{keys['documents']}/versions/1/").json()
    matches(schema, "/api/v1/documents/{id}/versions/{number}/", "200", content)


def test_an_ingest_is_as_the_document_says(editor: APIClient, schema: dict[str, Any]) -> None:
    cast.warning()
    body = {"text": cast.WARNING, "publisher": "harbour-wire", "published_at": "2022-02-13"}
    matches(schema, "/api/v1/documents/", "200", editor.post("/api/v1/documents/", body).json(), "post")


def test_a_problem_is_as_the_document_says(editor: APIClient, schema: dict[str, Any]) -> None:
    matches(schema, "/api/v1/documents/", "400", editor.post("/api/v1/documents/", {}).json(), "post")


DECISIONS = {
    "/api/v1/claims/{id}/": [
        "verdict",
        "retract",
        "approve",
        "send-back",
        "condition",
        "criteria",
        "horizon",
        "snooze",
        "grace",
        "cadence",
        "assign",
        "unassign",
        "sort-under",
        "take-from-under",
        "withhold",
        "release",
    ],
    "/api/v1/documents/{id}/": ["withhold", "release", "restrict", "versions/{number}/erase"],
    "/api/v1/claimants/{id}/": ["correct"],
    "/api/v1/topics/{id}/": ["correct"],
    "/api/v1/publishers/{slug}/": ["correct"],
    "/api/v1/relations/{id}/": ["hold", "refuse"],
    "/api/v1/candidates/{id}/": ["accept", "attach", "reject", "reopen"],
    "/api/v1/evidence/{id}/": ["accept", "reject", "take-back"],
}
OPERATIONS = [
    "/api/v1/evidence/",
    "/api/v1/relations/",
    *(f"{row}{act}/" for row, acts in DECISIONS.items() for act in acts),
]


def test_what_can_be_written_is_what_is_named_here(schema: dict[str, Any]) -> None:
    lists = ("documents", "publishers", "candidates", "claimants", "topics", "watches")
    plain = [f"/api/v1/{noun}/" for noun in lists]
    plain += ["/api/v1/claims/match/", "/api/v1/extraction-runs/{id}/retry/", "/api/v1/watches/{id}/unwatch/"]
    plain += [
        "/api/v1/claims/status/",
        "/api/v1/watches/preferences/",
        "/api/v1/notices/{id}/see/",
        "/api/v1/notices/see-all/",
    ]
    written = [path for path, operations in schema["paths"].items() if "post" in operations]
    assert sorted(written) == sorted([*plain, *OPERATIONS])


@pytest.mark.parametrize("path", OPERATIONS)
def test_a_decision_tells_its_precondition(schema: dict[str, Any], path: str) -> None:
    operation = schema["paths"][path]["post"]
    (header,) = (each for each in operation["parameters"] if each["in"] == "header")
    assert (header["name"], header["required"], operation["responses"].keys() >= {"409", "412", "428"}) == (
        "If-Match",
        True,
        True,
    )


@pytest.mark.parametrize("row", DECISIONS)
def test_reading_a_row_tells_its_tag(schema: dict[str, Any], row: str) -> None:
    responses = schema["paths"][row]["get"]["responses"]
    assert ("ETag" in responses["200"]["headers"], "304" in responses) == (True, True)


def test_a_decision_is_as_the_document_says(editor: APIClient, schema: dict[str, Any], keys: dict[str, int]) -> None:
    content = decide(editor, f"/api/v1/claims/{keys['claims']}/retract/", {"reason": "Second thoughts."}).json()
    matches(schema, "/api/v1/claims/{id}/retract/", "200", content, "post")


def test_a_retraction_is_as_the_document_says(editor: APIClient, schema: dict[str, Any], keys: dict[str, int]) -> None:
    decide(editor, f"/api/v1/claims/{keys['claims']}/retract/", {"reason": "Second thoughts."})
    matches(schema, "/api/v1/verdicts/", "200", editor.get("/api/v1/verdicts/").json())


def test_what_comes_late_is_answered_as_the_document_says(
    editor: APIClient, schema: dict[str, Any], keys: dict[str, int]
) -> None:
    path = f"/api/v1/claims/{keys['claims']}/"
    read = etag(editor, path)
    decide(editor, f"{path}retract/", {"reason": "Second thoughts."})
    content = decide(editor, f"{path}retract/", {"reason": "Third thoughts."}, read=read).json()
    matches(schema, "/api/v1/claims/{id}/retract/", "412", content, "post")


def test_evidence_is_adduced_as_the_document_says(
    editor: APIClient, schema: dict[str, Any], keys: dict[str, int]
) -> None:
    body = {"claim": keys["claims"], "url": "https://harbour.example/", "quote": "x", "stance": "context"}
    read = etag(editor, f"/api/v1/claims/{keys['claims']}/")
    content = editor.post("/api/v1/evidence/", body, headers={"If-Match": read}).json()
    matches(schema, "/api/v1/evidence/", "201", content, "post")


def test_a_proposal_is_as_the_document_says(editor: APIClient, schema: dict[str, Any], keys: dict[str, int]) -> None:
    place = {"document": keys["documents"], "version": 1, "start": 0, "end": 3, "quote": "The", "kind": "factual"}
    matches(schema, "/api/v1/candidates/", "201", editor.post("/api/v1/candidates/", place).json(), "post")


def test_the_queue_is_as_the_document_says(reader: APIClient, schema: dict[str, Any], edith: User) -> None:
    stale_fact(edith)
    editing.accept(cast.deadline(cast.warning(publisher=cast.agence())), by=edith)
    entered()
    content = reader.get("/api/v1/queue/").json()
    assert len(content["results"]) == 2
    matches(schema, "/api/v1/queue/", "200", content)
