import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from sources.models import Publisher
from tests import cast

PUBLISHERS = "/api/v1/publishers/"
GAZETTE = {
    "slug": "gazette",
    "name": "The Gazette",
    "site": "https://gazette.example/",
    "language": "en-GB",
    "kind": "newspaper",
    "time_zone": "Europe/London",
}


def test_a_publisher_is_added(editor: APIClient) -> None:
    answer = editor.post(PUBLISHERS, GAZETTE)
    assert (answer.status_code, answer.json()) == (201, GAZETTE)


def test_the_answer_says_where_the_publisher_is(editor: APIClient) -> None:
    location = editor.post(PUBLISHERS, GAZETTE)["Location"]
    assert editor.get(location).json() == GAZETTE


def test_a_reader_adds_no_publisher(reader: APIClient) -> None:
    answer = reader.post(PUBLISHERS, GAZETTE)
    assert (answer.status_code, Publisher.objects.exists()) == (403, False)


def test_a_publisher_is_not_added_twice(editor: APIClient) -> None:
    editor.post(PUBLISHERS, GAZETTE)
    fault = editor.post(PUBLISHERS, GAZETTE).json()["errors"][0]
    assert (fault["pointer"], fault["code"], Publisher.objects.count()) == ("/slug", "unique", 1)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("slug", "the gazette", "invalid"),
        ("slug", "", "blank"),
        ("slug", 5, "invalid"),
        ("slug", "a\x00", "null_characters_not_allowed"),
        ("name", "  ", "blank"),
        ("name", 5, "invalid"),
        ("site", "gazette", "invalid"),
        ("language", "english!", "invalid_language"),
        ("kind", "pamphlet", "invalid_choice"),
        ("kind", ["newspaper"], "invalid_choice"),
        ("time_zone", "Mars/Olympus", "invalid_time_zone"),
        ("time_zone", "../etc/passwd", "invalid_time_zone"),
        ("founded", 1821, "unknown_field"),
    ],
)
def test_a_bad_publisher_is_refused_by_field(editor: APIClient, field: str, value: object, code: str) -> None:
    answer = editor.post(PUBLISHERS, GAZETTE | {field: value})
    faults = {(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]}
    assert (answer.status_code, (f"/{field}", code) in faults, Publisher.objects.exists()) == (400, True, False)


def test_publishers_are_filtered(reader: APIClient) -> None:
    cast.harbour_wire()
    cast.agence()
    found = reader.get(f"{PUBLISHERS}?language=fr&kind=agency").json()["results"]
    assert [publisher["slug"] for publisher in found] == ["agence-quai"]


def test_an_unknown_publisher_is_not_found(reader: APIClient) -> None:
    assert reader.get(f"{PUBLISHERS}nobody/").status_code == 404


@pytest.mark.parametrize("publishers", [1, 5])
def test_a_list_costs_two_queries(
    reader: APIClient, django_assert_num_queries: DjangoAssertNumQueries, publishers: int
) -> None:
    Publisher.objects.bulk_create(Publisher(slug=f"p{number}", name="P") for number in range(publishers))
    with django_assert_num_queries(2):
        reader.get(PUBLISHERS)


def test_the_answer_never_repeats_a_long_word(editor: APIClient) -> None:
    answer = editor.post(PUBLISHERS, GAZETTE | {"kind": "a" * 100_000})
    assert (answer.status_code, len(answer.content) < 3000) == (400, True)
