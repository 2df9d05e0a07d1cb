"""History is appended: the database itself refuses the rest, to the application and, by trigger, to everybody."""

from typing import LiteralString

import psycopg
import pytest
from django.apps import apps

from claims import editing
from claims.ledger import LEDGERED, faults
from claims.models import AppendOnly, Recheck, Verdict
from sources.models import DocumentVersion
from tests import cast
from tests.servers import Servers, servers, worker_number

HISTORY = sorted(
    model._meta.db_table
    for model in apps.get_models()
    if issubclass(model, (AppendOnly, DocumentVersion)) and not model._meta.abstract
)


@pytest.fixture
def refusing(django_db_setup: None) -> Servers:
    """The worker's own database: what is refused there changes nothing."""
    return servers().for_database(f"aver_gw{worker_number()}")


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
def test_the_application_cannot_change_history(refusing: Servers, table: str, statement: str) -> None:
    with (
        psycopg.connect(refusing.application_url) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement.format(table))


@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_not_even_the_owner_rewrites_a_text_by_accident(own_database: Servers, statement: str) -> None:
    cast.warning()
    with psycopg.connect(own_database.owner_url) as connection, pytest.raises(psycopg.errors.RestrictViolation):
        connection.execute(statement.format("sources_documentversion"))


@pytest.mark.parametrize("table", sorted(set(HISTORY) - {"sources_documentversion"}))
def test_not_even_the_owner_truncates_a_table_of_history(refusing: Servers, table: str) -> None:
    with psycopg.connect(refusing.owner_url) as connection, pytest.raises(psycopg.errors.RestrictViolation):
        connection.execute(f"TRUNCATE {table} CASCADE")


READ_ONLY = ["claims_ledgerentry", "claims_ledgertext"]


@pytest.mark.parametrize("table", READ_ONLY)
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO {0} SELECT * FROM {0}",
        "DELETE FROM {}",
        "TRUNCATE {} CASCADE",
        "ALTER TABLE {} DISABLE TRIGGER ALL",
        "ALTER TABLE {} DISABLE RULE refuse",
        "DROP TABLE {}",
        "COPY {} FROM PROGRAM 'echo forged'",
        "COPY {} FROM STDIN",
        "LOCK TABLE {} IN ACCESS EXCLUSIVE MODE",
        "CREATE TRIGGER mine BEFORE INSERT ON {} FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE RULE mine AS ON INSERT TO {} DO INSTEAD NOTHING",
    ],
)
def test_the_application_may_only_read_the_ledger(refusing: Servers, table: str, statement: str) -> None:
    with psycopg.connect(refusing.application_url) as connection, pytest.raises(psycopg.Error) as refused:
        connection.execute(statement.format(table))
    assert isinstance(refused.value, psycopg.errors.InsufficientPrivilege)


@pytest.mark.parametrize(
    "statement",
    [
        "SET session_replication_role = replica",
        "SELECT set_config('session_replication_role', 'replica', false)",
        "ALTER ROLE CURRENT_USER SUPERUSER",
        "SET ROLE aver_owner",
        "SET SESSION AUTHORIZATION aver_owner",
        "COPY (SELECT 1) TO PROGRAM 'cat'",
        "SELECT ledger_append('claims_claim', '{\"id\": 1}', 'update', NULL, '{\"id\": 1}', '{}')",
        "CREATE TRIGGER ledger AFTER INSERT ON claims_recheck FOR EACH ROW"
        " EXECUTE FUNCTION record_in_ledger('{}', '{}')",
        "CREATE TEMP TABLE claims_claim (id bigint);"
        " CREATE TRIGGER forged AFTER INSERT ON pg_temp.claims_claim FOR EACH ROW"
        " EXECUTE FUNCTION record_in_ledger('{}', '{}')",
        "CREATE OR REPLACE FUNCTION record_in_ledger() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "CREATE FUNCTION refuse_nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "ALTER TABLE claims_claim DISABLE TRIGGER ledger",
        "DROP TRIGGER ledger ON claims_claim",
        "UPDATE pg_trigger SET tgenabled = 'D' WHERE tgname = 'ledger'",
    ],
)
def test_the_application_finds_no_way_past_the_ledger(refusing: Servers, statement: LiteralString) -> None:
    with psycopg.connect(refusing.application_url) as connection, pytest.raises(psycopg.Error) as refused:
        connection.execute(statement)
    assert isinstance(
        refused.value, (psycopg.errors.InsufficientPrivilege, psycopg.errors.InvalidAuthorizationSpecification)
    )


@pytest.mark.parametrize(
    "statement", ["UPDATE claims_ledgerentry SET hash = ''", "UPDATE claims_ledgertext SET text = ''"]
)
def test_the_application_changes_no_entry_and_no_words(refusing: Servers, statement: LiteralString) -> None:
    with psycopg.connect(refusing.application_url) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


def test_to_say_that_one_is_erasing_gives_the_application_no_right(refusing: Servers) -> None:
    erasing = "SET aver.erasing = 'yes'; UPDATE sources_documentversion SET text = ''"
    with psycopg.connect(refusing.application_url) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(erasing)


@pytest.mark.parametrize("table", sorted(model._meta.db_table for model in LEDGERED))
def test_not_even_the_owner_truncates_what_the_ledger_watches(refusing: Servers, table: str) -> None:
    with psycopg.connect(refusing.owner_url) as connection, pytest.raises(psycopg.errors.RestrictViolation):
        connection.execute(f"TRUNCATE {table} CASCADE")


def test_the_application_can_still_add_to_history(own_database: Servers) -> None:
    assert cast.warning().pk is not None


def test_the_application_owns_no_table(refusing: Servers) -> None:
    with psycopg.connect(refusing.application_url) as connection:
        owned = connection.execute("SELECT tablename FROM pg_tables WHERE tableowner = current_user").fetchall()
    assert owned == []


FORGED = """
CREATE TEMP TABLE claims_verdict (id bigint, decided_by_id bigint);
INSERT INTO public.claims_approval (verdict_id, act, comment, by_id)
SELECT id, 'approved', '', decided_by_id FROM public.claims_verdict
"""


def test_a_temporary_table_does_not_close_two_of_the_four_eyes(own_database: Servers) -> None:
    editor = cast.edith()
    cast.proposed(editing.accept(cast.deadline(), by=editor), editor)
    with psycopg.connect(own_database.application_url) as connection, pytest.raises(psycopg.errors.CheckViolation):
        connection.execute(FORGED)


def test_a_change_too_small_to_be_shown_is_entered(own_database: Servers) -> None:
    editing.accept(cast.candidate(probability_low=0.61), by=cast.edith())
    with psycopg.connect(own_database.application_url) as connection:
        connection.execute("SET extra_float_digits = -15; UPDATE claims_prediction SET probability_low = 0.64")
    assert list(faults()) == []
