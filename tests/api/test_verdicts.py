from typing import Any

import pytest
from django.contrib.auth.models import User
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from claims import editing
from claims.models import Claim, Verdict
from tests import cast

VERDICTS = "/api/v1/verdicts/"
MISSING = object()


@pytest.fixture
def claim(edith: User) -> Claim:
    """*Before the 20th*."""
    return editing.accept(cast.deadline(), by=edith)


def body(claim: Claim, /, **changed: object) -> dict[str, Any]:
    given = {
        "claim": claim.pk,
        "rating": "did-not-come-true",
        "rationale": "The 20th passed; the border was quiet.",
        "known_at": "2022-02-21T00:00:00Z",
        "resolution_criteria": "Russian troops cross the border in force.",
    } | changed
    return {key: value for key, value in given.items() if value is not MISSING}


def test_a_verdict_is_given(editor: APIClient, claim: Claim) -> None:
    answer = editor.post(VERDICTS, body(claim))
    assert (answer.status_code, Verdict.objects.get().rating.slug) == (201, "did-not-come-true")


def test_the_answer_says_where_the_verdict_is(editor: APIClient, claim: Claim) -> None:
    answer = editor.post(VERDICTS, body(claim))
    assert editor.get(answer["Location"]).json() == answer.json()


def test_a_verdict_names_who_gave_it(editor: APIClient, claim: Claim) -> None:
    assert editor.post(VERDICTS, body(claim)).json()["decided_by"] == "edith"


def test_a_verdict_resolves_its_claim(editor: APIClient, claim: Claim) -> None:
    editor.post(VERDICTS, body(claim))
    assert editor.get(f"/api/v1/claims/{claim.pk}/status/").json()["status"] == "resolved"


def test_a_reader_settles_nothing(reader: APIClient, claim: Claim) -> None:
    answer = reader.post(VERDICTS, body(claim))
    assert (answer.status_code, Verdict.objects.exists()) == (403, False)


def test_the_same_verdict_is_not_given_twice(editor: APIClient, claim: Claim) -> None:
    editor.post(VERDICTS, body(claim))
    again = editor.post(VERDICTS, body(claim))
    assert (again.status_code, again.json()["code"], Verdict.objects.count()) == (409, "stale_verdict", 1)


def test_a_correction_names_the_verdict_it_replaces(editor: APIClient, claim: Claim) -> None:
    first = editor.post(VERDICTS, body(claim)).json()["id"]
    again = editor.post(VERDICTS, body(claim, rating="ambiguous", replaces=first))
    assert (again.status_code, again.json()["replaces"]) == (201, first)


def test_a_correction_leaves_the_first_verdict_as_it_was(editor: APIClient, claim: Claim) -> None:
    first = editor.post(VERDICTS, body(claim)).json()
    editor.post(VERDICTS, body(claim, rating="ambiguous", replaces=first["id"]))
    assert editor.get(f"{VERDICTS}{first['id']}/").json() == first


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"resolution_criteria": ""}, "needs_criteria"),
        ({"rating": "false"}, "wrong_scale"),
        ({"known_at": "2022-02-20T12:00:00Z"}, "too_early"),
    ],
)
def test_what_the_state_of_things_forbids_is_a_conflict(
    editor: APIClient, claim: Claim, changed: dict[str, object], code: str
) -> None:
    answer = editor.post(VERDICTS, body(claim, **changed))
    assert (answer.status_code, answer.json()["code"], Verdict.objects.exists()) == (409, code, False)


BAD = {
    "no claim": ({"claim": MISSING}, "/claim", "required"),
    "null for a claim": ({"claim": None}, "/claim", "null"),
    "a claim that is not": ({"claim": 1_000_000}, "/claim", "does_not_exist"),
    "no claim's number": ({"claim": 10**30}, "/claim", "does_not_exist"),
    "minus one": ({"claim": -1}, "/claim", "does_not_exist"),
    "words for a claim": ({"claim": "1"}, "/claim", "incorrect_type"),
    "true for a claim": ({"claim": True}, "/claim", "incorrect_type"),
    "a fraction for a claim": ({"claim": 1.5}, "/claim", "incorrect_type"),
    "a list for a claim": ({"claim": [1]}, "/claim", "incorrect_type"),
    "no rating": ({"rating": MISSING}, "/rating", "required"),
    "a rating of no scale": ({"rating": "pants-on-fire"}, "/rating", "does_not_exist"),
    "NUL in the rating": ({"rating": "true\x00"}, "/rating", "does_not_exist"),
    "a number for a rating": ({"rating": 1}, "/rating", "invalid"),
    "no rationale": ({"rationale": MISSING}, "/rationale", "required"),
    "an empty rationale": ({"rationale": ""}, "/rationale", "blank"),
    "blanks for a rationale": ({"rationale": "  "}, "/rationale", "required"),
    "NUL in the rationale": ({"rationale": "a\x00"}, "/rationale", "null_characters_not_allowed"),
    "no instant": ({"known_at": MISSING}, "/known_at", "required"),
    "an instant without a zone": ({"known_at": "2022-02-24T04:00:00"}, "/known_at", "naive"),
    "a day alone": ({"known_at": "2022-02-24"}, "/known_at", "naive"),
    "words for an instant": ({"known_at": "Wednesday"}, "/known_at", "invalid"),
    "a number for an instant": ({"known_at": 20220224}, "/known_at", "invalid"),
    "an instant in the future": ({"known_at": "2999-01-01T00:00:00Z"}, "/known_at", "in_the_future"),
    "the year 1": ({"known_at": "0001-01-01T00:00:00+14:00"}, "/known_at", "implausible"),
    "a verdict that is not": ({"replaces": 1_000_000}, "/replaces", "does_not_exist"),
    "an unknown field": ({"decided_by": "remi"}, "/decided_by", "unknown_field"),
}


@pytest.mark.parametrize(("changed", "pointer", "code"), BAD.values(), ids=BAD)
def test_a_bad_body_is_refused_by_field(
    editor: APIClient, claim: Claim, changed: dict[str, object], pointer: str, code: str
) -> None:
    answer = editor.post(VERDICTS, body(claim, **changed))
    faults = [(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]]
    assert (answer.status_code, faults, Verdict.objects.exists()) == (400, [(pointer, code)], False)


def test_a_claim_beyond_all_numbers_is_refused(editor: APIClient) -> None:
    fault = editor.post(VERDICTS, '{"claim": 1e400}', content_type="application/json").json()["errors"][0]
    assert (fault["pointer"], fault["code"]) == ("/claim", "incorrect_type")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("rating=came-true", 1),
        ("rating=annulled", 0),
        ("known_at_after=2022-02-24T04:00:00Z", 1),
        ("known_at_before=2022-02-24T04:00:00Z", 0),
        ("recorded_at_after=2999-01-01", 0),
        ("claim=9000000000", 0),
    ],
)
def test_verdicts_are_filtered(reader: APIClient, edith: User, claim: Claim, query: str, found: int) -> None:
    cast.settled(claim, by=edith)
    assert len(reader.get(f"{VERDICTS}?{query}").json()["results"]) == found


@pytest.mark.parametrize("verdicts", [1, 4])
def test_a_list_costs_four_queries(
    reader: APIClient, edith: User, claim: Claim, django_assert_num_queries: DjangoAssertNumQueries, verdicts: int
) -> None:
    latest = None
    for _number in range(verdicts):
        latest = cast.settled(claim, by=edith, replacing=latest)
    with django_assert_num_queries(4):
        reader.get(VERDICTS)
