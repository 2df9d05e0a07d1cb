"""The record of a claimant or publisher, as programs read it."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from claims.models import Claim
from sources.models import Publisher
from tests import cast
from tests.claims.records_world import AHEAD, foretold, kept_up

HARBOUR = "/api/v1/publishers/harbour-wire/record/"


def record(client: APIClient, claim: Claim) -> dict[str, Any]:
    kept_up()
    answer: dict[str, Any] = client.get(f"/api/v1/claimants/{claim.claimant_id}/record/").json()
    return answer


def test_a_record_counts_by_outcome(reader: APIClient, edith: User) -> None:
    cast.settled(foretold("they will cross", edith), edith)
    cast.settled(foretold("they shall cross", edith, not_after=AHEAD), edith)
    told = record(reader, foretold("they may cross", edith))
    assert told["claims"] == 3
    assert {key: n for key, n in told["counts"].items() if n} == {"came_true": 1, "early": 1, "open": 1}


def test_a_record_scores_the_numbers_of_each_scale(reader: APIClient, edith: User) -> None:
    claim = foretold("they will cross", edith)
    cast.settled(claim, edith)
    (scores,) = record(reader, claim)["scores"]
    assert (scores["scale"], scores["n"], scores["brier"], round(scores["log_score"], 3)) == (
        "kent-1964",
        1,
        0.0625,
        0.415,
    )


def test_an_infinite_score_is_null_and_says_so(reader: APIClient, edith: User) -> None:
    sure: dict[str, Any] = {
        "probability_low": 1.0,
        "probability_point": 1.0,
        "probability_high": 1.0,
        "estimative_scale": "in_text",
    }
    claim = foretold("they will cross", edith, **sure)
    cast.settled(claim, edith, "did-not-come-true")
    (scores,) = record(reader, claim)["scores"]
    assert (scores["log_score"], scores["is_log_score_infinite"], scores["brier"]) == (None, True, 1.0)


def test_too_few_are_not_ranked(reader: APIClient, edith: User) -> None:
    claim = foretold("they will cross", edith)
    cast.settled(claim, edith)
    assert record(reader, claim)["rank_by"] is None


def test_whoever_printed_nothing_has_an_empty_record(reader: APIClient) -> None:
    Publisher.objects.create(slug="harbour-wire", name="Harbour Wire")
    told = reader.get(HARBOUR).json()
    assert (told["claims"], told["predictions"], told["scores"]) == (0, None, [])


def test_who_is_quoted_only_in_hidden_texts_has_no_record(reader: APIClient, edith: User) -> None:
    claim = foretold("they will cross", edith)
    cast.restricted(claim.appearances.get().version)
    assert reader.get(f"/api/v1/claimants/{claim.claimant_id}/record/").status_code == 404


def test_a_publisher_that_nobody_knows_has_none(reader: APIClient) -> None:
    assert reader.get(HARBOUR).status_code == 404


def test_an_unknown_parameter_is_refused(reader: APIClient) -> None:
    cast.harbour_wire()
    assert reader.get(HARBOUR, {"since": "2022"}).status_code == 400


@pytest.mark.parametrize("claims", [1, 5])
def test_a_record_costs_as_many_queries_whatever_its_claims(
    reader: APIClient, edith: User, claims: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(claims):
        foretold(f"the {number}th will cross", edith)
    kept_up()
    with django_assert_max_num_queries(6):
        reader.get(HARBOUR)
