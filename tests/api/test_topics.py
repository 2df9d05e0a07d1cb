import pytest
from django.contrib.auth.models import User
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from claims import editing
from claims.models import Claim
from tests import cast

TOPICS = "/api/v1/topics/"
CLAIMS = "/api/v1/claims/"


@pytest.fixture
def claims(edith: User) -> list[Claim]:
    """Two, the first under *Ukraine*."""
    version = cast.warning()
    both = [editing.accept(cast.candidate(version), by=edith), editing.accept(cast.deadline(version), by=edith)]
    editing.sort_under(both[:1], [editing.name_topic("Ukraine", by=edith)], by=edith)
    return both


def test_topics_are_listed(reader: APIClient, claims: list[Claim]) -> None:
    assert [(topic["name"], topic["slug"]) for topic in reader.get(TOPICS).json()["results"]] == [
        ("Ukraine", "ukraine")
    ]


def test_a_topic_is_read(reader: APIClient, edith: User) -> None:
    topic = editing.name_topic("Budget 2027", by=edith)
    assert reader.get(f"{TOPICS}{topic.pk}/").json() == {"id": topic.pk, "name": "Budget 2027", "slug": "budget-2027"}


@pytest.mark.parametrize(("query", "found"), [("topic=ukraine", 1), ("topic=budget", 0)])
def test_claims_are_filtered_by_topic(reader: APIClient, claims: list[Claim], query: str, found: int) -> None:
    assert len(reader.get(f"{CLAIMS}?{query}").json()["results"]) == found


def test_a_claim_names_its_topics(reader: APIClient, claims: list[Claim]) -> None:
    assert [reader.get(f"{CLAIMS}{claim.pk}/").json()["topics"] for claim in claims] == [["ukraine"], []]


def test_a_claim_sorted_anew_is_not_what_was_read(reader: APIClient, edith: User, claims: list[Claim]) -> None:
    tag = reader.get(f"{CLAIMS}{claims[1].pk}/")["ETag"]
    editing.sort_under(claims[1:], [editing.name_topic("Ukraine", by=edith)], by=edith)
    assert reader.get(f"{CLAIMS}{claims[1].pk}/", headers={"if-none-match": tag}).status_code == 200


def test_a_reader_makes_no_topics(reader: APIClient) -> None:
    assert reader.post(TOPICS, {"name": "x"}).status_code == 403


@pytest.mark.parametrize("topics", [1, 5])
def test_a_list_costs_two_queries(
    reader: APIClient, edith: User, django_assert_num_queries: DjangoAssertNumQueries, topics: int
) -> None:
    for number in range(topics):
        editing.name_topic(f"Topic {number}", by=edith)
    with django_assert_num_queries(2):
        reader.get(TOPICS)
