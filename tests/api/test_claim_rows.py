"""The list of claims without a filter has a way of its own: it tells the same as the usual one."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from claims import editing, watching, withholding
from claims.models import Claim
from tests import cast
from tests.api.conftest import with_token

LIST = "/api/v1/claims/"


@pytest.fixture
def claims(edith: User) -> list[Claim]:
    """One with two topics and somebody to see to it, one settled, one withheld, one restricted to the editors."""
    versions = [
        cast.warning(f"Dispatch {number}: troops would cross the border before the 20th.") for number in range(4)
    ]
    made = [editing.accept(cast.deadline(version), by=edith) for version in versions]
    topics = [editing.name_topic(name, by=edith) for name in ("Ukraine", "Borders")]
    editing.sort_under(made[:1], topics, by=edith)
    watching.assign(Claim.objects.get(pk=made[0].pk), to=edith, by=edith)
    cast.settled(Claim.objects.get(pk=made[1].pk), by=edith)
    withholding.withhold(Claim.objects.get(pk=made[2].pk), reason="a source in danger", by=edith)
    cast.restricted(versions[3], to="editors")
    return made


def told(client: APIClient, **query: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = client.get(LIST, query).json()["results"]
    return rows


def usually_told(client: APIClient) -> list[dict[str, Any]]:
    """By the serializer: what is shown in full beside each claim is asked for, and left out."""
    return [
        {name: value for name, value in row.items() if name != "expanded"} for row in told(client, expand="verdict")
    ]


@pytest.mark.parametrize(("group", "number"), [("editors", 3), ("readers", 2), ("admins", 3), ("", 4)])
def test_each_reader_is_told_what_the_serializer_tells(claims: list[Claim], group: str, number: int) -> None:
    """In no group stands a superuser."""
    somebody = User.objects.create_user("somebody", is_superuser=not group)
    somebody.groups.set(Group.objects.filter(name=group))
    client = with_token(somebody)
    assert (told(client), len(told(client))) == (usually_told(client), number)


def test_pages_are_walked_forward_and_back(editor: APIClient, claims: list[Claim]) -> None:
    whole = [row["id"] for row in told(editor)]
    pages, page = [], editor.get(LIST, {"page_size": 1}).json()
    pages.append(page["results"][0]["id"])
    while page["next"]:
        page = editor.get(page["next"]).json()
        pages.append(page["results"][0]["id"])
    back = [pages[-1]]
    while page["previous"]:
        page = editor.get(page["previous"]).json()
        back.append(page["results"][0]["id"])
    assert (pages, back) == (whole, whole[::-1])


def test_three_statements_tell_of_any_number(editor: APIClient, claims: list[Claim]) -> None:
    told(editor)
    with CaptureQueriesContext(connection) as asked:
        told(editor)
    assert len(asked) == 3
