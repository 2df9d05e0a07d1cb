"""NUL, halves of surrogate pairs, huge integers and deep JSON in every parameter of the API and of the admin.

Two of the values here, and all of them by `make torture`.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db.models import CharField, TextField
from django.test import Client
from django.urls import reverse
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient

from tests.api.conftest import with_token
from tests.api.recording import paths_of, record
from tests.hostile_parameters import ALL, FEW, IN_ADDRESSES, of_headers, of_operations, of_pages
from tests.roles_world import world
from tests.routes import routes
from tests.servers import Servers

EXAMPLES = json.loads((Path(__file__).parents[1] / "api" / "examples.json").read_text("utf-8"))
NOT_PAGES = ("logout", "password_change", "jsi18n", "export")


def of_all_groups(name: str) -> User:
    """Somebody who may do whatever any group may."""
    user = User.objects.create_user(name, is_staff=True)
    user.groups.set(Group.objects.all())
    return user


@pytest.fixture
def document() -> dict[str, Any]:
    return dict(SchemaGenerator().get_schema(request=None, public=True))  # type: ignore[no-untyped-call]  # untyped


def broken_operations(document: dict[str, Any], named: set[str]) -> list[tuple[str, str, int]]:
    record(paths_of(document))
    client = with_token(of_all_groups("hostile"))
    return [asked for asked in of_operations(client, document, EXAMPLES, named) if asked[2] >= 500]


def test_no_parameter_of_the_api_breaks_it(own_database: Servers, document: dict[str, Any]) -> None:
    assert broken_operations(document, FEW) == []


@pytest.mark.torture
def test_nor_does_any_of_all_values(own_database: Servers, document: dict[str, Any]) -> None:
    assert broken_operations(document, ALL) == []


def test_no_header_breaks_it(own_database: Servers, document: dict[str, Any]) -> None:
    record(paths_of(document))
    client: APIClient = with_token(of_all_groups("hostile"))
    broken = [asked for asked in of_headers(client, "/api/v1/claims/1/") if asked[2] >= 500]
    assert broken == []


def broken_pages(named: set[str], *, one_by_one: bool) -> list[tuple[str, str, int]]:
    known, values = world("admin"), {name: value for name, value in IN_ADDRESSES.items() if name in named}
    client = Client(raise_request_exception=False)
    client.force_login(of_all_groups("hostile"))
    pages = [each for each in routes() if each.pattern.startswith("admin/")]
    asked = (
        told
        for route in pages
        if not any(name in route.pattern for name in NOT_PAGES)
        for told in of_pages(client, route, route.address(known.key), values, one_by_one=one_by_one)
    )
    return [told for told in asked if told[2] >= 500]


@pytest.mark.django_db
def test_no_parameter_of_the_admin_breaks_it() -> None:
    assert broken_pages(FEW, one_by_one=False) == []


@pytest.mark.django_db
def test_no_list_breaks_on_a_field_that_is_asked_for_nul() -> None:
    client = Client(raise_request_exception=False)
    client.force_login(of_all_groups("hostile"))
    asked = [
        f"{reverse(f'admin:{model._meta.app_label}_{model._meta.model_name}_changelist')}?{field.name}={nul}"
        for model in admin.site._registry
        for field in model._meta.fields
        if isinstance(field, (CharField, TextField))
        for nul in ("a%00b", "%%0000")
    ]
    assert [address for address in asked if client.get(address).status_code >= 500] == []


@pytest.mark.torture
@pytest.mark.django_db
@pytest.mark.parametrize("what", IN_ADDRESSES)
def test_nor_does_any_of_all_hostile_values(what: str) -> None:
    assert broken_pages({what}, one_by_one=True) == []
