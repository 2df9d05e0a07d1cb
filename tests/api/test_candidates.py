import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from claims.models import Candidate, ExtractionRun
from tests import cast

CANDIDATES = "/api/v1/candidates/"


def test_a_candidate_quotes_its_document(reader: APIClient) -> None:
    found = reader.get(f"{CANDIDATES}{cast.candidate().pk}/").json()
    text = reader.get(f"/api/v1/documents/{found['document']}/versions/{found['version']}/").json()["text"]
    assert text[found["start"] : found["end"]] == found["quote"] == cast.COULD_START


def test_a_candidate_says_who(reader: APIClient) -> None:
    found = reader.get(f"{CANDIDATES}{cast.candidate().pk}/").json()
    assert found["attribution"] == [{"claimant": "United States", "cue": "warned"}]


def test_a_candidate_says_when(reader: APIClient) -> None:
    time = reader.get(f"{CANDIDATES}{cast.candidate().pk}/").json()["time"]
    assert (time["text"], time["operator"], time["not_before"], time["not_after"]) == (
        "as early as Wednesday",
        "not_before",
        "2022-02-16",
        None,
    )


def test_a_candidate_without_a_date_has_no_time(reader: APIClient) -> None:
    undated = cast.candidate(time_text="", operator="none", not_before=None, precision="")
    assert reader.get(f"{CANDIDATES}{undated.pk}/").json()["time"] is None


def test_could_has_no_probability(reader: APIClient) -> None:
    assert reader.get(f"{CANDIDATES}{cast.candidate().pk}/").json()["probability"] is None


def test_probable_has_one_with_its_scale(reader: APIClient) -> None:
    probable = cast.candidate(
        probability_low=0.63, probability_point=0.75, probability_high=0.87, estimative_scale="kent-1964"
    )
    told = reader.get(f"{CANDIDATES}{probable.pk}/").json()["probability"]
    assert told == {"low": 0.63, "point": 0.75, "high": 0.87, "scale": "kent-1964"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("decision=pending", 1),
        ("decision=accepted", 0),
        ("kind=prediction", 1),
        ("kind=factual", 0),
        ("claimant=united states", 1),
        ("claimant=States", 0),
        ("publisher=harbour-wire", 1),
        ("publisher=agence-quai", 0),
        ("language=en", 1),
        ("language=fr", 0),
        ("operator=not_before", 1),
        ("operator=by", 0),
        ("evidentiality=asserted", 1),
        ("evidentiality=denied", 0),
        ("not_before_after=2022-02-16", 1),
        ("not_before_after=2022-02-17", 0),
        ("check_worthiness_min=0.8", 1),
        ("check_worthiness_min=0.81", 0),
        ("document=1000000", 0),
    ],
)
def test_candidates_are_filtered(reader: APIClient, query: str, found: int) -> None:
    cast.agence()
    cast.candidate()
    assert len(reader.get(f"{CANDIDATES}?{query}").json()["results"]) == found


def test_the_candidates_of_a_document(reader: APIClient) -> None:
    here, _elsewhere = cast.candidate(), cast.candidate(cast.warning(publisher=cast.agence()))
    found = reader.get(f"{CANDIDATES}?document={here.version.document_id}").json()["results"]
    assert [candidate["id"] for candidate in found] == [here.pk]


@pytest.mark.parametrize("candidates", [1, 5])
def test_a_list_costs_two_queries(
    reader: APIClient, django_assert_num_queries: DjangoAssertNumQueries, candidates: int
) -> None:
    for number in range(candidates):
        cast.candidate(cast.warning(f"{cast.WARNING} {number}"))
    with django_assert_num_queries(2):
        reader.get(CANDIDATES)


def test_a_candidate_says_which_pipeline_found_it_last(reader: APIClient) -> None:
    held = cast.candidate()
    Candidate.objects.update(found_again_by=_read_later(held))
    told = reader.get(f"{CANDIDATES}{held.pk}/").json()
    assert (told["pipeline_version"], told["last_found_by"], told["no_longer_found_in"]) == ("by hand", "later", None)


def test_a_candidate_says_which_pipeline_no_longer_finds_it(reader: APIClient) -> None:
    held = cast.candidate()
    Candidate.objects.update(no_longer_found_in=_read_later(held))
    assert reader.get(f"{CANDIDATES}{held.pk}/").json()["no_longer_found_in"] == "later"


@pytest.mark.parametrize(("is_found", "count"), [("true", 1), ("false", 0)])
def test_candidates_are_filtered_by_whether_they_are_still_found(reader: APIClient, is_found: str, count: int) -> None:
    cast.candidate()
    assert len(reader.get(f"{CANDIDATES}?is_found={is_found}").json()["results"]) == count


def test_what_is_no_longer_found_is_not_among_what_is_found(reader: APIClient) -> None:
    Candidate.objects.update(no_longer_found_in=_read_later(cast.candidate()))
    assert reader.get(f"{CANDIDATES}?is_found=true").json()["results"] == []


def _read_later(held: Candidate) -> ExtractionRun:
    return ExtractionRun.objects.create(version=held.version, pipeline_version="later", state="done")
