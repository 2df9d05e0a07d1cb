"""Where claims stand: one at a time, or up to five hundred."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from claims import editing, withholding
from claims.models import Claim, Prediction
from tests import cast
from tests.api.conftest import etag, with_token

MANY = "/api/v1/claims/status/"


@pytest.fixture
def claim(edith: User) -> Claim:
    """*Before the 20th*."""
    return editing.accept(cast.deadline(), by=edith)


@pytest.fixture
def another(edith: User) -> Claim:
    """*As early as Wednesday*, as the Agence du Quai has it."""
    return editing.accept(cast.candidate(cast.warning(publisher=cast.agence())), by=edith)


def path(claim: Claim) -> str:
    return f"/api/v1/claims/{claim.pk}/status/"


def test_a_status_is_small_and_whole(reader: APIClient, claim: Claim) -> None:
    told = reader.get(path(claim)).json()
    assert list(told) == ["status", "rating", "textual_rating", "window", "verdict", "recorded_at", "as_of"]


def test_it_says_what_the_claim_says(reader: APIClient, edith: User, claim: Claim) -> None:
    verdict = cast.settled(claim, by=edith)
    whole = reader.get(f"/api/v1/claims/{claim.pk}/").json()
    told = reader.get(path(claim)).json()
    assert told == {
        "status": whole["status"],
        "rating": whole["verdict"]["rating"],
        "textual_rating": whole["verdict"]["textual_rating"],
        "window": whole["prediction"]["window"],
        "verdict": verdict.pk,
        "recorded_at": whole["verdict"]["recorded_at"],
        "as_of": None,
    }


def test_it_is_kept_by_nobody_else_and_asked_for_again(reader: APIClient, claim: Claim) -> None:
    answer = reader.get(path(claim))
    varies = {name.strip() for name in answer["Vary"].split(",")}
    assert (answer["Cache-Control"], varies >= {"Authorization", "Cookie", "Accept-Language"}) == (
        "private, no-cache",
        True,
    )


@pytest.mark.parametrize("form", ["{}", "W/{}", '"x", {}', "*"])
def test_what_is_known_is_not_sent_again(reader: APIClient, claim: Claim, form: str) -> None:
    tag = etag(reader, path(claim))
    answer = reader.get(path(claim), headers={"If-None-Match": form.format(tag)})
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", tag)


def test_a_status_that_comes_with_the_hour_has_another_tag(reader: APIClient, claim: Claim) -> None:
    before = etag(reader, path(claim))
    Prediction.objects.update(due_at="2999-01-01T00:00:00Z")
    assert etag(reader, path(claim)) != before


def test_the_same_status_has_the_same_tag_again(reader: APIClient, claim: Claim) -> None:
    assert etag(reader, path(claim)) == etag(reader, path(claim))


def test_what_was_read_in_english_is_sent_again_in_french(reader: APIClient, edith: User, claim: Claim) -> None:
    cast.settled(claim, by=edith)
    asked = {"If-None-Match": etag(reader, path(claim)), "Accept-Language": "fr"}
    assert reader.get(path(claim), headers=asked).status_code == 200


def test_the_status_as_of_another_instant_has_another_tag(reader: APIClient, claim: Claim) -> None:
    now = timezone.now()
    instants = (now.isoformat(), (now - timedelta(microseconds=1)).isoformat())
    one, other = (etag(reader, f"{path(claim)}?as_of={quote(instant)}") for instant in instants)
    assert one != other


def test_what_is_told_in_other_bytes_after_a_release_has_another_tag(
    reader: APIClient, claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = etag(reader, path(claim))
    monkeypatch.setattr("api.resources.status._FORM", b"another form")
    assert etag(reader, path(claim)) != before


def test_head_tells_the_tag_too(reader: APIClient, claim: Claim) -> None:
    assert reader.head(path(claim))["ETag"] == etag(reader, path(claim))


def test_a_withheld_claim_is_not_there(reader: APIClient, edith: User, claim: Claim) -> None:
    withholding.withhold(claim, reason="a source in danger", by=edith)
    assert reader.get(path(claim)).status_code == 404


def test_what_one_reader_may_see_another_does_not(reader: APIClient, edith: User, claim: Claim) -> None:
    """The statement is made once for all who have the same rights."""
    cast.restricted(claim.appearances.get().version, to="editors")
    assert (with_token(edith).get(path(claim)).status_code, reader.get(path(claim)).status_code) == (200, 404)


@pytest.mark.parametrize("key", [0, 2**63, 10**40])
def test_no_claim_has_an_impossible_key(reader: APIClient, db: None, key: int) -> None:
    assert reader.get(f"/api/v1/claims/{key}/status/").status_code == 404


def test_one_statement_tells_of_many(reader: APIClient, claim: Claim, another: Claim) -> None:
    reader.get(path(claim))
    with CaptureQueriesContext(connection) as one:
        reader.get(path(claim))
    with CaptureQueriesContext(connection) as many:
        reader.post(MANY, {"ids": [claim.pk, another.pk, 10**6]})
    assert len(many) == len(one) == 2


def test_many_are_told_by_key_in_the_order_asked_for(reader: APIClient, claim: Claim, another: Claim) -> None:
    told = reader.post(MANY, {"ids": [another.pk, claim.pk]}).json()
    assert list(told["results"].items()) == [(str(each.pk), reader.get(path(each)).json()) for each in (another, claim)]


def test_what_is_hidden_and_what_is_not_there_are_told_alike(
    reader: APIClient, edith: User, claim: Claim, another: Claim
) -> None:
    withholding.withhold(claim, reason="a source in danger", by=edith)
    told = reader.post(MANY, {"ids": [10**6, claim.pk, another.pk]}).json()
    assert (list(told["results"]), told["not_found"]) == ([str(another.pk)], [10**6, claim.pk])


BAD = {
    "no body": ({}, "/ids", "required"),
    "nothing asked": ({"ids": []}, "/ids", "min_length"),
    "no list": ({"ids": 1}, "/ids", "not_a_list"),
    "a string": ({"ids": [1, "2"]}, "/ids/1", "invalid"),
    "a truth": ({"ids": [True]}, "/ids/0", "invalid"),
    "a fraction": ({"ids": [1.0]}, "/ids/0", "invalid"),
    "zero": ({"ids": [0]}, "/ids/0", "min_value"),
    "a huge number": ({"ids": [2**63]}, "/ids/0", "max_value"),
    "one twice": ({"ids": [5, 6, 5]}, "/ids/2", "repeated"),
    "too many": ({"ids": list(range(1, 502))}, "/ids", "max_length"),
    "something else": ({"ids": [1], "as_of": "2022-02-24T04:00:00Z"}, "/as_of", "unknown_field"),
    "a list": ([1, 2], "", "invalid"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_keys_are_named(reader: APIClient, db: None, name: str) -> None:
    body, pointer, code = BAD[name]
    answer = reader.post(MANY, body)
    (fault,) = answer.json()["errors"]
    assert (answer.status_code, fault["pointer"], fault["code"]) == (400, pointer, code)


@pytest.mark.parametrize(("client", "status"), [("anybody", 401), ("stranger", 403)])
def test_who_may_read_no_claims_is_told_no_status(
    request: pytest.FixtureRequest, claim: Claim, client: str, status: int
) -> None:
    asking: APIClient = request.getfixturevalue(client)
    answers = (asking.get(path(claim)), asking.post(MANY, {"ids": [claim.pk]}))
    assert [answer.status_code for answer in answers] == [status, status]


REFUSED: dict[str, tuple[dict[str, Any], int]] = {
    "another method": ({"method": "put"}, 405),
    "options": ({"method": "options"}, 405),
    "another type": ({"method": "get", "headers": {"Accept": "text/html"}}, 406),
    "another parameter": ({"method": "get", "data": {"page": "1"}}, 400),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_refuses_as_all_else_does(reader: APIClient, claim: Claim, name: str) -> None:
    asked, status = dict(REFUSED[name][0]), REFUSED[name][1]
    answer = getattr(reader, asked.pop("method"))(path(claim), **asked)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")


def test_any_type_that_json_fits_is_answered(reader: APIClient, claim: Claim) -> None:
    accepted = ("text/html;q=0.9, application/*", "application/json", "*/*")
    assert {reader.get(path(claim), headers={"Accept": each}).status_code for each in accepted} == {200}


def test_a_session_that_posts_brings_its_csrf_token(claim: Claim) -> None:
    browser = APIClient(enforce_csrf_checks=True)
    browser.force_login(cast.remi())
    assert browser.post(MANY, {"ids": [claim.pk]}).status_code == 403
