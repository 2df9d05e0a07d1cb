"""Verdicts given, answered and taken back through the API, each on what its author had read."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from claims import editing
from claims.models import Claim, Verdict
from tests import cast
from tests.api.conftest import decide, etag, with_token

MISSING = object()


@pytest.fixture
def claim(edith: User) -> Claim:
    """*Before the 20th*, with a piece of evidence."""
    claim = editing.accept(cast.deadline(), by=edith)
    cast.adduced(claim, edith, "the border was quiet")
    return claim


@pytest.fixture
def conditional(edith: User) -> Claim:
    """It hangs on a condition."""
    return editing.accept(cast.deadline(condition="if talks fail", kind="conditional_prediction"), by=edith)


@pytest.fixture
def endless(edith: User) -> Claim:
    """*As early as Wednesday*."""
    return editing.accept(cast.candidate(), by=edith)


@pytest.fixture
def fact(edith: User) -> Claim:
    return editing.accept(cast.candidate(kind="factual"), by=edith)


def at(claim: Claim, act: str = "") -> str:
    return f"/api/v1/claims/{claim.pk}/" + (f"{act}/" if act else "")


def finding(claim: Claim, /, **changed: object) -> dict[str, Any]:
    given = {
        "rating": "did-not-come-true",
        "rationale": "The 20th passed; the border was quiet.",
        "known_at": "2022-02-21T00:00:00Z",
        "evidence": [piece.pk for piece in claim.evidence.all()],
        "resolution_criteria": "Russian troops cross the border in force.",
    } | changed
    return {key: value for key, value in given.items() if value is not MISSING}


def test_a_verdict_is_given(editor: APIClient, claim: Claim) -> None:
    answer = decide(editor, at(claim, "verdict"), finding(claim))
    assert (answer.status_code, answer.json()["proposed_verdict"]["rating"]) == (200, "did-not-come-true")


def test_a_verdict_rests_on_the_evidence_named(editor: APIClient, claim: Claim) -> None:
    told = decide(editor, at(claim, "verdict"), finding(claim)).json()["proposed_verdict"]
    assert told["evidence"] == [claim.evidence.get().pk]


def test_the_answer_is_what_is_then_read(editor: APIClient, claim: Claim) -> None:
    answer = decide(editor, at(claim, "verdict"), finding(claim))
    read = editor.get(answer["Content-Location"])
    assert (answer.json(), answer["ETag"]) == (read.json(), read["ETag"])


def test_an_unapproved_verdict_leaves_the_status_as_it_was(editor: APIClient, claim: Claim) -> None:
    told = decide(editor, at(claim, "verdict"), finding(claim)).json()
    assert (told["status"], told["verdict"]) == ("due", None)


def test_a_second_person_lets_it_count(editor: APIClient, reviewer: APIClient, claim: Claim) -> None:
    decide(editor, at(claim, "verdict"), finding(claim))
    told = decide(reviewer, at(claim, "approve"), {"comment": "Agreed."}).json()
    assert (told["status"], told["verdict"]["approval"]["comment"], told["proposed_verdict"]) == (
        "resolved",
        "Agreed.",
        None,
    )


def test_nobody_approves_their_own(reviewer: APIClient, claim: Claim) -> None:
    decide(reviewer, at(claim, "verdict"), finding(claim))
    answer = decide(reviewer, at(claim, "approve"))
    assert (answer.status_code, answer.json()["code"]) == (409, "own_verdict")


def test_a_verdict_is_sent_back_with_a_comment(editor: APIClient, reviewer: APIClient, claim: Claim) -> None:
    decide(editor, at(claim, "verdict"), finding(claim))
    told = decide(reviewer, at(claim, "send-back"), {"comment": "Which border?"}).json()["proposed_verdict"]
    assert (told["standing"], told["approval"]["comment"]) == ("sent_back", "Which border?")


def test_a_verdict_that_counts_is_retracted_and_the_retraction_approved(
    editor: APIClient, reviewer: APIClient, edith: User, claim: Claim
) -> None:
    cast.settled(claim, by=edith)
    decide(editor, at(claim, "retract"), {"reason": "The source withdrew it."})
    told = decide(reviewer, at(claim, "approve")).json()
    assert (told["status"], told["verdict"]) == ("due", None)


def test_a_correction_without_its_reason_is_refused_by_field(editor: APIClient, edith: User, claim: Claim) -> None:
    cast.settled(claim, by=edith)
    answer = decide(editor, at(claim, "verdict"), finding(claim))
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/reason")


def test_a_condition_that_never_held_annuls(editor: APIClient, conditional: Claim) -> None:
    body = {"held": False, "rationale": "The talks went on.", "known_at": "2022-02-18T00:00:00Z"}
    told = decide(editor, at(conditional, "condition"), body).json()
    assert (told["prediction"]["condition_state"], told["proposed_verdict"]["rating"]) == ("open", "annulled")


def test_criteria_are_written(editor: APIClient, claim: Claim) -> None:
    told = decide(editor, at(claim, "criteria"), {"resolution_criteria": "Ten thousand cross."}).json()
    assert told["prediction"]["resolution_criteria"] == "Ten thousand cross."


def test_a_horizon_is_set(editor: APIClient, endless: Claim) -> None:
    told = decide(editor, at(endless, "horizon"), {"horizon": "2022-03-01"}).json()
    assert (told["prediction"]["window"]["horizon"], told["status"]) == ("2022-03-01", "due")


@pytest.mark.parametrize(
    ("act", "body"), [("horizon", {"horizon": "2022-03-01"}), ("criteria", {"resolution_criteria": "x"})]
)
def test_a_fact_has_neither_horizon_nor_criteria(
    editor: APIClient, fact: Claim, act: str, body: dict[str, str]
) -> None:
    assert decide(editor, at(fact, act), body).status_code in {400, 409}


@pytest.mark.parametrize(
    ("act", "body", "code"),
    [
        ("verdict", {"resolution_criteria": ""}, "needs_criteria"),
        ("verdict", {"rating": "false"}, "wrong_scale"),
        ("verdict", {"known_at": "2022-02-20T12:00:00Z"}, "too_early"),
        ("verdict", {"evidence": []}, "needs_evidence"),
        ("verdict", {"certainty": "now_certain"}, "certainty_does_not_fit"),
        ("retract", None, "nothing_counts"),
        ("approve", None, "not_proposed"),
        ("send-back", None, "not_proposed"),
        ("condition", None, "no_condition"),
    ],
)
def test_what_the_state_of_things_forbids_is_a_conflict(
    reviewer: APIClient, claim: Claim, act: str, body: dict[str, object] | None, code: str
) -> None:
    bodies: dict[str, dict[str, Any]] = {
        "retract": {"reason": "x"},
        "approve": {},
        "send-back": {"comment": "x"},
        "condition": {"held": True, "rationale": "x", "known_at": "2022-02-18T00:00:00Z"},
    }
    answer = decide(reviewer, at(claim, act), finding(claim, **body) if body else bodies[act])
    assert (answer.status_code, answer.json()["code"], Verdict.objects.exists()) == (409, code, False)


BAD = {
    "no rating": ({"rating": MISSING}, "/rating", "required"),
    "a rating of no scale": ({"rating": "pants-on-fire"}, "/rating", "does_not_exist"),
    "NUL in the rating": ({"rating": "true\x00"}, "/rating", "does_not_exist"),
    "a number for a rating": ({"rating": 1}, "/rating", "invalid"),
    "no rationale": ({"rationale": MISSING}, "/rationale", "required"),
    "an empty rationale": ({"rationale": ""}, "/rationale", "blank"),
    "blanks for a rationale": ({"rationale": "  "}, "/rationale", "required"),
    "NUL in the rationale": ({"rationale": "a\x00"}, "/rationale", "null_characters_not_allowed"),
    "no instant": ({"known_at": MISSING}, "/known_at", "required"),
    "an instant without a zone": ({"known_at": "2022-02-24T04:00:00"}, "/known_at", "naive"),
    "a day alone": ({"known_at": "2022-02-24"}, "/known_at", "naive"),
    "words for an instant": ({"known_at": "Wednesday"}, "/known_at", "invalid"),
    "a number for an instant": ({"known_at": 20220224}, "/known_at", "invalid"),
    "an instant in the future": ({"known_at": "2999-01-01T00:00:00Z"}, "/known_at", "in_the_future"),
    "an instant before it was said": ({"known_at": "2022-02-10T00:00:00Z"}, "/known_at", "before_the_claim"),
    "the year 1": ({"known_at": "0001-01-01T00:00:00+14:00"}, "/known_at", "implausible"),
    "evidence that is not": ({"evidence": [1_000_000]}, "/evidence/0", "does_not_exist"),
    "words for evidence": ({"evidence": ["1"]}, "/evidence/0", "invalid"),
    "true for evidence": ({"evidence": [True]}, "/evidence/0", "invalid"),
    "no evidence's number": ({"evidence": [10**30]}, "/evidence/0", "max_value"),
    "a number for evidence": ({"evidence": 1}, "/evidence", "not_a_list"),
    "101 pieces": ({"evidence": [1] * 101}, "/evidence", "max_length"),
    "a certainty of one's own": ({"certainty": "sure"}, "/certainty", "invalid_choice"),
    "NUL in the reason": ({"reason": "a\x00"}, "/reason", "null_characters_not_allowed"),
    "an unknown field": ({"decided_by": "remi"}, "/decided_by", "unknown_field"),
}


@pytest.mark.parametrize(("changed", "pointer", "code"), BAD.values(), ids=BAD)
def test_a_bad_body_is_refused_by_field(
    editor: APIClient, claim: Claim, changed: dict[str, object], pointer: str, code: str
) -> None:
    answer = decide(editor, at(claim, "verdict"), finding(claim, **changed))
    faults = [(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]]
    assert (answer.status_code, faults, Verdict.objects.exists()) == (400, [(pointer, code)], False)


@pytest.mark.parametrize("held", [1, "true", None, MISSING])
def test_whether_a_condition_held_is_yes_or_no(editor: APIClient, conditional: Claim, held: object) -> None:
    body = {"rationale": "x", "known_at": "2022-02-18T00:00:00Z"} | ({} if held is MISSING else {"held": held})
    assert decide(editor, at(conditional, "condition"), body).json()["errors"][0]["pointer"] == "/held"


ACTS = [
    "verdict",
    "retract",
    "approve",
    "send-back",
    "condition",
    "criteria",
    "horizon",
    "snooze",
    "grace",
    "cadence",
]


@pytest.mark.parametrize("act", ACTS)
def test_a_reader_decides_nothing(reader: APIClient, claim: Claim, act: str) -> None:
    assert decide(reader, at(claim, act)).status_code == 403


@pytest.mark.parametrize("act", ACTS)
def test_a_decision_that_does_not_say_what_was_read_is_refused(reviewer: APIClient, claim: Claim, act: str) -> None:
    answer = reviewer.post(at(claim, act), {})
    assert (answer.status_code, answer.json()["code"]) == (428, "precondition_required")


@pytest.mark.parametrize("act", ["approve", "send-back"])
def test_an_editor_does_not_approve(editor: APIClient, claim: Claim, act: str) -> None:
    assert decide(editor, at(claim, act)).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("granted", ["add_verdict", "settle_claim"])
def test_giving_verdicts_needs_both_permissions(claim: Claim, granted: str) -> None:
    user = cast.remi()
    user.user_permissions.add(cast.permission(granted))
    assert decide(with_token(user), at(claim, "verdict"), finding(claim)).status_code == 403


def test_any_match_is_not_accepted(editor: APIClient, claim: Claim) -> None:
    answer = decide(editor, at(claim, "verdict"), finding(claim), read="*")
    assert (answer.status_code, "If-Match: *" in answer.json()["detail"]) == (428, True)


@pytest.mark.parametrize("words", ["7", "claim-1-1", 'W/"', '"', "\u00e9"])
def test_what_is_no_entity_tag_is_refused(editor: APIClient, claim: Claim, words: str) -> None:
    answer = decide(editor, at(claim, "verdict"), finding(claim), read=words)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_if_match")


@pytest.mark.parametrize("words", ['"x"', '"claim-1-999999999999999999-00000000000000000000000000000000"', '""'])
def test_a_tag_of_ones_own_making_is_stale(editor: APIClient, claim: Claim, words: str) -> None:
    assert decide(editor, at(claim, "verdict"), finding(claim), read=words).status_code == 412


def test_a_weak_tag_matches_nothing(editor: APIClient, claim: Claim) -> None:
    weak = f"W/{etag(editor, at(claim))}"
    assert decide(editor, at(claim, "verdict"), finding(claim), read=weak).status_code == 412


def test_the_tag_of_another_claim_matches_nothing(editor: APIClient, claim: Claim, fact: Claim) -> None:
    other = etag(editor, at(fact))
    assert decide(editor, at(claim, "verdict"), finding(claim), read=other).status_code == 412


def test_one_tag_of_several_is_enough(editor: APIClient, claim: Claim) -> None:
    several = f'"x", {etag(editor, at(claim))}'
    assert decide(editor, at(claim, "verdict"), finding(claim), read=several).status_code == 200


def test_what_was_decided_meanwhile_makes_a_decision_stale(editor: APIClient, edith: User, claim: Claim) -> None:
    read = etag(editor, at(claim))
    cast.proposed(claim, by=edith)
    answer = decide(editor, at(claim, "verdict"), finding(claim), read=read)
    assert (answer.status_code, answer.json()["code"], Verdict.objects.count()) == (412, "stale", 1)


def test_whoever_comes_late_learns_the_tag_of_now_and_who_decided(
    editor: APIClient, reviewer: APIClient, claim: Claim
) -> None:
    read = etag(editor, at(claim))
    decide(reviewer, at(claim, "verdict"), finding(claim))
    told = decide(editor, at(claim, "verdict"), finding(claim), read=read).json()
    assert (told["etag"], told["decided"]["act"], told["decided"]["by"]) == (
        etag(editor, at(claim)),
        "settle",
        "rosa",
    )


def test_a_stale_decision_is_not_read_any_further(editor: APIClient, edith: User, claim: Claim) -> None:
    read = etag(editor, at(claim))
    cast.proposed(claim, by=edith)
    assert decide(editor, at(claim, "verdict"), {}, read=read).status_code == 412


def test_a_claim_that_is_not_there_is_not_found_whatever_was_read(editor: APIClient) -> None:
    assert editor.post("/api/v1/claims/1000000/verdict/", {}).status_code == 404
