"""Reviews in the shapes of Google's Fact Check Tools API."""

import json
from http import HTTPStatus
from typing import Any

import pytest
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError
from googleapiclient.http import HttpMockSequence
from hypothesis import given, settings

from claims.publication.fact_check_tools import answer, error
from claims.publication.published import Published
from tests.claims.publication.reviews import REVIEWS


def read_back(status: HTTPStatus, shape: dict[str, Any]) -> Any:
    """What Google's own client makes of it."""
    http = HttpMockSequence([({"status": int(status), "content-type": "application/json"}, json.dumps(shape))])
    client = build("factchecktools", "v1alpha1", http=http, static_discovery=True)
    return client.claims().search(query="border").execute()


@settings(max_examples=300, deadline=None)
@given(REVIEWS)
def test_googles_client_reads_a_review_back(published: Published) -> None:
    (claim,) = read_back(HTTPStatus.OK, answer([[published]]))["claims"]
    (review,) = claim["claimReview"]
    assert (claim["text"], claim["claimant"]) == (published.claim_reviewed, published.author.name)
    assert claim.get("claimDate", "")[:10] == (published.claimed_on.isoformat() if published.claimed_on else "")
    assert (review["url"], review["title"]) == (published.url, published.headline)
    assert (review["textualRating"], review["languageCode"]) == (published.rating.textual, published.language)
    assert review["publisher"] == {"name": published.outlet.name, "site": published.outlet.site}


def test_nothing_found_is_the_empty_object() -> None:
    assert answer([]) == {}


def test_googles_client_understands_the_error() -> None:
    with pytest.raises(HttpError) as told:
        read_back(HTTPStatus.BAD_REQUEST, error(HTTPStatus.BAD_REQUEST, "Give a query."))
    assert (told.value.status_code, told.value.reason) == (400, "Give a query.")
