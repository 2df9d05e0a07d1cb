from collections.abc import Iterator
from pathlib import Path

import pytest

from config.celery import app
from config.embedded.broker import Broker


@pytest.fixture
def broker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Broker]:
    """A broker of the test's own, whose bells this process rings too."""
    own = Broker(tmp_path / "broker", "known-to-the-test")
    own.start()
    monkeypatch.setattr(app.conf, "broker_write_url", own.url())
    yield own
    own.stop()
