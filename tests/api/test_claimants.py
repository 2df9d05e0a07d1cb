import pytest
from django.contrib.auth.models import User
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from claims import editing
from claims.models import Claimant
from tests import cast

CLAIMANTS = "/api/v1/claimants/"


def test_a_claimant_is_read(reader: APIClient, edith: User) -> None:
    claimant = editing.accept(cast.candidate(), by=edith).claimant
    assert reader.get(f"{CLAIMANTS}{claimant.pk}/").json() == {
        "id": claimant.pk,
        "name": "United States",
        "kind": "organization",
        "is_anonymous": False,
        "aliases": [],
        "same_as": "",
    }


def test_whoever_claims_nothing_is_listed(reader: APIClient) -> None:
    Claimant.objects.create(name="Nobody")
    assert reader.get(CLAIMANTS).json()["results"][0]["name"] == "Nobody"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("name=united STATES", 1),
        ("name=United", 0),
        ("kind=organization", 1),
        ("kind=person", 0),
        ("is_anonymous=false", 1),
        ("is_anonymous=true", 0),
    ],
)
def test_claimants_are_filtered(reader: APIClient, edith: User, query: str, found: int) -> None:
    editing.accept(cast.candidate(), by=edith)
    assert len(reader.get(f"{CLAIMANTS}?{query}").json()["results"]) == found


@pytest.mark.parametrize("claimants", [1, 5])
def test_a_list_costs_two_queries(
    reader: APIClient, edith: User, django_assert_num_queries: DjangoAssertNumQueries, claimants: int
) -> None:
    for number in range(claimants):
        editing.accept(cast.candidate(cast.warning(f"{cast.WARNING} {number}"), claimant=f"aide {number}"), by=edith)
    with django_assert_num_queries(2):
        reader.get(CLAIMANTS)
