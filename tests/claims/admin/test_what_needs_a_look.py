"""The queue an editor works through: in one order, with what is new, and the way back to it after each act."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from claims import adducing, editing, rechecks
from claims.admin import queue_page
from claims.models import Claim, Evidence
from sources.admin import listing
from tests import cast
from tests.waiting import entered, stale_fact

pytestmark = pytest.mark.django_db
QUEUE = "/admin/claims/claim/queue/"


def _rows(client: Client, **query: str) -> list[Any]:
    rows: list[Any] = client.get(QUEUE, query).context["rows"]
    return rows


@pytest.fixture
def overdue(edith: User) -> Claim:
    return editing.accept(cast.deadline(), by=edith)


@pytest.fixture
def endless(edith: User) -> Claim:
    """*As early as Wednesday*: no end."""
    return editing.accept(cast.candidate(cast.warning(publisher=cast.agence())), by=edith)


def test_predictions_and_facts_stand_in_one_order(desk: Client, edith: User, endless: Claim, overdue: Claim) -> None:
    fact = stale_fact(edith)
    assert [row.claim for row in _rows(desk)] == [overdue, endless, fact]


@pytest.mark.parametrize(("why", "count"), [("due", 1), ("look", 1), ("again", 0), ("nonsense", 2)])
def test_the_queue_is_narrowed_down_to_one_reason(
    desk: Client, endless: Claim, overdue: Claim, why: str, count: int
) -> None:
    assert len(_rows(desk, why=why)) == count


def test_a_row_says_why_since_when_and_the_window(desk: Client, overdue: Claim) -> None:
    (row,) = _rows(desk)
    assert (row.why, row.since, row.window) == (
        "a verdict is owed",
        overdue.prediction.due_at,
        "before Feb. 20, 2022",
    )


def test_a_row_says_what_is_lacking(desk: Client, edith: User) -> None:
    editing.accept(cast.deadline(condition="if talks fail", kind="conditional_prediction"), by=edith)
    assert _rows(desk)[0].flags == ["criteria missing", "condition open"]


def test_a_verdict_that_waits_for_approval_is_told(desk: Client, edith: User, overdue: Claim) -> None:
    cast.proposed(overdue, edith)
    assert _rows(desk)[0].flags == ["waits for approval"]


def _news(client: Client) -> list[tuple[str, int]]:
    entered()
    news: list[tuple[str, int]] = _rows(client)[0].news.acts
    return news


def test_what_nobody_has_touched_has_no_news(desk: Client, overdue: Claim) -> None:
    assert _news(desk) == []


def test_new_appearances_evidence_and_verdicts_are_news(desk: Client, edith: User, overdue: Claim) -> None:
    for publisher in ("one", "two"):
        version = cast.warning(f"{cast.WARNING} {publisher}")
        editing.attach(cast.deadline(version), to=overdue, by=edith)
        overdue.refresh_from_db()
    cast.proposed(overdue, edith)
    assert _news(desk) == [("attached an appearance", 2), ("added evidence", 1), ("gave a verdict", 1)]


def test_what_was_there_before_the_last_look_is_no_news(desk: Client, edith: User, endless: Claim) -> None:
    cast.adduced(endless, edith)
    endless.prediction.claim = endless
    rechecks.set_horizon(endless.prediction, horizon=date(2022, 3, 1), by=edith)
    assert (_news(desk), _rows(desk)[0].news.look_words) == ([], "set the horizon")


def test_evidence_from_a_hidden_document_is_no_news_to_who_may_not_read_it(
    desk: Client, edith: User, overdue: Claim
) -> None:
    secret = cast.warning("The hushed pier closed.", cast.agence())
    stance = Evidence.Stance.CONTEXT
    adducing.adduce_passage(overdue, secret, 4, 10, quote="hushed", stance=stance, note="", by=edith)
    cast.restricted(secret)
    assert _news(desk) == []


def test_each_act_that_answers_leads_to_its_form_and_back(desk: Client, endless: Claim) -> None:
    page = desk.get(QUEUE, {"why": "look"}).content.decode()
    back = "?next=%2Fadmin%2Fclaims%2Fclaim%2Fqueue%2F%3Fwhy%3Dlook"
    acts = [act for act in ("settle", "horizon", "snooze", "grace") if f"claim/{endless.pk}/{act}/{back}" in page]
    assert acts == ["settle", "horizon", "snooze"]


def test_a_reader_is_offered_no_acts(armchair: Client, overdue: Claim) -> None:
    assert _rows(armchair)[0].acts == []


def _horizon(client: Client, claim: Claim, back: str, **typed: object) -> Any:
    claim.refresh_from_db()
    given = {"revision": claim.revision, "horizon": "2022-03-31", "next": back} | typed
    return client.post(f"/admin/claims/claim/{claim.pk}/horizon/", given)


def test_after_the_act_one_is_back_on_the_queue(desk: Client, endless: Claim) -> None:
    assert _horizon(desk, endless, f"{QUEUE}?p=2").headers["Location"] == f"{QUEUE}?p=2"


ELSEWHERE = ["https://evil.example/admin/claims/claim/queue/", "//evil.example/", "/admin/logout/", "javascript:1", "["]


@pytest.mark.parametrize("back", ELSEWHERE)
def test_no_other_way_back_is_believed(desk: Client, endless: Claim, back: str) -> None:
    assert _horizon(desk, endless, back).headers["Location"] == f"/admin/claims/claim/{endless.pk}/change/"


def test_the_way_back_outlives_a_mistake_and_a_conflict(desk: Client, endless: Claim) -> None:
    answers = [_horizon(desk, endless, QUEUE, **typed) for typed in ({"horizon": "soon"}, {"revision": 99})]
    assert [(answer.status_code, answer.context["way_back"]) for answer in answers] == [(200, QUEUE), (409, QUEUE)]


def test_the_form_carries_the_way_back(desk: Client, endless: Claim) -> None:
    page = desk.get(f"/admin/claims/claim/{endless.pk}/horizon/", {"next": QUEUE}).content.decode()
    assert f'<input type="hidden" name="next" value="{QUEUE}">' in page


def test_the_queue_is_paged_and_its_last_page_has_the_rest(
    desk: Client, edith: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue_page, "ON_A_PAGE", 2)
    version = cast.warning("one two three")
    for word in ("one", "two", "three"):
        editing.accept(cast.candidate(version, word), by=edith)
    assert [len(_rows(desk, p=page)) for page in ("1", "2", "99", "x")] == [2, 1, 1, 2]


def test_where_more_wait_than_the_pages_reach_the_page_says_so(
    desk: Client, edith: User, overdue: Claim, endless: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "CAP", 1)
    answer = desk.get(QUEUE)
    assert (len(answer.context["rows"]), answer.context["is_capped"]) == (1, True)


def test_a_page_of_the_queue_costs_twelve_queries_at_the_most(
    desk: Client, edith: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(8):
        version = cast.warning(f"{cast.WARNING} {number}")
        cast.proposed(editing.accept(cast.deadline(version), by=edith), edith)
        editing.accept(cast.candidate(version), by=edith)
        claim = stale_fact(edith, cast.warning(f"The bridge is open, officials said. {number}"))
        adducing.adduce_passage(claim, version, 0, 3, quote="The", stance=Evidence.Stance.CONTEXT, note="", by=edith)
    entered()
    with django_assert_max_num_queries(12):
        assert len(_rows(desk)) == 24


def test_what_is_hidden_is_not_on_the_queue(desk: Client, edith: User) -> None:
    editing.accept(cast.deadline(cast.restricted(cast.warning())), by=edith)
    assert _rows(desk) == []


def test_without_the_permission_nobody_reads_the_queue(client: Client) -> None:
    client.force_login(User.objects.create_user("nina", is_staff=True))
    assert client.get(QUEUE).status_code == 403


def test_the_queue_is_told_in_french(desk: Client, overdue: Claim) -> None:
    page = desk.get(QUEUE, headers={"Accept-Language": "fr"}).content.decode()
    said = ("Ce qu’il faut regarder", "un verdict est dû", "Dernier regard")
    assert [words for words in said if words not in page] == []


def test_a_settled_claim_leaves_the_queue(desk: Client, edith: User, overdue: Claim) -> None:
    cast.settled(overdue, edith)
    assert _rows(desk) == []


def test_grace_moves_the_row_and_is_the_last_look(desk: Client, edith: User, overdue: Claim) -> None:
    was_due = overdue.prediction.due_at
    assert was_due
    rechecks.set_grace(overdue, days=1, by=edith)
    assert (_news(desk), _rows(desk)[0].since) == ([], was_due + timedelta(days=1))
