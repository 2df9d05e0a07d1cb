"""The OpenAPI document as promises, which schemathesis tries to catch the API breaking; in-process, in one database."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from django.contrib.auth.models import Group, User
from django.core.wsgi import get_wsgi_application
from drf_spectacular.generators import SchemaGenerator
from rest_framework.authtoken.models import Token
from schemathesis.engine import events, from_schema

from tests.api.recording import paths_of, record

IDENTITIES = {"anonymous": [], "reader": ["readers"], "editor and reviewer": ["editors", "reviewers"]}
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
                    self.broken.setdefault(what, f"{failure.message}\n{check.failure_info.code_sample}")

    def __str__(self) -> str:
        told = [f"{what}\n    {how}" for what, how in self.broken.items()]
        return "\n".join(["", *told, f"({dict(self.answers)}, {dict(self.heard)})"])


def document() -> dict[str, Any]:
    return dict(SchemaGenerator().get_schema(request=None, public=True))  # type: ignore[no-untyped-call]  # untyped


def fill() -> None:
    """Something of each noun, to be asked for. In a database of its own."""
    record(paths_of(document()))


def somebody(identity: str) -> dict[str, str]:
    """The headers of one more person of that identity."""
    if not IDENTITIES[identity]:
        return {}
    user = User.objects.create_user(f"the {identity}")
    user.groups.set(Group.objects.filter(name__in=IDENTITIES[identity]))
    return {"Authorization": f"Token {Token.objects.create(user=user).key}"}


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
    for event in from_schema(schema).execute():
        findings.note(event)
    return findings
