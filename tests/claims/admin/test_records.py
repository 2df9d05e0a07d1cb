"""Records at the desk: on the page of whose they are, in the list, as CSV."""

import csv
import io
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from claims.models import Claim, Claimant, RecordTotal
from sources.models import Publisher
from tests import cast
from tests.claims.records_world import foretold, kept_up

pytestmark = pytest.mark.django_db
LIST = "/admin/claims/recordtotal/"


def page_of(client: Client, claim: Claim) -> str:
    kept_up()
    return client.get(f"/admin/claims/claimant/{claim.claimant_id}/change/").content.decode()


def listed(client: Client, **query: str) -> list[str]:
    return [str(total) for total in client.get(LIST, query).context["cl"].result_list]


def total(name: str, *, decided: int = 0, hits: int = 0, rank_by: float | None = None) -> RecordTotal:
    claimant = Claimant.objects.create(name=name)
    figures = {"claims": decided, "decided": decided, "hits": hits, "settled": 0, "kept": 0}
    return RecordTotal.objects.create(claimant=claimant, rank_by=rank_by, **figures)


def test_a_claimants_page_tells_their_record(armchair: Client, edith: User) -> None:
    claim = foretold("they will cross", edith)
    cast.settled(claim, edith)
    page = page_of(armchair, claim)
    assert "1 of 1 decided predictions came true in full: 100\u00a0% (95\u00a0% interval: 21–100\u00a0%)." in page
    assert "Fewer than 10: not ranked." in page


def test_a_publishers_page_tells_its_record(armchair: Client, edith: User) -> None:
    cast.settled(foretold("they will cross", edith), edith)
    kept_up()
    page = armchair.get(f"/admin/sources/publisher/{cast.harbour_wire().pk}/change/").content.decode()
    assert "Reliability on the scale kent-1964" in page


def test_the_scores_of_a_scale_stand_under_its_name(armchair: Client, edith: User) -> None:
    claim = foretold("they will cross", edith, probability_point=0.93, probability_high=0.99)
    cast.settled(claim, edith, "did-not-come-true")
    page = page_of(armchair, claim)
    cells = ["kent-1964", "0.865", "3.84"]
    assert [cell for cell in cells if f">{cell}<" not in page] == []


def test_what_was_called_impossible_and_happened_shows_an_infinite_score(armchair: Client, edith: User) -> None:
    claim = foretold("they will cross", edith, probability_point=1.0, probability_high=1.0, estimative_scale="in_text")
    cast.settled(claim, edith, "did-not-come-true")
    page = page_of(armchair, claim)
    assert (">∞<" in page, "numbers of the texts themselves" in page) == (True, True)


def test_a_record_without_a_number_says_why(armchair: Client, edith: User) -> None:
    claim = foretold("they will cross", edith, probability_point=None)
    cast.settled(claim, edith)
    page = page_of(armchair, claim)
    assert ("No number was given" in page, "Brier" in page) == (True, False)


def test_of_what_is_hidden_the_page_tells_nothing(armchair: Client, edith: User) -> None:
    claim, hidden = foretold("they will cross", edith), foretold("they shall cross", edith)
    cast.restricted(hidden.appearances.get().version, to="investigations")
    assert "1 prediction or commitment that you may read" in page_of(armchair, claim)


def test_a_page_that_adds_somebody_has_no_record(desk: Client) -> None:
    assert 'id="record"' not in desk.get("/admin/claims/claimant/add/").content.decode()


def test_records_are_ranked_by_the_lower_end_and_those_of_few_follow(armchair: Client) -> None:
    total("Seldom heard", decided=9, hits=9)
    total("Often right", decided=100, hits=80, rank_by=0.71)
    total("Once lucky", decided=10, hits=9, rank_by=0.6)
    total("Unheard")
    assert listed(armchair) == ["Often right", "Once lucky", "Seldom heard", "Unheard"]


def test_the_list_is_of_claimants_or_of_publishers(armchair: Client, edith: User) -> None:
    foretold("they will cross", edith)
    kept_up()
    told = {of: listed(armchair, of=of) for of in ("claimant", "publisher")}
    assert told == {"claimant": ["United States"], "publisher": ["Harbour Wire"]}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("harb", ["Harbour Wire"]),
        ("united states", ["United States"]),
        ("Washington", ["United States"]),
        ("agence", []),
        ("  ", ["Harbour Wire", "United States"]),
        ("%", []),
    ],
)
def test_the_list_is_searched_by_names(armchair: Client, edith: User, words: str, found: list[str]) -> None:
    foretold("they will cross", edith)
    cast.agence()
    Claimant.objects.update(aliases=["Washington"])
    kept_up()
    assert sorted(listed(armchair, q=words)) == found


def test_a_search_stays_within_the_filter(armchair: Client, edith: User) -> None:
    foretold("they will cross", edith, claimant="Harbour officials")
    kept_up()
    assert listed(armchair, q="harbour", of="claimant") == ["Harbour officials"]


def test_under_the_minimum_no_share_is_shown(armchair: Client) -> None:
    total("Seldom heard", decided=9, hits=9)
    page = armchair.get(LIST).content.decode()
    assert ("100\u00a0%" in page, ">9<" in page) == (False, True)


def test_a_row_leads_to_the_page_of_whose_it_is(armchair: Client) -> None:
    row = total("Often right", decided=100, hits=80, rank_by=0.71)
    address = f"/admin/claims/claimant/{row.claimant_id}/change/#record"
    assert f'href="{address}"' in armchair.get(LIST).content.decode()
    assert armchair.get(f"{LIST}{row.pk}/change/")["Location"] == address


def test_the_list_is_downloaded_and_computes_nothing(armchair: Client) -> None:
    total("=1+1", decided=100, hits=80, rank_by=0.71)
    answer: Any = armchair.get(f"{LIST}export.csv")
    written = b"".join(answer.streaming_content).decode()
    (row,) = csv.DictReader(io.StringIO(written.removeprefix("\ufeff")))
    told = {"Name": "'=1+1", "Came true": "80", "Decided predictions": "100", "Share that came true": "80\u00a0%"}
    assert (written[0], {name: row[name] for name in told}) == ("\ufeff", told)


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_costs_as_many_queries_whatever_its_rows(
    armchair: Client, rows: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        total(f"aide {number}", decided=number)
    with django_assert_max_num_queries(9):
        armchair.get(LIST)


def test_of_the_publishers_nobody_adds_a_record(admin_client: Client) -> None:
    Publisher.objects.create(slug="harbour-wire", name="Harbour Wire")
    assert admin_client.get(f"{LIST}add/").status_code == 403
