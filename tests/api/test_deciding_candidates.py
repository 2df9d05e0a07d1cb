"""Candidates proposed, accepted, attached, rejected and reopened through the API."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from rest_framework.test import APIClient

from claims import editing
from claims.models import Candidate, Claim
from tests import cast
from tests.api.conftest import decide, etag, with_token

CANDIDATES = "/api/v1/candidates/"


@pytest.fixture
def candidate(edith: User) -> Candidate:
    """*Before the 20th*."""
    return cast.deadline()


@pytest.fixture
def contributor(db: None) -> APIClient:
    user = cast.otto()
    user.groups.add(*Group.objects.filter(name="contributors"))
    return with_token(user)


def at(candidate: Candidate, act: str = "") -> str:
    return f"{CANDIDATES}{candidate.pk}/" + (f"{act}/" if act else "")


def test_a_candidate_is_accepted_as_it_was_read(editor: APIClient, candidate: Candidate) -> None:
    told = decide(editor, at(candidate, "accept")).json()
    claim = editor.get(f"/api/v1/claims/{told['claim']}/").json()
    assert (told["decision"], claim["text"], claim["prediction"]["window"]["not_after"]) == (
        "accepted",
        cast.WOULD_CROSS,
        "2022-02-20",
    )


def test_a_candidate_is_accepted_as_corrected(editor: APIClient, candidate: Candidate) -> None:
    body = {
        "text": "Russian troops cross the border",
        "claimant": "US officials",
        "not_after": "2022-02-19",
        "operator": "by",
    }
    told = decide(editor, at(candidate, "accept"), body).json()
    claim = editor.get(f"/api/v1/claims/{told['claim']}/").json()
    window = claim["prediction"]["window"]
    assert (claim["text"], claim["claimant"]["name"], window["operator"], window["not_after"]) == (
        "Russian troops cross the border",
        "US officials",
        "by",
        "2022-02-19",
    )


def test_the_answer_is_what_is_then_read(editor: APIClient, candidate: Candidate) -> None:
    answer = decide(editor, at(candidate, "accept"))
    read = editor.get(answer["Content-Location"])
    assert (answer.json(), answer["ETag"]) == (read.json(), read["ETag"])


def test_a_candidate_of_another_kind_is_accepted_as_that(editor: APIClient, candidate: Candidate) -> None:
    body = {"kind": "commitment", "resolves_on": "persistence", "claimant_kind": "role", "precision": ""}
    told = decide(editor, at(candidate, "accept"), body).json()
    claim = editor.get(f"/api/v1/claims/{told['claim']}/").json()
    assert (claim["kind"], claim["prediction"]["resolves_on"], claim["claimant"]["kind"]) == (
        "commitment",
        "persistence",
        "role",
    )


def test_a_candidate_is_attached_to_a_known_claim(editor: APIClient, edith: User, candidate: Candidate) -> None:
    claim = editing.accept(cast.candidate(), by=edith)
    told = decide(editor, at(candidate, "attach"), {"claim": claim.pk}).json()
    assert (told["decision"], told["claim"], claim.appearances.count()) == ("attached", claim.pk, 2)


def test_a_candidate_is_rejected(editor: APIClient, candidate: Candidate) -> None:
    told = decide(editor, at(candidate, "reject"), {"reason": "too vague"}).json()
    assert (told["decision"], told["claim"]) == ("rejected", None)


def test_a_candidate_is_reopened(editor: APIClient, edith: User, candidate: Candidate) -> None:
    editing.accept(candidate, by=edith)
    told = decide(editor, at(candidate, "reopen"), {"reason": "wrong span"}).json()
    assert (told["decision"], told["claim"]) == ("pending", None)


@pytest.mark.parametrize(
    ("act", "body", "code"),
    [
        ("accept", {"kind": "opinion"}, "is_opinion"),
        ("reopen", {"reason": "x"}, "not_decided"),
    ],
)
def test_what_the_state_of_things_forbids_is_a_conflict(
    editor: APIClient, candidate: Candidate, act: str, body: dict[str, Any], code: str
) -> None:
    answer = decide(editor, at(candidate, act), body)
    assert (answer.status_code, answer.json()["code"]) == (409, code)


def test_what_is_decided_is_not_decided_again(editor: APIClient, edith: User, candidate: Candidate) -> None:
    editing.reject(candidate, reason="too vague", by=edith)
    answer = decide(editor, at(candidate, "accept"))
    assert (answer.status_code, answer.json()["code"], Claim.objects.exists()) == (409, "not_pending", False)


@pytest.mark.parametrize(
    ("act", "body", "fault"),
    [
        ("accept", {"kind": "guess"}, "/kind invalid_choice"),
        ("accept", {"not_after": "the 20th"}, "/not_after invalid"),
        ("accept", {"not_after": 20220220}, "/not_after invalid"),
        ("accept", {"not_before": "2022-02-21"}, "/not_after window_out_of_order"),
        ("accept", {"not_after": "9999-12-31"}, "/not_after implausible"),
        ("accept", {"text": " "}, "/text blank"),
        ("accept", {"claimant": " "}, "/claimant required"),
        ("accept", {"text": "a\x00"}, "/text null_characters_not_allowed"),
        ("accept", {"quote": "x"}, "/quote unknown_field"),
        ("attach", {}, "/claim required"),
        ("attach", {"claim": 1_000_000}, "/claim does_not_exist"),
        ("reject", {}, "/reason required"),
        ("reject", {"reason": " "}, "/reason required"),
        ("reopen", {"reason": 5}, "/reason invalid"),
    ],
)
def test_a_bad_body_is_refused_by_field(
    editor: APIClient, candidate: Candidate, act: str, body: dict[str, Any], fault: str
) -> None:
    answer = decide(editor, at(candidate, act), body)
    faults = [f"{each['pointer']} {each['code']}" for each in answer.json()["errors"]]
    assert (answer.status_code, faults) == (400, [fault])


ACTS = ["accept", "attach", "reject", "reopen"]


@pytest.mark.parametrize("act", ACTS)
def test_a_decision_says_what_was_read(editor: APIClient, candidate: Candidate, act: str) -> None:
    assert editor.post(at(candidate, act), {}).status_code == 428


@pytest.mark.parametrize("act", ACTS)
def test_a_contributor_decides_nothing(contributor: APIClient, candidate: Candidate, act: str) -> None:
    assert decide(contributor, at(candidate, act)).status_code == 403


def test_what_was_decided_meanwhile_makes_a_decision_stale(
    editor: APIClient, edith: User, candidate: Candidate
) -> None:
    read = etag(editor, at(candidate))
    editing.reject(candidate, reason="too vague", by=edith)
    answer = decide(editor, at(candidate, "accept"), read=read)
    told = answer.json()
    assert (answer.status_code, told["decided"]["act"], told["decided"]["by"], told["etag"]) == (
        412,
        "rejected",
        "edith",
        etag(editor, at(candidate)),
    )


def proposal(**changed: object) -> dict[str, Any]:
    version = cast.warning()
    start = version.text.index(cast.WOULD_CROSS)
    given = {
        "document": version.document_id,
        "version": 1,
        "start": start,
        "end": start + len(cast.WOULD_CROSS),
        "quote": cast.WOULD_CROSS,
        "kind": "prediction",
    }
    return given | changed


def test_a_contributor_proposes_a_passage(contributor: APIClient) -> None:
    answer = contributor.post(CANDIDATES, proposal(claimant="officials"))
    told = answer.json()
    assert (answer.status_code, told["decision"], told["claimant"], told["proposed_by"], told["pipeline_version"]) == (
        201,
        "pending",
        "officials",
        "otto",
        None,
    )


def test_what_is_proposed_is_read_where_the_answer_says(contributor: APIClient) -> None:
    answer = contributor.post(CANDIDATES, proposal())
    read = contributor.get(answer["Location"])
    assert (read.json(), read["ETag"]) == (answer.json(), answer["ETag"])


def test_what_is_proposed_by_hand_is_accepted(editor: APIClient) -> None:
    proposed = editor.post(CANDIDATES, proposal()).json()
    assert decide(editor, f"{CANDIDATES}{proposed['id']}/accept/").json()["decision"] == "accepted"


def test_a_reader_proposes_nothing(reader: APIClient) -> None:
    assert (reader.post(CANDIDATES, proposal()).status_code, Candidate.objects.exists()) == (403, False)


@pytest.mark.parametrize(
    ("changed", "pointer", "code"),
    [
        ({"quote": "troops"}, "/quote", "not_verbatim"),
        ({"version": 2}, "/version", "does_not_exist"),
        ({"document": 1_000_000}, "/document", "does_not_exist"),
        ({"kind": "guess"}, "/kind", "invalid_choice"),
        ({"claimant": " "}, "/claimant", "required"),
        ({"decision": "accepted"}, "/decision", "unknown_field"),
    ],
)
def test_a_bad_proposal_is_refused_by_field(
    editor: APIClient, changed: dict[str, object], pointer: str, code: str
) -> None:
    answer = editor.post(CANDIDATES, proposal(**changed))
    faults = [(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]]
    assert (answer.status_code, faults) == (400, [(pointer, code)])
