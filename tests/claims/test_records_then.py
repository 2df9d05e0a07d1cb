"""The record as of a moment: which claims counted for whom by then, and how."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import bygone, editing
from claims.bygone import Moment
from claims.models import Claim, Claimant, ClaimRelation
from claims.records import Holder
from claims.records_then import record_then
from claims.rules.scoring import Record
from claims.vocabulary.outcomes import Outcome
from tests import cast
from tests.claims.records_world import AHEAD, foretold, printed
from tests.waiting import entered

pytestmark = pytest.mark.django_db

CLOSES = datetime(2100, 1, 2, tzinfo=UTC)


@pytest.fixture
def remi(db: None) -> User:
    return cast.remi()


def this_moment() -> Moment:
    entered()
    return bygone.this_moment()


def record(holder: Holder, reader: User, moment: Moment) -> Record:
    with bygone.reading(moment):
        return record_then(holder, reader=reader, moment=moment)


def speaker() -> Claimant:
    return Claimant.objects.get(name="United States")


@pytest.mark.parametrize(
    ("instant", "stands"), [(CLOSES - timedelta(microseconds=1), Outcome.EARLY), (CLOSES, Outcome.CAME_TRUE)]
)
def test_an_early_hit_counts_when_the_window_had_closed_by_then(
    edith: User, remi: User, instant: datetime, stands: Outcome
) -> None:
    cast.settled(foretold("they will cross", edith, not_after=AHEAD), edith)
    moment = Moment(instant, this_moment().seq, is_sealed=True)
    assert [line.outcome for line in record(speaker(), remi, moment).lines] == [stands]


def test_a_horizon_set_later_closes_no_window_of_before(edith: User, remi: User) -> None:
    claim = foretold("they will cross", edith, operator="none", not_after=None)
    cast.settled(claim, edith)
    before = this_moment()
    claim.prediction.horizon = AHEAD
    claim.prediction.save(update_fields=["horizon"])
    after = this_moment()
    stood = [
        record(speaker(), remi, Moment(CLOSES, each.seq, is_sealed=True)).count(Outcome.EARLY)
        for each in (before, after)
    ]
    assert stood == [1, 0]


def test_a_tie_of_later_makes_nothing_the_same_before(edith: User, remi: User) -> None:
    one, other = foretold("they will cross", edith), foretold("they shall cross", edith)
    before = this_moment()
    editing.relate(one, other, ClaimRelation.Kind.SAME, by=edith)
    after = this_moment()
    assert [record(speaker(), remi, each).count() for each in (before, after)] == [2, 1]


def test_a_tie_taken_back_since_held_then(edith: User, remi: User) -> None:
    one, other = foretold("they will cross", edith), foretold("they shall cross", edith)
    editing.relate(one, other, ClaimRelation.Kind.SAME, by=edith)
    then = this_moment()
    editing.refuse_relation(one, other, ClaimRelation.Kind.SAME, by=edith)
    entered()
    assert record(speaker(), remi, then).count() == 1


def test_what_says_the_same_by_way_of_anothers_claim_counts_once(edith: User, remi: User) -> None:
    one, other = foretold("they will cross", edith), foretold("they shall cross", edith)
    between = foretold("they cross", edith, claimant="officials")
    for each in (one, other):
        editing.relate(each, between, ClaimRelation.Kind.SAME, by=edith)
    assert record(speaker(), remi, this_moment()).count() == 1


def test_a_claim_given_to_another_has_left_the_record_since(edith: User, remi: User) -> None:
    foretold("they will cross", edith)
    before = this_moment()
    Claim.objects.update(claimant=Claimant.objects.create(name="The union"))
    after = this_moment()
    assert [record(speaker(), remi, each).count() for each in (before, after)] == [1, 0]


def test_what_was_printed_since_is_not_in_the_publishers_record(edith: User, remi: User) -> None:
    claim = foretold("they will cross", edith)
    agence = cast.agence()
    then = this_moment()
    editing.attach(cast.candidate(printed("so they will cross", agence), "so they will cross"), to=claim, by=edith)
    now = this_moment()
    assert [record(agence, remi, each).count() for each in (then, now)] == [0, 1]


@pytest.mark.parametrize("claims", [1, 4])
def test_a_record_of_then_costs_four_queries(edith: User, remi: User, claims: int) -> None:
    for number in range(claims):
        foretold(f"the {number}th will cross", edith)
    holder, moment = speaker(), this_moment()
    remi.has_perm("sources.withhold_document")
    with CaptureQueriesContext(connection) as asked:
        record(holder, remi, moment)
    assert len(asked) == 4
