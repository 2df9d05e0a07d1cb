"""Statements that are asked at a high rate: the database reads each once a connection, then only its values."""

from typing import Any

import psycopg
from django.db import connection
from django.db.backends.utils import CursorWrapper


class _Prepared(psycopg.Cursor[Any]):
    def execute(self, query: Any, params: Any = None, **options: Any) -> "_Prepared":
        return super().execute(query, params, **{**options, "prepare": True})


def prepared_cursor() -> CursorWrapper:
    """Django's cursor, but that its statements are prepared: for few that are always the same, word by word."""
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        raw: Any = _Prepared(connection.connection)
    return connection.make_debug_cursor(raw) if connection.queries_logged else connection.make_cursor(raw)
