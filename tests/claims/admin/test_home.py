from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from claims import editing
from claims.models import ExtractionRun
from tests import cast
from tests.waiting import stale_fact

pytestmark = pytest.mark.django_db


def _needs(client: Client) -> dict[str, int]:
    return {str(need.label): need.count for need in client.get("/admin/").context["needs"]}


def test_home_counts_what_needs_somebody(desk: Client, edith: User) -> None:
    version = cast.warning()
    editing.accept(cast.candidate(version), by=edith)
    editing.accept(cast.deadline(version), by=edith)
    elsewhere = cast.warning(publisher=cast.agence())
    editing.accept(cast.candidate(elsewhere, kind="factual"), by=edith)
    cast.deadline(elsewhere)
    ExtractionRun.objects.filter(version=version).update(state="quarantined")
    assert _needs(desk) == {
        "claims assigned to you": 0,
        "verdicts sent back to you": 0,
        "candidates to decide": 1,
        "verdicts owed": 1,
        "predictions to look at": 1,
        "facts to look at again": 0,
        "predictions without criteria": 0,
        "facts to check": 1,
        "documents in quarantine": 1,
    }


def test_every_count_leads_to_as_many_rows(desk: Client, edith: User) -> None:
    test_home_counts_what_needs_somebody(desk, edith)
    stale_fact(edith, cast.warning("The bridge is open, officials said."))
    pages = [desk.get(need.url).context for need in desk.get("/admin/").context["needs"]]
    rows = [page["rows"] if "rows" in page else page["cl"].result_list for page in pages]
    assert [len(each) for each in rows] == [1, 1, 1, 1, 1, 1, 0, 0, 0]


def test_what_is_hidden_is_not_counted(desk: Client, edith: User) -> None:
    cast.candidate(cast.restricted(cast.warning()))
    assert _needs(desk)["candidates to decide"] == 0


def test_somebody_without_permissions_is_told_of_no_work(client: Client) -> None:
    client.force_login(User.objects.create_user("nina", is_staff=True))
    assert _needs(client) == {}


def test_the_root_of_the_site_is_the_home(client: Client) -> None:
    assert client.get("/").headers["Location"] == "/admin/"


def test_every_page_forbids_scripts_and_styles_that_are_not_files(desk: Client) -> None:
    policy = desk.get("/admin/").headers["Content-Security-Policy"]
    assert ("default-src 'self'" in policy, "unsafe" in policy) == (True, False)


def test_each_sort_of_work_shows_its_first_rows(desk: Client, edith: User) -> None:
    claim = editing.accept(cast.deadline(), by=edith)
    owed = next(need for need in desk.get("/admin/").context["needs"] if str(need.label) == "verdicts owed")
    assert [(row.words, row.url) for row in owed.first] == [
        (cast.WOULD_CROSS, f"/admin/claims/claim/{claim.pk}/change/")
    ]


def test_a_prediction_without_criteria_waits_for_somebody(desk: Client, edith: User) -> None:
    editing.accept(cast.deadline(not_after=date(2099, 1, 1)), by=edith)
    assert _needs(desk)["predictions without criteria"] == 1


def test_the_home_costs_few_queries_however_much_waits(
    edith: User, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        version = cast.warning(f"{cast.WARNING} {number}")
        editing.accept(cast.candidate(version), by=edith)
        cast.proposed(editing.accept(cast.deadline(version), by=edith), edith)
    client.force_login(cast.rosa())
    with django_assert_max_num_queries(15):
        client.get("/admin/")


def test_the_timeline_leads_to_each_claim(desk: Client, edith: User) -> None:
    claim = editing.accept(cast.deadline(), by=edith)
    timeline = desk.get("/admin/").context["timeline"]
    assert [(bar.url, bar.window) for bar in timeline.bars] == [
        (f"/admin/claims/claim/{claim.pk}/change/", "before Feb. 20, 2022")
    ]


def test_the_timeline_tells_nothing_of_hidden_claims(desk: Client, edith: User) -> None:
    editing.accept(cast.deadline(cast.restricted(cast.warning())), by=edith)
    assert desk.get("/admin/").context["timeline"] is None


def test_the_nearest_windows_stand_on_the_timeline_in_the_order_of_their_days(desk: Client, edith: User) -> None:
    for year in (2090, 2020, 2095):
        version = cast.warning(f"{cast.WARNING} {year}")
        editing.accept(cast.deadline(version, not_after=date(year, 1, 1)), by=edith)
    windows = [bar.window for bar in desk.get("/admin/").context["timeline"].bars]
    assert windows == ["before Jan. 1, 2020", "before Jan. 1, 2090", "before Jan. 1, 2095"]


def test_ones_own_decisions_are_told(desk: Client, edith: User) -> None:
    claim = editing.accept(cast.deadline(), by=edith)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ledger IMMEDIATE; SET CONSTRAINTS ledger DEFERRED")
    decided = desk.get("/admin/").context["decisions"]
    assert [(str(each.act), each.url) for each in decided] == [
        ("accepted the candidate", f"/admin/claims/claim/{claim.pk}/change/")
    ]


def test_a_window_too_far_to_be_drawn_is_a_sign_at_the_edge(desk: Client, edith: User) -> None:
    for days in (date(2020, 1, 1), date.today() + timedelta(days=20)):
        editing.accept(cast.deadline(cast.warning(f"{cast.WARNING} {days}"), not_after=days), by=edith)
    assert [bar.beyond for bar in desk.get("/admin/").context["timeline"].bars] == ["◂", ""]
