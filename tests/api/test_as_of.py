"""`as_of` and `known_at`: what a read answers as of an instant, and how long that may be kept."""

from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from claims import bygone, editing, withholding
from claims.clock import database_now
from claims.models import Claim, LedgerEntry, Prediction
from tests import cast
from tests.api.conftest import with_token
from tests.servers import Servers
from tests.waiting import entered

FOR_EVER = "private, max-age=31536000, immutable"


@pytest.fixture
def claim(edith: User) -> Claim:
    """*Before the 20th*."""
    return editing.accept(cast.deadline(), by=edith)


@pytest.fixture
def then(claim: Claim) -> str:
    """The instant at which the claim had been accepted, and nothing else had happened; later something has."""
    entered()
    at = database_now()
    editing.accept(cast.candidate(cast.warning(publisher=cast.agence())), by=User.objects.get(username="edith"))
    entered()
    return told(at)


def told(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def paths(claim: Claim) -> dict[str, str]:
    """One of each read, by name."""
    return {
        "claims": "/api/v1/claims/",
        "claim": f"/api/v1/claims/{claim.pk}/",
        "status": f"/api/v1/claims/{claim.pk}/status/",
        "predictions": "/api/v1/predictions/",
        "prediction": f"/api/v1/predictions/{claim.prediction.pk}/",
        "verdicts": "/api/v1/verdicts/",
        "evidence": "/api/v1/evidence/",
    }


READS = ("claims", "claim", "status", "predictions", "prediction", "verdicts", "evidence")


@pytest.mark.parametrize("read", READS)
def test_every_read_tells_of_then(reader: APIClient, edith: User, claim: Claim, then: str, read: str) -> None:
    path = paths(claim)[read]
    before = reader.get(path, {"as_of": then}).content
    cast.settled(claim, by=edith)
    Claim.objects.update(text="Reworded")
    entered()
    assert reader.get(path, {"as_of": then}).content == before


def test_a_verdict_of_later_is_not_there_yet(reader: APIClient, edith: User, claim: Claim, then: str) -> None:
    verdict = cast.settled(claim, by=edith)
    entered()
    told_then = reader.get(f"/api/v1/verdicts/{verdict.pk}/", {"as_of": then})
    told_now = reader.get(f"/api/v1/verdicts/{verdict.pk}/", {"as_of": told(database_now())})
    assert (told_then.status_code, told_now.json()["standing"]) == (404, "counts")


def test_a_status_says_as_of_when(reader: APIClient, claim: Claim, then: str) -> None:
    assert reader.get(paths(claim)["status"], {"as_of": then}).json()["as_of"] == then


def test_many_statuses_are_told_as_of_then_too(reader: APIClient, edith: User, claim: Claim, then: str) -> None:
    cast.settled(claim, by=edith)
    answer = reader.post(f"/api/v1/claims/status/?as_of={then}", {"ids": [claim.pk, claim.pk + 1]}).json()
    assert (answer["results"][str(claim.pk)]["status"], answer["not_found"]) == ("due", [claim.pk + 1])


@pytest.mark.parametrize("read", READS)
def test_what_can_no_longer_change_may_be_kept_for_ever(reader: APIClient, claim: Claim, then: str, read: str) -> None:
    answer = reader.get(paths(claim)[read], {"as_of": then})
    varies = {name.strip() for name in answer["Vary"].split(",")}
    assert (answer["Cache-Control"], varies >= {"Authorization", "Cookie", "Accept-Language"}) == (
        FOR_EVER,
        True,
    )


@pytest.mark.parametrize("read", READS)
def test_what_no_later_entry_seals_is_asked_for_again(reader: APIClient, claim: Claim, read: str) -> None:
    entered()
    answer = reader.get(paths(claim)[read], {"as_of": told(database_now())})
    assert answer["Cache-Control"] == "private, no-cache"


def test_pages_of_then_are_followed(reader: APIClient, edith: User, claim: Claim) -> None:
    for number in range(3):
        editing.accept(cast.deadline(cast.warning(f"{cast.WARNING} {number}")), by=edith)
    entered()
    asked = {"as_of": told(database_now()), "page_size": "2"}
    editing.accept(cast.deadline(cast.warning(f"{cast.WARNING} later")), by=edith)
    entered()
    first = reader.get("/api/v1/claims/", asked).json()
    second = reader.get(first["next"]).json()
    keys = [each["id"] for page in (first, second) for each in page["results"]]
    assert (keys, second["next"]) == ([claim.pk + 3, claim.pk + 2, claim.pk + 1, claim.pk], None)


def test_words_are_in_the_language_asked_for(reader: APIClient, edith: User, claim: Claim) -> None:
    cast.settled(claim, by=edith)
    asked = {"as_of": told(database_now())}
    answer = reader.get(paths(claim)["status"], asked, headers={"Accept-Language": "fr"})
    assert answer.json()["textual_rating"] == "S’est avéré"


MALFORMED = {
    "no instant": ("yesterday", "invalid"),
    "a day": ("2022-02-24", "naive"),
    "no offset": ("2022-02-24T04:00:00", "naive"),
    "a + that became a blank": ("2022-02-24T04:00:00 01:00", "invalid"),
    "before all calendars": ("0999-12-31T00:00:00Z", "implausible"),
    "the future": ("2999-01-01T00:00:00Z", "in_the_future"),
    "the end of time": ("9999-12-31T23:59:59-23:59", "invalid"),
    "an offset of a day": ("2022-02-12T09:00:00-23:59", "invalid"),
    "nothing": ("", "invalid"),
    "very much": ("2" * 5000, "invalid"),
}


@pytest.mark.parametrize("name", MALFORMED)
@pytest.mark.parametrize("parameter", ["as_of", "known_at"])
@pytest.mark.parametrize("read", ["claims", "status"])
def test_what_is_no_instant_of_the_past_is_named(
    reader: APIClient, claim: Claim, name: str, parameter: str, read: str
) -> None:
    words, code = MALFORMED[name]
    answer = reader.get(paths(claim)[read], {parameter: words})
    (fault,) = answer.json()["errors"]
    assert (answer.status_code, fault["parameter"], fault["code"]) == (400, parameter, code)


def test_a_wrong_instant_is_told_how_to_write_it(reader: APIClient, claim: Claim) -> None:
    detail = reader.get("/api/v1/claims/", {"as_of": "2022-02-24T04:00:00 01:00"}).json()["detail"]
    assert ("2022-02-24T04:00:00Z" in detail, "%2B" in detail) == (True, True)


def test_words_are_not_searched_in_the_past(reader: APIClient, claim: Claim, then: str) -> None:
    (fault,) = reader.get("/api/v1/claims/", {"as_of": then, "q": "border"}).json()["errors"]
    assert (fault["parameter"], fault["code"], "language" in fault["detail"]) == ("q", "not_as_of", True)


FILTERS: dict[str, dict[str, Any]] = {
    "claims": {
        "status": "due",
        "language": "en",
        "kind": "prediction",
        "operator": "before",
        "publisher": "harbour-wire",
        "claim_date_after": "2022-02-12",
        "claim_date_before": "2022-02-13",
        "due_at_after": "2022-02-20T00:00:00Z",
        "due_at_before": "2022-02-22T00:00:00Z",
    },
    "predictions": {
        "status": "due",
        "kind": "prediction",
        "language": "en",
        "operator": "before",
        "resolves_on": "occurrence",
        "due_at_before": "2022-02-22T00:00:00Z",
    },
}


@pytest.mark.parametrize("asked", [(noun, name) for noun, given in FILTERS.items() for name in given])
def test_filters_ask_what_was_held_then(
    reader: APIClient, edith: User, claim: Claim, then: str, asked: tuple[str, str]
) -> None:
    noun, name = asked
    cast.settled(claim, by=edith)
    Claim.objects.update(language="de", kind="commitment", claim_date=None)
    Prediction.objects.update(operator="by", due_at=None, resolves_on="persistence")
    entered()
    query = {"as_of": then, name: FILTERS[noun][name]}
    assert len(reader.get(f"/api/v1/{noun}/", query).json()["results"]) == 1


def test_what_is_withheld_now_is_hidden_then(reader: APIClient, edith: User, claim: Claim, then: str) -> None:
    withholding.withhold(claim, reason="a source in danger", by=edith)
    assert reader.get(paths(claim)["claim"], {"as_of": then}).status_code == 404


def test_the_tag_of_the_past_is_no_ground_for_a_decision(editor: APIClient, claim: Claim, then: str) -> None:
    tag = editor.get(paths(claim)["claim"], {"as_of": then})["ETag"]
    body = {"resolution_criteria": "Ten thousand cross."}
    answer = editor.post(f"{paths(claim)['claim']}criteria/", body, headers={"If-Match": tag})
    assert answer.status_code == 412


@pytest.mark.parametrize("read", ["claims", "predictions", "verdicts", "evidence"])
def test_a_page_asks_the_same_queries_whatever_it_shows(
    reader: APIClient, edith: User, claim: Claim, read: str
) -> None:
    cast.settled(claim, by=edith)
    entered()
    asked = {"as_of": told(database_now())}
    with CaptureQueriesContext(connection) as few:
        reader.get(paths(claim)[read], asked)
    for number in range(3):
        further = editing.accept(cast.deadline(cast.warning(f"{cast.WARNING} {number}")), by=edith)
        cast.settled(further, by=edith)
    entered()
    with CaptureQueriesContext(connection) as many:
        answer = reader.get(paths(claim)[read], {"as_of": told(database_now())})
    assert (len(answer.json()["results"]), len(many)) == (4, len(few))


def test_what_the_world_did_not_know_then_does_not_count(reader: APIClient, edith: User, claim: Claim) -> None:
    cast.settled(claim, by=edith)
    entered()
    before = told(cast.INVASION - timedelta(seconds=1))
    status = reader.get(paths(claim)["status"], {"known_at": before}).json()
    assert (status["status"], status["verdict"]) == ("due", None)


def test_what_the_world_knew_then_counts(reader: APIClient, edith: User, claim: Claim) -> None:
    verdict = cast.settled(claim, by=edith)
    entered()
    status = reader.get(paths(claim)["status"], {"known_at": told(cast.INVASION)}).json()
    assert (status["status"], status["verdict"]) == ("resolved", verdict.pk)


def test_a_status_known_then_is_of_that_day(reader: APIClient, claim: Claim) -> None:
    entered()
    answer = reader.get(paths(claim)["status"], {"known_at": "2022-02-20T23:59:59Z"}).json()
    assert answer["status"] == "needs_criteria"


def test_verdicts_known_later_are_not_listed(reader: APIClient, edith: User, claim: Claim) -> None:
    cast.settled(claim, by=edith)
    entered()
    before = told(cast.INVASION - timedelta(seconds=1))
    assert reader.get("/api/v1/verdicts/", {"known_at": before}).json()["results"] == []


def test_known_at_lies_before_as_of(reader: APIClient, claim: Claim, then: str) -> None:
    (fault,) = reader.get("/api/v1/claims/", {"as_of": then, "known_at": told(database_now())}).json()["errors"]
    assert (fault["parameter"], fault["code"]) == ("known_at", "in_the_future")


def test_evidence_is_not_known_by_an_instant(reader: APIClient, claim: Claim, then: str) -> None:
    assert reader.get("/api/v1/evidence/", {"known_at": then}).json()["errors"][0]["code"] == "unknown_parameter"


def test_who_asks_while_somebody_writes_is_asked_to_come_again(
    own_database: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bygone, "LONGEST_WAIT", "50ms")
    reader = with_token(cast.remi())
    with psycopg.connect(own_database.application_url) as writer:
        writer.execute("INSERT INTO claims_topic (name, slug) VALUES ('Ukraine', 'ukraine')")
        writer.execute("SET CONSTRAINTS ledger IMMEDIATE")
        answer = reader.get("/api/v1/claims/", {"as_of": told(database_now())})
    assert (answer.status_code, answer.json()["code"], answer["Retry-After"]) == (503, "not_settled", "1")


def test_before_the_ledger_nothing_was_held(reader: APIClient, claim: Claim) -> None:
    first = LedgerEntry.objects.earliest("seq").recorded_at - timedelta(seconds=1)
    assert reader.get("/api/v1/claims/", {"as_of": told(first)}).json()["results"] == []
