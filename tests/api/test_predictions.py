import pytest
from django.contrib.auth.models import User
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from claims import editing
from claims.models import Claim
from tests import cast

PREDICTIONS = "/api/v1/predictions/"


@pytest.fixture
def overdue(edith: User) -> Claim:
    """*Before the 20th*."""
    return editing.accept(cast.deadline(), by=edith)


def test_a_prediction_is_read(reader: APIClient, overdue: Claim) -> None:
    shown = reader.get(f"{PREDICTIONS}{overdue.prediction.pk}/").json()
    assert (shown["claim"], shown["claim_text"], shown["status"]) == (overdue.pk, cast.WOULD_CROSS, "due")


def test_before_the_20th_keeps_its_operator_and_its_day(reader: APIClient, overdue: Claim) -> None:
    window = reader.get(f"{PREDICTIONS}{overdue.prediction.pk}/").json()["window"]
    assert (window["operator"], window["not_after"], window["due_at"]) == (
        "before",
        "2022-02-20",
        "2022-02-21T00:00:00Z",
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=due", 1),
        ("status=look", 0),
        ("status=resolved", 0),
        ("operator=before", 1),
        ("operator=by", 0),
        ("kind=prediction", 1),
        ("kind=commitment", 0),
        ("language=en", 1),
        ("language=fr", 0),
        ("resolves_on=occurrence", 1),
        ("resolves_on=persistence", 0),
        ("condition_state=open", 0),
        ("due_at_before=2022-02-21T00:00:01Z", 1),
        ("due_at_before=2022-02-21T00:00:00Z", 0),
        ("due_at_after=2022-02-21T00:00:00Z", 1),
        ("look_at_after=2022-02-01", 0),
        ("claim=9000000000", 0),
        ("claimant=9000000000", 0),
    ],
)
def test_predictions_are_filtered(reader: APIClient, overdue: Claim, query: str, found: int) -> None:
    assert len(reader.get(f"{PREDICTIONS}?{query}").json()["results"]) == found


def test_a_settled_prediction_is_found_as_resolved(reader: APIClient, edith: User, overdue: Claim) -> None:
    cast.settled(overdue, by=edith)
    assert len(reader.get(f"{PREDICTIONS}?status=resolved").json()["results"]) == 1


@pytest.mark.parametrize("predictions", [1, 5])
def test_a_list_costs_two_queries(
    reader: APIClient, edith: User, django_assert_num_queries: DjangoAssertNumQueries, predictions: int
) -> None:
    for number in range(predictions):
        editing.accept(cast.deadline(cast.warning(f"{cast.WARNING} {number}")), by=edith)
    with django_assert_num_queries(2):
        reader.get(PREDICTIONS)
