"""The tables as of an instant: read with the queries of the present, from the ledger."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

import psycopg
import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from psycopg import Connection

from claims import bygone, editing, settling, withholding
from claims.clock import database_now
from claims.models import Appearance, Approval, Claim, Claimant, Evidence, LedgerEntry, Prediction, Topic, Verdict
from claims.rules.counting import Given, Standing, known_standing
from tests import cast
from tests.servers import Servers
from tests.waiting import entered


@pytest.fixture
def claim(edith: User) -> Claim:
    """*Before the 20th*."""
    return editing.accept(cast.deadline(), by=edith)


def test_a_claim_reads_as_it_was(edith: User, claim: Claim) -> None:
    entered()
    then = bygone.this_moment()
    Claim.objects.update(text="Reworded", language="fr")
    entered()
    with bygone.reading(then):
        assert (Claim.objects.get().text, Claim.objects.get().language) == (cast.WOULD_CROSS, "en")


def test_a_claim_that_was_not_there_yet_is_not_there(edith: User) -> None:
    then = bygone.this_moment()
    editing.accept(cast.deadline(), by=edith)
    with bygone.reading(then):
        assert not Claim.objects.exists()


def test_its_status_is_that_of_the_instant(claim: Claim) -> None:
    entered()
    at = datetime.fromisoformat("2022-02-20T12:00:00+00:00")
    with bygone.reading(bygone.Moment(at, bygone.this_moment().seq, is_sealed=True)):
        assert Claim.objects.with_status().get().status == "needs_criteria"


def test_a_filter_asks_what_stood_there_then(edith: User, claim: Claim) -> None:
    then = bygone.this_moment()
    cast.settled(claim, by=edith)
    with bygone.reading(then):
        assert Prediction.objects.filter(awaits_outcome=True).count() == 1


def test_what_was_removed_since_is_still_there(edith: User, claim: Claim) -> None:
    topic = editing.name_topic("Ukraine", by=edith)
    editing.sort_under([claim], [topic], by=edith)
    entered()
    then = bygone.this_moment()
    editing.take_from_under([claim], [topic], by=edith)
    Topic.objects.all().delete()
    entered()
    with bygone.reading(then):
        assert [topic.slug for topic in Claim.objects.get().topics.all()] == ["ukraine"]


def test_what_had_been_removed_by_then_is_not_there(edith: User, claim: Claim) -> None:
    topic = editing.name_topic("Ukraine", by=edith)
    editing.sort_under([claim], [topic], by=edith)
    editing.take_from_under([claim], [topic], by=edith)
    Topic.objects.all().delete()
    entered()
    with bygone.reading(bygone.this_moment()):
        assert (Claim.topics.through.objects.count(), Topic.objects.count()) == (0, 0)


def test_a_row_that_came_back_under_its_key_is_there_once(db: None) -> None:
    topic = Topic.objects.create(name="Ukraine", slug="ukraine")
    entered()
    Topic.objects.all().delete()
    entered()
    Topic.objects.create(pk=topic.pk, name="Budget", slug="budget")
    entered()
    with bygone.reading(bygone.this_moment()):
        assert [topic.slug for topic in Topic.objects.all()] == ["budget"]


def test_an_account_is_called_as_it_was(edith: User, claim: Claim) -> None:
    cast.adduced(claim, edith)
    entered()
    then = bygone.this_moment()
    User.objects.filter(pk=edith.pk).update(username="edith-smith")
    entered()
    with bygone.reading(then):
        assert Evidence.objects.select_related("added_by").get().added_by.username == "edith"


def test_erased_words_read_as_erased_in_the_past_too(edith: User, claim: Claim) -> None:
    entered()
    then = bygone.this_moment()
    withholding.erase(claim.appearances.get().version, reason="a court", by=edith)
    with bygone.reading(then):
        told = (Claim.objects.get().text, Appearance.objects.get().quote, Prediction.objects.get().time_text)
    assert told == ("█", "█" * len(cast.WOULD_CROSS), "█")


def test_what_is_withheld_now_is_hidden_in_the_past(edith: User, claim: Claim) -> None:
    entered()
    then = bygone.this_moment()
    withholding.withhold(claim, reason="a source in danger", by=edith)
    with bygone.reading(then):
        assert not Claim.objects.visible_to(edith).exists()


def test_what_is_restricted_now_is_hidden_in_the_past(edith: User, claim: Claim) -> None:
    entered()
    then = bygone.this_moment()
    cast.restricted(claim.appearances.get().version)
    with bygone.reading(then):
        assert not Claim.objects.visible_to(edith).exists()


def test_what_was_withheld_then_and_is_not_now_is_shown(edith: User, claim: Claim) -> None:
    withholding.withhold(claim, reason="a source in danger", by=edith)
    then = bygone.this_moment()
    withholding.release(claim, reason="out of danger", by=edith)
    with bygone.reading(then):
        assert [each.withheld_at for each in Claim.objects.visible_to(edith)] == [None]


def test_who_may_read_withheld_claims_reads_that_one_was(edith: User, claim: Claim) -> None:
    edith.groups.set(Group.objects.filter(name="admins"))
    reader = User.objects.get(pk=edith.pk)
    withholding.withhold(claim, reason="a source in danger", by=edith)
    then = bygone.this_moment()
    withholding.release(claim, reason="out of danger", by=edith)
    with bygone.reading(then, tells_withheld=True):
        assert Claim.objects.visible_to(reader).get().withheld_at is not None


def test_nothing_is_written_meanwhile(db: None) -> None:
    with bygone.reading(bygone.this_moment()), pytest.raises(RuntimeError, match="Nothing but SELECT"):
        Claimant.objects.create(name="The officials")


@pytest.mark.parametrize(
    "statement", ["UPDATE claims_appearance SET version_id = 0", "UPDATE claims_prediction SET claim_id = 0"]
)
def test_a_row_stays_with_its_claim_and_its_text(claim: Claim, statement: str) -> None:
    with connection.cursor() as cursor, pytest.raises(Exception, match="refused"):
        cursor.execute(statement)


CHAINS: tuple[list[str], ...] = (
    [],
    ["true 24"],
    ["true 24", "false 26"],
    ["true 26", "false 24"],
    ["true 24", "retract"],
    ["true 24", "wait"],
)


@pytest.mark.parametrize("acts", CHAINS)
@pytest.mark.parametrize("day", [23, 24, 25, 26, 27])
def test_sql_and_rules_agree_on_what_the_world_knew(edith: User, claim: Claim, acts: list[str], day: int) -> None:
    for act in acts:
        _give(claim, act, edith)
    entered()
    by = cast.INVASION.replace(day=day)
    with bygone.reading(bygone.Moment(database_now(), bygone.this_moment().seq, is_sealed=False, known_at=by)):
        told = Claim.objects.select_related("prediction").get()
    given = [Given(each.pk, each.needs_approval, each.is_retraction) for each in Verdict.objects.order_by("pk")]
    answers = dict(Approval.objects.values_list("verdict", "act"))
    known = dict(Verdict.objects.values_list("pk", "known_at"))
    ought = known_standing(given, answers, known, by=by)
    assert Standing(told.current_verdict_id, told.proposed_verdict_id) == ought
    assert told.prediction.awaits_outcome == (ought.current is None)


def _give(claim: Claim, act: str, by: User) -> None:
    name, _, day = act.partition(" ")
    if name == "retract":
        settling.retract(claim, reason="second thoughts", by=by)
    else:
        known_at = cast.INVASION.replace(day=int(day or 25))
        rating = "came-true-partly" if name == "false" else "came-true"
        cast.proposed(claim, by, rating, known_at=known_at, reason="seen anew")
    if name != "wait":
        settling.approve(claim, by=cast.rosa())
    claim.refresh_from_db()


@pytest.fixture
def held(own_database: Servers) -> Iterator[Connection]:
    """Somebody who has entered a claimant in the ledger, and has not committed."""
    with psycopg.connect(own_database.application_url) as writer:
        writer.execute(
            "INSERT INTO claims_claimant (name, kind, is_anonymous, aliases, same_as)"
            " VALUES ('The officials', 'person', false, '[]', ''); SET CONSTRAINTS ledger IMMEDIATE"
        )
        yield writer


def test_an_instant_by_which_somebody_has_written_is_waited_for(held: Connection) -> None:
    asked = database_now()
    threading.Timer(0.3, held.commit).start()
    moment = bygone.moment(asked)
    with bygone.reading(moment):
        assert Claimant.objects.filter(name="The officials").exists()


def test_who_never_commits_is_not_waited_for_for_ever(held: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bygone, "LONGEST_WAIT", "50ms")
    with pytest.raises(bygone.NotYetSettled):
        bygone.moment(database_now())


def test_an_instant_before_the_newest_entry_waits_for_nobody(held: Connection) -> None:
    newest = LedgerEntry.objects.latest("seq")
    assert bygone.moment(newest.recorded_at) == bygone.Moment(newest.recorded_at, newest.seq, is_sealed=True)


def test_the_future_is_not_known(db: None) -> None:
    with pytest.raises(bygone.InTheFuture):
        bygone.moment(database_now() + timedelta(seconds=5))
