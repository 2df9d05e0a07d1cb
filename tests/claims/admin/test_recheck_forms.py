"""Snooze, grace and cadence, each a form of its own; and what the page of a claim says of them."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims import editing, rechecks, settling
from claims.admin.offered import offered
from claims.admin.recheck_forms import CadenceForm, GraceForm, SnoozeForm
from claims.admin.seen_form import newest_entry
from claims.models import Claim, Prediction
from tests import cast
from tests.waiting import checked_fact

pytestmark = pytest.mark.django_db
FORMS = (SnoozeForm, GraceForm, CadenceForm)


@pytest.fixture
def endless(edith: User) -> Claim:
    return editing.accept(cast.candidate(), by=edith)


@pytest.fixture
def ending(edith: User) -> Claim:
    return editing.accept(cast.deadline(), by=edith)


@pytest.fixture
def fact(edith: User) -> Claim:
    return checked_fact(edith)


def _post(client: Client, claim: Claim, act: str, **typed: object) -> tuple[int, str]:
    """The status and the page that one ends on."""
    claim.refresh_from_db()
    given = {"revision": claim.revision} | typed
    answer = client.post(f"/admin/claims/claim/{claim.pk}/{act}/", given, follow=True)
    return answer.status_code, answer.content.decode()


def test_a_snooze_is_kept_and_said(desk: Client, endless: Claim) -> None:
    _status, page = _post(desk, endless, "snooze", until="2999-01-01")
    assert (Prediction.objects.get().snoozed_until, "Snoozed until Jan. 1, 2999." in page) == (date(2999, 1, 1), True)


def test_grace_is_kept_and_said(desk: Client, ending: Claim) -> None:
    _status, page = _post(desk, ending, "grace", days=1)
    assert (Prediction.objects.get().grace_days, "1 day of grace." in page) == (1, True)


@pytest.mark.parametrize(
    ("typed", "kept", "said"),
    [("7", 7, "It comes up 7 days after each verdict."), ("", None, "Nobody is asked to look at this again.")],
)
def test_a_cadence_is_kept_and_said(desk: Client, fact: Claim, typed: str, kept: int | None, said: str) -> None:
    _status, page = _post(desk, fact, "cadence", days=typed)
    assert (Claim.objects.get().recheck_every, said in page) == (kept, True)


MISTAKES = [
    ("endless", "snooze", {"until": "2022-02-01"}),
    ("endless", "snooze", {"until": "soon"}),
    ("ending", "grace", {"days": "367"}),
    ("ending", "grace", {"days": ""}),
    ("fact", "cadence", {"days": "0"}),
]


@pytest.mark.parametrize(("claim", "act", "typed"), MISTAKES)
def test_a_mistake_is_named_and_kept_on_the_page(
    desk: Client, request: pytest.FixtureRequest, claim: str, act: str, typed: dict[str, str]
) -> None:
    held: Claim = request.getfixturevalue(claim)
    held.refresh_from_db()
    answer = desk.post(f"/admin/claims/claim/{held.pk}/{act}/", {"revision": held.revision} | typed)
    form = answer.context["form"]
    assert (list(form.errors), {name: form[name].value() for name in typed}) == (list(typed), typed)


OFFERED = [("endless", [SnoozeForm]), ("ending", [GraceForm]), ("fact", [SnoozeForm, CadenceForm])]


@pytest.mark.parametrize(("claim", "acts"), OFFERED)
def test_only_what_would_not_be_refused_is_offered(
    edith: User, request: pytest.FixtureRequest, claim: str, acts: list[object]
) -> None:
    held: Claim = request.getfixturevalue(claim)
    assert offered(Claim.objects.get(pk=held.pk), edith, FORMS) == acts


def test_a_fact_that_nobody_looks_at_again_is_not_snoozed(edith: User) -> None:
    claim = editing.accept(cast.candidate(kind="factual"), by=edith)
    assert offered(claim, edith, FORMS) == [CadenceForm]


def test_a_settled_prediction_is_neither_snoozed_nor_given_grace(edith: User, ending: Claim) -> None:
    cast.settled(ending, edith)
    assert offered(Claim.objects.get(), edith, FORMS) == []


@pytest.mark.parametrize(("act", "typed"), [("snooze", {"until": "2999-01-01"}), ("grace", {"days": "3"})])
def test_the_slower_editor_is_told_what_was_done_meanwhile(
    desk: Client, edith: User, endless: Claim, act: str, typed: dict[str, str]
) -> None:
    given = typed | {"revision": str(endless.revision), "seen": str(newest_entry())}
    settling.word_criteria(endless, "What Rosa wrote meanwhile", by=cast.rosa())
    answer = desk.post(f"/admin/claims/claim/{endless.pk}/{act}/", given)
    page = answer.content.decode()
    said = ("What was done meanwhile", "What Rosa wrote meanwhile", *typed.values())
    assert (answer.status_code, [words for words in said if words not in page]) == (409, [])


def test_a_reader_moves_nothing(armchair: Client, endless: Claim) -> None:
    assert _post(armchair, endless, "snooze", until="2999-01-01")[0] == 403


def test_the_forms_are_in_french_too(desk: Client, endless: Claim) -> None:
    answer = desk.get(f"/admin/claims/claim/{endless.pk}/snooze/", headers={"Accept-Language": "fr"})
    assert "Un verdict attendu n’est jamais reporté." in answer.content.decode()


def _page(client: Client, claim: Claim) -> str:
    return client.get(f"/admin/claims/claim/{claim.pk}/change/").content.decode()


def test_the_page_of_a_fact_says_when_it_comes_up_again(desk: Client, fact: Claim) -> None:
    Claim.objects.update(look_at="2998-03-04T12:00Z")
    page = _page(desk, fact)
    assert ("Looked at again 30 days after each verdict." in page, "Comes up: March 4, 2998" in page) == (True, True)


def test_the_page_of_a_fact_without_a_cadence_says_nothing_of_it(desk: Client, edith: User) -> None:
    assert 'id="rechecks"' not in _page(desk, editing.accept(cast.candidate(kind="factual"), by=edith))


def test_a_cadence_without_a_verdict_says_what_it_waits_for(desk: Client, edith: User) -> None:
    claim = editing.accept(cast.candidate(kind="factual"), by=edith)
    rechecks.set_cadence(claim, days=30, by=edith)
    assert "Comes up once a verdict counts." in _page(desk, claim)


@pytest.mark.parametrize("kind", ["endless", "fact"])
def test_the_page_says_that_the_claim_is_snoozed(
    desk: Client, edith: User, request: pytest.FixtureRequest, kind: str
) -> None:
    claim: Claim = request.getfixturevalue(kind)
    rechecks.snooze(claim, until=date(2999, 1, 1), by=edith)
    assert "snoozed until Jan. 1, 2999" in _page(desk, claim)


def test_a_snooze_that_is_over_is_not_told(desk: Client, endless: Claim) -> None:
    Prediction.objects.update(snoozed_until=date(2022, 2, 20))
    assert "snoozed until" not in _page(desk, endless)
