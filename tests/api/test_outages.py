"""The database does not answer, or not in time: 503 with a word of when to ask again, and nothing half-done."""

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError, connection
from django.test import Client
from rest_framework.test import APIClient

from claims.models import Topic
from tests.servers import Servers

TOPICS = "/api/v1/topics/"


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Topics take a second to be found, and a statement may take a tenth."""

    def found() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 100")
            cursor.execute("SELECT pg_sleep(1)")

    monkeypatch.setattr("api.resources.topics.Topic.objects.all", found)


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody listens where the database was."""

    def connect(*_: object) -> None:
        raise OperationalError("connection refused")

    connection.close()
    monkeypatch.setattr(connection, "connect", connect)


def test_a_statement_that_takes_too_long_is_told(reader: APIClient, slow: None) -> None:
    answer = reader.get(TOPICS)
    assert (answer.status_code, answer["Content-Type"], answer.json()["code"], answer["Retry-After"]) == (
        503,
        "application/problem+json",
        "timed_out",
        "5",
    )


def test_what_was_begun_is_not_kept(own_database: Servers, monkeypatch: pytest.MonkeyPatch) -> None:
    user = User.objects.create_superuser("edith")
    client = APIClient(raise_request_exception=False)
    client.force_authenticate(user)

    def save(topic: Topic) -> None:
        Topic.objects.bulk_create([topic])
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 100")
            cursor.execute("SELECT pg_sleep(1)")

    monkeypatch.setattr(Topic, "save", save)
    assert (client.post(TOPICS, {"name": "Ukraine"}).json()["code"], Topic.objects.count()) == ("timed_out", 0)


def test_a_database_that_is_away_is_told_of_to_programs(own_database: Servers, away: None) -> None:
    client = APIClient(raise_request_exception=False, headers={"Authorization": f"Bearer aver_{'a' * 10}_{'a' * 32}"})
    answer = client.get(TOPICS)
    assert (answer.status_code, answer.json()["code"], answer["Retry-After"]) == (503, "database_unavailable", "5")


@pytest.mark.parametrize(
    ("language", "words"), [("en", "The database does not answer"), ("fr", "La base de données ne répond pas")]
)
def test_it_is_told_of_to_people(own_database: Servers, away: None, language: str, words: str) -> None:
    client = Client(raise_request_exception=False, headers={"Accept-Language": language})
    client.cookies["sessionid"] = "a" * 32
    answer = client.get("/admin/")
    assert (answer.status_code, words in answer.content.decode(), answer["Retry-After"]) == (503, True, "5")


def test_health_answers_without_it(own_database: Servers, away: None) -> None:
    answer = Client(raise_request_exception=False).get("/health/")
    assert (answer.status_code, answer.json()["parts"]["database"]) == (503, "degraded")
