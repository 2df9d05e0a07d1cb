"""Accounts in the admin: admins keep them, and cannot rise above themselves."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> User:
    """An admin of the newsroom, and no superuser."""
    user = User.objects.create_user("ada", password="ada-keeps-the-doors", is_staff=True)
    user.groups.add(Group.objects.get(name="admins"))
    return user


@pytest.fixture
def office(ada: User) -> Client:
    """Ada, signed in."""
    client = Client()
    client.force_login(ada)
    return client


@pytest.fixture
def root() -> User:
    return User.objects.create_superuser("root", password="root-of-the-tree")


def save(client: Client, user: User, **changes: Any) -> int:
    """Post the form of an account with every right somebody might try to take."""
    form = {
        "username": user.username,
        "is_active": "on",
        "is_staff": "on",
        "is_superuser": "on",
        "user_permissions": [permission.pk for permission in Permission.objects.all()],
        "date_joined_0": "2026-01-01",
        "date_joined_1": "12:00:00",
    }
    return client.post(f"/admin/auth/user/{user.pk}/change/", form | changes).status_code


def test_an_admin_puts_people_into_groups(office: Client, edith: User) -> None:
    reviewers = Group.objects.get(name="reviewers")
    save(office, edith, groups=[reviewers.pk])
    assert list(edith.groups.all()) == [reviewers]


def test_an_admin_makes_an_account(office: Client) -> None:
    typed = {"username": "nina", "usable_password": "true", "is_superuser": "on"}
    office.post("/admin/auth/user/add/", typed | dict.fromkeys(["password1", "password2"], "a-harbour-at-dawn"))
    assert User.objects.get(username="nina").is_superuser is False


@pytest.mark.parametrize("whose", ["ada", "edith"])
def test_an_admin_makes_nobody_a_superuser(office: Client, edith: User, whose: str) -> None:
    user = User.objects.get(username=whose)
    assert save(office, user, last_name="Dupont") == 302
    user.refresh_from_db()
    assert (user.last_name, user.is_superuser, user.user_permissions.count()) == ("Dupont", False, 0)


@pytest.mark.parametrize("field", ["is_superuser", "user_permissions"])
def test_an_admin_is_not_shown_the_rights_of_superusers(office: Client, edith: User, field: str) -> None:
    assert f'name="{field}"' not in office.get(f"/admin/auth/user/{edith.pk}/change/").content.decode()


def test_an_admin_changes_no_superuser(office: Client, root: User) -> None:
    assert save(office, root, is_active="") == 403


@pytest.mark.parametrize("path", ["password", "delete"])
def test_an_admin_does_not_touch_a_superuser(office: Client, root: User, path: str) -> None:
    new = dict.fromkeys(["password1", "password2"], "a-harbour-at-dawn") | {"usable_password": "true", "post": "yes"}
    assert office.post(f"/admin/auth/user/{root.pk}/{path}/", new).status_code == 403


def test_an_admin_gives_an_editor_a_new_password(office: Client, edith: User) -> None:
    new = dict.fromkeys(["password1", "password2"], "a-harbour-at-dawn")
    office.post(f"/admin/auth/user/{edith.pk}/password/", new | {"usable_password": "true"})
    edith.refresh_from_db()
    assert edith.check_password("a-harbour-at-dawn")


@pytest.mark.parametrize("path", ["add/", "{editors}/change/", "{editors}/delete/"])
def test_an_admin_does_not_change_what_a_group_may_do(office: Client, path: str) -> None:
    editors = Group.objects.get(name="editors").pk
    answer = office.post(f"/admin/auth/group/{path.format(editors=editors)}", {"name": "editors", "post": "yes"})
    assert answer.status_code == 403


def test_an_admin_reads_and_does_not_settle(ada: User) -> None:
    assert (ada.has_perm("claims.view_claim"), ada.has_perm("claims.settle_claim")) == (True, False)


def test_nobody_is_deleted(admin_client: Client, edith: User) -> None:
    assert admin_client.post(f"/admin/auth/user/{edith.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_superuser_makes_another(admin_client: Client, edith: User) -> None:
    save(admin_client, edith)
    edith.refresh_from_db()
    assert edith.is_superuser


@pytest.mark.parametrize("path", ["user", "user/add", "user/{edith}/change", "user/{edith}/password", "group"])
def test_the_pages_of_people_keep_the_policy(office: Client, edith: User, path: str) -> None:
    page = office.get(f"/admin/auth/{path.format(edith=edith.pk)}/").content.decode()
    assert [word for word in ("<style", " style=", " onclick=", "javascript:") if word in page] == []
