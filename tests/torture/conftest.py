import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from config.celery import app
from config.embedded.broker import Broker
from config.embedded.postgres import Cluster
from tests.torture.clusters import prepared


@pytest.fixture
def broker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Broker]:
    """A broker of the test's own, whose bells this process rings too."""
    own = Broker(tmp_path / "broker", "known-to-the-test")
    own.start()
    monkeypatch.setattr(app.conf, "broker_write_url", own.url())
    yield own
    own.stop()


@pytest.fixture
def cluster(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Cluster]:
    """A PostgreSQL of the test's own that keeps what it has committed, whatever happens."""
    own = Cluster(tmp_path / "postgres", secrets.token_hex(16), tmp_path / "postgres.log")
    own.start()
    with prepared(own, django_db_blocker):
        yield own
