"""Records: which claims count for whom, for which reader, and from when on."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import Group, User
from pytest_django import DjangoAssertNumQueries

from claims import editing, tallying, withholding
from claims.clock import database_now
from claims.models import Candidate, Claim, Claimant, ClaimRelation, CountedUpTo, LedgerEntry, RecordLine, RecordTotal
from claims.records import Holder, record_of
from claims.rules.scoring import Line, Record
from claims.settling import approve, retract
from claims.vocabulary.outcomes import Outcome
from sources.models import Document
from tests import cast
from tests.claims import records_world as world
from tests.claims.notices.desk import commit
from tests.claims.records_world import AHEAD, foretold, kept_up, printed

pytestmark = pytest.mark.django_db

SAME, TRANSLATION = ClaimRelation.Kind.SAME, ClaimRelation.Kind.TRANSLATION


@pytest.fixture
def remi(db: None) -> User:
    return cast.remi()


def stands(holder: Holder, reader: User) -> dict[str, int]:
    """How many claims stand how, once the records are kept up."""
    kept_up()
    counted = Counter[str]()
    for line, n in record_of(holder, reader=reader).lines.items():
        counted[line.outcome.value] += n
    return dict(counted)


def speaker() -> Claimant:
    return Claimant.objects.get(name="United States")


def test_a_claim_counts_for_its_claimant_and_for_whoever_printed_it(edith: User, remi: User) -> None:
    claim = foretold("troops will cross", edith)
    cast.settled(claim, edith)
    expected = Record({Line(Outcome.CAME_TRUE, 0.75, "kent-1964"): 1})
    kept_up()
    assert record_of(speaker(), reader=remi) == record_of(cast.harbour_wire(), reader=remi) == expected


def test_printed_again_by_the_same_publisher_it_counts_once_and_once_for_another(edith: User, remi: User) -> None:
    claim = foretold("troops will cross", edith)
    for words, publisher in (("once more troops will cross", None), ("they will cross", cast.agence())):
        editing.attach(cast.candidate(printed(words, publisher), words), to=claim, by=edith)
    assert [stands(each, remi) for each in (speaker(), cast.harbour_wire(), cast.agence())] == [{"open": 1}] * 3


@pytest.mark.parametrize("kind", [SAME, TRANSLATION])
def test_who_says_the_same_again_is_counted_once(edith: User, remi: User, kind: ClaimRelation.Kind) -> None:
    one, other, third = (foretold(words, edith) for words in ("they will cross", "they shall cross", "cross they will"))
    editing.relate(one, other, kind, by=edith)
    editing.relate(other, third, kind, by=edith)
    assert stands(speaker(), remi) == {"open": 1}


def test_of_what_is_said_twice_the_earliest_counts(edith: User, remi: User) -> None:
    late, early = (
        foretold("they will cross", edith),
        foretold("they shall cross", edith, printed("they shall cross", day=3)),
    )
    editing.relate(late, early, SAME, by=edith)
    cast.settled(early, edith, "did-not-come-true")
    assert stands(speaker(), remi) == {"did_not_come_true": 1}


def test_who_says_what_another_said_is_counted_too(edith: User, remi: User) -> None:
    ours, theirs = foretold("they will cross", edith), foretold("they shall cross", edith, claimant="officials")
    editing.relate(ours, theirs, SAME, by=edith)
    assert (stands(speaker(), remi), stands(theirs.claimant, remi)) == ({"open": 1}, {"open": 1})


def test_claims_that_contradict_each_other_both_count(edith: User, remi: User) -> None:
    one, other = foretold("they will cross", edith), foretold("they will not cross", edith)
    editing.relate(one, other, ClaimRelation.Kind.CONTRADICTS, by=edith)
    assert stands(speaker(), remi) == {"open": 2}


def test_where_a_relation_is_taken_back_both_count_again(edith: User, remi: User) -> None:
    one, other = foretold("they will cross", edith), foretold("they shall cross", edith)
    editing.relate(one, other, SAME, by=edith)
    assert stands(speaker(), remi) == {"open": 1}
    editing.refuse_relation(one, other, SAME, by=edith)
    assert stands(speaker(), remi) == {"open": 2}


def test_a_corrected_verdict_counts_as_corrected(edith: User, remi: User) -> None:
    claim = foretold("they will cross", edith)
    cast.settled(claim, edith)
    assert stands(speaker(), remi) == {"came_true": 1}
    cast.settled(claim, edith, "did-not-come-true", reason="It was another border.", resolution_criteria="")
    assert stands(speaker(), remi) == {"did_not_come_true": 1}


def test_a_proposed_verdict_does_not_count(edith: User, remi: User) -> None:
    cast.proposed(foretold("they will cross", edith), edith)
    assert stands(speaker(), remi) == {"open": 1}


def test_a_retracted_verdict_leaves_it_open(edith: User, remi: User) -> None:
    claim = foretold("they will cross", edith)
    cast.settled(claim, edith)
    retract(claim, reason="Too soon.", by=edith)
    claim.refresh_from_db()
    approve(claim, by=cast.rosa())
    assert stands(speaker(), remi) == {"open": 1}


def test_what_came_true_early_counts_when_the_window_has_closed(edith: User, remi: User) -> None:
    cast.settled(foretold("they will cross", edith, not_after=AHEAD), edith)
    assert stands(speaker(), remi) == {"early": 1}
    closes = datetime(2100, 1, 2, tzinfo=UTC)
    just_before = record_of(speaker(), reader=remi, now=closes - timedelta(microseconds=1))
    assert (
        just_before.count(Outcome.EARLY),
        record_of(speaker(), reader=remi, now=closes).count(Outcome.CAME_TRUE),
    ) == (1, 1)


def test_without_an_end_what_came_true_never_counts(edith: User, remi: User) -> None:
    cast.settled(foretold("they will cross", edith, operator="none", not_after=None), edith)
    kept_up()
    assert record_of(speaker(), reader=remi, now=datetime(2999, 1, 1, tzinfo=UTC)).count(Outcome.EARLY) == 1


def test_what_is_withdrawn_withheld_or_a_statement_of_fact_does_not_count(edith: User, remi: User) -> None:
    withdrawn, withheld = foretold("they will cross", edith), foretold("they shall cross", edith)
    foretold("they have crossed", edith, kind="factual", not_after=None, operator="none")
    assert stands(speaker(), remi) == {"open": 2}
    editing.reopen(Candidate.objects.get(appearances__claim=withdrawn), reason="It is a quotation.", by=edith)
    withholding.withhold(withheld, reason="A court order.", by=edith)
    assert stands(speaker(), remi) == {}


def test_a_claim_given_to_another_claimant_leaves_the_record_of_the_first(edith: User, remi: User) -> None:
    claim = foretold("they will cross", edith)
    assert stands(speaker(), remi) == {"open": 1}
    Claim.objects.update(claimant=Claimant.objects.create(name="Washington"))
    assert (stands(speaker(), remi), stands(Claim.objects.get(pk=claim.pk).claimant, remi)) == ({}, {"open": 1})


def test_a_claim_in_a_restricted_text_counts_only_for_those_who_may_read_it(edith: User, remi: User) -> None:
    claim = foretold("they will cross", edith)
    cast.restricted(claim.appearances.get().version, to="investigations")
    assert stands(speaker(), remi) == {}
    remi.groups.add(Group.objects.get(name="investigations"))
    assert (stands(speaker(), remi), stands(cast.harbour_wire(), remi)) == ({"open": 1}, {"open": 1})


def test_of_a_restricted_text_its_publishers_record_tells_nothing_though_the_claim_is_known(
    edith: User, remi: User
) -> None:
    claim = foretold("they will cross", edith)
    version = printed("they shall cross", cast.agence())
    editing.attach(cast.candidate(version, "they shall cross"), to=claim, by=edith)
    assert stands(cast.agence(), remi) == {"open": 1}
    cast.restricted(version)
    assert (stands(cast.agence(), remi), stands(speaker(), remi)) == ({}, {"open": 1})


def test_who_may_not_see_that_it_was_said_before_has_it_counted_all_the_same(edith: User, remi: User) -> None:
    hidden, later = (
        foretold("they shall cross", edith, printed("they shall cross", day=3)),
        foretold("they will cross", edith),
    )
    editing.relate(hidden, later, SAME, by=edith)
    cast.settled(hidden, edith)
    cast.restricted(hidden.appearances.get().version, to="investigations")
    assert stands(speaker(), remi) == {"open": 1}
    remi.groups.add(Group.objects.get(name="investigations"))
    assert stands(speaker(), remi) == {"came_true": 1}


def test_a_withheld_document_leaves_no_trace_for_the_newsroom(edith: User, remi: User) -> None:
    claim = foretold("they will cross", edith)
    assert stands(speaker(), remi) == {"open": 1}
    withholding.withhold(claim.appearances.get().version.document, reason="A court order.", by=edith)
    assert (stands(speaker(), remi), RecordTotal.objects.count()) == ({}, 0)


def test_who_is_not_signed_in_or_not_active_has_no_record_to_read(edith: User, remi: User) -> None:
    foretold("they will cross", edith)
    remi.is_active = False
    assert stands(speaker(), remi) == {}


@pytest.mark.parametrize("claims", [1, 6])
def test_a_record_costs_two_queries(
    edith: User, remi: User, claims: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(claims):
        cast.settled(foretold(f"the {number}th will cross", edith), edith)
    kept_up()
    holder = speaker()
    remi.get_all_permissions()
    with django_assert_num_queries(2):
        record_of(holder, reader=remi)


def test_the_total_says_what_the_newsroom_sees(edith: User) -> None:
    for number, rating in enumerate(["came-true"] * 9 + ["did-not-come-true"] * 3):
        cast.settled(foretold(f"the {number}th will cross", edith), edith, rating)
    kept_up()
    total = RecordTotal.objects.get(claimant=speaker())
    assert (total.claims, total.decided, total.hits, round(total.rank_by or 0, 3)) == (12, 12, 9, 0.468)


def test_a_total_is_added_up_again_when_an_early_hit_begins_to_count(edith: User) -> None:
    claim = foretold("they will cross", edith, not_after=AHEAD)
    cast.settled(claim, edith)
    kept_up()
    total = RecordTotal.objects.get(claimant=speaker())
    assert (total.hits, total.holds_until) == (0, datetime(2100, 1, 2, tzinfo=UTC))
    # As if the time had come: nothing but the clock says so.
    RecordLine.objects.update(ended_at=cast.INVASION)
    RecordTotal.objects.update(holds_until=cast.INVASION)
    assert tallying.keep_up() == 0
    total.refresh_from_db()
    assert (total.hits, total.holds_until) == (1, None)


def test_an_entry_is_followed_once(edith: User) -> None:
    foretold("they will cross", edith)
    kept_up()
    assert (tallying.follow_the_ledger(), CountedUpTo.objects.get().seq) == (0, LedgerEntry.objects.latest("seq").seq)


def test_what_is_counted_twice_is_the_same(edith: User) -> None:
    cast.settled(foretold("they will cross", edith), edith)
    kept_up()
    lines = list(RecordLine.objects.order_by("pk").values())
    CountedUpTo.objects.update(seq=0)
    assert (tallying.keep_up() > 0, list(RecordLine.objects.order_by("pk").values())) == (True, lines)


def test_cut_off_in_the_midst_nothing_is_counted_and_nothing_lost(
    edith: User, remi: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    foretold("they will cross", edith)
    before = CountedUpTo.objects.get().seq

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    commit()
    with monkeypatch.context() as cut:
        cut.setattr(tallying, "_add_up", killed)
        with pytest.raises(KeyboardInterrupt):
            tallying.keep_up()
    assert (CountedUpTo.objects.get().seq, RecordLine.objects.count()) == (before, 0)
    assert stands(speaker(), remi) == {"open": 1}


def test_from_scratch_mends_what_is_missing_and_what_is_too_much(edith: User) -> None:
    for number in range(3):
        cast.settled(foretold(f"the {number}th will cross", edith), edith)
    kept_up()
    lines = world.told_lines()
    RecordLine.objects.filter(pk__in=RecordLine.objects.order_by("pk").values("pk")[:2]).delete()
    RecordLine.objects.filter(publisher__isnull=False).update(is_open=False, is_first=False)
    RecordTotal.objects.update(hits=99)
    assert (tallying.count_from_scratch() > 0, world.told_lines()) == (True, lines)
    assert set(RecordTotal.objects.values_list("hits", flat=True)) == {3}


def test_from_scratch_where_all_is_right_changes_nothing(edith: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tallying, "BATCH", 2)
    claims = [foretold(f"the {number}th will cross", edith) for number in range(5)]
    editing.relate(claims[0], claims[4], SAME, by=edith)
    kept_up()
    lines = list(RecordLine.objects.order_by("pk").values())
    assert (tallying.count_from_scratch(), list(RecordLine.objects.order_by("pk").values())) == (0, lines)


def test_an_undated_claim_comes_after_those_with_a_day(edith: User, remi: User) -> None:
    undated, dated = foretold("they will cross", edith), foretold("they shall cross", edith)
    Claim.objects.filter(pk=undated.pk).update(claim_date=None)
    editing.relate(undated, dated, SAME, by=edith)
    cast.settled(dated, edith)
    assert stands(speaker(), remi) == {"came_true": 1}


def test_a_horizon_set_later_moves_when_it_counts(edith: User) -> None:
    claim = foretold("they will cross", edith, operator="none", not_after=None)
    kept_up()
    tallying.keep_up()
    world.given_a_horizon(claim, date(2022, 3, 1), edith)
    kept_up()
    ended = set(RecordLine.objects.values_list("ended_at", flat=True))
    assert ended == {datetime(2022, 3, 2, tzinfo=UTC)}


def test_the_clock_is_the_databases(edith: User, remi: User) -> None:
    cast.settled(foretold("they will cross", edith), edith)
    kept_up()
    assert record_of(speaker(), reader=remi) == record_of(speaker(), reader=remi, now=database_now())


def test_documents_are_opened_again(edith: User, remi: User) -> None:
    claim = foretold("they will cross", edith)
    cast.restricted(claim.appearances.get().version)
    assert stands(speaker(), remi) == {}
    Document.objects.update(access="newsroom")
    assert stands(speaker(), remi) == {"open": 1}
