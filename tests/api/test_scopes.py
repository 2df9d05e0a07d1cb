"""A key is asked for the scope of what it does, beside its owner's rights: no operation is without."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import get_resolver
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient

from api.models import ApiKey
from api.permissions import KeyHasScope
from api.resources.claims import Claims
from api.scopes import NEEDS_ONE_OF, Scope, usable_by
from claims.roles import GROUPS
from tests import cast
from tests.api.conftest import with_key

WRITES = {
    "POST /api/v1/candidates/": "ingest",
    "POST /api/v1/candidates/{id}/accept/": "decide",
    "POST /api/v1/candidates/{id}/attach/": "decide",
    "POST /api/v1/candidates/{id}/reject/": "decide",
    "POST /api/v1/candidates/{id}/reopen/": "decide",
    "POST /api/v1/claimants/": "decide",
    "POST /api/v1/claimants/{id}/correct/": "decide",
    "POST /api/v1/claims/{id}/approve/": "decide",
    "POST /api/v1/claims/{id}/assign/": "decide",
    "POST /api/v1/claims/{id}/cadence/": "decide",
    "POST /api/v1/claims/{id}/condition/": "decide",
    "POST /api/v1/claims/{id}/criteria/": "decide",
    "POST /api/v1/claims/{id}/grace/": "decide",
    "POST /api/v1/claims/{id}/horizon/": "decide",
    "POST /api/v1/claims/{id}/release/": "admin",
    "POST /api/v1/claims/{id}/retract/": "decide",
    "POST /api/v1/claims/{id}/send-back/": "decide",
    "POST /api/v1/claims/{id}/snooze/": "decide",
    "POST /api/v1/claims/{id}/sort-under/": "decide",
    "POST /api/v1/claims/{id}/take-from-under/": "decide",
    "POST /api/v1/claims/{id}/unassign/": "decide",
    "POST /api/v1/claims/{id}/verdict/": "decide",
    "POST /api/v1/claims/{id}/withhold/": "admin",
    "POST /api/v1/claims/match/": "read",
    "POST /api/v1/claims/status/": "read",
    "POST /api/v1/documents/": "ingest",
    "POST /api/v1/documents/{id}/release/": "admin",
    "POST /api/v1/documents/{id}/restrict/": "admin",
    "POST /api/v1/documents/{id}/versions/{number}/erase/": "admin",
    "POST /api/v1/documents/{id}/withhold/": "admin",
    "POST /api/v1/evidence/": "decide",
    "POST /api/v1/evidence/{id}/accept/": "decide",
    "POST /api/v1/evidence/{id}/reject/": "decide",
    "POST /api/v1/evidence/{id}/take-back/": "decide",
    "POST /api/v1/extraction-runs/{id}/retry/": "ingest",
    "POST /api/v1/notices/{id}/see/": "read",
    "POST /api/v1/notices/see-all/": "read",
    "POST /api/v1/publishers/": "admin",
    "POST /api/v1/publishers/{slug}/correct/": "admin",
    "POST /api/v1/relations/": "decide",
    "POST /api/v1/relations/{id}/hold/": "decide",
    "POST /api/v1/relations/{id}/refuse/": "decide",
    "POST /api/v1/topics/": "decide",
    "POST /api/v1/topics/{id}/correct/": "decide",
    "POST /api/v1/watches/": "read",
    "POST /api/v1/watches/{id}/unwatch/": "read",
    "POST /api/v1/watches/preferences/": "read",
}
"""Every operation that does not only read. POSTs that read stand here too, with `read`."""


def _operations() -> dict[str, list[str]]:
    """Each with the scopes that the OpenAPI document tells for a key."""
    schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]  # untyped library
    return {
        f"{method.upper()} {path}": next(each["key"] for each in operation["security"] if "key" in each)
        for path, operations in schema["paths"].items()
        for method, operation in operations.items()
    }


OPERATIONS = _operations()


def test_the_openapi_document_tells_the_scope_of_each_operation() -> None:
    reads = {name: "read" for name in OPERATIONS if name.startswith("GET ")}
    assert {name: [scope] for name, scope in (reads | WRITES).items()} == OPERATIONS


def _views(resolver: Any) -> list[Any]:
    parts = resolver.url_patterns
    below = [view for part in parts if hasattr(part, "url_patterns") for view in _views(part)]
    return below + [part.callback.cls for part in parts if hasattr(getattr(part, "callback", None), "cls")]


def test_no_view_of_the_api_goes_without_asking() -> None:
    views = {view for view in _views(get_resolver()) if view.__module__.startswith("api.resources")}
    assert len(views) > 10
    assert [view.__name__ for view in views if KeyHasScope not in view.permission_classes] == []


@pytest.fixture
def root(db: None) -> User:
    return User.objects.create_superuser("root")


def _send(client: APIClient, operation: str) -> Any:
    method, path = operation.split()
    key = "6a1d7e2c-5b0f-4c59-9d7e-0a4c1f2b3d4e" if "/notices/" in path else "1"
    address = path.replace("{id}", key).replace("{slug}", "x").replace("{number}", "1")
    return getattr(client, method.lower())(address, {} if method == "POST" else None)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_key_with_all_other_scopes_is_not_enough(root: User, operation: str) -> None:
    (needed,) = OPERATIONS[operation]
    answer = _send(with_key(cast.key(root, *[scope for scope in Scope if scope != needed])), operation)
    told = (answer.status_code, answer.json()["code"], answer.json()["scope"], answer["WWW-Authenticate"])
    challenge = f'Bearer realm="aver", error="insufficient_scope", scope="{needed}"'
    assert told == (403, "insufficient_scope", needed, challenge)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_key_with_that_scope_alone_is_heard(root: User, operation: str) -> None:
    (needed,) = OPERATIONS[operation]
    assert _send(with_key(cast.key(root, Scope(needed))), operation).status_code not in {401, 403, 405}


def test_the_way_in_asks_for_reading(root: User) -> None:
    assert with_key(cast.key(root, Scope.ADMIN)).get("/api/v1/").json()["code"] == "insufficient_scope"


def test_a_scope_gives_no_right_that_its_owner_has_lost(edith: User) -> None:
    client = with_key(cast.key(edith))
    edith.groups.clear()
    assert client.post("/api/v1/documents/", {}).json()["code"] == "permission_denied"


def test_a_session_has_every_scope_of_its_rights(edith: User) -> None:
    browser = Client()
    browser.force_login(edith)
    answer = browser.post("/api/v1/publishers/", {}, content_type="application/json")
    assert (answer.status_code, ApiKey.objects.exists()) == (400, False)


def test_a_view_that_says_nothing_is_closed_to_every_key(root: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Claims, "scope", None)
    answer = with_key(cast.key(root)).post("/api/v1/claims/1/snooze/", {})
    assert (answer.status_code, answer.json()["detail"]) == (403, "No key is enough for this.")


USABLE = {
    "readers": {"read"},
    "contributors": {"read", "ingest"},
    "editors": {"read", "ingest", "decide", "admin"},
    "reviewers": {"read", "ingest", "decide", "admin"},
    "publishing editors": {"read"},
    "admins": {"read", "ingest", "admin"},
}


@pytest.mark.django_db
@pytest.mark.parametrize("group", GROUPS)
def test_a_group_can_use_these_scopes(group: str) -> None:
    user = User.objects.create_user("nina")
    user.groups.add(next(iter(user.groups.model.objects.filter(name=group))))
    assert {scope.value for scope in usable_by(user)} == USABLE[group]


def test_whoever_may_do_something_in_the_api_can_have_a_key_for_it() -> None:
    """What a view asks beside reading is among what its scope is for."""
    lacking = [
        (view.__name__, action, permissions)
        for view in {view for view in _views(get_resolver()) if getattr(view, "acts", None)}
        for action, permissions in view.acts.items()
        if permissions and (scope := view.scopes.get(action, view.scope)) and not NEEDS_ONE_OF[scope] & set(permissions)
    ]
    assert lacking == []
