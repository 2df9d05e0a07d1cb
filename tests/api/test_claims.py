from datetime import datetime

import pytest
from django.contrib.auth.models import User
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from claims import editing
from claims.models import Candidate, Claim, Claimant
from tests import cast

CLAIMS = "/api/v1/claims/"


@pytest.fixture
def claim(edith: User) -> Claim:
    """*As early as Wednesday*."""
    return editing.accept(cast.candidate(), by=edith)


@pytest.fixture
def overdue(edith: User) -> Claim:
    """*Before the 20th*."""
    return editing.accept(cast.deadline(), by=edith)


@pytest.fixture
def fact(edith: User) -> Claim:
    """A statement of fact, as the Agence du Quai has it."""
    return editing.accept(cast.candidate(cast.warning(publisher=cast.agence()), kind="factual"), by=edith)


def test_a_claim_is_listed_with_its_claimant_and_status(reader: APIClient, claim: Claim) -> None:
    (shown,) = reader.get(CLAIMS).json()["results"]
    assert (shown["text"], shown["claimant"]["name"], shown["status"]) == (cast.COULD_START, "United States", "look")


def test_a_claim_shows_where_it_appeared(reader: APIClient, claim: Claim) -> None:
    (appearance,) = reader.get(f"{CLAIMS}{claim.pk}/").json()["appearances"]
    assert (appearance["publisher"], appearance["quote"]) == ("harbour-wire", cast.COULD_START)


def test_a_withdrawn_appearance_is_not_shown(reader: APIClient, edith: User, claim: Claim) -> None:
    editing.reopen(Candidate.objects.get(), reason="wrong span", by=edith)
    assert reader.get(f"{CLAIMS}{claim.pk}/").json()["appearances"] == []


def test_a_claim_shows_its_prediction(reader: APIClient, claim: Claim) -> None:
    window = reader.get(f"{CLAIMS}{claim.pk}/").json()["prediction"]["window"]
    assert (window["operator"], window["not_before"], window["not_after"], window["time_zone"]) == (
        "not_before",
        "2022-02-16",
        None,
        "Europe/London",
    )


def test_a_statement_of_fact_has_no_prediction(reader: APIClient, fact: Claim) -> None:
    assert reader.get(f"{CLAIMS}{fact.pk}/").json()["prediction"] is None


def test_a_settled_claim_shows_its_verdict(reader: APIClient, edith: User, claim: Claim) -> None:
    cast.settled(claim, by=edith)
    verdict = reader.get(f"{CLAIMS}{claim.pk}/").json()["verdict"]
    assert (verdict["rating"], verdict["decided_by"]) == ("came-true", "edith")


def test_the_status_of_an_open_claim_names_its_window(reader: APIClient, overdue: Claim) -> None:
    told = reader.get(f"{CLAIMS}{overdue.pk}/status/").json()
    window = told.pop("window")
    assert (told, window["due_at"]) == (
        {"status": "due", "rating": None, "textual_rating": None, "verdict": None, "recorded_at": None, "as_of": None},
        "2022-02-21T00:00:00Z",
    )


def test_the_status_of_a_settled_claim_names_its_verdict(reader: APIClient, edith: User, overdue: Claim) -> None:
    verdict = cast.settled(overdue, by=edith, rating="did-not-come-true")
    told = reader.get(f"{CLAIMS}{overdue.pk}/status/").json()
    assert (told["status"], told["rating"], told["textual_rating"], told["verdict"]) == (
        "resolved",
        "did-not-come-true",
        "Did not come true",
        verdict.pk,
    )


def test_the_status_says_when_its_verdict_was_recorded(reader: APIClient, edith: User, overdue: Claim) -> None:
    verdict = cast.settled(overdue, by=edith)
    verdict.refresh_from_db()
    told = reader.get(f"{CLAIMS}{overdue.pk}/status/").json()["recorded_at"]
    assert datetime.fromisoformat(told) == verdict.recorded_at


def test_a_corrected_verdict_is_the_one_that_counts(reader: APIClient, edith: User, overdue: Claim) -> None:
    cast.settled(overdue, by=edith)
    cast.settled(overdue, by=edith, rating="ambiguous", reason="They crossed elsewhere.")
    assert reader.get(f"{CLAIMS}{overdue.pk}/status/").json()["rating"] == "ambiguous"


def test_a_rating_is_told_in_the_readers_language(reader: APIClient, edith: User, overdue: Claim) -> None:
    cast.settled(overdue, by=edith)
    told = reader.get(f"{CLAIMS}{overdue.pk}/status/", headers={"Accept-Language": "fr"}).json()
    assert told["textual_rating"] == "S’est avéré"


def test_the_status_of_a_fact_has_no_window(reader: APIClient, fact: Claim) -> None:
    told = reader.get(f"{CLAIMS}{fact.pk}/status/").json()
    assert (told["status"], told["window"]) == ("unchecked", None)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=due", ["due"]),
        ("status=look", ["look"]),
        ("status=resolved", []),
        ("status=unchecked", ["unchecked"]),
        ("status=withdrawn", []),
        ("kind=prediction", ["due", "look"]),
        ("kind=factual", ["unchecked"]),
        ("language=en", ["due", "look", "unchecked"]),
        ("language=fr", []),
        ("operator=before", ["due"]),
        ("operator=on", []),
        ("publisher=harbour-wire", ["due", "look"]),
        ("publisher=agence-quai", ["unchecked"]),
        ("due_at_before=2022-02-21T00:00:01Z", ["due"]),
        ("due_at_before=2022-02-21T00:00:00Z", []),
        ("due_at_after=2022-02-21T00:00:00Z", ["due"]),
        ("claim_date_after=2022-02-12", ["due", "look", "unchecked"]),
        ("claim_date_before=2022-02-12", []),
        ("claimant=9000000000", []),
        ("document=9000000000", []),
        ("status=due&operator=not_before", []),
        ("q=WEDNESDAY", ["look", "unchecked"]),
        ("q=officials", ["due"]),
        ("q=%25", []),
    ],
)
@pytest.mark.usefixtures("fact", "claim", "overdue")
def test_claims_are_filtered(reader: APIClient, query: str, found: list[str]) -> None:
    statuses = [shown["status"] for shown in reader.get(f"{CLAIMS}?{query}").json()["results"]]
    assert statuses == found


def test_the_claims_of_a_claimant(reader: APIClient, claim: Claim, overdue: Claim) -> None:
    officials = Claimant.objects.get(name="officials")
    found = reader.get(f"{CLAIMS}?claimant={officials.pk}").json()["results"]
    assert [shown["id"] for shown in found] == [overdue.pk]


@pytest.mark.parametrize("claims", [1, 5])
def test_a_list_costs_three_queries(
    reader: APIClient, edith: User, django_assert_num_queries: DjangoAssertNumQueries, claims: int
) -> None:
    for number in range(claims):
        editing.accept(cast.candidate(cast.warning(f"{cast.WARNING} {number}"), claimant=f"aide {number}"), by=edith)
    with django_assert_num_queries(3):
        reader.get(CLAIMS)


@pytest.mark.parametrize("appearances", [1, 5])
def test_a_claim_costs_five_queries(
    reader: APIClient, edith: User, claim: Claim, django_assert_num_queries: DjangoAssertNumQueries, appearances: int
) -> None:
    for number in range(1, appearances):
        editing.attach(cast.candidate(cast.warning(f"{cast.WARNING} {number}")), to=claim, by=edith)
    with django_assert_num_queries(5):
        reader.get(f"{CLAIMS}{claim.pk}/")
