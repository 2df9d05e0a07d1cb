"""`expand=`: what else is shown beside the rows, in a constant number of queries."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from claims import editing
from claims.models import Claim
from claims.withholding import withhold
from tests import cast
from tests.api.conftest import etag

CLAIMS = "/api/v1/claims/"
ALL = "claimant,prediction,verdict,proposed_verdict,appearances"


def claim_of(number: int, by: User) -> Claim:
    version = cast.warning(f"{cast.WARNING} Dispatch {number}.")
    return editing.accept(cast.deadline(version, claimant=f"officials {number}"), by=by)


def test_a_claim_is_shown_with_what_is_asked_for(reader: APIClient, edith: User) -> None:
    claim = claim_of(1, edith)
    cast.settled(claim, by=edith)
    (row,) = reader.get(f"{CLAIMS}?expand={ALL}").json()["results"]
    told = row["expanded"]
    assert (
        told["claimant"]["name"],
        told["prediction"]["window"]["not_after"],
        told["verdict"]["rating"],
        told["proposed_verdict"],
        [each["quote"] for each in told["appearances"]],
    ) == ("officials 1", "2022-02-20", "came-true", None, [cast.WOULD_CROSS])


def test_nothing_is_expanded_unasked(reader: APIClient, edith: User) -> None:
    claim_of(1, edith)
    assert "expanded" not in reader.get(CLAIMS).json()["results"][0]


def test_one_row_is_expanded_too(reader: APIClient, edith: User) -> None:
    claim = claim_of(1, edith)
    told = reader.get(f"/api/v1/predictions/{claim.prediction.pk}/?expand=claim").json()
    assert told["expanded"]["claim"]["id"] == claim.pk


def test_an_expanded_row_has_an_etag_on_which_one_may_decide(editor: APIClient, edith: User) -> None:
    claim = claim_of(1, edith)
    read = etag(editor, f"{CLAIMS}{claim.pk}/?expand=claimant")
    answer = editor.post(f"{CLAIMS}{claim.pk}/grace/", {"days": 3}, headers={"If-Match": read})
    assert answer.status_code == 200


@pytest.mark.parametrize("names", ["publisher", "claimant,publisher", "claimant,,verdict", "Claimant"])
def test_what_cannot_be_expanded_is_refused_with_what_can(reader: APIClient, edith: User, names: str) -> None:
    claim_of(1, edith)
    (fault,) = reader.get(f"{CLAIMS}?expand={names}").json()["errors"]
    assert (fault["parameter"], fault["code"], "appearances, claimant, prediction" in fault["detail"]) == (
        "expand",
        "invalid_choice",
        True,
    )


def test_a_resource_without_anything_to_expand_does_not_know_the_word(reader: APIClient) -> None:
    (fault,) = reader.get("/api/v1/topics/?expand=claim").json()["errors"]
    assert fault["code"] == "unknown_parameter"


def test_what_the_reader_may_not_see_is_null(reader: APIClient, edith: User) -> None:
    claim = claim_of(1, edith)
    withhold(claim, reason="The court said so.", by=edith)
    (row,) = reader.get("/api/v1/candidates/?expand=claim").json()["results"]
    assert (row["claim"], row["expanded"]) == (None, {"claim": None})


def queries(reader: APIClient, path: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert reader.get(path).status_code == 200
    return len(seen)


def test_its_queries_do_not_grow_with_the_rows(reader: APIClient, edith: User) -> None:
    claim_of(1, edith)
    path = f"{CLAIMS}?expand={ALL}"
    one = queries(reader, path)
    for number in range(2, 6):
        claim_of(number, edith)
    assert queries(reader, path) == one


def test_of_many_rows_the_oldest_hundred_are_shown(
    reader: APIClient, edith: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.expansions.MOST", 1)
    claim = claim_of(1, edith)
    version = claim.appearances.get().version
    editing.attach(cast.candidate(version, "troops would cross"), to=claim, by=edith)
    told = reader.get(f"{CLAIMS}{claim.pk}/?expand=appearances").json()
    assert (len(told["appearances"]), [each["quote"] for each in told["expanded"]["appearances"]]) == (
        2,
        [cast.WOULD_CROSS],
    )
