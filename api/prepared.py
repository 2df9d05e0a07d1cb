"""Statements that are asked at a high rate: the database reads each once a connection, then only its values."""

from typing import Any

import psycopg
from django.db import connections
from django.db.backends.utils import CursorWrapper


class _Prepared(psycopg.Cursor[Any]):
    def execute(self, query: Any, params: Any = None, **options: Any) -> "_Prepared":
        return super().execute(query, params, **{**options, "prepare": True})


def prepared_cursor() -> CursorWrapper:
    """Django's cursor, but that its statements are prepared: for few that are always the same, word by word."""
    held = connections["default"]  # the usual name for it would be looked up for each step
    held.close_if_health_check_failed()
    held.ensure_connection()
    with held.wrap_database_errors:
        raw: Any = _Prepared(held.connection)
    return held.make_debug_cursor(raw) if held.queries_logged else held.make_cursor(raw)
