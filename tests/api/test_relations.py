import pytest
from django.contrib.auth.models import User
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from claims import editing
from claims.models import Claim, ClaimRelation
from tests import cast
from tests.api.conftest import decide, etag

RELATIONS, CLAIMS = "/api/v1/relations/", "/api/v1/claims/"
Pair = tuple[Claim, Claim]


@pytest.fixture
def pair(edith: User) -> Pair:
    version = cast.warning()
    return editing.accept(cast.candidate(version), by=edith), editing.accept(cast.deadline(version), by=edith)


def said(client: APIClient, pair: Pair, **more: object) -> dict[str, object]:
    """What is answered when the first is said to contradict the second."""
    body = {"claim": pair[0].pk, "other": pair[1].pk, "kind": "contradicts"} | more
    answer = client.post(RELATIONS, body, headers={"If-Match": etag(client, f"{CLAIMS}{pair[0].pk}/")})
    return dict(answer.json(), status_code=answer.status_code)


def test_two_claims_are_related(editor: APIClient, pair: Pair) -> None:
    told = said(editor, pair)
    assert (told["status_code"], told["kind"], told["state"], told["decided_by"]) == (
        201,
        "contradicts",
        "held",
        "edith",
    )


def test_a_no_is_remembered_with_its_reason(editor: APIClient, pair: Pair) -> None:
    told = said(editor, pair, holds=False, reason="Other troops.")
    assert (told["state"], told["reason"]) == ("refused", "Other troops.")


def test_only_a_no_has_a_reason(editor: APIClient, pair: Pair) -> None:
    assert said(editor, pair, reason="x")["code"] == "invalid"


def test_a_claim_is_not_related_to_itself(editor: APIClient, pair: Pair) -> None:
    told = said(editor, (pair[0], pair[0]))
    assert (told["status_code"], told["errors"]) == (
        400,
        [
            {
                "pointer": "/other",
                "code": "same_claim",
                "detail": "Choose another claim: this one is related to itself already.",
            }
        ],
    )


def test_a_reader_relates_nothing(reader: APIClient, pair: Pair) -> None:
    assert said(reader, pair)["status_code"] == 403


def test_it_rests_on_what_was_read_of_the_claim(editor: APIClient, pair: Pair) -> None:
    body = {"claim": pair[0].pk, "other": pair[1].pk, "kind": "same"}
    assert editor.post(RELATIONS, body).status_code == 428


def test_it_is_refused_and_held_again(editor: APIClient, pair: Pair) -> None:
    here = f"{RELATIONS}{said(editor, pair)['id']}/"
    refused = decide(editor, f"{here}refuse/", {"reason": "On another day."}).json()
    held = decide(editor, f"{here}hold/").json()
    assert [refused["state"], refused["reason"], held["state"]] == ["refused", "On another day.", "held"]


def test_a_no_that_somebody_has_said_meanwhile_is_told(editor: APIClient, edith: User, pair: Pair) -> None:
    here = f"{RELATIONS}{said(editor, pair)['id']}/"
    read = etag(editor, here)
    editing.refuse_relation(*pair, ClaimRelation.Kind.CONTRADICTS, by=edith)
    answer = decide(editor, f"{here}refuse/", read=read)
    assert (answer.status_code, answer.json()["decided"]["act"]) == (412, "refused")


def test_relations_are_found_from_either_side(editor: APIClient, pair: Pair) -> None:
    said(editor, pair)
    found = [len(editor.get(f"{RELATIONS}?claim={claim.pk}").json()["results"]) for claim in pair]
    assert found == [1, 1]


def test_a_relation_to_a_hidden_claim_is_not_shown(reader: APIClient, edith: User, pair: Pair) -> None:
    version = cast.restricted(cast.warning(f"{cast.WARNING} More.", cast.agence()), to="investigations")
    hidden = editing.accept(cast.deadline(version), by=edith)
    editing.relate(pair[0], hidden, ClaimRelation.Kind.SAME, by=edith)
    assert reader.get(RELATIONS).json()["results"] == []


def test_a_list_costs_the_same_for_one_and_for_three(
    reader: APIClient, edith: User, pair: Pair, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    kinds = (ClaimRelation.Kind.SAME, ClaimRelation.Kind.CONTRADICTS, ClaimRelation.Kind.PART_OF)
    for kind in kinds:
        editing.relate(*pair, kind, by=edith)
    with django_assert_num_queries(6):
        reader.get(f"{RELATIONS}?expand=claim,other")
