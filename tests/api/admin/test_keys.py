"""Keys at the desk: made and shown once, listed, revoked."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from api.models import ApiKey
from api.peppers import KEY
from tests import cast
from tests.api.conftest import with_key

pytestmark = pytest.mark.django_db
KEYS = "/admin/api/apikey/"
CLAIMS = "/api/v1/claims/"


@pytest.fixture
def office() -> Client:
    """Ada, an admin, signed in."""
    ada = User.objects.create_user("ada", is_staff=True)
    ada.groups.add(Group.objects.get(name="admins"))
    client = Client()
    client.force_login(ada)
    return client


def make(client: Client, **typed: Any) -> Any:
    return client.post(f"{KEYS}add/", {"name": "wires", "scopes": ["read", "ingest"], "last_day": ""} | typed)


def shown(answer: Any) -> str:
    found = KEY.search(answer.content.decode())
    assert found is not None
    return found[0]


def test_the_key_that_is_shown_works(desk: Client) -> None:
    assert with_key(shown(make(desk))).get(CLAIMS).status_code == 200


def test_it_is_its_makers_with_the_scopes_chosen(desk: Client, edith: User) -> None:
    make(desk)
    key = ApiKey.objects.get()
    assert (key.user, key.made_by, key.scopes, key.rate) == (edith, edith, ["read", "ingest"], 600)


def test_it_is_shown_once_and_no_cache_keeps_it(desk: Client) -> None:
    answer = make(desk)
    key = shown(answer)
    assert "no-store" in answer["Cache-Control"]
    pages = [KEYS, f"{KEYS}{ApiKey.objects.get().pk}/change/", f"{KEYS}{ApiKey.objects.get().pk}/history/", "/admin/"]
    assert [page for page in pages if key.rpartition("_")[2] in desk.get(page).content.decode()] == []


def test_neither_session_nor_log_keeps_it(desk: Client) -> None:
    secret = shown(make(desk)).rpartition("_")[2]
    kept = [str(session.get_decoded()) for session in Session.objects.all()]
    kept += [f"{entry.object_repr} {entry.change_message}" for entry in LogEntry.objects.all()]
    assert (len(kept) > 1, [words for words in kept if secret in words]) == (True, [])


def test_it_works_through_its_last_day(desk: Client) -> None:
    today = timezone.localdate()
    make(desk, last_day=today.isoformat())
    end = ApiKey.objects.get().expires_at
    assert end is not None
    assert (timezone.localtime(end).date(), timezone.localtime(end).hour) == (today + timedelta(days=1), 0)


def test_a_year_is_offered(desk: Client) -> None:
    page = desk.get(f"{KEYS}add/").content.decode()
    assert f'value="{timezone.localdate() + timedelta(days=365)}"' in page


@pytest.mark.parametrize(
    "typed",
    [
        {"name": ""},
        {"name": "a\x00b"},
        {"name": "x" * 101},
        {"scopes": []},
        {"scopes": ["everything"]},
        {"last_day": "2020-01-01"},
        {"last_day": "9999-12-31"},
        {"last_day": "soon"},
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_made(desk: Client, typed: dict[str, Any]) -> None:
    answer = make(desk, **typed)
    assert (answer.status_code, "errornote" in answer.content.decode()) == (200, True)
    assert not ApiKey.objects.exists()


def test_only_scopes_that_one_can_use_are_offered(office: Client) -> None:
    page = office.get(f"{KEYS}add/").content.decode()
    assert re.findall(r'name="scopes" value="(\w+)"', page) == ["read", "ingest", "admin"]
    assert make(office, scopes=["decide"]).status_code == 200
    assert not ApiKey.objects.exists()


def test_a_reader_makes_none(armchair: Client) -> None:
    assert make(armchair).status_code == 403


def test_one_sees_ones_own(desk: Client, edith: User) -> None:
    cast.key(edith, name="mine")
    cast.key(cast.rosa(), name="of rosa")
    page = desk.get(KEYS).content.decode()
    assert ("mine" in page, "of rosa" in page) == (True, False)


def test_an_admin_sees_all(office: Client, edith: User) -> None:
    cast.key(edith, name="of edith")
    assert "of edith" in office.get(KEYS).content.decode()


@pytest.mark.parametrize("path", ["change", "revoke", "history"])
def test_somebody_elses_key_is_not_there(desk: Client, path: str) -> None:
    cast.key(cast.rosa())
    answer = desk.get(f"{KEYS}{ApiKey.objects.get().pk}/{path}/", follow=True)
    assert "aver_" not in answer.content.decode()


def test_revoking_asks_first_and_says_that_it_is_for_ever(desk: Client, edith: User) -> None:
    key = cast.key(edith)
    page = desk.get(f"{KEYS}{ApiKey.objects.get().pk}/revoke/").content.decode()
    assert ("This cannot be undone." in page, with_key(key).get(CLAIMS).status_code) == (True, 200)


@pytest.mark.parametrize("who", ["edith", "an admin"])
def test_a_key_is_revoked(desk: Client, office: Client, edith: User, who: str) -> None:
    key, browser = cast.key(edith), {"edith": desk, "an admin": office}[who]
    browser.post(f"{KEYS}{ApiKey.objects.get().pk}/revoke/", {"revoke": "yes"})
    by = ApiKey.objects.get().revoked_by
    assert (with_key(key).get(CLAIMS).status_code, by and by.username) == (401, {"edith": "edith"}.get(who, "ada"))


def test_a_key_is_revoked_once(desk: Client, office: Client, edith: User) -> None:
    cast.key(edith)
    row = ApiKey.objects.get()
    for browser in (desk, office):
        assert browser.post(f"{KEYS}{row.pk}/revoke/", {"revoke": "yes"}).status_code == 302
    assert ApiKey.objects.get().revoked_by == edith


def test_its_state_is_told(desk: Client, edith: User) -> None:
    cast.key(edith)
    row = ApiKey.objects.get()
    states = [str(row.state)]
    row.expires_at = timezone.now()
    states.append(str(row.state))
    row.revoked_at = timezone.now()
    assert [*states, str(row.state)] == ["active", "expired", "revoked"]


@pytest.mark.parametrize("path", ["", "add/", "{key}/change/", "{key}/revoke/"])
def test_a_page_costs_few_queries_and_keeps_the_policy(desk: Client, edith: User, path: str) -> None:
    cast.key(edith)
    with CaptureQueriesContext(connection) as counted:
        page = desk.get(KEYS + path.format(key=ApiKey.objects.get().pk)).content.decode()
    assert len(counted) <= 13  # one of them is the test's own
    assert [word for word in ("<style", " style=", " onclick=", "javascript:") if word in page] == []


def test_the_page_with_the_key_keeps_the_policy(desk: Client) -> None:
    page = make(desk).content.decode()
    assert [word for word in ("<style", " style=", " onclick=", "javascript:") if word in page] == []
    assert re.findall(r"<script(?![^>]* src=)", page) == []


def test_it_is_said_in_french(desk: Client) -> None:
    page = desk.post(
        f"{KEYS}add/", {"name": "dépêches", "scopes": ["read"]}, headers={"accept-language": "fr"}
    ).content.decode()
    assert "Copiez la clé maintenant." in page
