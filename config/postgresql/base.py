"""Django's PostgreSQL, for the web: each thread keeps its connection from one request to the next."""

import select
from threading import local
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

_OF_THIS_THREAD = local()


class DatabaseWrapper(base.DatabaseWrapper):
    """Sees whether a kept connection still stands without asking the server, and lets none outlive its thread."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        setattr(_OF_THIS_THREAD, self.alias, _Kept(connection))
        return connection

    def is_usable(self) -> bool:
        """A server that goes away says so, or hangs up: then there is something to read where nothing was asked."""
        held: psycopg.Connection[Any] | None = self.connection
        if held is None or held.closed or held.info.transaction_status is not TransactionStatus.IDLE:
            return False
        poll = select.poll()
        poll.register(held.pgconn.socket, select.POLLIN)
        return not poll.poll(0)


class _Kept:
    """Goes with its thread, and closes the connection at once: Django's own objects wait for the garbage collector."""

    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        self.connection = connection

    def __del__(self) -> None:
        self.connection.close()
