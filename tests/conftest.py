"""Databases for tests: a template migrated once as owner, cloned for each worker, used as the application role."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.conf import settings as configured
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.utils import translation
from psycopg import sql
from pytest_django import DjangoDbBlocker

from tests import cast
from tests.servers import TEMPLATE, Servers, servers, worker_number


def pytest_configure() -> None:
    # PBKDF2 is slow by design; the cast logs in hundreds of times.
    configured.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _in_the_default_language() -> None:
    """A request leaves its language behind in the thread, for whichever test comes next."""
    translation.deactivate()


def clone(name: str) -> None:
    """A database of its own, as the template was after migration."""
    with psycopg.connect(servers().admin_url, autocommit=True) as admin:
        admin.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER aver_owner STRATEGY FILE_COPY").format(
                sql.Identifier(name), sql.Identifier(TEMPLATE)
            )
        )


def drop(name: str) -> None:
    with psycopg.connect(servers().admin_url, autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _migrate_the_template_once() -> None:
    with psycopg.connect(servers().admin_url, autocommit=True) as admin:
        admin.execute("SELECT pg_advisory_lock(1)")
        call_command("migrate", verbosity=0)
        connections.close_all()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """In the place of pytest-django's own: clone the template instead of migrating again."""
    name = f"aver_gw{worker_number()}"
    with django_db_blocker.unblock():
        _migrate_the_template_once()
        drop(name)
        clone(name)
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    drop(name)


@contextmanager
def _connected_to(name: str) -> Iterator[Servers]:
    default = connections["default"]
    default.close()
    previous = default.settings_dict["NAME"]
    default.settings_dict["NAME"] = configured.DATABASES["default"]["NAME"] = name
    try:
        yield servers().for_database(name)
    finally:
        default.close()
        default.settings_dict["NAME"] = configured.DATABASES["default"]["NAME"] = previous


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Servers]:
    """A database of the test's own, in which it may commit: cloned before, dropped after, as flushing is refused."""
    yield from cloned(django_db_blocker)


def cloned(django_db_blocker: DjangoDbBlocker) -> Iterator[Servers]:
    """The same, for fixtures that last longer than a test."""
    name = f"aver_own_{secrets.token_hex(6)}"
    clone(name)
    with django_db_blocker.unblock(), _connected_to(name) as own:
        yield own
    drop(name)


@pytest.fixture
def public_site(settings: Any) -> None:
    """Readers outside are shown what is published."""
    settings.PUBLIC_SITE = True
    settings.PUBLIC_URL = "https://www.checks.example"
    settings.NEWSROOM_NAME = "The Harbour Desk"


@pytest.fixture
def edith(db: None) -> User:
    return cast.edith()


@pytest.fixture
def desk(edith: User) -> Client:
    """Edith, signed in."""
    client = Client()
    client.force_login(edith)
    return client


@pytest.fixture
def armchair(db: None) -> Client:
    """Rémi, signed in: he may read."""
    client = Client()
    client.force_login(cast.remi())
    return client
