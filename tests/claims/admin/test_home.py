import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims import editing
from claims.models import ExtractionRun
from tests import cast

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
        "verdicts sent back to you": 0,
        "candidates to decide": 1,
        "verdicts owed": 1,
        "predictions to look at": 1,
        "predictions without criteria": 0,
        "facts to check": 1,
        "documents in quarantine": 1,
    }


def test_every_count_leads_to_as_many_rows(desk: Client, edith: User) -> None:
    test_home_counts_what_needs_somebody(desk, edith)
    lists = [desk.get(need.url).context["cl"].result_list for need in desk.get("/admin/").context["needs"]]
    assert [len(rows) for rows in lists] == [0, 1, 1, 0, 1, 1, 1]


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
