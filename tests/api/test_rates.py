"""A key's requests are counted by the database, and each answer tells what is left."""

import re
from collections import Counter
from datetime import timedelta
from functools import partial

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import F
from rest_framework.test import APIClient

from api.models import ApiKey, KeyUse
from sources.models import Publisher
from tests import cast
from tests.api.conftest import with_key
from tests.at_once import at_once
from tests.servers import Servers

CLAIMS = "/api/v1/claims/"
AT_ONCE = 200


@pytest.fixture
def hurried(edith: User) -> APIClient:
    """A program that may send two requests a minute."""
    return with_key(cast.key(edith, rate=2))


def _ask(key: str) -> int:
    return with_key(key).get("/api/v1/").status_code


@pytest.mark.parametrize("already", ["unused", "used before"])
def test_of_200_at_once_at_a_limit_of_100_exactly_100_pass(own_database: Servers, already: str) -> None:
    """Each over a connection of its own."""
    key = cast.key(cast.edith(), rate=100)
    if already == "used before":
        _ask(key)
        KeyUse.objects.update(started_at=F("started_at") - timedelta(seconds=61))
    asked = at_once(*[partial(_ask, key)] * AT_ONCE)
    assert Counter(asked) == Counter({200: 100, 429: 100})


def test_every_answer_tells_what_is_left(hurried: APIClient) -> None:
    answers = [hurried.get(CLAIMS) for _ in range(3)]
    assert [answer["RateLimit-Policy"] for answer in answers] == ['"key";q=2;w=60'] * 3
    assert [re.sub("t=.*", "", answer["RateLimit"]) for answer in answers] == ['"key";r=1;', '"key";r=0;', '"key";r=0;']


@pytest.mark.parametrize(("path", "status"), [("claims/999/", 404), ("claims/?x=1", 400)])
def test_a_refusal_tells_it_too(hurried: APIClient, path: str, status: int) -> None:
    answer = hurried.get(f"/api/v1/{path}")
    assert (answer.status_code, answer["RateLimit"]) == (status, '"key";r=1;t=60')


def test_a_failure_of_ours_tells_it_too(hurried: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.resources.claims.Claims.list", None)
    answer = hurried.get(CLAIMS)
    assert (answer.status_code, answer["RateLimit"]) == (500, '"key";r=1;t=60')


def test_who_has_no_key_is_told_nothing(anybody: APIClient) -> None:
    assert "RateLimit" not in anybody.get(CLAIMS)


def test_what_is_too_much_says_when_to_come_again(hurried: APIClient) -> None:
    hurried.get(CLAIMS)
    KeyUse.objects.update(started_at=F("started_at") - timedelta(seconds=40))
    hurried.get(CLAIMS)
    answer = hurried.get(CLAIMS)
    wait = answer["RateLimit"].partition("t=")[2]
    assert (answer.status_code, answer["Content-Type"], answer.json()["code"]) == (
        429,
        "application/problem+json",
        "rate_exceeded",
    )
    assert (answer["Retry-After"], int(wait) in range(1, 21)) == (wait, True)


def test_a_minute_after_the_first_request_the_budget_is_whole_again(hurried: APIClient) -> None:
    for _ in range(3):
        hurried.get(CLAIMS)
    KeyUse.objects.update(started_at=F("started_at") - timedelta(seconds=61))
    assert hurried.get(CLAIMS)["RateLimit"] == '"key";r=1;t=60'


def test_a_clock_that_was_set_back_locks_nobody_out(hurried: APIClient) -> None:
    for _ in range(3):
        hurried.get(CLAIMS)
    KeyUse.objects.update(started_at=F("started_at") + timedelta(days=1))
    assert hurried.get(CLAIMS).status_code == 200


def test_a_database_that_has_crashed_and_forgotten_the_uses_counts_again(hurried: APIClient) -> None:
    hurried.get(CLAIMS)
    KeyUse.objects.all().delete()
    assert hurried.get(CLAIMS).status_code == 200


def test_a_request_that_fails_is_counted(own_database: Servers, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though what it did was rolled back."""
    client = with_key(cast.key(cast.edith()))
    monkeypatch.setattr("api.resources.publishers.register", _fail_within)
    assert client.post("/api/v1/publishers/", {"slug": "x", "name": "X", "time_zone": "UTC"}).status_code == 500
    assert KeyUse.objects.get().requests == 1


def _fail_within(*_: object, **_options: object) -> None:
    with transaction.atomic():
        Publisher.objects.update(name="Y")
        raise ZeroDivisionError


def test_a_session_has_no_budget(client: APIClient, edith: User) -> None:
    client.force_login(edith)
    client.get(CLAIMS)
    assert not KeyUse.objects.exists()


def test_each_key_has_a_budget_of_its_own(edith: User) -> None:
    first, second = (with_key(cast.key(edith, rate=1)) for _ in range(2))
    assert [each.get(CLAIMS).status_code for each in (first, first, second)] == [200, 429, 200]
    assert ApiKey.objects.count() == 2


@pytest.mark.django_db
def test_counting_writes_no_log() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'api_keyuse'")
        assert cursor.fetchone() == ("u",)
