"""The OpenAPI document as promises, which schemathesis tries to catch the API breaking; in-process, in one database."""

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

import pytest
import schemathesis
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.wsgi import get_wsgi_application
from drf_spectacular.generators import SchemaGenerator
from pytest_django import DjangoDbBlocker
from schemathesis.engine import events, from_schema
from schemathesis.transport.wsgi import WSGITransport

from tests.api.conftest import with_token
from tests.api.recording import paths_of, record
from tests.conftest import cloned
from tests.servers import Servers

LOGGER = logging.getLogger(__name__)
IDENTITIES: dict[str, list[str]] = {
    "anonymous": [],
    "reader": ["readers"],
    "editor and reviewer": ["editors", "reviewers"],
}
"""Each with its groups."""

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
    "ignored_auth",
    "unsupported_method",
    "allow_header_conformance",
)
PHASES = ("examples", "coverage", "fuzzing", "stateful")


@dataclass
class Findings:
    """What was broken, each once with a way to see it again, and how many answers were looked at, by phase."""

    broken: dict[str, str] = field(default_factory=dict)
    answers: Counter[str] = field(default_factory=Counter)
    heard: Counter[int] = field(default_factory=Counter)

    def note(self, event: Any) -> None:
        match event:
            case events.ScenarioFinished():
                self._scenario(event)
            case events.NonFatalError():
                self.broken[f"{event.label}: {type(event.value).__name__}"] = str(event.info.format())
            case events.FatalError():
                self.broken["the engine"] = repr(event.exception)

    def _scenario(self, event: Any) -> None:
        for made in event.recorder.interactions.values():
            self.answers[str(event.phase.value)] += 1
            if made.response is not None:
                self.heard[made.response.status_code] += 1
        for checks in event.recorder.checks.values():
            for check in checks:
                if check.failure_info:
                    failure, label = check.failure_info.failure, event.recorder.label
                    what = f"{label}: {check.name}: {failure.title}"
                    if what not in self.broken:
                        self.broken[what] = f"{failure.message}\n{check.failure_info.code_sample}"
                        LOGGER.warning("%s\n%s", what, self.broken[what])

    def __str__(self) -> str:
        told = [f"{what}\n    {how}" for what, how in self.broken.items()]
        return "\n".join(["", *told, f"({dict(self.answers)}, {dict(self.heard)})"])


def document() -> dict[str, Any]:
    return dict(SchemaGenerator().get_schema(request=None, public=True))  # type: ignore[no-untyped-call]  # untyped


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Servers]:
    """A database of the module's own, with something of each noun in it."""
    for servers in cloned(django_db_blocker):
        record(paths_of(document()))
        settings.DATABASES["default"]["CONN_MAX_AGE"] = None  # a connection a request would be most of its cost
        yield servers
        settings.DATABASES["default"]["CONN_MAX_AGE"] = 0


def somebody(identity: str) -> dict[str, str]:
    """The headers of one more person of that identity."""
    if not IDENTITIES[identity]:
        return {}
    user = User.objects.get_or_create(username=f"the {identity}")[0]
    user.groups.set(Group.objects.filter(name__in=IDENTITIES[identity]))
    return {"Authorization": str(with_token(user).defaults["HTTP_AUTHORIZATION"])}


SOCKETS = ("max_redirects", "verify", "cert", "proxies")


def _send_in_process(transport: WSGITransport, case: Any, **options: Any) -> Any:
    """As schemathesis sends, less what only sockets need: with these, its check of ignored keys fails to ask at all."""
    return SEND(transport, case, **{name: value for name, value in options.items() if name not in SOCKETS})


SEND = WSGITransport.send


def broken_promises(identity: str, *, examples: int, phases: tuple[str, ...] = PHASES) -> Findings:
    """All operations, asked by this identity."""
    config = schemathesis.Config.from_dict(
        {
            "seed": 1,
            "headers": somebody(identity),
            "workers": 1,
            "continue-on-failure": True,
            "generation": {"max-examples": examples, "deterministic": True, "no-shrink": True, "database": "none"},
            "phases": {"enabled": False} | {phase: {"enabled": True} for phase in phases},
            "checks": {"enabled": False} | {check: {"enabled": True} for check in CHECKS},
        }
    )
    schema = schemathesis.openapi.from_wsgi("/api/schema/", get_wsgi_application(), config=config)
    findings = Findings()
    with mock.patch.object(WSGITransport, "send", _send_in_process):
        for event in from_schema(schema).execute():
            findings.note(event)
    return findings
