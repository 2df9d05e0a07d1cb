import logging
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from celery import current_app
from django.conf import settings
from pytest_django import DjangoCaptureOnCommitCallbacks

from config.embedded.broker import Broker
from sources.doorbell import ring

pytestmark = pytest.mark.django_db


@pytest.fixture
def broker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Broker]:
    """A broker of the test's own, at which the bell rings."""
    own = Broker(tmp_path, "known-to-the-test")
    own.start()
    monkeypatch.setitem(current_app.conf, "broker_url", own.url())
    monkeypatch.setitem(current_app.conf, "broker_write_url", own.url())
    yield own
    own.kill()


@pytest.fixture
def commit(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> DjangoCaptureOnCommitCallbacks:
    """The end of a transaction."""
    return django_capture_on_commit_callbacks


def _messages(broker: Broker) -> int:
    """How many wait in the queue."""
    count = redis.Redis.from_url(broker.url()).llen("aver")
    assert isinstance(count, int)
    return count


def _ring(commit: DjangoCaptureOnCommitCallbacks) -> None:
    with commit(execute=True):
        ring("document ingested", 1)


def test_the_bell_leaves_a_message_for_each_that_hears_it(
    broker: Broker, commit: DjangoCaptureOnCommitCallbacks
) -> None:
    _ring(commit)
    assert _messages(broker) == len(settings.DOORBELL["document ingested"])


def test_a_stopped_broker_costs_a_warning_and_no_error(
    broker: Broker, commit: DjangoCaptureOnCommitCallbacks, caplog: pytest.LogCaptureFixture
) -> None:
    broker.stop()
    with caplog.at_level(logging.WARNING):
        _ring(commit)
    assert "The next sweep will find the row" in caplog.text


def test_a_broker_that_fell_silent_costs_a_warning_and_no_error(
    broker: Broker, commit: DjangoCaptureOnCommitCallbacks, caplog: pytest.LogCaptureFixture
) -> None:
    broker.signal(signal.SIGSTOP)
    with caplog.at_level(logging.WARNING):
        _ring(commit)
    assert "The next sweep will find the row" in caplog.text


def test_nothing_rings_for_what_is_rolled_back(broker: Broker, commit: DjangoCaptureOnCommitCallbacks) -> None:
    with commit() as callbacks:
        ring("document ingested", 1)
    assert (len(callbacks), _messages(broker)) == (1, 0)
