"""Evidence: a passage of a document or words of a page outside, adduced on what was read of the claim."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from claims import adducing, editing
from claims.models import Claim, Evidence
from tests import cast
from tests.api.conftest import decide, etag
from tests.waiting import entered

EVIDENCE = "/api/v1/evidence/"
CROSSED = "Troops crossed the border at dawn."
MISSING = object()


@pytest.fixture
def claim(edith: User) -> Claim:
    """*Before the 20th*."""
    return editing.accept(cast.deadline(), by=edith)


def passage(claim: Claim, /, **changed: object) -> dict[str, Any]:
    version = cast.warning(CROSSED)
    given = {
        "claim": claim.pk,
        "document": version.document_id,
        "version": 1,
        "start": 0,
        "end": 14,
        "quote": "Troops crossed",
        "stance": "supports",
    } | changed
    return {key: value for key, value in given.items() if value is not MISSING}


def page(claim: Claim, /, **changed: object) -> dict[str, Any]:
    given = {
        "claim": claim.pk,
        "url": "https://harbour.example/24",
        "quote": "troops crossed the border",
        "stance": "supports",
        "note": "The agency's own page.",
    } | changed
    return {key: value for key, value in given.items() if value is not MISSING}


def adduce(client: APIClient, claim: Claim, body: dict[str, Any]) -> Any:
    return client.post(EVIDENCE, body, headers={"If-Match": etag(client, f"/api/v1/claims/{claim.pk}/")})


def test_a_passage_of_a_document_is_adduced(editor: APIClient, claim: Claim) -> None:
    answer = adduce(editor, claim, passage(claim))
    told = answer.json()
    assert (answer.status_code, told["quote"], told["state"], told["added_by"], told["url"]) == (
        201,
        "Troops crossed",
        "accepted",
        "edith",
        None,
    )


def test_words_of_a_page_outside_are_adduced(editor: APIClient, claim: Claim) -> None:
    told = adduce(editor, claim, page(claim)).json()
    assert (told["url"], told["document"], told["start"], told["note"]) == (
        "https://harbour.example/24",
        None,
        None,
        "The agency's own page.",
    )


def test_the_answer_says_where_it_is_read(editor: APIClient, claim: Claim) -> None:
    answer = adduce(editor, claim, page(claim))
    read = editor.get(answer["Location"])
    assert (read.json(), read["ETag"]) == (answer.json(), answer["ETag"])


def test_evidence_makes_what_was_read_of_its_claim_old(editor: APIClient, claim: Claim) -> None:
    read = etag(editor, f"/api/v1/claims/{claim.pk}/")
    adduce(editor, claim, page(claim))
    answer = editor.post(EVIDENCE, page(claim), headers={"If-Match": read})
    assert (answer.status_code, answer.json()["decided"]["act"], Evidence.objects.count()) == (412, "adduce", 1)


def test_evidence_rests_on_what_was_read_of_its_claim(editor: APIClient, claim: Claim) -> None:
    answer = editor.post(EVIDENCE, page(claim))
    assert (answer.status_code, Evidence.objects.exists()) == (428, False)


def test_the_same_passage_is_not_adduced_twice(editor: APIClient, claim: Claim) -> None:
    adduce(editor, claim, passage(claim))
    answer = adduce(editor, claim, passage(claim))
    assert (answer.status_code, answer.json()["code"]) == (409, "already_evidence")


BAD_PASSAGES = {
    "another quote": ({"quote": "Troops cross"}, "/quote", "not_verbatim"),
    "an end beyond the text": ({"end": 10_000}, "/quote", "not_verbatim"),
    "an end before its start": ({"start": 14, "end": 1}, "/quote", "not_verbatim"),
    "a start below 0": ({"start": -1}, "/start", "min_value"),
    "a fraction for a start": ({"start": 0.5}, "/start", "invalid"),
    "words for a start": ({"start": "0"}, "/start", "invalid"),
    "true for an end": ({"end": True}, "/end", "invalid"),
    "no end": ({"end": MISSING}, "/end", "required"),
    "no quote": ({"quote": MISSING}, "/quote", "required"),
    "no document": ({"document": MISSING}, "/document", "required"),
    "a document that is not": ({"document": 1_000_000}, "/document", "does_not_exist"),
    "a version that is not": ({"version": 2}, "/version", "does_not_exist"),
    "no version's number": ({"version": 10**30}, "/version", "max_value"),
    "a claim that is not": ({"claim": 1_000_000}, "/claim", "does_not_exist"),
    "words for a claim": ({"claim": "1"}, "/claim", "incorrect_type"),
    "no stance": ({"stance": MISSING}, "/stance", "required"),
    "a stance of one's own": ({"stance": "doubts"}, "/stance", "invalid_choice"),
    "a list for a stance": ({"stance": ["supports"]}, "/stance", "invalid_choice"),
    "an unknown field": ({"state": "accepted"}, "/state", "unknown_field"),
}
BAD_PAGES = {
    "a script for a url": ({"url": "javascript:alert(1)"}, "/url", "invalid"),
    "an empty url": ({"url": ""}, "/url", "blank"),
    "a place beside the url": ({"start": 0}, "/start", "both_given"),
    "a blank quote": ({"quote": " "}, "/quote", "required"),
    "NUL in the quote": ({"quote": "a\x00"}, "/quote", "invalid_characters"),
    "NUL in the note": ({"note": "a\x00"}, "/note", "null_characters_not_allowed"),
    "a note of 501": ({"note": "a" * 501}, "/note", "max_length"),
}


@pytest.mark.parametrize(("changed", "pointer", "code"), BAD_PASSAGES.values(), ids=BAD_PASSAGES)
def test_a_bad_passage_is_refused_by_field(
    editor: APIClient, claim: Claim, changed: dict[str, object], pointer: str, code: str
) -> None:
    answer = adduce(editor, claim, passage(claim, **changed))
    faults = [(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]]
    assert (answer.status_code, faults, Evidence.objects.exists()) == (400, [(pointer, code)], False)


@pytest.mark.parametrize(("changed", "pointer", "code"), BAD_PAGES.values(), ids=BAD_PAGES)
def test_a_bad_page_is_refused_by_field(
    editor: APIClient, claim: Claim, changed: dict[str, object], pointer: str, code: str
) -> None:
    answer = adduce(editor, claim, page(claim, **changed))
    faults = [(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]]
    assert (answer.status_code, faults, Evidence.objects.exists()) == (400, [(pointer, code)], False)


@pytest.fixture
def piece(claim: Claim, edith: User) -> Evidence:
    return cast.adduced(claim, edith)


def test_evidence_is_rejected_with_its_reason(editor: APIClient, piece: Evidence) -> None:
    told = decide(editor, f"{EVIDENCE}{piece.pk}/reject/", {"reason": "another border"}).json()
    assert (told["state"], told["reason"], told["decided_by"]) == ("rejected", "another border", "edith")


def test_what_was_rejected_is_accepted_after_all(editor: APIClient, edith: User, piece: Evidence) -> None:
    adducing.reject_evidence(piece, reason="another border", by=edith)
    assert decide(editor, f"{EVIDENCE}{piece.pk}/accept/").json()["state"] == "accepted"


def test_a_piece_is_accepted_with_another_stance(editor: APIClient, edith: User, piece: Evidence) -> None:
    adducing.take_back(piece, by=edith)
    told = decide(editor, f"{EVIDENCE}{piece.pk}/accept/", {"stance": "context"}).json()
    assert (told["state"], told["stance"]) == ("accepted", "context")


def test_what_was_given_another_stance_meanwhile_is_not_accepted(
    editor: APIClient, edith: User, piece: Evidence
) -> None:
    adducing.take_back(piece, by=edith)
    read = etag(editor, f"{EVIDENCE}{piece.pk}/")
    piece.refresh_from_db()
    accepted = adducing.accept_evidence(piece, stance=Evidence.Stance.CONTEXT, by=edith)
    adducing.take_back(accepted, by=edith)
    answer = editor.post(f"{EVIDENCE}{piece.pk}/accept/", {}, headers={"If-Match": read})
    assert answer.status_code == 412


def test_an_unknown_stance_is_refused(editor: APIClient, edith: User, piece: Evidence) -> None:
    adducing.take_back(piece, by=edith)
    answer = decide(editor, f"{EVIDENCE}{piece.pk}/accept/", {"stance": "perhaps"})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/stance")


def test_what_is_accepted_is_not_accepted_again(editor: APIClient, piece: Evidence) -> None:
    answer = decide(editor, f"{EVIDENCE}{piece.pk}/accept/")
    assert (answer.status_code, answer.json()["code"]) == (409, "evidence_decided")


def test_what_was_decided_meanwhile_makes_a_decision_stale(editor: APIClient, edith: User, piece: Evidence) -> None:
    path = f"{EVIDENCE}{piece.pk}/"
    read = etag(editor, path)
    adducing.reject_evidence(piece, reason="another border", by=edith)
    answer = decide(editor, f"{path}reject/", {"reason": "late"}, read=read)
    assert (answer.status_code, answer.json()["decided"]["by"], answer.json()["etag"]) == (
        412,
        "edith",
        etag(editor, path),
    )


@pytest.mark.parametrize(("act", "body"), [("reject", {"reason": "no"}), ("take-back", {})])
def test_evidence_under_a_verdict_stays(
    editor: APIClient, edith: User, claim: Claim, act: str, body: dict[str, Any]
) -> None:
    cast.settled(claim, by=edith)
    answer = decide(editor, f"{EVIDENCE}{claim.evidence.get().pk}/{act}/", body)
    assert (answer.status_code, answer.json()["code"]) == (409, "evidence_in_use")


def test_what_was_accepted_waits_again(editor: APIClient, piece: Evidence) -> None:
    told = decide(editor, f"{EVIDENCE}{piece.pk}/take-back/").json()
    assert (told["state"], told["decided_by"], told["decided_at"]) == ("suggested", None, None)


def test_what_was_rejected_waits_again_without_the_reason(editor: APIClient, edith: User, piece: Evidence) -> None:
    adducing.reject_evidence(piece, reason="another border", by=edith)
    told = decide(editor, f"{EVIDENCE}{piece.pk}/take-back/").json()
    assert (told["state"], told["reason"], told["decided_by"]) == ("suggested", None, None)


def test_what_waits_is_not_taken_back(editor: APIClient, edith: User, piece: Evidence) -> None:
    adducing.take_back(piece, by=edith)
    answer = decide(editor, f"{EVIDENCE}{piece.pk}/take-back/")
    assert (answer.status_code, answer.json()["code"]) == (409, "evidence_not_decided")


def test_who_decides_on_what_was_taken_back_meanwhile_is_told_by_whom(
    editor: APIClient, edith: User, piece: Evidence
) -> None:
    path = f"{EVIDENCE}{piece.pk}/"
    read = etag(editor, path)
    adducing.take_back(piece, by=edith)
    entered()
    answer = decide(editor, f"{path}reject/", {"reason": "late"}, read=read)
    told = answer.json()["decided"]
    assert (answer.status_code, told["act"], told["by"]) == (412, "suggested", "edith")


@pytest.mark.parametrize("act", ["accept", "reject", "take-back"])
def test_a_decision_says_what_was_read(editor: APIClient, piece: Evidence, act: str) -> None:
    assert editor.post(f"{EVIDENCE}{piece.pk}/{act}/", {}).status_code == 428


@pytest.mark.parametrize("act", ["accept", "reject", "take-back"])
def test_a_reader_decides_nothing(reader: APIClient, piece: Evidence, act: str) -> None:
    assert decide(reader, f"{EVIDENCE}{piece.pk}/{act}/").status_code == 403


def test_a_reader_adduces_nothing(reader: APIClient, claim: Claim) -> None:
    assert adduce(reader, claim, page(claim)).status_code == 403


def test_a_claim_counts_its_evidence(editor: APIClient, edith: User, claim: Claim, piece: Evidence) -> None:
    adducing.reject_evidence(cast.adduced(claim, edith, "elsewhere"), reason="another border", by=edith)
    told = editor.get(f"/api/v1/claims/{claim.pk}/").json()["evidence"]
    assert told == {"suggested": 0, "accepted": 1, "rejected": 1}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=accepted", 1),
        ("state=suggested", 0),
        ("stance=supports", 1),
        ("stance=refutes", 0),
        ("claim=9000000000", 0),
        ("document=9000000000", 0),
        ("verdict=9000000000", 0),
        ("is_from_a_document=true", 0),
        ("is_from_a_document=false", 1),
        ("added_at_after=2999-01-01", 0),
        ("added_at_before=2999-01-01", 1),
    ],
)
@pytest.mark.usefixtures("piece")
def test_evidence_is_filtered(reader: APIClient, query: str, found: int) -> None:
    assert len(reader.get(f"{EVIDENCE}?{query}").json()["results"]) == found


@pytest.mark.parametrize("pieces", [1, 5])
def test_a_list_costs_two_queries(
    reader: APIClient, edith: User, claim: Claim, django_assert_num_queries: DjangoAssertNumQueries, pieces: int
) -> None:
    for number in range(pieces):
        cast.adduced(claim, edith, f"quote {number}")
    with django_assert_num_queries(2):
        reader.get(EVIDENCE)
