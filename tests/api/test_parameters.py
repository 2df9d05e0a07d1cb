"""Query parameters: unknown, repeated, empty or malformed ones are refused by name."""

import pytest
from rest_framework.test import APIClient

from tests import cast


def test_an_unknown_parameter_is_refused_with_those_allowed(reader: APIClient) -> None:
    (fault,) = reader.get("/api/v1/publishers/?kinds=agency").json()["errors"]
    assert fault == {
        "parameter": "kinds",
        "code": "unknown_parameter",
        "detail": "“kinds” is not a parameter; allowed are cursor, kind, language, page_size here.",
    }


@pytest.mark.parametrize(
    ("query", "parameter", "code"),
    [
        ("status=closed", "status", "invalid_choice"),
        ("status=", "status", "invalid"),
        ("status=due&status=open", "status", "repeated"),
        ("status=%00", "status", "invalid"),
        ("status=%ff", "status", "invalid_choice"),
        ("kind=opinion", "kind", "invalid_choice"),
        ("kind=Prediction", "kind", "invalid_choice"),
        ("publisher=nobody", "publisher", "invalid_choice"),
        ("publisher=1", "publisher", "invalid_choice"),
        ("claimant=United States", "claimant", "invalid"),
        ("claimant=1.5", "claimant", "invalid"),
        ("claimant=0", "claimant", "min_value"),
        ("claimant=99999999999999999999", "claimant", "max_value"),
        ("due_at_before=tomorrow", "due_at_before", "invalid"),
        ("due_at_before=2022-02-12T09:00:00%2B17:38", "due_at_before", "invalid"),
        ("claim_date_after=2022-02-30", "claim_date_after", "invalid"),
        ("format=api", "format", "unknown_parameter"),
        ("offset=10", "offset", "unknown_parameter"),
        ("a/b=1", "a/b", "unknown_parameter"),
        ("=1", "", "unknown_parameter"),
    ],
)
def test_a_bad_parameter_is_refused_by_name(reader: APIClient, query: str, parameter: str, code: str) -> None:
    answer = reader.get(f"/api/v1/claims/?{query}")
    faults = [(fault["parameter"], fault["code"]) for fault in answer.json()["errors"]]
    assert (answer.status_code, faults) == (400, [(parameter, code)])


@pytest.mark.parametrize("day", ["0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-12:00", "0001-01-01"])
def test_the_ends_of_the_calendar_find_nothing_and_break_nothing(reader: APIClient, day: str) -> None:
    assert reader.get(f"/api/v1/predictions/?due_at_after={day}").status_code == 200


def test_one_object_takes_no_parameters(reader: APIClient) -> None:
    version = cast.warning()
    answer = reader.get(f"/api/v1/documents/{version.document_id}/?language=fr")
    assert (answer.status_code, "none is allowed" in answer.json()["detail"]) == (400, True)


def test_a_post_takes_no_parameters(editor: APIClient) -> None:
    assert editor.post("/api/v1/publishers/?dry_run=1", {"slug": "a", "name": "A"}).status_code == 400


def test_the_outsider_learns_no_parameters(anybody: APIClient) -> None:
    assert anybody.get("/api/v1/claims/?x=1").status_code == 401
