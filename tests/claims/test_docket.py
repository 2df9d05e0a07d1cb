"""What needs a look: in one order, and since which look."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection

from claims import editing, rechecks, settling
from claims.clock import database_now
from claims.docket import Why, last_looks, waiting
from claims.models import Claim
from tests import cast
from tests.waiting import entered
from tests.waiting import stale_fact as a_stale_fact

pytestmark = pytest.mark.django_db


@pytest.fixture
def overdue(edith: User) -> Claim:
    return editing.accept(cast.deadline(), by=edith)


@pytest.fixture
def endless(edith: User) -> Claim:
    """*As early as Wednesday*: no end."""
    return editing.accept(cast.candidate(cast.warning(publisher=cast.agence())), by=edith)


@pytest.fixture
def stale_fact(edith: User) -> Claim:
    return a_stale_fact(edith)


def _claims(reader: User, **asked: object) -> list[int]:
    return [each.place.claim for each in waiting(reader, at_most=10, **asked)]  # type: ignore[arg-type]


def test_a_verdict_owed_comes_before_what_has_waited_longer_for_a_look(
    edith: User, stale_fact: Claim, endless: Claim, overdue: Claim
) -> None:
    assert _claims(edith) == [overdue.pk, endless.pk, stale_fact.pk]


def test_each_says_why_it_is_there(edith: User, stale_fact: Claim, endless: Claim, overdue: Claim) -> None:
    assert [each.why for each in waiting(edith, at_most=10)] == [Why.DUE, Why.LOOK, Why.AGAIN]


def test_what_has_been_overdue_for_a_century_is_still_there(edith: User) -> None:
    claim = editing.accept(cast.deadline(not_after=date(1922, 2, 20)), by=edith)
    assert _claims(edith) == [claim.pk]


def test_what_is_hidden_waits_for_nobody_else(edith: User) -> None:
    editing.accept(cast.deadline(cast.restricted(cast.warning())), by=edith)
    assert _claims(edith) == []


def test_what_is_snoozed_waits_for_nobody(edith: User, endless: Claim) -> None:
    rechecks.snooze(endless, until=database_now().date() + timedelta(days=9), by=edith)
    assert _claims(edith) == []


@pytest.fixture
def five(edith: User) -> list[int]:
    """Two verdicts owed since one instant, three predictions to look at since another."""
    version = cast.warning("one two three four five", cast.agence())
    owed = [
        editing.accept(cast.candidate(version, word, operator="by", not_after=date(2022, 2, 20)), by=edith)
        for word in ("one", "two")
    ]
    looks = [editing.accept(cast.candidate(version, word), by=edith) for word in ("three", "four", "five")]
    return [claim.pk for claim in [*owed, *looks]]


@pytest.mark.parametrize("start", range(5))
def test_of_those_that_tie_the_older_claim_comes_first_on_the_shortest_page(
    edith: User, five: list[int], start: int
) -> None:
    assert [each.place.claim for each in waiting(edith, start=start, at_most=1)] == five[start : start + 1]


@pytest.mark.parametrize("number", range(5))
def test_the_queue_goes_on_after_each_place(edith: User, five: list[int], number: int) -> None:
    place = waiting(edith, at_most=10)[number].place
    assert _claims(edith, after=place) == five[number + 1 :]


@pytest.mark.parametrize("number", range(5))
def test_the_queue_goes_back_before_each_place(edith: User, five: list[int], number: int) -> None:
    place = waiting(edith, at_most=10)[number].place
    assert [each.place.claim for each in waiting(edith, before=place, at_most=2)] == five[max(0, number - 2) : number]


LOOKS: dict[str, Callable[[Claim, User], object]] = {
    "set horizon": lambda claim, by: rechecks.set_horizon(claim.prediction, horizon=date(2022, 3, 1), by=by),
    "snooze": lambda claim, by: rechecks.snooze(claim, until=date(2999, 1, 1), by=by),
    "approved": cast.settled,
}
NO_LOOKS: dict[str, Callable[[Claim, User], object]] = {
    "criteria": lambda claim, by: settling.word_criteria(claim, "Troops cross.", by=by),
    "evidence": cast.adduced,
    "a verdict that waits": cast.proposed,
}


@pytest.mark.parametrize("act", LOOKS)
def test_an_act_that_answers_the_queue_is_the_last_look(edith: User, endless: Claim, act: str) -> None:
    LOOKS[act](endless, edith)
    entered()
    assert last_looks([endless.pk])[endless.pk].act == act


@pytest.mark.parametrize("act", NO_LOOKS)
def test_what_is_only_added_is_no_look(edith: User, endless: Claim, act: str) -> None:
    NO_LOOKS[act](endless, edith)
    entered()
    assert last_looks([endless.pk])[endless.pk].act == "accept"


def test_what_aver_moves_by_itself_is_no_look(endless: Claim) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE claims_prediction SET look_at = now() WHERE claim_id = %s", [endless.pk])
    assert list(rechecks.reschedule())
    entered()
    assert last_looks([endless.pk])[endless.pk].act == "accept"


def test_a_facts_cadence_is_a_look(edith: User, stale_fact: Claim) -> None:
    entered()
    look = last_looks([stale_fact.pk])[stale_fact.pk]
    assert (look.by, look.act) == ("edith", "set cadence")
