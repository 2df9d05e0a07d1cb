"""Records as of an instant: what was answered then is answered as of then, ever after."""

from datetime import datetime

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from claims import tallying, withholding
from claims.clock import database_now
from claims.models import Claim, Claimant
from sources.models import Publisher
from tests import cast
from tests.claims.newsroom import Newsroom
from tests.claims.records_world import foretold, kept_up
from tests.servers import Servers
from tests.waiting import entered

HARBOUR = "/api/v1/publishers/harbour-wire/record/"
FOR_EVER = "private, max-age=31536000, immutable"
STEPS, ACTS = 8, 8


def told(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def counts(client: APIClient, path: str, at: str) -> dict[str, int]:
    answer = client.get(path, {"as_of": at}).json()
    return {name: n for name, n in answer["counts"].items() if n}


def answers(client: APIClient, at: datetime | None = None) -> dict[str, bytes]:
    """The record of everybody there is, or was at an instant."""
    asked = {"as_of": told(at)} if at else {}
    paths = [f"/api/v1/claimants/{key}/record/" for key in Claimant.objects.values_list("pk", flat=True)]
    paths += [f"/api/v1/publishers/{slug}/record/" for slug in Publisher.objects.values_list("slug", flat=True)]
    found = {path: client.get(path, asked) for path in paths}
    return {path: answer.content for path, answer in found.items() if answer.status_code == 200}


def signed_in(user: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


def recorded(newsroom: Newsroom, client: APIClient) -> list[tuple[datetime, dict[str, bytes]]]:
    """What was answered between the acts, and when."""
    history = []
    for _step in range(STEPS):
        for _act in range(ACTS):
            newsroom.act()
        tallying.keep_up()
        history.append((database_now(), answers(client)))
    return history


@pytest.mark.parametrize("seed", range(3))
def test_a_record_is_as_of_then_what_it_was_then(seed: int, own_database: Servers) -> None:
    newsroom, client = Newsroom(seed, moves_access=False), signed_in(cast.remi())
    newsroom.accept()
    for instant, answered in recorded(newsroom, client):
        assert answers(client, instant) == answered


def test_who_may_read_all_reads_each_record_whatever_was_withheld_since(own_database: Servers) -> None:
    newsroom = Newsroom(5)
    client = signed_in(newsroom.admin)
    newsroom.accept()
    for instant, answered in recorded(newsroom, client):
        assert answers(client, instant) == answered


def test_asked_again_much_later_it_is_the_same(own_database: Servers) -> None:
    newsroom, client = Newsroom(7, moves_access=False), signed_in(cast.remi())
    newsroom.accept()
    instants = [instant for instant, _answered in recorded(newsroom, client)]
    first = [answers(client, instant) for instant in instants]
    recorded(newsroom, client)
    assert [answers(client, instant) for instant in instants] == first


@pytest.fixture
def claim(edith: User) -> Claim:
    return foretold("they will cross", edith)


@pytest.fixture
def then(claim: Claim) -> str:
    """When the claim had been accepted and nothing else; later another was."""
    entered()
    at = database_now()
    foretold("they shall cross", User.objects.get(username="edith"))
    entered()
    return told(at)


@pytest.fixture
def paths(claim: Claim) -> tuple[str, str]:
    return f"/api/v1/claimants/{claim.claimant_id}/record/", HARBOUR


def test_what_was_decided_since_is_not_in_it(
    reader: APIClient, edith: User, claim: Claim, then: str, paths: tuple[str, str]
) -> None:
    cast.settled(claim, edith)
    assert [counts(reader, path, then) for path in paths] == [{"open": 1}, {"open": 1}]


def test_a_claim_that_was_anothers_then_is_in_the_record_of_that_one(
    reader: APIClient, claim: Claim, then: str, paths: tuple[str, str]
) -> None:
    another = Claimant.objects.create(name="The union", kind="organization")
    Claim.objects.update(claimant=another)
    entered()
    assert counts(reader, paths[0], then) == {"open": 1}


def test_a_claim_that_has_come_to_somebody_since_is_not_in_theirs(reader: APIClient, claim: Claim) -> None:
    another = Claimant.objects.create(name="The union", kind="organization")
    entered()
    before = told(database_now())
    Claim.objects.update(claimant=another)
    entered()
    assert counts(reader, f"/api/v1/claimants/{another.pk}/record/", before) == {}


def test_what_is_withheld_now_is_hidden_then(
    reader: APIClient, edith: User, claim: Claim, then: str, paths: tuple[str, str]
) -> None:
    withholding.withhold(claim, reason="a source in danger", by=edith)
    assert [counts(reader, path, then) for path in paths] == [{}, {}]


def test_what_stands_in_a_text_that_is_restricted_now_is_hidden_then(
    reader: APIClient, claim: Claim, then: str
) -> None:
    cast.restricted(claim.appearances.get().version)
    assert counts(reader, HARBOUR, then) == {}


def test_who_is_quoted_in_hidden_texts_alone_has_no_record_then_either(
    reader: APIClient, claim: Claim, paths: tuple[str, str]
) -> None:
    entered()
    at = told(database_now())
    cast.restricted(claim.appearances.get().version)
    entered()
    assert reader.get(paths[0], {"as_of": at}).status_code == 404


def test_who_was_not_known_then_had_no_record(reader: APIClient, then: str) -> None:
    later = Claimant.objects.create(name="The union", kind="organization")
    entered()
    assert reader.get(f"/api/v1/claimants/{later.pk}/record/", {"as_of": then}).status_code == 404


def test_what_can_no_longer_change_may_be_kept_for_ever(reader: APIClient, then: str, paths: tuple[str, str]) -> None:
    answers = [reader.get(path, {"as_of": then}) for path in paths]
    assert [answer["Cache-Control"] for answer in answers] == [FOR_EVER, FOR_EVER]
    assert all({"Authorization", "Cookie"} <= set(answer["Vary"].split(", ")) for answer in answers)


def test_what_no_later_entry_seals_is_asked_for_again(reader: APIClient, claim: Claim) -> None:
    entered()
    answer = reader.get(HARBOUR, {"as_of": told(database_now())})
    assert answer["Cache-Control"] == "private, no-cache"


def test_the_future_is_refused(reader: APIClient, claim: Claim) -> None:
    answer = reader.get(HARBOUR, {"as_of": "2999-01-01T00:00:00Z"})
    (fault,) = answer.json()["errors"]
    assert (answer.status_code, fault["parameter"], fault["code"]) == (400, "as_of", "in_the_future")


def test_what_the_world_knew_is_not_asked_of_a_record(reader: APIClient, claim: Claim, then: str) -> None:
    assert reader.get(HARBOUR, {"known_at": then}).json()["errors"][0]["code"] == "unknown_parameter"


@pytest.mark.parametrize("claims", [1, 5])
def test_it_costs_as_many_queries_whatever_its_claims(reader: APIClient, edith: User, claims: int) -> None:
    for number in range(claims):
        foretold(f"the {number}th will cross", edith)
    kept_up()
    with CaptureQueriesContext(connection) as asked:
        answer = reader.get(HARBOUR, {"as_of": told(database_now())})
    assert (answer.json()["claims"], len(asked) <= 15) == (claims, True)
