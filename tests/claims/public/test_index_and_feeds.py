"""What finds reviews: the index, the DataFeed, the Atom feed, robots.txt."""

import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.contrib.auth.models import User
from django.test import Client
from jsonschema import Draft202012Validator

from claims import editing, publishing
from claims.models import ClaimReview
from claims.newsstand import Asked, Place, as_published, reviews_asked
from claims.public import views
from tests import cast
from tests.claims.publication.test_json_ld import DUKE

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def another(by: User, text: str, claimant: str, headline: str, language: str = "en") -> ClaimReview:
    """A review of a claim of its own."""
    version = cast.warning(f"{text}, in words of their own.")
    claim = editing.accept(cast.candidate(version, text, claimant=claimant, operator="none", not_before=None), by=by)
    cast.settled(claim, by, "ambiguous")
    return cast.reviewed(claim, by, language, claim_reviewed=text, headline=headline)


@pytest.fixture
def shelf(by: User) -> list[ClaimReview]:
    """Three claims, oldest first; the last has two reviews."""
    bridge = another(by, "the bridge will reopen", "harbour master", "Bridge stayed shut")
    ferry = another(by, "the ferry stays free", "mayor of Quay", "Ferry stayed free")
    pier = another(by, "the pier will close", "harbour master", "Pier closed")
    french = cast.reviewed(pier.claim, by, "fr", claim_reviewed="La jetée fermera", headline="La jetée a fermé")
    return [bridge, ferry, pier, french]


def headlines(answer: Any) -> list[str]:
    return [review.headline for review in answer.context["reviews"]]


def test_the_newest_comes_first(client: Client, shelf: list[ClaimReview]) -> None:
    newest_first = ["La jetée a fermé", "Pier closed", "Ferry stayed free", "Bridge stayed shut"]
    assert headlines(client.get("/reviews/")) == newest_first


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "bridges"}, ["Bridge stayed shut"]),
        ({"q": "jetee"}, ["La jetée a fermé"]),
        ({"q": "harbour"}, ["La jetée a fermé", "Pier closed", "Bridge stayed shut"]),
        ({"q": "harbour", "language": "en"}, ["Pier closed", "Bridge stayed shut"]),
        ({"q": "tram"}, []),
        ({"q": "' & !"}, []),
        ({"language": "fr"}, ["La jetée a fermé"]),
        ({"language": "de", "q": "ferry"}, ["Ferry stayed free"]),
    ],
)
def test_a_search_finds(client: Client, shelf: list[ClaimReview], asked: dict[str, str], found: list[str]) -> None:
    assert headlines(client.get("/reviews/", asked)) == found


def test_pages_follow_one_another_without_a_gap(
    client: Client, shelf: list[ClaimReview], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "ON_A_PAGE", 3)
    first = client.get("/reviews/", {"language": "en"})
    second = client.get("/reviews/?language=en&" + "after=" + str(Place.of(shelf[1])))
    assert (headlines(first)[:2], headlines(second)) == (["Pier closed", "Ferry stayed free"], ["Bridge stayed shut"])


def test_the_next_page_is_named_as_long_as_there_is_one(
    client: Client, shelf: list[ClaimReview], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "ON_A_PAGE", 2)
    first = client.get("/reviews/")
    second = client.get(first.context["next_url"])
    assert (headlines(second), second.context["next_url"]) == (["Ferry stayed free", "Bridge stayed shut"], "")


@pytest.mark.parametrize(
    "after", ["x", "!!!!", "MjAyMi0wMi0xMg", "MjAyMi0wMi0xMlQwOTowMDowMCswMDowMCA5OTk5OTk5OTk5OTk5OTk5OTk5"]
)
def test_a_place_that_is_none_shows_the_first_page(client: Client, shelf: list[ClaimReview], after: str) -> None:
    assert len(headlines(client.get("/reviews/", {"after": after}))) == 4


def test_search_engines_keep_the_index_and_not_its_searches(client: Client, shelf: list[ClaimReview]) -> None:
    assert b"noindex" not in client.get("/reviews/").content
    assert b'content="noindex, follow"' in client.get("/reviews/?q=pier").content


@pytest.mark.parametrize(("address", "queries"), [("/reviews/", 1), ("/reviews/?q=pier", 2)])
def test_a_page_of_the_index_costs_the_same_whatever_it_shows(
    client: Client, shelf: list[ClaimReview], django_assert_num_queries: Any, address: str, queries: int
) -> None:
    with django_assert_num_queries(queries):
        client.get(address)


