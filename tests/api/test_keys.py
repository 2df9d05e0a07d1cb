"""A key acts for its owner, within its scopes, until it is revoked or has expired."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.utils import timezone
from rest_framework.test import APIClient

from api.key_use import use_key
from api.keys import make_key, revoke_key
from api.models import ApiKey
from api.peppers import prefix_of, seals
from api.scopes import Scope
from claims.ledger import faults
from claims.models import LedgerEntry, LedgerText
from claims.roles import GROUPS
from tests import cast
from tests.api.conftest import with_key
from tests.servers import Servers

CLAIMS = "/api/v1/claims/"


def refusal(key: str) -> tuple[int, str, str]:
    answer = with_key(key).get(CLAIMS)
    return answer.status_code, answer["WWW-Authenticate"], answer.json()["detail"]


INVALID = 'Bearer realm="aver", error="invalid_token"'
UNKNOWN = (401, INVALID, "This key is not known. Write it as Authorization: Bearer aver_…, whole.")


def test_a_key_opens_what_its_owner_may_read(edith: User) -> None:
    assert with_key(cast.key(edith)).get(CLAIMS).status_code == 200


def test_the_scheme_is_written_in_any_case(edith: User) -> None:
    client = APIClient(headers={"Authorization": f"bearer  {cast.key(edith)}"})
    assert client.get(CLAIMS).status_code == 200


WRONG: dict[str, Callable[[str], str]] = {
    "another secret": lambda key: f"{key[:16]}{'a' * 32}",
    "another prefix": lambda key: f"aver_aaaaaaaaaa{key[15:]}",
    "a part": lambda key: key[:-1],
    "its prefix alone": lambda key: key[:15],
    "in capitals": lambda key: key.upper(),
    "nothing": lambda _key: "",
    "a NUL": lambda _key: "aver_\x00",
    "no ASCII": lambda _key: "avér",
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_is_not_the_whole_key_is_refused(edith: User, wrong: Callable[[str], str]) -> None:
    assert refusal(wrong(cast.key(edith))) == UNKNOWN


def test_who_knows_the_prefix_alone_spends_nothing(edith: User) -> None:
    key = cast.key(edith)
    refusal(WRONG["another secret"](key))
    assert with_key(key).get(CLAIMS)["RateLimit"] == '"key";r=99999;t=60'


def test_the_tokens_of_before_are_not_taken(db: None) -> None:
    answer = APIClient(headers={"Authorization": f"Token {'0' * 40}"}).get(CLAIMS)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="aver"')


def test_a_revoked_key_is_refused_at_its_next_request(edith: User) -> None:
    key = cast.key(edith)
    assert with_key(key).get(CLAIMS).status_code == 200
    revoke_key(ApiKey.objects.get(), by=edith)
    assert refusal(key) == (401, INVALID, "This key has been revoked.")


def test_an_expired_key_is_refused(edith: User) -> None:
    key = cast.key(edith, expires_at=timezone.now() + timedelta(days=1))
    assert with_key(key).get(CLAIMS).status_code == 200
    ApiKey.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    status, _header, detail = refusal(key)
    assert (status, detail[:21]) == (401, "This key has expired:")


def test_the_key_of_somebody_who_left_is_refused(edith: User) -> None:
    key = cast.key(edith)
    User.objects.filter(pk=edith.pk).update(is_active=False)
    assert refusal(key)[2] == "The account of this key is closed."


def test_a_key_sealed_by_an_older_pepper_is_still_known(edith: User, settings: Any) -> None:
    key = cast.key(edith)
    settings.API_KEY_PEPPERS = {"newer": b"x" * 40} | settings.API_KEY_PEPPERS
    assert with_key(key).get(CLAIMS).status_code == 200


def test_the_newest_pepper_seals(edith: User, settings: Any) -> None:
    settings.API_KEY_PEPPERS = {"newer": b"x" * 40} | settings.API_KEY_PEPPERS
    cast.key(edith)
    assert ApiKey.objects.get().pepper_id == "newer"


@pytest.mark.parametrize("peppers", [{"other": b"x" * 40}, {"test": b"x" * 40}])
def test_without_its_pepper_a_key_is_not_known(edith: User, settings: Any, peppers: dict[str, bytes]) -> None:
    key = cast.key(edith)
    settings.API_KEY_PEPPERS = peppers
    assert refusal(key) == UNKNOWN


@pytest.mark.parametrize("group", GROUPS)
def test_a_request_finds_the_permissions_that_django_finds(db: None, group: str) -> None:
    user = User.objects.create_user("nina")
    user.groups.add(Group.objects.get(name=group), Group.objects.get(name="readers"))
    user.user_permissions.add(Permission.objects.get(codename="add_topic"))
    key = cast.key(user)
    held = use_key(prefix_of(key) or "", [sealed for _id, sealed in seals(key)])
    assert held is not None
    assert held.owner.get_all_permissions() == User.objects.get(pk=user.pk).get_all_permissions()


def test_a_superuser_may_everything(db: None) -> None:
    root = User.objects.create_superuser("root")
    assert with_key(cast.key(root)).get(CLAIMS).status_code == 200


def test_a_key_costs_one_query(edith: User, django_assert_num_queries: Any) -> None:
    client = with_key(cast.key(edith))
    with django_assert_num_queries(1):
        assert client.get("/api/v1/").status_code == 200


def test_an_unknown_key_costs_one_query(db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        refusal(f"aver_{'a' * 10}_{'b' * 32}")


def test_no_two_keys_are_alike_and_each_has_160_random_bits(edith: User) -> None:
    keys = {cast.key(edith) for _ in range(20)}
    assert {len(key.split("_")[2]) * 5 for key in keys} == {160}
    assert len({half for key in keys for half in key.split("_")[1:]}) == 40


def test_when_it_was_last_used_is_noted_once_a_minute(edith: User) -> None:
    client = with_key(cast.key(edith))
    client.get(CLAIMS)
    first = ApiKey.objects.get().last_used_at
    client.get(CLAIMS)
    assert (first is not None, ApiKey.objects.get().last_used_at) == (True, first)


BAD = {
    "no name": {"name": " "},
    "a long name": {"name": "x" * 101},
    "a NUL": {"name": "a\x00b"},
    "no scope": {"scopes": []},
    "a scope beyond one's rights": {"scopes": [Scope.READ, Scope.DECIDE]},
    "an end that has passed": {"expires_at": timezone.now() - timedelta(hours=1)},
    "a rate of none": {"rate": 0},
    "a rate without end": {"rate": 10**7},
}


@pytest.mark.parametrize("changed", BAD.values(), ids=BAD)
def test_a_bad_key_is_not_made(db: None, changed: dict[str, Any]) -> None:
    given: dict[str, Any] = {"name": "wires", "scopes": [Scope.READ], "expires_at": None}
    with pytest.raises(ValidationError) as refused:
        make_key(cast.remi(), **given | changed, by=None)
    assert (list(refused.value.error_dict), ApiKey.objects.exists()) == (list(changed), False)


def test_nobody_makes_a_key_for_an_account_that_is_closed(db: None) -> None:
    user = cast.remi()
    user.is_active = False
    with pytest.raises(ValidationError, match="closed"):
        make_key(user, name="wires", scopes=[Scope.READ], expires_at=None, by=None)


NEVER = {
    "a revoked key that works again": "UPDATE api_apikey SET revoked_at = NULL, revoked_by_id = NULL",
    "another seal": "UPDATE api_apikey SET digest = '\\x00'",
    "another owner": "UPDATE api_apikey SET user_id = user_id + 1",
    "no scope": "UPDATE api_apikey SET scopes = '{}'",
    "a scope of one's own making": "UPDATE api_apikey SET scopes = '{everything}'",
}


@pytest.mark.parametrize("statement", NEVER.values(), ids=NEVER)
def test_the_database_refuses(edith: User, statement: str) -> None:
    cast.key(edith)
    revoke_key(ApiKey.objects.get(), by=edith)
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_ledger_tells_who_made_and_revoked_a_key_and_not_the_seal(own_database: Servers) -> None:
    edith, rosa = cast.edith(), cast.rosa()
    with_key(cast.key(edith)).get(CLAIMS)
    revoke_key(ApiKey.objects.get(), by=rosa)
    entries = LedgerEntry.objects.filter(object_table="api_apikey").order_by("seq")
    assert [(entry.actor, entry.act) for entry in entries] == [("edith", "make_key"), ("rosa", "revoke_key")]
    assert not {"digest", "last_used_at"} & set(entries[0].after or {})
    assert LedgerText.objects.filter(text="a program").exists()
    assert list(faults()) == []
