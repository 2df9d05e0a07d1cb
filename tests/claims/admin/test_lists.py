"""Lists: counted and paged up to a cap, found by words in both languages, by the windows' days, and exported."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims import editing
from claims.models import Claim
from sources.admin import listing
from sources.admin.export import harmless
from sources.models import Document
from tests import cast

pytestmark = pytest.mark.django_db
CLAIMS = "/admin/claims/claim/"
PREDICTIONS = "/admin/claims/prediction/"
DOCUMENTS = "/admin/sources/document/"
CLAIMANTS = "/admin/claims/claimant/"


def _found(desk: Client, address: str, **query: str) -> list[Any]:
    return list(desk.get(address, query).context["cl"].result_list)


def _lines(desk: Client, address: str, **query: str) -> list[list[str]]:
    words = desk.get(address, query).getvalue().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(words)))


@pytest.fixture
def claims(edith: User) -> list[Claim]:
    version = cast.warning()
    return [editing.accept(cast.candidate(version), by=edith), editing.accept(cast.deadline(version), by=edith)]


def test_a_list_counts_no_further_than_its_cap(
    desk: Client, claims: list[Claim], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "CAP", 1)
    page = desk.get(CLAIMS)
    assert (page.context["cl"].result_count, "1+ claims" in page.content.decode()) == (1, True)


def test_a_count_within_the_cap_is_exact() -> None:
    assert [str(listing.CappedCount.of(number)) for number in (3, 1000, 1001)] == ["3", "1,000", "1,000+"]


@pytest.mark.parametrize(
    ("query", "indexes"), [("2022", [0, 1]), ("2022-02", [0, 1]), ("2021", []), ("2022-13", [0, 1])]
)
def test_claims_are_filtered_by_the_last_day_of_their_window(
    desk: Client, claims: list[Claim], query: str, indexes: list[int]
) -> None:
    found = _found(desk, CLAIMS, window_in=query)
    assert {claim.pk for claim in found} == {claims[index].pk for index in indexes}


def test_predictions_are_filtered_by_the_last_day_of_their_window(desk: Client, claims: list[Claim]) -> None:
    claims[1].prediction.not_after = date(2023, 5, 1)
    claims[1].prediction.save()
    assert _found(desk, PREDICTIONS, window_in="2023-05") == [claims[1].prediction]


def test_the_years_of_a_hidden_window_are_not_offered(desk: Client, claims: list[Claim]) -> None:
    Claim.objects.filter(pk__in=[claim.pk for claim in claims]).update(withheld_at=cast.SATURDAY)
    assert "window_in=2022" not in desk.get(CLAIMS).content.decode()


def test_predictions_are_found_by_words_without_their_accents(desk: Client, claims: list[Claim]) -> None:
    Claim.objects.filter(pk=claims[0].pk).update(text="Les régions voteraient dès mercredi")
    assert _found(desk, PREDICTIONS, q="region voter", status="all") == [claims[0].prediction]


def test_documents_are_found_by_words_of_their_headline(desk: Client) -> None:
    version = cast.warning()
    Document.objects.filter(pk=version.document_id).update(headline="L’Ukraine s’inquiète")
    assert _found(desk, DOCUMENTS, q="inquiete ukraine") == [version.document]


def test_a_document_is_found_by_its_address(desk: Client) -> None:
    version = cast.warning()
    Document.objects.filter(pk=version.document_id).update(url="https://harbour.example/a")
    assert _found(desk, DOCUMENTS, q="https://harbour.example/a") == [version.document]


def test_claimants_are_found_by_the_beginning_of_a_word(desk: Client, claims: list[Claim]) -> None:
    assert [claimant.name for claimant in _found(desk, CLAIMANTS, q="stat")] == ["United States"]


def test_a_claimant_of_hidden_claims_only_is_not_listed(desk: Client, edith: User) -> None:
    editing.accept(cast.candidate(cast.restricted(cast.warning())), by=edith)
    assert _found(desk, CLAIMANTS) == []


def test_an_export_has_the_rows_of_its_filter(desk: Client, claims: list[Claim]) -> None:
    assert [line[1] for line in _lines(desk, f"{CLAIMS}export.csv", status="due")] == ["Claim", claims[1].text]


def test_an_export_is_in_the_readers_language(desk: Client, claims: list[Claim]) -> None:
    words = desk.get(f"{CLAIMS}export.csv", headers={"accept-language": "fr"}).getvalue().decode("utf-8-sig")
    assert words.startswith("numéro;Affirmation;Auteur;")


def test_an_export_begins_with_the_mark_by_which_spreadsheets_know_utf_8(desk: Client) -> None:
    assert desk.get(f"{CLAIMS}export.csv").getvalue().startswith(b"\xef\xbb\xbf")


def test_what_is_hidden_is_not_exported(desk: Client, edith: User) -> None:
    editing.accept(cast.candidate(cast.restricted(cast.warning())), by=edith)
    assert len(_lines(desk, f"{CLAIMS}export.csv")) == 1


def test_a_parameter_that_is_no_filter_leads_back_to_the_list(desk: Client) -> None:
    assert desk.get(f"{CLAIMS}export.csv", {"no_such": "1"}).status_code in {302, 400}


@pytest.mark.parametrize(
    "cell", ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "  =1", '=HYPERLINK("x")']
)
def test_a_formula_becomes_words(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize(("cell", "words"), [("2 + 2", "2 + 2"), (None, ""), (-3, -3), (True, "yes")])
def test_other_cells_stay_as_they_are(cell: object, words: object) -> None:
    assert harmless(cell) == words


def test_hostile_words_are_exported_as_words(desk: Client, edith: User) -> None:
    version = cast.warning('=cmd|" /C calc"!A0 will happen')
    editing.accept(cast.candidate(version, '=cmd|" /C calc"!A0 will happen', claimant="@evil"), by=edith)
    assert _lines(desk, f"{CLAIMS}export.csv")[1][1:3] == ['\'=cmd|" /C calc"!A0 will happen', "'@evil"]


@pytest.mark.parametrize("address", [CLAIMS, PREDICTIONS, DOCUMENTS, CLAIMANTS])
def test_twenty_rows_cost_as_many_queries_as_one(
    desk: Client, edith: User, address: str, django_assert_max_num_queries: Any
) -> None:
    sentences = [f"the {number}th thing will happen" for number in range(20)]
    for number, sentence in enumerate(sentences):
        version = cast.warning(f"{sentence}.")
        claim = editing.accept(cast.candidate(version, sentence, claimant=f"aide {number}"), by=edith)
        editing.sort_under([claim], [editing.name_topic(f"topic {number}", by=edith)], by=edith)
    with django_assert_max_num_queries(12):
        desk.get(address, {"q": "thing"} if address in {CLAIMS, PREDICTIONS} else {})
