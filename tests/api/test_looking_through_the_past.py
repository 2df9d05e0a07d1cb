"""Lists as of an instant that fit few rows of many: narrowed by what ever fitted, or looked through by stretches."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from api.pagination import Cursor
from claims import bygone, editing
from claims.clock import database_now
from claims.models import Claim, Claimant, Prediction
from tests import cast
from tests.waiting import entered

MOST = 3


@pytest.fixture(autouse=True)
def short_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bygone, "MOST", MOST)


@pytest.fixture
def claims(edith: User) -> list[Claim]:
    """Eight, the oldest first, each in a text of its own."""
    return [editing.accept(cast.deadline(cast.warning(f"{cast.WARNING} {n}")), by=edith) for n in range(8)]


def told(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def now() -> str:
    entered()
    return told(database_now())


def pages(client: APIClient, noun: str, way: str = "next", **asked: Any) -> list[list[int]]:
    """The keys on each page, from the first to the last."""
    answer = client.get(f"/api/v1/{noun}/", asked).json()
    found = [[row["id"] for row in answer["results"]]]
    while answer[way]:
        answer = client.get(answer[way]).json()
        found.append([row["id"] for row in answer["results"]])
    return found


def test_what_no_index_serves_is_looked_through_by_stretches(reader: APIClient, claims: list[Claim]) -> None:
    oldest = claims[0]
    Prediction.objects.filter(claim=oldest).update(operator="by")
    assert pages(reader, "claims", operator="by", as_of=now()) == [[], [], [oldest.pk]]


def test_a_page_that_is_full_ends_before_its_stretch(reader: APIClient, claims: list[Claim]) -> None:
    keys = [claim.pk for claim in claims[::-1]]
    assert pages(reader, "claims", page_size=2, as_of=now()) == [keys[0:2], keys[2:4], keys[4:6], keys[6:8]]


def test_stretches_are_gone_through_backwards_too(reader: APIClient, claims: list[Claim]) -> None:
    keys = [claim.pk for claim in claims]
    last = {"cursor": _cursor_before(reader, keys[1]), "as_of": now()}
    assert pages(reader, "claims", "previous", **last) == [keys[1:4][::-1], keys[4:7][::-1], keys[7:]]


@pytest.mark.parametrize(("way", "back"), [("next", "previous"), ("previous", "next")])
def test_an_empty_page_leads_back_to_where_one_came_from(
    reader: APIClient, claims: list[Claim], way: str, back: str
) -> None:
    """The middle one of three stretches has none, and each side of it one."""
    kept = [claims[0], claims[7]]
    Prediction.objects.filter(claim__in=kept).update(operator="by")
    asked: dict[str, str] = {"operator": "by", "as_of": now()}
    if way == "previous":
        asked["cursor"] = str(Cursor(">", kept[0].pk - 1))
    first = reader.get("/api/v1/claims/", asked).json()
    empty = reader.get(first[way]).json()
    again = reader.get(empty[back]).json()
    assert (len(first["results"]), empty["results"], again["results"]) == (1, [], first["results"])


def _cursor_before(reader: APIClient, key: int) -> str:
    """Of the page that goes on, towards the newest, from the claim before this one."""
    asked: dict[str, str] = {"page_size": "1", "as_of": now()}
    answer = reader.get("/api/v1/claims/", asked).json()
    while answer["results"][0]["id"] != key - 1:
        answer = reader.get(answer["next"]).json()
    return str(answer["previous"]).split("cursor=")[1].split("&")[0]


@pytest.mark.parametrize("noun", ["claims", "predictions", "verdicts", "evidence"])
def test_all_rows_are_found_stretch_by_stretch(reader: APIClient, edith: User, claims: list[Claim], noun: str) -> None:
    for claim in claims:
        cast.settled(claim, edith)
    at = now()
    asked: dict[str, Any] = {"as_of": at, "page_size": 200}
    stretches = pages(reader, noun, **asked)
    whole = reader.get(f"/api/v1/{noun}/", {"page_size": 200}).json()["results"]
    assert [key for page in stretches for key in page] == [row["id"] for row in whole]
    assert [len(page) for page in stretches] == [3, 3, 2]


def of_another_claimant(claim: Claim, edith: User) -> dict[str, Any]:
    another = Claimant.objects.create(name="The union", kind="organization")
    Claim.objects.filter(pk=claim.pk).update(claimant=another)
    return {"claimant": another.pk}


def under_a_topic(claim: Claim, edith: User) -> dict[str, Any]:
    editing.sort_under([claim], [editing.name_topic("Ukraine", by=edith)], by=edith)
    return {"topic": "ukraine"}


def in_its_document(claim: Claim, edith: User) -> dict[str, Any]:
    return {"document": claim.appearances.get().version.document_id}


def of_its_publisher(claim: Claim, edith: User) -> dict[str, Any]:
    words = "so an invasion could start"
    version = cast.warning(f"In Paris, {words}.", publisher=cast.agence())
    editing.attach(cast.candidate(version, words), to=claim, by=edith)
    return {"publisher": cast.agence().slug}


NARROWED = [of_another_claimant, under_a_topic, in_its_document, of_its_publisher]
Fits = Callable[[Claim, User], dict[str, Any]]


@pytest.mark.parametrize("fits", NARROWED)
def test_what_ever_fitted_is_found_at_once_however_old(
    reader: APIClient, edith: User, claims: list[Claim], fits: Fits
) -> None:
    asked = fits(claims[0], edith)
    assert pages(reader, "claims", as_of=now(), **asked) == [[claims[0].pk]]


@pytest.mark.parametrize("fits", NARROWED[:2])
def test_what_fitted_then_is_found_though_it_fits_no_more(
    reader: APIClient, edith: User, claims: list[Claim], fits: Fits
) -> None:
    asked = fits(claims[0], edith)
    then = now()
    Claim.objects.update(claimant=Claimant.objects.get(name="officials"))
    Claim.topics.through.objects.all().delete()
    entered()
    found = [pages(reader, "claims", as_of=at, **asked) for at in (then, now())]
    assert found == [[[claims[0].pk]], [[]]]


@pytest.mark.parametrize("fits", NARROWED[:2])
def test_what_fits_since_is_not_found_then(reader: APIClient, edith: User, claims: list[Claim], fits: Fits) -> None:
    editing.name_topic("Ukraine", by=edith)
    then = now()
    assert pages(reader, "claims", as_of=then, **fits(claims[0], edith)) == [[]]


def test_of_too_many_that_ever_fitted_the_list_is_looked_through(reader: APIClient, claims: list[Claim]) -> None:
    keys = [claim.pk for claim in claims[::-1]]
    found = pages(reader, "claims", claimant=claims[0].claimant_id, as_of=now())
    assert found == [keys[0:3], keys[3:6], keys[6:]]


def test_predictions_are_narrowed_by_their_claimant(reader: APIClient, edith: User, claims: list[Claim]) -> None:
    asked = of_another_claimant(claims[0], edith)
    assert pages(reader, "predictions", as_of=now(), **asked) == [[claims[0].prediction.pk]]


@pytest.mark.parametrize("noun", ["predictions", "verdicts", "evidence"])
def test_what_belongs_to_a_claim_is_found_at_once(
    reader: APIClient, edith: User, claims: list[Claim], noun: str
) -> None:
    for claim in claims:
        cast.settled(claim, edith)
    assert [len(page) for page in pages(reader, noun, claim=claims[0].pk, as_of=now())] == [1]


def test_verdicts_are_found_by_their_evidence(reader: APIClient, edith: User, claims: list[Claim]) -> None:
    verdicts = [cast.settled(claim, edith) for claim in claims]
    piece = verdicts[0].evidence.get()
    assert pages(reader, "verdicts", evidence=piece.pk, as_of=now()) == [[verdicts[0].pk]]


def test_what_was_cut_there_is_cut_there_ever_after(reader: APIClient, edith: User, claims: list[Claim]) -> None:
    Prediction.objects.filter(claim=claims[0]).update(operator="by")
    then = now()
    asked = {"as_of": then, "operator": "by"}
    before = reader.get("/api/v1/claims/", asked).content
    for number in range(5):
        editing.accept(cast.deadline(cast.warning(f"{cast.WARNING} later {number}")), by=edith)
    entered()
    assert reader.get("/api/v1/claims/", asked).content == before


def test_what_was_narrowed_then_is_narrowed_ever_after(reader: APIClient, edith: User, claims: list[Claim]) -> None:
    asked = of_another_claimant(claims[0], edith)
    asked["as_of"] = now()
    before = reader.get("/api/v1/claims/", asked).content
    Claim.objects.update(claimant=asked["claimant"])
    entered()
    assert reader.get("/api/v1/claims/", asked).content == before
