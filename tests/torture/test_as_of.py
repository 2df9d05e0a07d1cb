"""While many write: what was answered as of an instant stays so, and is what the tables held then."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from random import Random
from threading import Event
from typing import Any

import psycopg
import pytest
from django.contrib.auth.models import User
from django.db import OperationalError, connection
from django.db.models import Q
from rest_framework.test import APIClient

from api.entries import TOLD
from claims import ledger
from claims.clock import database_now
from claims.models import LedgerEntry
from tests import cast
from tests.api.then_and_now import answers, answers_as_of
from tests.histories import History
from tests.servers import Servers
from tests.torture.size import count

pytestmark = pytest.mark.torture

WRITERS = 4
SNAPSHOTS = count(5, 60)
PATHS = ["claims/?page_size=200", "predictions/?page_size=200", "verdicts/?page_size=200", "evidence/?page_size=200"]


def signed_in(user: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


def write(number: int, editor: User, reviewer: User, enough: Event) -> int:
    """Acts until it is enough; how many."""
    history, done = History(Random(number), editor, reviewer, name=f"{number}."), 0
    try:
        while not enough.is_set():
            try:
                history.act()
            except (OperationalError, psycopg.Error):  # two of them in each other's way: as if refused
                connection.rollback()
            done += 1
    finally:
        connection.close()
    return done


@pytest.mark.parametrize("seed", range(count(1, 10)))
def test_what_is_answered_as_of_an_instant_stays_so_while_others_write(own_database: Servers, seed: int) -> None:
    editor, reviewer, client = cast.edith(), cast.rosa(), signed_in(cast.remi())
    History(Random(seed), editor, reviewer).accept()
    enough = Event()
    with ThreadPoolExecutor(WRITERS) as pool:
        writers = [pool.submit(write, seed * 100 + number, editor, reviewer, enough) for number in range(WRITERS)]
        try:
            held = [_held(client) for _ in range(SNAPSHOTS)]
            asked = [(at := database_now(), answers_as_of(client, at, PATHS)) for _ in range(SNAPSHOTS)]
        finally:
            enough.set()
    assert min(writer.result() for writer in writers) > 0
    for instant, told in held:
        assert answers_as_of(client, instant, list(told)) == told
    for instant, told in asked:
        assert answers_as_of(client, instant, PATHS) == told


def _held(client: APIClient) -> tuple[datetime, dict[str, Any]]:
    """One state of the base: the instant of its newest entry, and what is answered then."""
    with ledger.snapshot():
        newest = ledger.head()
        assert newest is not None
        return newest.recorded_at, answers(client)


def test_who_follows_sees_each_entry_once_and_in_order(own_database: Servers) -> None:
    editor, reviewer = cast.edith(), cast.rosa()
    ada = User.objects.create_superuser("ada")
    client = signed_in(ada)
    History(Random(0), editor, reviewer).accept()
    seen: list[int] = []
    enough, path = Event(), "/api/v1/changes/?page_size=7"
    with ThreadPoolExecutor(WRITERS) as pool:
        writers = [pool.submit(write, number, editor, reviewer, enough) for number in range(WRITERS)]
        try:
            while len(seen) < count(150, 3000):
                told = client.get(path).json()
                seen += [each["seq"] for each in told["results"]]
                path = told["next"]
        finally:
            enough.set()
    assert all(writer.result() > 0 for writer in writers)
    is_last = False
    while not is_last:
        told = client.get(path).json()
        seen, path, is_last = seen + [each["seq"] for each in told["results"]], told["next"], told["is_last"]
    of_ada = Q(object_table="auth_user", object_id=ada.pk)
    told_to_ada = LedgerEntry.objects.filter(Q(object_table__in=TOLD) | of_ada).order_by("seq")
    assert seen == list(told_to_ada.values_list("seq", flat=True))
