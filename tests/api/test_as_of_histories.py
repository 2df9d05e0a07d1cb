"""Whatever is done, what the API answered at an instant is what it answers as of that instant, ever after."""

from datetime import datetime
from random import Random
from typing import Any

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from claims import ledger
from claims.clock import database_now
from tests import cast
from tests.api.then_and_now import answers, answers_as_of
from tests.histories import History
from tests.servers import Servers

STEPS, ACTS = 5, 5


def signed_in(user: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


def recorded(history: History, client: APIClient) -> list[tuple[datetime, dict[str, Any]]]:
    """What was answered between the acts, and when."""
    told = []
    for _step in range(STEPS):
        for _act in range(ACTS):
            history.act()
        told.append((database_now(), answers(client)))
    return told


@pytest.mark.parametrize("seed", [1, 3])
def test_what_was_answered_then_is_answered_as_of_then(own_database: Servers, seed: int) -> None:
    history, client = History(Random(seed), cast.edith(), cast.rosa()), signed_in(cast.remi())
    history.accept()
    for instant, told in recorded(history, client):
        assert answers_as_of(client, instant, list(told)) == told


def test_who_may_read_all_reads_the_past_whatever_was_withheld_since(own_database: Servers) -> None:
    history = History(Random(2), cast.edith(), cast.rosa(), moves_access=True)
    client = signed_in(User.objects.create_superuser("ada"))
    history.accept()
    for instant, told in recorded(history, client):
        assert answers_as_of(client, instant, list(told)) == told


def test_the_instant_of_an_entry_is_as_of_that_entry(own_database: Servers) -> None:
    history, client = History(Random(5), cast.edith(), cast.rosa()), signed_in(cast.remi())
    history.accept()
    for _act in range(ACTS):
        history.act()
    newest = ledger.head()
    assert newest is not None
    told = answers(client)
    for _act in range(ACTS):
        history.accept()
    assert answers_as_of(client, newest.recorded_at, list(told)) == told
