"""`claims:search` answers Google's own client, which changes its base address and nothing else."""

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import Client
from django.test.testcases import LiveServerThread
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError

from claims import editing
from claims.clock import database_now
from claims.models import Claim, ClaimReview
from claims.newsstand import Asked, as_published, reviews_asked
from tests import cast
from tests.servers import Servers

SEARCH = "/v1alpha1/claims:search"


@pytest.fixture(autouse=True)
def _on(public_site: None) -> None:
    """All of these are about a site that is on."""


def claim_of(by: User, text: str, claimant: str = "Harbour master", rating: str = "ambiguous") -> Claim:
    version = cast.warning(f"{text}, in words of their own.")
    claim = editing.accept(cast.candidate(version, text, claimant=claimant, operator="none", not_before=None), by=by)
    cast.settled(claim, by, rating)
    return claim


@pytest.fixture
def shelf(db: None) -> list[ClaimReview]:
    """Three claims, oldest first; the last is reviewed in two languages."""
    by = cast.edith()
    texts = ("the bridge will reopen", "the ferry stays free", "the pier will close")
    claims = [claim_of(by, text) for text in texts]
    english = [cast.reviewed(claim, by, claim_reviewed=claim.text) for claim in claims]
    return [*english, cast.reviewed(claims[-1], by, "fr", claim_reviewed="La jetée fermera")]


def found(client: Client, **asked: Any) -> dict[str, Any]:
    answer = client.get(SEARCH, asked)
    assert answer.status_code == 200, answer.content
    return answer.json()  # type: ignore[no-any-return]


def texts(client: Client, **asked: Any) -> list[str]:
    return [claim["text"] for claim in found(client, **asked).get("claims", [])]


def test_a_claim_is_answered_in_googles_shape(client: Client, shelf: list[ClaimReview]) -> None:
    review = shelf[0]
    assert review.published_at
    assert found(client, query="bridge") == {
        "claims": [
            {
                "text": "the bridge will reopen",
                "claimant": "Harbour master",
                "claimDate": "2022-02-12T00:00:00Z",
                "claimReview": [
                    {
                        "publisher": {"name": "The Harbour Desk", "site": "checks.example"},
                        "url": f"https://www.checks.example/reviews/{review.slug}/",
                        "title": "None crossed by the 20th",
                        "reviewDate": f"{review.published_at:%Y-%m-%dT%H:%M:%SZ}",
                        "textualRating": "Ambiguous",
                        "languageCode": "en",
                    }
                ],
            }
        ]
    }


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"query": "bridges"}, ["the bridge will reopen"]),
        ({"query": "harbour master"}, ["La jetée fermera", "the ferry stays free", "the bridge will reopen"]),
        (
            {"query": "harbour", "languageCode": "en-GB"},
            ["the pier will close", "the ferry stays free", "the bridge will reopen"],
        ),
        ({"query": "harbour", "languageCode": "fr"}, ["La jetée fermera"]),
        ({"query": "harbour", "languageCode": "sr-Latn"}, []),
        ({"query": "pier", "reviewPublisherSiteFilter": "checks.example"}, ["the pier will close"]),
        ({"query": "pier", "reviewPublisherSiteFilter": "elsewhere.example"}, []),
        ({"reviewPublisherSiteFilter": "www.Checks.example", "pageSize": "1"}, ["La jetée fermera"]),
        ({"query": "harbour", "offset": "2"}, ["the bridge will reopen"]),
        ({"query": "harbour", "pageSize": "0"}, ["La jetée fermera", "the ferry stays free", "the bridge will reopen"]),
        ({"query": "tram"}, []),
        (
            {"query": "ferry", "key": "x", "alt": "json", "prettyPrint": "false", "$.xgafv": "2"},
            ["the ferry stays free"],
        ),
    ],
)
def test_a_search_finds(client: Client, shelf: list[ClaimReview], asked: dict[str, str], expected: list[str]) -> None:
    assert texts(client, **asked) == expected


def test_reviews_of_one_claim_stand_together(client: Client, shelf: list[ClaimReview]) -> None:
    (claim,) = found(client, query="pier")["claims"]
    assert [review["languageCode"] for review in claim["claimReview"]] == ["en", "fr"]


def test_nothing_found_is_the_empty_object(client: Client, shelf: list[ClaimReview]) -> None:
    assert found(client, query="tram") == {}


@pytest.mark.parametrize(("ahead", "is_found"), [(1, False), (3, True)])
def test_an_age_is_that_of_the_newer_of_claim_and_review(shelf: list[ClaimReview], ahead: int, is_found: bool) -> None:
    """Asked about two days hence, when what is published now is too old and a claim of the day after is not."""
    now = database_now()
    Claim.objects.filter(pk=shelf[0].claim_id).update(claim_date=(now + timedelta(days=ahead)).date())
    asked = Asked(words="bridge", since=now + timedelta(days=2))
    assert reviews_asked(asked).exists() == is_found


