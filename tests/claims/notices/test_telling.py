"""Who is told what of a claim: by watches, in person, by assignment; nobody of what they may not see."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import sweeping
from claims.adducing import adduce_passage
from claims.editing import accept, attach
from claims.models import Claim, Evidence, How, LedgerEntry, Notice, Prediction, Recheck, ToldUpTo, Watch
from claims.rechecks import set_horizon
from claims.settling import approve, send_back
from claims.watching import assign, choose, unassign, unwatch, watch
from claims.withholding import withhold
from tests import cast
from tests.claims.notices import desk

pytestmark = pytest.mark.django_db


def test_who_watches_a_claim_is_told_of_its_verdict(claim: Claim, edith: User, remi: User) -> None:
    watch(claim, how=How.DAILY, by=remi)
    cast.settled(claim, edith)
    desk.tell()
    assert desk.told(remi) == ["evidence_accepted", "proposed", "counts"]


def test_who_watches_the_claimant_is_told_too(claim: Claim, edith: User, remi: User) -> None:
    watch(claim.claimant, how=How.DAILY, by=remi)
    cast.proposed(claim, edith)
    desk.tell()
    assert desk.told(remi) == ["evidence_accepted", "proposed"]


def test_who_watches_a_publisher_is_told_of_a_new_claim(edith: User, remi: User) -> None:
    watch(cast.harbour_wire(), how=How.DAILY, by=remi)
    desk.a_claim(edith)
    desk.tell()
    assert desk.told(remi) == ["new_claim"]


def test_three_reasons_make_one_notice_sent_as_soon_as_the_soonest_says(claim: Claim, edith: User, remi: User) -> None:
    watch(claim, how=How.WEEKLY, by=remi)
    watch(claim.claimant, how=How.AT_ONCE, by=remi)
    watch(cast.harbour_wire(), how=How.DAILY, by=remi)
    cast.adduced(claim, edith)
    desk.tell()
    assert list(Notice.objects.values_list("user", "how")) == [(remi.pk, "at_once")]


def test_nobody_is_told_of_their_own_act(claim: Claim, edith: User) -> None:
    watch(claim, how=How.DAILY, by=edith)
    cast.adduced(claim, edith)
    desk.tell()
    assert desk.told(edith) == []


def test_nobody_is_told_of_what_was_before_they_watched(claim: Claim, edith: User, remi: User) -> None:
    cast.adduced(claim, edith)
    desk.commit()
    newest = LedgerEntry.objects.latest("seq").recorded_at
    Watch.objects.create(claim=claim, user=remi, created_at=newest + timedelta(microseconds=1))
    desk.tell()
    assert desk.told(remi) == []


def test_who_no_longer_watches_is_no_longer_told(claim: Claim, edith: User, remi: User) -> None:
    watch(claim, how=How.DAILY, by=remi)
    unwatch(claim, by=remi)
    cast.adduced(claim, edith)
    desk.tell()
    assert desk.told(remi) == []


def test_the_author_is_told_that_a_verdict_was_sent_back_without_watching(
    claim: Claim, edith: User, rosa: User
) -> None:
    cast.proposed(claim, edith)
    send_back(claim, comment="Which troops?", by=rosa)
    desk.tell()
    assert desk.told(edith) == ["sent_back"]


def test_what_concerns_somebody_is_sent_as_they_chose(claim: Claim, edith: User, rosa: User) -> None:
    choose(edith, has_digest=True, digest_hour=7, how_personal=How.WEEKLY)
    cast.proposed(claim, edith)
    approve(claim, by=rosa)
    desk.tell()
    assert list(Notice.objects.values_list("user", "what", "how")) == [(edith.pk, "counts", "weekly")]


def test_to_whom_a_claim_is_assigned_is_told_so_and_of_what_follows(claim: Claim, edith: User, rosa: User) -> None:
    assign(claim, rosa, by=edith)
    cast.adduced(claim, edith)
    desk.tell()
    told = Notice.objects.filter(user=rosa).order_by("happened_at").values_list("what", "how")
    assert list(told) == [("assigned", "at_once"), ("evidence_accepted", "daily")]


def test_from_whom_a_claim_was_taken_hears_no_more_of_it(claim: Claim, edith: User, rosa: User) -> None:
    assign(claim, rosa, by=edith)
    unassign(claim, by=edith)
    desk.tell()
    cast.adduced(claim, edith)
    desk.tell()
    assert desk.told(rosa) == ["assigned"]


def test_a_further_appearance_and_a_moved_day_are_told(edith: User, remi: User) -> None:
    version = cast.warning()
    claim = accept(cast.candidate(version), by=edith)
    watch(claim, how=How.DAILY, by=remi)
    other = cast.warning(f"{cast.WARNING} Again.")
    attach(cast.candidate(other), to=claim, by=edith)
    claim.refresh_from_db()
    set_horizon(Prediction.objects.get(claim=claim), horizon=date(2030, 1, 1), by=edith)
    desk.tell()
    assert desk.told(remi) == ["appearance", "moved"]


def test_of_a_withheld_claim_nobody_is_told(claim: Claim, edith: User, remi: User) -> None:
    watch(claim, how=How.DAILY, by=remi)
    cast.adduced(claim, edith)
    withhold(claim, reason="A source is in danger.", by=edith)
    desk.tell()
    assert desk.told(remi) == []


def test_of_evidence_in_a_document_one_may_not_read_one_is_not_told(claim: Claim, edith: User, remi: User) -> None:
    watch(claim, how=How.DAILY, by=remi)
    text = "Minutes of the pier committee: it began on the 24th."
    version = cast.warning(text)
    edith.groups.add(Group.objects.get_or_create(name="investigations")[0])
    cast.restricted(version, to="investigations")
    adduce_passage(claim, version, 0, 7, quote=text[:7], stance=Evidence.Stance.SUPPORTS, by=edith)
    desk.tell()
    assert desk.told(remi) == []


def test_a_publisher_is_not_betrayed_by_a_document_one_may_not_read(claim: Claim, edith: User, remi: User) -> None:
    """The claim is readable elsewhere: that the Agence printed it too is not."""
    watch(cast.agence(), how=How.DAILY, by=remi)
    hidden = cast.restricted(cast.warning(f"{cast.WARNING} Exclusive.", cast.agence()))
    attach(cast.deadline(hidden), to=claim, by=edith)
    claim.refresh_from_db()
    cast.adduced(claim, edith)
    desk.tell()
    assert desk.told(remi) == []


def test_the_sweep_tells_whoever_watches_that_a_verdict_is_owed(claim: Claim, remi: User) -> None:
    watch(claim, how=How.DAILY, by=remi)
    sweeping.sweep()
    recheck = Recheck.objects.get()
    assert list(Notice.objects.values_list("user", "what", "recheck")) == [(remi.pk, "due", recheck.pk)]


def test_of_a_look_of_which_the_record_stands_nobody_is_told_twice(claim: Claim, remi: User) -> None:
    watch(claim, how=How.DAILY, by=remi)
    due = Prediction.objects.get().recheck_at
    sweeping.sweep()
    Prediction.objects.update(recheck_at=due)
    sweeping.sweep()
    assert Notice.objects.count() == 1


def test_where_nobody_watches_a_batch_of_the_sweep_costs_one_query_more(claim: Claim) -> None:
    with CaptureQueriesContext(connection) as asked:
        sweeping.sweep()
    about_people = [one["sql"] for one in asked if "claims_watch" in one["sql"] or "claims_notice" in one["sql"]]
    assert len(about_people) == 1


def test_telling_twice_tells_nothing_twice(claim: Claim, edith: User, remi: User) -> None:
    watch(claim, how=How.DAILY, by=remi)
    cast.adduced(claim, edith)
    desk.tell()
    before = list(Notice.objects.values_list("pk", flat=True))
    ToldUpTo.objects.update(seq=0)
    desk.tell()
    assert list(Notice.objects.values_list("pk", flat=True)) == before


def test_a_second_teller_leaves_the_ledger_to_the_first(claim: Claim) -> None:
    assert desk.tell() == 0
    assert ToldUpTo.objects.get().seq == LedgerEntry.objects.latest("seq").seq
