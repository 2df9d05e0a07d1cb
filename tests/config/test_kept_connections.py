"""The web's threads keep their connections, as long as these stand and the thread lives."""

from collections.abc import Iterator
from threading import Thread
from time import monotonic, sleep

import pytest
from django.db import connection

from config.env import database, kept
from config.postgresql.base import DatabaseWrapper

pytestmark = pytest.mark.django_db


def web() -> DatabaseWrapper:
    """The connection of one thread of the web, to the database of this test."""
    settings = connection.settings_dict
    return DatabaseWrapper({**settings, **kept({"OPTIONS": settings["OPTIONS"]})}, alias="default")


@pytest.fixture
def held() -> Iterator[DatabaseWrapper]:
    made = web()
    made.connect()
    yield made
    made.close()


def process(held: DatabaseWrapper) -> int:
    """The server's process behind the connection."""
    with held.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        number: int = cursor.fetchone()[0]
    return number


def is_there(number: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE pid = %s", [number])
        return bool(cursor.fetchone()[0])


def is_gone_soon(number: int) -> bool:
    until = monotonic() + 10
    while is_there(number) and monotonic() < until:
        sleep(0.05)
    return not is_there(number)


def test_the_next_request_has_the_same_connection(held: DatabaseWrapper) -> None:
    first = process(held)
    held.close_if_unusable_or_obsolete()
    assert process(held) == first


def test_what_the_server_has_ended_is_made_anew_before_it_is_used(held: DatabaseWrapper) -> None:
    ended = process(held)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [ended])
    assert is_gone_soon(ended)
    held.close_if_unusable_or_obsolete()
    assert process(held) != ended


def test_a_transaction_that_somebody_left_open_is_not_gone_on_with(held: DatabaseWrapper) -> None:
    with held.cursor() as cursor:
        cursor.execute("BEGIN")
    assert not held.is_usable()


def test_a_connection_ends_with_its_thread() -> None:
    numbers: list[int] = []
    kept_alive: list[DatabaseWrapper] = []

    def ask() -> None:
        kept_alive.append(web())
        numbers.append(process(kept_alive[0]))

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert is_gone_soon(numbers[0])


def test_the_other_options_of_the_connection_stay() -> None:
    assert kept(database("postgresql://a@b/c"))["OPTIONS"]["connect_timeout"] == 10