def test_the_index_speaks_the_language_of_the_browser(client: Client, db: None) -> None:
    assert b'<html lang="fr">' in client.get("/reviews/", headers={"Accept-Language": "fr-CA, en;q=0.5"}).content


def test_each_published_review_passes_the_duke_schema(client: Client, shelf: list[ClaimReview]) -> None:
    feed = json.loads(client.get("/reviews/feed.json?profile=duke").content)
    validator = Draft202012Validator(DUKE)
    for item in feed["dataFeedElement"]:
        validator.validate(item["item"][0])
    assert [item["url"][-11:-1] for item in feed["dataFeedElement"]] == [each.slug for each in reversed(shelf)]


def test_a_feed_in_parts_names_the_next(
    client: Client, shelf: list[ClaimReview], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "IN_A_FEED", 3)
    first = client.get("/reviews/feed.json")
    address = first["Link"].removeprefix("<https://www.checks.example").partition(">")[0]
    assert len(json.loads(client.get(address).content)["dataFeedElement"]) == 1


def test_a_review_by_itself_is_as_it_is_in_the_feed(client: Client, shelf: list[ClaimReview]) -> None:
    feed = json.loads(client.get("/reviews/feed.json").content)
    alone = json.loads(client.get(f"/reviews/{shelf[-1].slug}.json").content)
    assert feed["dataFeedElement"][0]["item"] == [alone]


def test_an_unknown_profile_is_refused(client: Client, shelf: list[ClaimReview]) -> None:
    answer = client.get("/reviews/feed.json?profile=bing")
    assert (answer.status_code, answer.content) == (400, b"profile: give google or duke.\n")


def test_feeds_cost_the_same_whatever_they_hold(
    client: Client, shelf: list[ClaimReview], django_assert_num_queries: Any
) -> None:
    for address, queries in {"/reviews/feed.json": 2, "/reviews/feed.atom": 1}.items():
        with django_assert_num_queries(queries):
            client.get(address)


def test_the_atom_feed_leads_to_the_reviews(client: Client, shelf: list[ClaimReview]) -> None:
    feed = ET.fromstring(client.get("/reviews/feed.atom").content)  # noqa: S314 (our own)
    entry = feed.find("a:entry", ATOM)
    assert entry is not None
    address = f"https://www.checks.example/reviews/{shelf[-1].slug}/"
    link = entry.find("a:link", ATOM)
    assert link is not None
    assert (entry.findtext("a:title", "", ATOM), link.get("href")) == ("Ambigu : La jetée a fermé", address)


def test_the_atom_feed_is_one_language_where_one_is_asked_for(client: Client, shelf: list[ClaimReview]) -> None:
    feed = ET.fromstring(client.get("/reviews/feed.atom?language=fr").content)  # noqa: S314
    assert len(feed.findall("a:entry", ATOM)) == 1


def test_a_feed_that_has_not_changed_is_not_sent_again(client: Client, shelf: list[ClaimReview], by: User) -> None:
    first = client.get("/reviews/feed.atom")
    known = {"If-None-Match": first["ETag"]}
    assert client.get("/reviews/feed.atom", headers=known).status_code == 304
    publishing.pause(ClaimReview.objects.get(pk=shelf[-1].pk), reason="A misprint.", by=by)
    assert client.get("/reviews/feed.atom", headers=known).status_code == 200


def test_a_claimant_is_identified_by_an_address_of_the_web_alone(shelf: list[ClaimReview]) -> None:
    claimant = shelf[0].claim.claimant
    for same_as, told in {"ftp://x.example/": (), "https://x.example/": ("https://x.example/",)}.items():
        type(claimant).objects.filter(pk=claimant.pk).update(same_as=same_as)
        (published,) = as_published(reviews_asked(Asked(words="bridge")))
        assert published.author.same_as == told


@pytest.mark.parametrize(
    ("is_on", "told"),
    [(True, "User-agent: *\nAllow: /reviews/\nDisallow: /\n"), (False, "User-agent: *\nDisallow: /\n")],
)
def test_robots_read_the_reviews_and_nothing_else(client: Client, settings: Any, is_on: bool, told: str) -> None:
    settings.PUBLIC_SITE = is_on
    assert client.get("/robots.txt").content.decode() == told
