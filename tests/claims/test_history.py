"""History is appended: the database itself refuses the rest, to the application and, by trigger, to everybody."""

import psycopg
import pytest
from django.apps import apps

from claims.models import AppendOnly, Recheck, Verdict
from sources.models import DocumentVersion
from tests import cast
from tests.servers import Servers

HISTORY = sorted(
    model._meta.db_table
    for model in apps.get_models()
    if issubclass(model, (AppendOnly, DocumentVersion)) and not model._meta.abstract
)


def test_verdicts_and_rechecks_are_history() -> None:
    assert {Verdict._meta.db_table, Recheck._meta.db_table} <= set(HISTORY)


@pytest.mark.parametrize("table", HISTORY)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {} SET id = id",
        "DELETE FROM {}",
        "TRUNCATE {} CASCADE",
        "ALTER TABLE {} DISABLE TRIGGER ALL",
        "DROP TABLE {}",
        "INSERT INTO {0} SELECT * FROM {0} ON CONFLICT (id) DO UPDATE SET id = 1",
    ],
)
def test_the_application_cannot_change_history(own_database: Servers, table: str, statement: str) -> None:
    with (
        psycopg.connect(own_database.application_url) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement.format(table))


@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_not_even_the_owner_rewrites_a_text_by_accident(own_database: Servers, statement: str) -> None:
    cast.warning()
    with psycopg.connect(own_database.owner_url) as connection, pytest.raises(psycopg.errors.RestrictViolation):
        connection.execute(statement.format("sources_documentversion"))


@pytest.mark.parametrize("table", sorted(set(HISTORY) - {"sources_documentversion"}))
def test_not_even_the_owner_truncates_a_table_of_history(own_database: Servers, table: str) -> None:
    with psycopg.connect(own_database.owner_url) as connection, pytest.raises(psycopg.errors.RestrictViolation):
        connection.execute(f"TRUNCATE {table} CASCADE")


def test_the_application_can_still_add_to_history(own_database: Servers) -> None:
    assert cast.warning().pk is not None


def test_the_application_owns_no_table(own_database: Servers) -> None:
    with psycopg.connect(own_database.application_url) as connection:
        owned = connection.execute("SELECT tablename FROM pg_tables WHERE tableowner = current_user").fetchall()
    assert owned == []