def test_what_was_reviewed_today_is_a_day_old_at_most(client: Client, shelf: list[ClaimReview]) -> None:
    assert texts(client, query="bridge", maxAgeDays=1) == ["the bridge will reopen"]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, "query"),
        ({"query": " "}, "query"),
        ({"query": "a", "pageSize": "-1"}, "pageSize"),
        ({"query": "a", "pageSize": "many"}, "pageSize"),
        ({"query": "a", "maxAgeDays": "99999999"}, "maxAgeDays"),
        ({"query": "a", "offset": "1001"}, "offset"),
        ({"query": "a", "pageToken": "x"}, "pageToken"),
        ({"query": "a", "languageCode": "!"}, "languageCode"),
        ({"query": "a", "alt": "proto"}, "alt"),
        ({"query": "a", "page_size": "3"}, "page_size"),
    ],
)
def test_what_cannot_be_used_is_named(client: Client, db: None, asked: dict[str, str], names: str) -> None:
    answer = client.get(SEARCH, asked)
    told = answer.json()["error"]
    assert (answer.status_code, told["code"], told["status"]) == (400, 400, "INVALID_ARGUMENT")
    assert names in told["message"]


def test_other_methods_are_refused_in_the_same_shape(client: Client, db: None) -> None:
    answer = client.post(SEARCH)
    assert (answer.status_code, answer.json()["error"]["status"]) == (405, "UNIMPLEMENTED")


def test_nothing_is_there_where_the_site_is_off(client: Client, db: None, settings: Any) -> None:
    settings.PUBLIC_SITE = False
    assert client.get(SEARCH, {"query": "pier"}).status_code == 404


def test_a_search_costs_four_queries_whatever_it_finds(
    client: Client, shelf: list[ClaimReview], django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(4):
        found(client, query="harbour")


@pytest.fixture
def address(own_database: Servers) -> Iterator[str]:
    server = LiveServerThread("127.0.0.1", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait(20)
    if server.error:
        raise server.error
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()


RATINGS = ("came-true", "came-true-partly", "ambiguous")


def published_at_random(chance: random.Random, by: User) -> None:
    words = [chance.choice(["quai", "pier", "ÉTÉ", "<b>", "“so”", "9 %", "\u2028", "🙂"]) for _word in range(6)]
    text = f"the {' '.join(words)} will reopen {chance.random()}"
    claim = claim_of(by, text, f"Master {chance.randrange(9)}", chance.choice(RATINGS))
    for language in chance.choice([["en"], ["fr"], ["en", "fr"]]):
        cast.reviewed(claim, by, language, claim_reviewed=f"{language}: {text}", headline=" ".join(words))


def googles_client(address: str) -> Any:
    """As anybody builds it, but for the address."""
    options = {"api_endpoint": address}
    return build("factchecktools", "v1alpha1", static_discovery=True, client_options=options, developerKey="any")


def all_claims(client: Any, **asked: Any) -> Iterator[dict[str, Any]]:
    search = client.claims()
    request: Any = search.search(**asked)
    while request is not None:
        answer = request.execute()
        yield from answer.get("claims", [])
        token = answer.get("nextPageToken")
        request = search.search(**asked, pageToken=token) if token else None


@pytest.mark.parametrize("language", ["en", "fr"])
def test_googles_client_reads_every_review_back_with_nothing_lost(address: str, language: str) -> None:
    by, chance = cast.edith(), random.Random(language)
    for _number in range(12):
        published_at_random(chance, by)
    client = googles_client(address)
    asked = {"reviewPublisherSiteFilter": "checks.example", "languageCode": language, "pageSize": 5}
    read = [
        (
            claim["text"],
            claim["claimant"],
            claim.get("claimDate", "")[:10],
            review["url"],
            review["title"],
            review["textualRating"],
            review["languageCode"],
            review["reviewDate"],
            review["publisher"],
        )
        for claim in all_claims(client, **asked)
        for review in claim["claimReview"]
    ]
    assert len(read) > 5
    assert read == [
        (
            each.claim_reviewed,
            each.author.name,
            each.claimed_on.isoformat() if each.claimed_on else "",
            each.url,
            each.headline,
            each.rating.textual,
            each.language,
            f"{each.published_at:%Y-%m-%dT%H:%M:%SZ}",
            {"name": each.outlet.name, "site": each.outlet.site},
        )
        for each in as_published(reviews_asked(Asked(language=language)))
    ]


def test_googles_client_is_told_what_is_wrong(address: str) -> None:
    client = googles_client(address)
    with pytest.raises(HttpError) as told:
        client.claims().search(languageCode="en").execute()
    assert told.value.status_code == 400
    assert told.value.reason == "query: required unless reviewPublisherSiteFilter is given."
