from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from sources.models import Publisher

PUBLISHERS = "/api/v1/publishers/"


def publish(*slugs: str) -> None:
    Publisher.objects.bulk_create(Publisher(slug=slug, name=slug) for slug in slugs)


def walk(reader: APIClient, link: str, way: str) -> Iterator[str]:
    following: str | None = link
    while following:
        page = reader.get(following).json()
        yield "".join(row["slug"] for row in page["results"])
        following = page[way]


def test_pages_lead_from_the_newest_to_the_oldest(reader: APIClient) -> None:
    publish("a", "b", "c", "d", "e")
    assert list(walk(reader, f"{PUBLISHERS}?page_size=2", "next")) == ["ed", "cb", "a"]


def test_pages_lead_back(reader: APIClient) -> None:
    publish("a", "b", "c", "d", "e")
    *_, last = (link for link in links(reader, f"{PUBLISHERS}?page_size=2"))
    assert list(walk(reader, last, "previous")) == ["a", "cb", "ed"]


def links(reader: APIClient, link: str) -> Iterator[str]:
    following: str | None = link
    while following:
        yield following
        following = reader.get(following).json()["next"]


def test_a_full_last_page_has_no_next(reader: APIClient) -> None:
    publish("a", "b", "c", "d")
    assert list(walk(reader, f"{PUBLISHERS}?page_size=2", "next")) == ["dc", "ba"]


def test_what_arrives_meanwhile_shifts_no_page(reader: APIClient) -> None:
    publish("a", "b", "c", "d")
    following = reader.get(f"{PUBLISHERS}?page_size=2").json()["next"]
    publish("e")
    assert [row["slug"] for row in reader.get(following).json()["results"]] == ["b", "a"]


def test_a_page_has_fifty_rows_unless_told_otherwise(reader: APIClient) -> None:
    publish(*(f"p{number}" for number in range(60)))
    assert len(reader.get(PUBLISHERS).json()["results"]) == 50


def test_links_keep_the_filters(reader: APIClient) -> None:
    publish("a", "b")
    following = reader.get(f"{PUBLISHERS}?page_size=1&kind=newspaper").json()["next"]
    assert "kind=newspaper" in following


def test_no_page_is_read_by_offset(reader: APIClient) -> None:
    publish("a", "b", "c")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        list(walk(reader, f"{PUBLISHERS}?page_size=1", "next"))
    assert not [query for query in queries.captured_queries if "OFFSET" in query["sql"]]


@pytest.mark.parametrize("size", ["0", "201", "-1", "1.5", "all", "1e2", "٣", "9" * 5000])
def test_a_page_size_beyond_the_limits_is_refused(reader: APIClient, size: str) -> None:
    answer = reader.get(f"{PUBLISHERS}?page_size={size}")
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "page_size")


def test_two_hundred_rows_are_a_page(reader: APIClient) -> None:
    assert reader.get(f"{PUBLISHERS}?page_size=200").status_code == 200


@pytest.mark.parametrize(
    "cursor", ["nonsense", "PDEy!", "é", "PA", "PDEgT1IgMT0x", "PDk5OTk5OTk5OTk5OTk5OTk5OTk5", "=", "A" * 5000]
)
def test_a_cursor_of_ones_own_making_is_refused(reader: APIClient, cursor: str) -> None:
    answer = reader.get(f"{PUBLISHERS}?cursor={cursor}")
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "cursor")
