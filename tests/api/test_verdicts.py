"""Verdicts, as they are read."""

import pytest
from django.contrib.auth.models import User
from pytest_django import DjangoAssertNumQueries, Settings
from rest_framework.test import APIClient

from claims import editing, settling
from claims.models import Claim, Verdict
from tests import cast

VERDICTS = "/api/v1/verdicts/"


@pytest.fixture
def claim(edith: User) -> Claim:
    """*Before the 20th*."""
    return editing.accept(cast.deadline(), by=edith)


def standings(reader: APIClient) -> list[str]:
    """Of all verdicts, oldest first."""
    return [verdict["standing"] for verdict in reader.get(VERDICTS).json()["results"]][::-1]


def test_a_verdict_tells_on_what_it_rests(reader: APIClient, edith: User, claim: Claim) -> None:
    verdict = cast.settled(claim, by=edith)
    told = reader.get(f"{VERDICTS}{verdict.pk}/").json()
    assert (told["evidence"], told["resolution_criteria"], told["certainty"]) == (
        [claim.evidence.get().pk],
        "Russian troops cross the border in force.",
        None,
    )


def test_a_verdict_tells_who_gave_and_who_approved_it(reader: APIClient, edith: User, claim: Claim) -> None:
    told = reader.get(f"{VERDICTS}{cast.settled(claim, by=edith).pk}/").json()
    assert (told["decided_by"], told["approval"]["act"], told["approval"]["by"]) == ("edith", "approved", "rosa")


def test_a_verdict_waits_for_a_second_person(reader: APIClient, edith: User, claim: Claim) -> None:
    told = reader.get(f"{VERDICTS}{cast.proposed(claim, by=edith).pk}/").json()
    assert (told["needs_approval"], told["approval"], told["standing"]) == (True, None, "proposed")


def test_now_impossible_is_told(reader: APIClient, edith: User, claim: Claim) -> None:
    early = {"known_at": cast.SATURDAY, "certainty": "now_impossible"}
    verdict = cast.proposed(claim, edith, "did-not-come-true", **early)
    assert reader.get(f"{VERDICTS}{verdict.pk}/").json()["certainty"] == "now_impossible"


def test_an_approved_verdict_counts(reader: APIClient, edith: User, claim: Claim) -> None:
    cast.settled(claim, by=edith)
    assert standings(reader) == ["counts"]


def test_where_four_eyes_are_switched_off_a_verdict_counts_at_once(
    reader: APIClient, edith: User, claim: Claim, settings: Settings
) -> None:
    settings.FOUR_EYES = False
    cast.proposed(claim, by=edith)
    assert standings(reader) == ["counts"]


def test_a_verdict_counts_until_its_correction_is_approved(reader: APIClient, edith: User, claim: Claim) -> None:
    cast.settled(claim, by=edith)
    cast.proposed(claim, edith, "ambiguous", reason="Elsewhere.")
    assert standings(reader) == ["counts", "proposed"]


def test_a_corrected_verdict_is_superseded(reader: APIClient, edith: User, claim: Claim) -> None:
    cast.settled(claim, by=edith)
    cast.settled(claim, edith, "ambiguous", reason="Elsewhere.")
    assert standings(reader) == ["superseded", "counts"]


def test_a_verdict_that_was_sent_back_says_so(reader: APIClient, edith: User, claim: Claim) -> None:
    cast.proposed(claim, by=edith)
    settling.send_back(claim, comment="Say which border.", by=cast.rosa())
    assert standings(reader) == ["sent_back"]


def test_a_better_verdict_supersedes_the_one_sent_back(reader: APIClient, edith: User, claim: Claim) -> None:
    cast.proposed(claim, by=edith)
    settling.send_back(claim, comment="Say which border.", by=cast.rosa())
    cast.proposed(claim, by=edith)
    assert standings(reader) == ["superseded", "proposed"]


def test_a_retraction_is_shown_as_itself(reader: APIClient, edith: User, claim: Claim) -> None:
    first = cast.settled(claim, by=edith)
    retraction = settling.retract(claim, reason="The source withdrew it.", by=edith)
    told = reader.get(f"{VERDICTS}{retraction.pk}/").json()
    assert {name: told[name] for name in ("is_retraction", "rating", "textual_rating", "replaces", "reason")} == {
        "is_retraction": True,
        "rating": None,
        "textual_rating": None,
        "replaces": first.pk,
        "reason": "The source withdrew it.",
    }


def test_what_was_retracted_counts_no_more(reader: APIClient, edith: User, claim: Claim) -> None:
    cast.settled(claim, by=edith)
    settling.retract(claim, reason="The source withdrew it.", by=edith)
    claim.refresh_from_db()
    settling.approve(claim, by=cast.rosa())
    assert standings(reader) == ["superseded", "counts"]


def test_a_correction_leaves_the_first_verdict_as_it_was(edith: User, claim: Claim) -> None:
    first = cast.settled(claim, by=edith)
    was = Verdict.objects.values().get(pk=first.pk)
    cast.settled(claim, edith, "ambiguous", reason="Elsewhere.")
    assert Verdict.objects.values().get(pk=first.pk) == was


def test_verdicts_are_given_at_their_claim(editor: APIClient) -> None:
    assert editor.post(VERDICTS, {}).status_code == 405


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("rating=came-true", 1),
        ("rating=annulled", 0),
        ("standing=counts", 1),
        ("standing=proposed", 0),
        ("known_at_after=2022-02-24T04:00:00Z", 1),
        ("known_at_before=2022-02-24T04:00:00Z", 0),
        ("recorded_at_after=2999-01-01", 0),
        ("claim=9000000000", 0),
        ("evidence=9000000000", 0),
    ],
)
def test_verdicts_are_filtered(reader: APIClient, edith: User, claim: Claim, query: str, found: int) -> None:
    cast.settled(claim, by=edith)
    assert len(reader.get(f"{VERDICTS}?{query}").json()["results"]) == found


def test_verdicts_are_found_by_their_evidence(reader: APIClient, edith: User, claim: Claim) -> None:
    cast.settled(claim, by=edith)
    piece = claim.evidence.get()
    assert len(reader.get(f"{VERDICTS}?evidence={piece.pk}").json()["results"]) == 1


@pytest.mark.parametrize("verdicts", [1, 4])
def test_a_list_costs_two_queries(
    reader: APIClient, edith: User, claim: Claim, django_assert_num_queries: DjangoAssertNumQueries, verdicts: int
) -> None:
    for number in range(verdicts):
        cast.settled(claim, by=edith, reason="Again." if number else "")
    with django_assert_num_queries(2):
        reader.get(VERDICTS)
