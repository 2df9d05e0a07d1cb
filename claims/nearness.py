"""Whether the database finds nearest meanings by an index (extension *vector*), and making that index.

Without it they are found all the same, by reading every sign: right, and slower in large bases.
"""

from typing import Any

from django.core import checks
from django.db import DatabaseError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from psycopg import sql

INDEXES = {"passage_nearest": "claims_passage", "claimmeaning_nearest": "claims_claimmeaning"}

SLOWER = (
    "The database has no index of nearest meanings: evidence and likely claims are found, but slowly once there are"
    " many. Have its superuser run CREATE EXTENSION vector, then run manage.py migrate."
)

_VALID = "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(%s)"
_MAKE = "CREATE INDEX CONCURRENTLY {} ON {} USING hnsw (signs bit_hamming_ops)"

# The graph of a million passages takes some 400 MB while it is made, and without that far longer. By one process:
# several would share it in /dev/shm, of which a container has 64 MB.
_SET_TO = {"maintenance_work_mem": "1GB", "max_parallel_maintenance_workers": "0"}

_known: dict[tuple[Any, ...], bool] = {}


def is_indexed() -> bool:
    """Whether the index is there. Asked once a process and database: who adds the extension restarts Aver."""
    settings = connection.settings_dict
    where = (settings["HOST"], settings["PORT"], settings["NAME"])
    if where not in _known:
        _known[where] = _are_valid(connection)
    return _known[where]


def ensure_indexes(using: str) -> bool:
    """Make the indexes where the extension is there and they are not. Whether they stand. To be called by the owner.

    Nobody is kept from writing meanwhile; what an earlier attempt left half done is made anew.
    """
    target = connections[using]
    with target.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'vector')")
        if not cursor.fetchone()[0]:
            return False
        for name, table in INDEXES.items():
            if not _is_valid(target, name):
                _make(cursor, name, table)
    return True


def _make(cursor: CursorWrapper, name: str, table: str) -> None:
    for setting, value in _SET_TO.items():
        cursor.execute(sql.SQL("SET {} = {}").format(sql.Identifier(setting), sql.Literal(value)))
    cursor.execute(sql.SQL("DROP INDEX IF EXISTS {}").format(sql.Identifier(name)))
    cursor.execute(sql.SQL(_MAKE).format(sql.Identifier(name), sql.Identifier(table)))
    for setting in _SET_TO:
        cursor.execute(sql.SQL("RESET {}").format(sql.Identifier(setting)))


def warnings(**_: Any) -> list[checks.CheckMessage]:
    """Django's check of the database: a sentence where the index is missing, none where there is no database yet."""
    try:
        has_tables = "claims_passage" in connection.introspection.table_names()
        missing = has_tables and not _are_valid(connection)
    except DatabaseError:
        return []
    return [checks.Warning(SLOWER, id="claims.W001")] if missing else []


def _are_valid(target: BaseDatabaseWrapper) -> bool:
    """In one query."""
    with target.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) = %s FROM pg_index JOIN pg_class ON oid = indexrelid"
            " WHERE relname = ANY (%s) AND indisvalid",
            [len(INDEXES), list(INDEXES)],
        )
        are: bool = cursor.fetchone()[0]
        return are


def _is_valid(target: BaseDatabaseWrapper, index: str) -> bool:
    with target.cursor() as cursor:
        cursor.execute(_VALID, [index])
        row = cursor.fetchone()
    return bool(row and row[0])
