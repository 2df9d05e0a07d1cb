from datetime import date, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from claims import editing
from claims.clock import database_now
from claims.models import Claim, Prediction
from tests import cast

pytestmark = pytest.mark.django_db
PREDICTIONS = "/admin/claims/prediction/"


def _listed(client: Client, **query: str) -> list[Prediction]:
    return list(client.get(PREDICTIONS, query).context["cl"].result_list)


@pytest.fixture
def endless(edith: User) -> Claim:
    """*As early as Wednesday*: no end."""
    return editing.accept(cast.candidate(), by=edith)


def _horizon(claim: Claim) -> str:
    return f"/admin/claims/claim/{claim.pk}/horizon/"


def _typed(claim: Claim, horizon: str = "2022-03-31") -> dict[str, object]:
    claim.refresh_from_db()
    return {"revision": claim.revision, "horizon": horizon}


def test_what_is_longest_overdue_stands_first_and_what_has_no_end_last(
    desk: Client, edith: User, endless: Claim
) -> None:
    version = cast.warning(publisher=cast.agence())
    newer = editing.accept(cast.candidate(version, operator="by", not_after=date(2022, 3, 1)), by=edith)
    older = editing.accept(cast.deadline(version), by=edith)
    assert [row.claim for row in _listed(desk)] == [older, newer, endless]


def test_an_overdue_prediction_says_so_plainly(desk: Client, edith: User) -> None:
    yesterday = database_now().date() - timedelta(days=4)
    editing.accept(cast.deadline(not_after=yesterday), by=edith)
    page = desk.get(PREDICTIONS).content.decode().replace("\xa0", " ")
    assert ("verdict owed" in page, "due for 3 days" in page) == (True, True)


@pytest.mark.parametrize(("status", "count"), [("due", 1), ("look", 1), ("open", 0), ("settled", 1), ("all", 3)])
def test_predictions_are_filtered_by_status(desk: Client, edith: User, endless: Claim, status: str, count: int) -> None:
    version = cast.warning(publisher=cast.agence())
    editing.accept(cast.deadline(version), by=edith)
    cast.settled(editing.accept(cast.candidate(version), by=edith), edith)
    assert len(_listed(desk, status=status)) == count


def test_a_settled_prediction_is_no_longer_listed_at_first(desk: Client, edith: User, endless: Claim) -> None:
    cast.settled(endless, edith)
    assert _listed(desk) == []


def test_the_list_says_what_is_lacking(desk: Client, edith: User) -> None:
    editing.accept(cast.candidate(condition="if talks fail"), by=edith)
    assert "criteria, horizon, word on the condition" in desk.get(PREDICTIONS).content.decode()


def test_a_prediction_is_read_on_its_claims_page(desk: Client, endless: Claim) -> None:
    answer = desk.get(f"{PREDICTIONS}{endless.prediction.pk}/change/")
    assert answer.headers["Location"] == f"/admin/claims/claim/{endless.pk}/change/"


def test_twenty_predictions_cost_as_few_queries_as_one(
    desk: Client, edith: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    sentences = [f"the {number}th thing will happen" for number in range(20)]
    version = cast.warning(". ".join(sentences))
    for sentence in sentences:
        editing.accept(cast.candidate(version, sentence), by=edith)
    with django_assert_max_num_queries(12):
        desk.get(PREDICTIONS)


def test_an_endless_window_asks_for_a_horizon(desk: Client, endless: Claim) -> None:
    assert _horizon(endless) in desk.get(f"/admin/claims/claim/{endless.pk}/change/").content.decode()


def test_a_window_with_an_end_asks_for_none(desk: Client, edith: User) -> None:
    claim = editing.accept(cast.deadline(), by=edith)
    assert "/horizon/" not in desk.get(f"/admin/claims/claim/{claim.pk}/change/").content.decode()


def test_a_horizon_is_set(desk: Client, endless: Claim) -> None:
    desk.post(_horizon(endless), _typed(endless))
    endless.prediction.refresh_from_db()
    assert endless.prediction.horizon == date(2022, 3, 31)


def test_the_admins_history_tells_of_the_horizon(desk: Client, endless: Claim) -> None:
    desk.post(_horizon(endless), _typed(endless))
    assert LogEntry.objects.get().change_message == "Horizon set: March 31, 2022."


@pytest.mark.parametrize("typed", ["", "soon", "2022-02-01"])
def test_a_bad_horizon_is_named_and_kept_on_the_page(desk: Client, endless: Claim, typed: str) -> None:
    form = desk.post(_horizon(endless), _typed(endless, typed)).context["form"]
    assert (list(form.errors), form["horizon"].value()) == (["horizon"], typed)


def test_a_settled_prediction_takes_no_horizon_and_says_why(desk: Client, edith: User, endless: Claim) -> None:
    cast.settled(endless, edith)
    assert "A verdict rests on this." in desk.post(_horizon(endless), _typed(endless)).content.decode()


def test_a_reader_sets_no_horizon(armchair: Client, endless: Claim) -> None:
    assert armchair.post(_horizon(endless), _typed(endless)).status_code == 403


def test_following_a_link_sets_no_horizon(desk: Client, endless: Claim) -> None:
    desk.get(_horizon(endless))
    endless.prediction.refresh_from_db()
    assert endless.prediction.horizon is None


def test_a_hidden_prediction_is_not_found(desk: Client, edith: User) -> None:
    claim = editing.accept(cast.candidate(cast.restricted(cast.warning())), by=edith)
    assert desk.post(_horizon(claim), _typed(claim)).status_code == 404
