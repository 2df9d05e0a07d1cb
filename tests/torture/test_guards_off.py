"""What each guard of the sweep is for: the same act with the guard and without it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection, models
from django.db.models import F

from claims import sweeping
from claims.models import Prediction, Recheck
from tests.servers import Servers
from tests.torture import works
from tests.torture.size import count

pytestmark = pytest.mark.torture

WORK = count(100, 1_000)


def _let_each_turn_come_again(servers: Servers) -> None:
    """As where a window is moved, and moved back to what it was."""
    works.fill(servers, WORK)
    for _ in range(2):
        Prediction.objects.update(recheck_at=F("due_at"))
        assert sweeping.sweep() == WORK
    assert (Recheck.objects.count(), works.doubled()) == (WORK, [])
    assert not Prediction.objects.exclude(recheck_error="").exists()


def test_a_turn_that_comes_again_leaves_no_second_look(own_database: Servers) -> None:
    _let_each_turn_come_again(own_database)


def test_a_turn_that_comes_again_fails_where_a_look_on_record_is_in_the_way(
    own_database: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without ON CONFLICT."""
    monkeypatch.setattr(sweeping, "_LOOKS", sweeping._LOOKS.replace("ON CONFLICT DO NOTHING", ""))
    with pytest.raises(AssertionError):
        _let_each_turn_come_again(own_database)
    assert Prediction.objects.filter(recheck_error__contains="recheck_once_a_turn").count() == WORK


def test_a_turn_that_comes_again_is_on_record_twice_where_it_may_be(own_database: Servers) -> None:
    """Without the constraint."""
    with psycopg.connect(own_database.superuser_url) as admin:
        admin.execute("ALTER TABLE claims_recheck DROP CONSTRAINT recheck_once_a_turn")
    with pytest.raises(AssertionError):
        _let_each_turn_come_again(own_database)
    assert len(works.doubled()) == WORK


@contextmanager
def _an_editor_holds_the_first(servers: Servers, number: int) -> Iterator[None]:
    statement = "SELECT FROM claims_prediction ORDER BY recheck_at, id LIMIT %s FOR NO KEY UPDATE"
    with psycopg.connect(servers.application_url) as editor:
        editor.execute(statement, [number])
        yield


def _sweep_past_the_locked(servers: Servers) -> None:
    works.fill(servers, WORK)
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '2s'")
    with _an_editor_holds_the_first(servers, 10):
        assert sweeping.sweep() == WORK - 10
    assert (sweeping.sweep(), works.doubled()) == (10, [])


def test_rows_that_an_editor_holds_never_keep_the_others_waiting(own_database: Servers) -> None:
    _sweep_past_the_locked(own_database)


def test_without_skipping_what_is_locked_the_line_waits_for_an_editor(
    own_database: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = models.QuerySet.select_for_update

    def waits(rows: Any, *words: Any, skip_locked: bool = False, **options: Any) -> Any:
        return whole(rows, *words, **options)

    monkeypatch.setattr(models.QuerySet, "select_for_update", waits)
    with pytest.raises(OperationalError, match=re.escape("lock timeout")):
        _sweep_past_the_locked(own_database)
    assert Recheck.objects.count() == 0


def _a_late_sweep_writes_nothing(servers: Servers) -> None:
    works.fill(servers, WORK)
    slow = sweeping._take(Prediction)
    assert slow is not None
    works.end_the_leases()
    assert sweeping.sweep() == WORK
    before = list(Prediction.objects.order_by("pk").values_list("pk", "recheck_at"))
    sweeping._look(slow)
    assert list(Prediction.objects.order_by("pk").values_list("pk", "recheck_at")) == before


def test_a_sweep_that_comes_back_late_writes_nothing(own_database: Servers) -> None:
    _a_late_sweep_writes_nothing(own_database)


def test_without_the_token_a_sweep_that_comes_back_late_moves_the_turns(
    own_database: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def all_of_them(lease: sweeping._Lease) -> Any:
        return lease.model.objects.filter(pk__in=lease.keys)

    monkeypatch.setattr(sweeping._Lease, "rows", all_of_them)
    with pytest.raises(AssertionError):
        _a_late_sweep_writes_nothing(own_database)
