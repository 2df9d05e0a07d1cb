"""The temporary PostgreSQL and broker of a test session, started before Django reads its settings.

A pytest plugin (`-p tests.servers`), because pytest-django reads the settings before it reads any conftest.py. Through
the environment set here no test ever sees `.aver/`.
"""

import atexit
import json
import os
import secrets
import shutil
import signal
import sys
import tempfile
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from config import roles
from config.embedded.broker import Broker
from config.embedded.postgres import Cluster

TEMPLATE = "aver_template"
# A crash of the test machine may lose these data: nobody will miss them.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=500")


@dataclass(frozen=True)
class Servers:
    """Addresses of the temporary servers; what pytest-xdist's controller tells its workers."""

    admin_url: str
    owner_url: str
    application_url: str
    broker_url: str

    def for_database(self, name: str) -> "Servers":
        def at(url: str) -> str:
            return urlsplit(url)._replace(path=f"/{name}").geturl()

        return Servers(self.admin_url, at(self.owner_url), at(self.application_url), self.broker_url)

    @property
    def superuser_url(self) -> str:
        """The superuser in the application's database."""
        return urlsplit(self.admin_url)._replace(path=urlsplit(self.application_url).path).geturl()


def _start_servers() -> Servers:
    folder = Path(tempfile.mkdtemp(prefix="aver-tests-"))
    cluster = Cluster(folder / "postgres", secrets.token_hex(16), folder / "postgres.log", FAST)
    broker = Broker(folder / "broker", secrets.token_hex(16))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    cluster.start()
    atexit.register(cluster.stop)
    broker.start()
    atexit.register(broker.stop)
    servers = Servers(
        admin_url=cluster.url(),
        owner_url=cluster.url(TEMPLATE, user="aver_owner", password=secrets.token_hex(16)),
        application_url=cluster.url(TEMPLATE, user="aver_app", password=secrets.token_hex(16)),
        broker_url=broker.url(),
    )
    roles.prepare(servers.admin_url, owner_url=servers.owner_url, application_url=servers.application_url)
    return servers


def servers() -> Servers:
    """The servers of this session, with the addresses of the template."""
    return Servers(**json.loads(os.environ["AVER_TEST_SERVERS"]))


def worker_number() -> int:
    return int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None, None, None]:
    # CI ends a run that takes too long with SIGTERM; the servers must not outlive it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if "AVER_TEST_SERVERS" not in os.environ:  # an xdist worker has it from its controller
        os.environ["AVER_TEST_SERVERS"] = json.dumps(_start_servers().__dict__)
    mine = servers().for_database(f"aver_gw{worker_number()}")
    os.environ.update(
        DATABASE_URL=mine.application_url,
        DATABASE_OWNER_URL=servers().owner_url,
        CELERY_BROKER_URL=f"{mine.broker_url.rsplit('/', 1)[0]}/{worker_number()}",
        SECRET_KEY=secrets.token_hex(32),
        API_KEY_PEPPERS=f"test:{secrets.token_hex(32)}",
        AVER_DEMO="1",
    )
    return (yield)
