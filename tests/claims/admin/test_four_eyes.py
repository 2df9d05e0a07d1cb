"""A second person at the desk: what waits for them, and what the author is told."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims import editing, settling
from claims.models import Approval, Claim
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(edith: User) -> Claim:
    """Edith's verdict on it waits."""
    claim = editing.accept(cast.deadline(), by=edith)
    cast.proposed(claim, edith)
    return claim


@pytest.fixture
def rosas(db: None) -> Client:
    """Rosa, signed in."""
    client = Client()
    client.force_login(cast.rosa())
    return client


def _page(client: Client, claim: Claim) -> str:
    return client.get(f"/admin/claims/claim/{claim.pk}/change/").content.decode()


def _answer(client: Client, claim: Claim, act: str, comment: str = "") -> object:
    return client.post(f"/admin/claims/claim/{claim.pk}/{act}/", {"revision": claim.revision, "comment": comment})


def test_a_reviewer_sees_the_proposed_verdict_with_what_it_rests_on(rosas: Client, claim: Claim) -> None:
    page = _page(rosas, claim)
    said = ("A verdict waits for a second person", "It began on the 24th.", "troops crossed the border", "in force.")
    assert [words for words in said if words not in page] == []


def test_a_reviewer_approves(rosas: Client, claim: Claim) -> None:
    _answer(rosas, claim, "approve")
    claim.refresh_from_db()
    assert claim.current_verdict is not None


def test_a_reviewer_sends_back_with_a_comment(rosas: Client, claim: Claim) -> None:
    _answer(rosas, claim, "send-back", "Which border?")
    assert Approval.objects.get().comment == "Which border?"


def test_nothing_is_sent_back_without_a_comment(rosas: Client, claim: Claim) -> None:
    form = _answer(rosas, claim, "send-back", " ").context["form"]  # type: ignore[attr-defined]
    assert (list(form.errors), Approval.objects.count()) == (["comment"], 0)


def test_the_author_is_told_that_it_waits_and_offered_no_approval(desk: Client, claim: Claim) -> None:
    page = _page(desk, claim)
    assert ("Your verdict waits" in page, "/approve/" in page) == (True, False)


def test_an_editor_cannot_approve(desk: Client, claim: Claim) -> None:
    assert _answer(desk, claim, "approve").status_code == 403  # type: ignore[attr-defined]


def test_a_reviewer_cannot_approve_a_verdict_of_their_own(rosas: Client, edith: User) -> None:
    own = editing.accept(cast.deadline(), by=edith)
    cast.proposed(own, cast.rosa())
    page = _answer(rosas, own, "approve").content.decode()  # type: ignore[attr-defined]
    assert ("This verdict is your own." in page, Approval.objects.count()) == (True, 0)


def test_the_author_reads_why_it_was_sent_back_and_may_give_a_better_one(desk: Client, claim: Claim) -> None:
    settling.send_back(claim, comment="Which border?", by=cast.rosa())
    page = _page(desk, claim)
    assert ("Which border?" in page, "Give a better one" in page) == (True, True)


def test_a_better_verdict_begins_with_the_words_of_the_one_sent_back(desk: Client, claim: Claim) -> None:
    settling.send_back(claim, comment="Which border?", by=cast.rosa())
    form = desk.get(f"/admin/claims/claim/{claim.pk}/settle/").context["form"]
    assert (form["rationale"].value(), len(form["evidence"].value())) == ("It began on the 24th.", 1)


def test_the_reviewers_comment_stands_beside_the_better_verdict(desk: Client, claim: Claim) -> None:
    settling.send_back(claim, comment="Which border?", by=cast.rosa())
    assert "Which border?" in desk.get(f"/admin/claims/claim/{claim.pk}/settle/").content.decode()


def _listed(client: Client, waiting: str) -> list[Claim]:
    return list(client.get("/admin/claims/claim/", {"waiting": waiting}).context["cl"].result_list)


def test_what_awaits_my_approval_is_listed(rosas: Client, claim: Claim, edith: User) -> None:
    own = editing.accept(cast.deadline(cast.warning(publisher=cast.agence())), by=edith)
    cast.proposed(own, cast.rosa())
    assert (_listed(rosas, "approval"), len(_listed(rosas, "any"))) == ([claim], 2)


def test_what_was_sent_back_to_me_is_listed(desk: Client, claim: Claim) -> None:
    before = _listed(desk, "sent_back")
    settling.send_back(claim, comment="Which border?", by=cast.rosa())
    assert (before, _listed(desk, "sent_back")) == ([], [claim])


def test_home_counts_what_awaits_my_approval(rosas: Client, claim: Claim) -> None:
    needs = {str(need.label): need.count for need in rosas.get("/admin/").context["needs"]}
    assert needs["verdicts await your approval"] == 1


def test_home_counts_what_was_sent_back_to_me(desk: Client, claim: Claim) -> None:
    settling.send_back(claim, comment="Which border?", by=cast.rosa())
    needs = {str(need.label): need.count for need in desk.get("/admin/").context["needs"]}
    assert needs["verdicts sent back to you"] == 1
