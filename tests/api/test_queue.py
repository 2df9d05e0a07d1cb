"""What needs a look, for programs: the queue, and the acts that answer it."""

import base64
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from claims import editing
from claims.models import Claim, ExtractionRun
from tests import cast
from tests.api.conftest import decide, with_token
from tests.waiting import checked_fact, entered, stale_fact

QUEUE = "/api/v1/queue/"


@pytest.fixture
def overdue(edith: User) -> Claim:
    return editing.accept(cast.deadline(), by=edith)


@pytest.fixture
def endless(edith: User) -> Claim:
    """*As early as Wednesday*: no end."""
    return editing.accept(cast.candidate(cast.warning(publisher=cast.agence())), by=edith)


@pytest.fixture
def fact(edith: User) -> Claim:
    return stale_fact(edith)


def _results(client: APIClient, query: str = "") -> list[dict[str, Any]]:
    results: list[dict[str, Any]] = client.get(f"{QUEUE}{query}").json()["results"]
    return results


def test_verdicts_owed_come_first(reader: APIClient, fact: Claim, endless: Claim, overdue: Claim) -> None:
    told = [(row["claim"]["id"], row["why"]) for row in _results(reader)]
    assert told == [(overdue.pk, "due"), (endless.pk, "look"), (fact.pk, "again")]


@pytest.mark.usefixtures("fact", "endless", "overdue")
@pytest.mark.parametrize("why", ["due", "look", "again"])
def test_the_queue_is_narrowed_down_to_one_reason(reader: APIClient, why: str) -> None:
    assert [row["why"] for row in _results(reader, f"?why={why}")] == [why]


def test_a_row_tells_since_when_and_the_window(reader: APIClient, overdue: Claim) -> None:
    (row,) = _results(reader)
    assert (row["since"], row["window"]["not_after"], row["cadence"]) == ("2022-02-21T00:00:00Z", "2022-02-20", None)


def test_a_row_of_a_fact_tells_its_cadence(reader: APIClient, fact: Claim) -> None:
    (row,) = _results(reader)
    assert (row["cadence"]["days"], row["window"]) == (30, None)


def test_a_row_tells_the_last_look(reader: APIClient, overdue: Claim) -> None:
    entered()
    told = _results(reader)[0]["last_look"]
    assert (told["act"], told["by"]) == ("accept", "edith")


def test_a_row_tells_of_a_verdict_that_waits(reader: APIClient, edith: User, overdue: Claim) -> None:
    assert _results(reader)[0]["proposed_verdict"] is None
    verdict = cast.proposed(overdue, edith)
    assert _results(reader)[0]["proposed_verdict"] == verdict.pk


def _walk(client: APIClient, link: str | None, way: str) -> list[tuple[str, list[int]]]:
    pages = []
    while link:
        page = client.get(link).json()
        pages.append((link, [row["claim"]["id"] for row in page["results"]]))
        link = page[way]
    return pages


@pytest.fixture
def seven(edith: User, fact: Claim) -> list[int]:
    version = cast.warning("one two three four five six", cast.agence())
    owed = [
        editing.accept(cast.candidate(version, word, operator="by", not_after=date(2022, 2, 20)), by=edith)
        for word in ("one", "two", "three")
    ]
    looks = [editing.accept(cast.candidate(version, word), by=edith) for word in ("four", "five", "six")]
    return [claim.pk for claim in [*owed, *looks, fact]]


@pytest.mark.parametrize("size", [1, 2, 3])
def test_pages_lead_through_the_whole_queue_and_back(reader: APIClient, seven: list[int], size: int) -> None:
    there = _walk(reader, f"{QUEUE}?page_size={size}", "next")
    back = _walk(reader, there[-1][0], "previous")
    ways = [[key for _link, keys in pages for key in keys] for pages in (there, reversed(back))]
    assert ways == [seven, seven]


def test_what_is_settled_meanwhile_lets_nothing_slip(reader: APIClient, edith: User, seven: list[int]) -> None:
    following = reader.get(f"{QUEUE}?page_size=2").json()["next"]
    cast.settled(Claim.objects.get(pk=seven[0]), edith)
    assert [row["claim"]["id"] for row in reader.get(following).json()["results"]][:2] == seven[2:4]


FORGED = ["x", "", "AAAA", base64.urlsafe_b64encode(b">0/2022-02-20T00:00:00/1").decode(), ">9/2022/1", "é"]


@pytest.mark.parametrize("cursor", FORGED)
def test_what_is_no_cursor_is_refused(reader: APIClient, cursor: str) -> None:
    answer = reader.get(QUEUE, {"cursor": cursor})
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "cursor")


@pytest.mark.parametrize("query", ["?why=nonsense", "?status=due", "?page_size=0"])
def test_parameters_are_known_or_refused(reader: APIClient, query: str) -> None:
    assert reader.get(f"{QUEUE}{query}").status_code == 400


