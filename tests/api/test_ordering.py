"""`ordering=`: the orders that an index serves, page by page without a gap."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import permutations

import pytest
from django.contrib.auth.models import User
from django.db import connection
from rest_framework.test import APIClient

from api.pagination import Cursor, Order
from claims.models import Claimant
from sources.models import Document
from tests import cast

DOCUMENTS, CLAIMANTS, CANDIDATES = "/api/v1/documents/", "/api/v1/claimants/", "/api/v1/candidates/"


def published(*days: int | None) -> None:
    """Documents of these days of 2022, in this order; none: of an unknown day."""
    for place, day in enumerate(days):
        at = datetime(2022, 1, day, tzinfo=UTC) if day else None
        Document.objects.create(
            publisher=cast.harbour_wire(),
            headline=f"{day}{'abc'[place % 3]}",
            published_at=at,
            published_at_unknown_because="" if at else "It says none.",
        )


def pages(reader: APIClient, link: str, way: str = "next") -> Iterator[list[str]]:
    following: str | None = link
    while following:
        page = reader.get(following).json()
        yield [row.get("headline") or row["name"] for row in page["results"]]
        following = page[way]


@pytest.mark.parametrize("ordering", ["-published_at", "published_at"])
def test_documents_are_walked_by_their_day(reader: APIClient, ordering: str) -> None:
    published(2, 3, 2, None, 1, None)
    walked = [each for page in pages(reader, f"{DOCUMENTS}?ordering={ordering}&page_size=1") for each in page]
    by_day = ["3b", "2c", "2a", "1b", "Nonec", "Nonea"]
    assert walked == (by_day if ordering.startswith("-") else by_day[::-1])


@pytest.mark.parametrize("size", [1, 2, 3, 4])
@pytest.mark.parametrize("ordering", ["-published_at", "published_at"])
def test_the_way_back_is_the_way_there(reader: APIClient, ordering: str, size: int) -> None:
    published(2, 3, 2, None, 1, None)
    there = list(pages(reader, f"{DOCUMENTS}?ordering={ordering}&page_size={size}"))
    last, following = "", f"{DOCUMENTS}?ordering={ordering}&page_size={size}"
    while following:
        last, following = following, reader.get(following).json()["next"]
    back = list(pages(reader, last, "previous"))
    assert [row for page in back for row in page[::-1]] == [row for page in there for row in page][::-1]


def test_claimants_are_walked_by_name(reader: APIClient, db: None) -> None:
    for name in ("Chen", "Adams", "Baker"):
        Claimant.objects.create(name=name)
    assert [*pages(reader, f"{CLAIMANTS}?ordering=name&page_size=2")] == [["Adams", "Baker"], ["Chen"]]


def test_candidates_are_walked_by_worth_where_the_queue_is_asked_for(reader: APIClient, edith: User) -> None:
    version = cast.warning()
    cast.candidate(version, check_worthiness=0.3)
    cast.deadline(version, check_worthiness=0.9)
    queue = f"{CANDIDATES}?decision=pending&is_found=true&ordering=-check_worthiness&page_size=1"
    first = reader.get(queue).json()
    second = reader.get(first["next"]).json()
    assert [first["results"][0]["check_worthiness"], second["results"][0]["check_worthiness"]] == [0.9, 0.3]


def test_an_order_that_no_index_serves_so_is_refused(reader: APIClient) -> None:
    (fault,) = reader.get(f"{CANDIDATES}?ordering=-check_worthiness").json()["errors"]
    assert (fault["parameter"], fault["code"], "decision=pending&is_found=true" in fault["detail"]) == (
        "ordering",
        "needs_filter",
        True,
    )


def test_an_unknown_order_is_refused_with_those_offered(reader: APIClient) -> None:
    (fault,) = reader.get(f"{DOCUMENTS}?ordering=headline").json()["errors"]
    assert (fault["code"], "-published_at, published_at" in fault["detail"]) == ("invalid_choice", True)


@pytest.mark.parametrize(
    "cursor",
    [
        Cursor("<", 5),
        Cursor("<", 5, "soon", "-published_at"),
        Cursor("<", 5, "2022-01-01T00:00:00", "-published_at"),
        Cursor("<", 5, 7, "-published_at"),
        Cursor("<", "five", "2022-01-01T00:00:00Z", "-published_at"),
        Cursor("<", None, "2022-01-01T00:00:00Z", "-published_at"),
        Cursor("!", 5, "2022-01-01T00:00:00Z", "-published_at"),
        Cursor("<", 5, "2022-01-01T00:00:00Z", "published_at"),
    ],
)
def test_a_cursor_of_another_list_is_refused(reader: APIClient, cursor: Cursor) -> None:
    answer = reader.get(f"{DOCUMENTS}?ordering=-published_at&cursor={cursor}")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "invalid_cursor")


@pytest.mark.parametrize(
    ("rows", "order", "index"),
    [
        (Document, Order("published_at", has_nulls=True), "document_newest"),
        (Claimant, Order("name", is_descending=False), "claimant_by_name"),
    ],
)
@pytest.mark.django_db
def test_a_page_in_the_midst_is_found_by_an_index(rows: type[Document | Claimant], order: Order, index: str) -> None:
    value = datetime(2022, 1, 1, tzinfo=UTC) if rows is Document else "Chen"
    part = order._part(rows._default_manager.all(), Cursor("<", 5, value), has_value=True)[:50]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off")
    assert f"using {index}" in part.explain()


def test_every_order_reversed_twice_is_itself() -> None:
    orders = [Order("x", *flags) for flags in permutations([True, False, True], 3)]
    assert [order.reversed().reversed() for order in orders] == orders
