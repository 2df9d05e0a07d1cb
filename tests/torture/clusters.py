"""A PostgreSQL of one test's own, in which this process and those it starts work meanwhile."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connections
from pytest_django import DjangoDbBlocker

from config import env, roles
from config.embedded.postgres import Cluster
from tests.servers import Servers


@contextmanager
def prepared(cluster: Cluster, blocker: DjangoDbBlocker) -> Iterator[Servers]:
    """Roles and tables are made in the running cluster, Django goes there, and at the end it is stopped."""
    owner_url, application_url = (
        cluster.url("aver", user=user, password=secrets.token_hex(16)) for user in ("aver_owner", "aver_app")
    )
    held = {alias: dict(connections[alias].settings_dict) for alias in ("default", "owner")}
    try:
        roles.prepare(cluster.url(), owner_url=owner_url, application_url=application_url)
        for alias, url in (("default", application_url), ("owner", owner_url)):
            connections[alias].close()
            connections[alias].settings_dict.update(env.database(url))
        with blocker.unblock():
            call_command("migrate", verbosity=0)
            connections["owner"].close()
            yield Servers(cluster.url(), owner_url, application_url, broker_url="")
    finally:
        for alias, was in held.items():
            connections[alias].close()
            connections[alias].settings_dict.clear()
            connections[alias].settings_dict.update(was)
        cluster.stop()