def test_what_is_hidden_is_not_on_the_queue(reader: APIClient, edith: User) -> None:
    editing.accept(cast.deadline(cast.restricted(cast.warning())), by=edith)
    assert _results(reader) == []


def test_who_may_read_claims_only_does_not_read_the_queue(db: None) -> None:
    user = cast.otto()
    user.user_permissions.add(cast.permission("view_claim"))
    assert with_token(user).get(QUEUE).status_code == 403


def test_a_page_costs_as_few_queries_with_many_rows(
    reader: APIClient, seven: list[int], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(8):
        assert len(_results(reader)) == 7


def test_a_prediction_is_snoozed(editor: APIClient, endless: Claim) -> None:
    told = decide(editor, f"/api/v1/claims/{endless.pk}/snooze/", {"until": "2999-01-01"}).json()
    assert (told["prediction"]["window"]["snoozed_until"], _results(editor)) == ("2999-01-01", [])


def test_a_fact_is_snoozed(editor: APIClient, fact: Claim) -> None:
    told = decide(editor, f"/api/v1/claims/{fact.pk}/snooze/", {"until": "2999-01-01"}).json()
    assert (told["cadence"]["snoozed_until"], _results(editor)) == ("2999-01-01", [])


def test_grace_puts_the_verdict_off(editor: APIClient, overdue: Claim) -> None:
    window = decide(editor, f"/api/v1/claims/{overdue.pk}/grace/", {"days": 10}).json()["prediction"]["window"]
    assert (window["grace_days"], window["due_at"]) == (10, "2022-03-03T00:00:00Z")


def test_a_cadence_is_chosen_and_ended(editor: APIClient, edith: User) -> None:
    claim = checked_fact(edith)
    at = f"/api/v1/claims/{claim.pk}/cadence/"
    chosen = [decide(editor, at, {"days": days}).json()["cadence"] for days in (7, None)]
    assert (chosen[0]["days"], chosen[1]) == (7, None)


REFUSED: list[tuple[str, str, dict[str, Any], str, str]] = [
    ("overdue", "snooze", {"until": "2999-01-01"}, "/until", "is_due"),
    ("endless", "snooze", {"until": "2022-01-01"}, "/until", "in_the_past"),
    ("endless", "snooze", {}, "/until", "required"),
    ("overdue", "grace", {"days": 367}, "/days", "max_value"),
    ("overdue", "grace", {"days": "3"}, "/days", "invalid"),
    ("fact", "grace", {"days": 3}, "", "not_a_prediction"),
    ("fact", "cadence", {"days": 0}, "/days", "min_value"),
    ("fact", "cadence", {}, "/days", "required"),
    ("endless", "cadence", {"days": 3}, "/days", "not_a_fact"),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: f"{case[1]} {case[4]}")
def test_what_cannot_be_is_refused_with_the_reason(
    editor: APIClient, request: pytest.FixtureRequest, case: tuple[str, str, dict[str, Any], str, str]
) -> None:
    name, act, body, pointer, code = case
    answer = decide(editor, f"/api/v1/claims/{request.getfixturevalue(name).pk}/{act}/", body)
    faults = [(fault.get("pointer", ""), fault["code"]) for fault in answer.json()["errors"]]
    assert (answer.status_code, faults) == (400, [(pointer, code)])


def test_a_snooze_on_what_somebody_has_decided_since_is_stale(editor: APIClient, endless: Claim) -> None:
    at, old = f"/api/v1/claims/{endless.pk}/snooze/", f'"claim-{endless.pk}-0-{"0" * 32}"'
    assert decide(editor, at, {"until": "2999-01-01"}, read=old).status_code == 412


def _extraction(client: APIClient) -> Any:
    document = client.get("/api/v1/documents/").json()["results"][0]["id"]
    return client.get(f"/api/v1/documents/{document}/").json()["versions"][0]["extraction"]


@pytest.mark.parametrize("pipeline_version", ["", "7"])
def test_a_version_whose_reading_has_not_begun_has_no_extraction(reader: APIClient, pipeline_version: str) -> None:
    cast.run_of(cast.warning(), pipeline_version)
    assert _extraction(reader) is None


def test_a_reading_that_has_begun_is_told(reader: APIClient) -> None:
    cast.run_of(cast.warning(), "7", state="running", attempts=1)
    assert _extraction(reader)["state"] == "running"


def test_a_reading_that_is_tried_again_is_told(reader: APIClient) -> None:
    cast.run_of(cast.warning(), "7", attempts=1)
    assert _extraction(reader)["state"] == "queued"


def test_a_rereading_that_waits_hides_no_reading(reader: APIClient) -> None:
    version = cast.warning()
    cast.run_of(version, "7", state="done", attempts=1, candidate_count=4)
    ExtractionRun.objects.create(version=version, pipeline_version="8", is_rereading=True)
    assert _extraction(reader)["candidate_count"] == 4
