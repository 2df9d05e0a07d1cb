"""The superuser rewrites the ledger row by row; each row is found, named, and none falsely."""

import random
import re
from collections.abc import Iterator
from typing import LiteralString

import psycopg
import pytest
from psycopg import sql

from claims import ledger
from tests.servers import Servers
from tests.torture.size import count

pytestmark = pytest.mark.torture

ENTRIES = count(5_000, 100_000)
ALTERED, DELETED, SWAPPED, CUT = 200, 20, 20, 20

FILL = """
INSERT INTO claims_claimant (name, kind, is_anonymous, aliases, same_as)
SELECT 'Claimant ' || number, 'person', false, '[]', '' FROM generate_series(1, %s) AS number
"""

# One byte of each sort of column.
ONE_BYTE: dict[str, LiteralString] = {
    "recorded_at": "recorded_at + interval '1 microsecond'",
    "actor_id": "coalesce(actor_id, 0) + 1",
    "actor": "actor || 'x'",
    "database_user": "overlay(database_user PLACING 'x' FROM 1 FOR 1)",
    "act": "act || 'x'",
    "reason": "reason || 'x'",
    "code_version": "code_version || 'x'",
    "operation": "overlay(operation PLACING 'x' FROM 1 FOR 1)",
    "object_table": "overlay(object_table PLACING 'x' FROM 1 FOR 1)",
    "object_id": "object_id + 1",
    "claim_id": "coalesce(claim_id, 0) + 1",
    "before": "coalesce(before, '{}') || '{\"x\": 1}'",
    "after": "jsonb_set(after, '{kind}', '\"persoN\"')",
    "prev_hash": "translate(prev_hash, '0123456789abcdef', '123456789abcdef0')",
    "hash": "translate(hash, '0123456789abcdef', '123456789abcdef0')",
}


@pytest.fixture
def superuser(own_database: Servers) -> Iterator[psycopg.Connection]:
    """Past every trigger, in a base with many entries."""
    with psycopg.connect(own_database.application_url) as application:
        application.execute(FILL, [ENTRIES])
    with psycopg.connect(own_database.superuser_url, autocommit=True) as admin:
        admin.execute("SET session_replication_role = replica")
        yield admin


def in_entries(sort: str) -> set[int]:
    """The numbers of the entries with this sort of fault."""
    named = (fault.where for fault in ledger.faults() if fault.sort == sort)
    return {int(found.group()) for where in named if (found := re.search(r"(?<=entry )\d+", where))}


def some_entries(number: int) -> list[int]:
    """Numbers from the part that was filled, none beside another, never the last ones."""
    return sorted(random.sample(range(60, ENTRIES - CUT, 3), number))


def test_a_clean_base_has_no_fault(superuser: psycopg.Connection) -> None:
    assert list(ledger.faults()) == []


def test_each_altered_byte_in_any_column_is_found(superuser: psycopg.Connection) -> None:
    chosen = some_entries(ALTERED)
    columns = list(ONE_BYTE)
    for position, seq in enumerate(chosen):
        column = columns[position % len(columns)]
        changed = sql.SQL("UPDATE claims_ledgerentry SET {} = {} WHERE seq = %s")
        superuser.execute(changed.format(sql.Identifier(column), sql.SQL(ONE_BYTE[column])), [seq])
    assert in_entries("altered") == set(chosen)


def test_each_deleted_entry_is_missed(superuser: psycopg.Connection) -> None:
    chosen = some_entries(DELETED)
    superuser.execute("DELETE FROM claims_ledgerentry WHERE seq = ANY (%s)", [chosen])
    assert in_entries("missing") == set(chosen)


def test_entries_that_changed_places_are_found(superuser: psycopg.Connection) -> None:
    chosen = some_entries(SWAPPED)
    for one, other in zip(chosen[::2], chosen[1::2], strict=True):
        superuser.execute("UPDATE claims_ledgerentry SET seq = -1 WHERE seq = %s", [one])
        superuser.execute("UPDATE claims_ledgerentry SET seq = %s WHERE seq = %s", [one, other])
        superuser.execute("UPDATE claims_ledgerentry SET seq = %s WHERE seq = -1", [other])
    assert in_entries("altered") == set(chosen)


def test_a_cut_tail_is_found_with_a_head_kept_elsewhere(superuser: psycopg.Connection) -> None:
    head = ledger.head()
    assert head is not None
    superuser.execute("DELETE FROM claims_ledgerentry WHERE seq > %s", [head.seq - CUT])
    superuser.execute("DELETE FROM claims_claimant WHERE id > %s", [ENTRIES - CUT])
    assert [fault.sort for fault in ledger.faults(head)] == ["cut"]


def test_each_row_altered_behind_the_ledger_is_found(superuser: psycopg.Connection) -> None:
    chosen = random.sample(range(1, ENTRIES), ALTERED)
    superuser.execute("UPDATE claims_claimant SET name = name || '!' WHERE id = ANY (%s)", [chosen])
    named = {fault.where for fault in ledger.faults() if fault.sort == "row unlike"}
    assert named == {f"claims_claimant {key}" for key in chosen}
