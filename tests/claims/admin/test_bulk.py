"""Many candidates decided at once: each by its own verb, those that were refused told with the reason."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims import editing
from claims.models import Candidate, Claim
from tests import cast

pytestmark = pytest.mark.django_db
BULK = "/admin/claims/candidate/bulk/"


def _two() -> list[Candidate]:
    version = cast.warning()
    return [cast.candidate(version), cast.deadline(version)]


def _send(client: Client, act: str, chosen: list[Candidate], **typed: str) -> Any:
    named = [f"{each.pk}:{each.revision}" for each in chosen]
    return client.post(BULK, {"act": act, "chosen": named} | typed)


def _decisions() -> list[str]:
    return list(Candidate.objects.order_by("pk").values_list("decision", flat=True))


def test_all_that_were_ticked_are_accepted_as_the_machine_read_them(desk: Client) -> None:
    _send(desk, "accept", _two())
    assert (_decisions(), Claim.objects.count()) == (["accepted", "accepted"], 2)


def test_all_that_were_ticked_are_rejected_with_the_reason(desk: Client) -> None:
    chosen = _two()
    _send(desk, "reject", chosen, suggestion="Too vague")
    assert [each.decisions.get().reason for each in chosen] == ["Too vague", "Too vague"]


def test_without_a_reason_nothing_is_rejected_and_the_choice_is_kept(desk: Client) -> None:
    chosen = _two()
    page = _send(desk, "reject", chosen).content.decode()
    assert (_decisions(), page.count('name="chosen"')) == (["pending", "pending"], 2)


def test_what_somebody_decided_meanwhile_is_refused_and_the_rest_is_done(desk: Client, edith: User) -> None:
    chosen = _two()
    editing.reject(Candidate.objects.get(pk=chosen[0].pk), reason="vague", by=edith)
    outcome = _send(desk, "accept", chosen).context["outcome"]
    assert (outcome.done, [each for each, _why in outcome.refused]) == (chosen[1:], chosen[:1])


def test_an_opinion_is_refused_with_the_reason(desk: Client) -> None:
    page = _send(desk, "accept", [cast.candidate(kind="opinion")]).content.decode()
    assert ("0 accepted. 1 refused." in page, "opinion" in page) == (True, True)


def test_what_was_done_is_undone(desk: Client) -> None:
    done = _send(desk, "accept", _two()).context["outcome"].done
    _send(desk, "undo", done)
    assert _decisions() == ["pending", "pending"]


def test_undone_is_the_reason_that_is_kept(desk: Client) -> None:
    done = _send(desk, "reject", [cast.candidate()], reason="vague").context["outcome"].done
    _send(desk, "undo", done)
    assert done[0].decisions.last().reason == "undone"


def test_what_another_decided_is_not_undone(desk: Client) -> None:
    candidate = cast.candidate()
    editing.reject(candidate, reason="vague", by=cast.rosa())
    _send(desk, "undo", [candidate])
    assert _decisions() == ["rejected"]


def test_a_restricted_candidate_is_neither_decided_nor_told(desk: Client) -> None:
    hidden = cast.candidate(cast.restricted(cast.warning()))
    page = _send(desk, "reject", [hidden], reason="vague").content.decode()
    assert (_decisions(), cast.COULD_START in page) == (["pending"], False)


@pytest.mark.parametrize("chosen", [[], ["x"], ["1"], ["1:"], ["1:x"], ["9" * 30 + ":1"]])
def test_a_choice_that_is_none_is_told_so(desk: Client, chosen: list[str]) -> None:
    page = desk.post(BULK, {"act": "accept", "chosen": chosen}).content.decode()
    assert "Choose at least one candidate." in page


def test_too_many_at_once_are_refused(desk: Client) -> None:
    page = desk.post(BULK, {"act": "accept", "chosen": [f"{key}:1" for key in range(501)]}).content.decode()
    assert "At most 500 at once." in page


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_led_away_from_here(desk: Client, back: str) -> None:
    answer = _send(desk, "accept", [cast.candidate()], back=back)
    assert answer.context["back"] == "/admin/claims/candidate/"


def test_a_reader_may_not(armchair: Client) -> None:
    assert _send(armchair, "accept", _two()).status_code == 403


def _from_the_list(client: Client, action: str, chosen: list[Candidate]) -> Any:
    ticked = {"action": action, "_selected_action": [str(each.pk) for each in chosen]}
    return client.post("/admin/claims/candidate/", ticked)


def test_the_list_accepts_what_is_ticked_there(desk: Client) -> None:
    _from_the_list(desk, "accept_chosen", _two())
    assert _decisions() == ["accepted", "accepted"]


def test_the_list_asks_for_the_reason_before_it_rejects(desk: Client) -> None:
    page = _from_the_list(desk, "reject_chosen", _two()).content.decode()
    assert (_decisions(), page.count('name="chosen"')) == (["pending", "pending"], 2)


def test_the_list_offers_a_reader_no_action(armchair: Client) -> None:
    cast.candidate()
    assert "accept_chosen" not in armchair.get("/admin/claims/candidate/").content.decode()
