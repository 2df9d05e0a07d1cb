"""The database's clock: the one by which deadlines fall due, whatever the clocks of web, worker and beat say."""

from datetime import datetime

from django.db import connection


def database_now() -> datetime:
    """The instant at which this statement runs, aware. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        instant: datetime = cursor.fetchone()[0]
        return instant
