"""What the OpenAPI document says beyond what drf-spectacular reads from the views."""

import json
from pathlib import Path
from typing import Any, Literal

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent

from api.expansions import EXPAND, EXPANDED, Expansions
from api.problems import MEDIA_TYPE
from claims.models import Candidate, Claim

# Names for the sets of words that several nouns call their kind.
CANDIDATE_KINDS = Candidate._meta.get_field("kind").choices
CLAIM_KINDS = Claim._meta.get_field("kind").choices

EXAMPLES: dict[str, Any] = json.loads(Path(__file__).with_name("examples.json").read_text("utf-8"))
"""True answers, by operation; tests/api/test_examples.py asks for them and keeps them."""

_STRING = {"type": "string"}
_PROBLEM_MEMBERS = {
    "type": _STRING,
    "title": _STRING,
    "status": {"type": "integer"},
    "detail": _STRING,
    "code": _STRING,
    "errors": {
        "type": "array",
        "items": {
            "type": "object",
            "description": "In the body at `pointer` (RFC 6901; empty: the whole), or in the query at `parameter`.",
            "required": ["code", "detail"],
            "properties": {"pointer": _STRING, "parameter": _STRING, "code": _STRING, "detail": _STRING},
        },
    },
}
PROBLEM = {
    "type": "object",
    "description": "Problem details (RFC 9457); `code` is for programs, `detail` for people.",
    "required": ["type", "title", "status", "detail", "code", "errors"],
    "properties": _PROBLEM_MEMBERS,
}
UNAVAILABLE = "Not now: an answer took too long (`timed_out`), the database is away, or too much is asked at once."
ALWAYS = {
    "400": "The request cannot be read or is refused; `errors` names each field or parameter.",
    "401": "No key or session, or one that is not valid.",
    "403": "You may not do this, or your key lacks the scope (`insufficient_scope`).",
    "406": "Only JSON is answered.",
    "429": "The key has sent all that it may in this minute; `Retry-After` says how many seconds to wait.",
    "500": "Aver has failed.",
    "503": UNAVAILABLE,
}
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The ETag of what was read, from an earlier answer; `*` is not accepted.",
    "schema": _STRING,
}
IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "description": "The ETag of an earlier answer; if it is still what you would be shown, the answer is 304.",
    "schema": _STRING,
}
ETAG = {"ETag": {"description": "Strong; to be sent in If-Match with a decision.", "schema": _STRING}}
RETRY_AFTER = {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}}}
STALE_PROBLEM = PROBLEM | {
    "description": "Problem details of a decision on what somebody has decided since.",
    "required": ["type", "title", "status", "detail", "code", "errors", "etag", "decided"],
    "properties": {
        **_PROBLEM_MEMBERS,
        "etag": {"type": "string", "description": "The ETag of now."},
        "decided": {
            "type": ["object", "null"],
            "description": "The latest decision, where one is known.",
            "required": ["act", "by", "at"],
            "properties": {"act": _STRING, "by": _STRING, "at": {"type": "string", "format": "date-time"}},
        },
    },
}

FOR_AN_OBJECT = {"404": "No such object, or none you may see."}
FOR_A_BODY = {
    "409": "The state of things forbids this.",
    "413": "The body or the text in it is too large.",
    "415": "Only JSON is read.",
}
FOR_THE_PAST = {"503": "Somebody is writing what may belong to `as_of`; ask again in a second."}
FOR_A_DECISION = {
    "412": "Somebody has decided since; `etag` is the ETag of now, `decided` tells who.",
    "428": "If-Match is missing, or `*`.",
}


ACTS = {"version": "text", "choose": "preferences_choose"}
SUMMARIES = {"list": "List the {noun}", "retrieve": "Show one of the {noun}"}


def _exemplify(operation: dict[str, Any]) -> None:
    """Add what was sent and answered, as a test has recorded it."""
    known = EXAMPLES["operations"].get(operation["operationId"], {})
    for status, body in known.get("answers", {}).items():
        for content in operation["responses"][status].get("content", {}).values():
            content["example"] = body
    if "body" in known:
        for content in operation.get("requestBody", {}).get("content", {}).values():
            content["example"] = known["body"]
    for parameter in operation.get("parameters", []):
        if parameter["in"] == "path":
            parameter["example"] = known.get("path", {}).get(parameter["name"])


def _expand(known: Expansions) -> dict[str, Any]:
    return {
        "name": EXPAND,
        "in": "query",
        "style": "form",
        "explode": False,
        "description": "What to show in full under `expanded`, parted by commas.",
        "schema": {"type": "array", "minItems": 1, "items": {"type": "string", "enum": sorted(known)}},
    }


class ProblemAutoSchema(AutoSchema):
    """Adds to each operation the problems it may answer, and to those on versioned rows their conditions."""

    def get_operation(self, *args: Any, **kwargs: Any) -> Any:
        operation = super().get_operation(*args, **kwargs)
        conditions = [IF_MATCH] * self._is_decision() + [IF_NONE_MATCH] * self._is_conditional()
        if known := self._expansions():
            conditions.append(_expand(known))
        if operation and conditions:
            operation["parameters"] = [*operation.get("parameters", []), *conditions]
        if operation:
            _exemplify(operation)
            self._link(operation)
        return operation

    def _link(self, operation: dict[str, Any]) -> None:
        """From a list to its first row, from what was made to its row, from a row to the decisions on it."""
        noun, _, act = operation["operationId"].rpartition(f"_{ACTS.get(self._action, self._action)}")
        noun, key = noun or act, getattr(self.view, "lookup_url_kwarg", None) or getattr(self.view, "lookup_field", "")
        name = "id" if key == "pk" else key
        if not self._has_rows():
            return
        where = {"list": "/results/0/", "create": "/"}.get(self._action)
        if where:
            one = {"operationId": f"{noun}_retrieve", "parameters": {f"path.{name}": f"$response.body#{where}{name}"}}
            for status in operation["responses"].keys() & {"200", "201"}:
                operation["responses"][status]["links"] = {"one": one}
        if self._is_conditional():
            read = {f"path.{name}": f"$request.path.{name}", "header.If-Match": "$response.header.ETag"}
            links = {each: {"operationId": f"{noun}_{each}", "parameters": read} for each in self._acts_on_rows()}
            operation["responses"]["200"]["links"] = links

    def _has_rows(self) -> bool:
        return hasattr(self.view, "retrieve")

    def _acts_on_rows(self) -> list[str]:
        view: Any = self.view
        acts = [act for act in view.get_extra_actions() if act.detail and act.__name__ in view.decisions]
        return sorted(act.__name__ for act in acts if act.url_path.count("/") == 0)

    def get_operation_id(self) -> str:
        """The noun and the act, as `claims_send_back`: it stays as long as both do."""
        noun = self.path.removeprefix("/api/v1/").partition("/")[0]
        return f"{noun}_{ACTS.get(self._action, self._action)}".replace("-", "_")

    def get_summary(self) -> str:
        """The first sentence of what is said of the act; for lists and rows, of the noun."""
        noun = self.path.removeprefix("/api/v1/").partition("/")[0].replace("-", " ")
        if self._action in SUMMARIES:
            return SUMMARIES[self._action].format(noun=noun)
        return self.get_description().partition(". ")[0].partition("\n")[0].rstrip(".")

    def _map_basic_serializer(self, serializer: Any, direction: str) -> Any:
        """With `expanded`, where rows of this kind can be shown with others in full."""
        schema = super()._map_basic_serializer(serializer, direction)  # type: ignore[no-untyped-call]  # untyped library
        known: Expansions = getattr(serializer, "expansions", {})
        if known and direction == "response":
            fields = {name: each.field() for name, each in known.items()}
            parts = {name: self._map_serializer_field(each, direction) for name, each in fields.items()}  # type: ignore[no-untyped-call]  # likewise
            told = "Only with `expand`: each name asked for, null where there is none that you may see."
            schema["properties"][EXPANDED] = {"type": "object", "description": told, "properties": parts}
        return schema

    def _expansions(self) -> Expansions:
        if self._action not in {"list", "retrieve"} or not hasattr(self.view, "expansions"):
            return {}
        known: Expansions = self.view.expansions
        return known

    @property
    def _action(self) -> str:
        return getattr(self.view, "action", None) or ""

    def _is_decision(self) -> bool:
        return self._action in getattr(self.view, "decisions", ())

    def _is_conditional(self) -> bool:
        is_versioned = self._action == "retrieve" and hasattr(self.view, "versioned")
        return is_versioned or getattr(self.view, "is_tagged", False)

    def _has_etag(self) -> bool:
        return self._is_conditional() or (hasattr(self.view, "versioned") and self._makes_or_decides())

    def _makes_or_decides(self) -> bool:
        return self._is_decision() or self._action == "create"

    def _get_response_bodies(self, direction: Literal["request", "response"] = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        if self._has_etag():
            for told in bodies.values():
                told["headers"] = told.get("headers", {}) | ETAG
        if self._is_conditional():
            bodies["304"] = {
                "description": "What If-None-Match names is still what you would be shown.",
                "headers": ETAG,
            }
        return bodies | {status: self._problem(status, words) for status, words in self._problems().items()}

    def _problems(self) -> dict[str, str]:
        problems = dict(ALWAYS)
        if "{" in self.path:
            problems |= FOR_AN_OBJECT
        if self.method == "POST":
            problems |= FOR_A_BODY
        if self._action in getattr(self.view, "of_the_past", ()):
            problems |= FOR_THE_PAST
        return problems | FOR_A_DECISION if self._is_decision() else problems

    def _problem(self, status: str, words: str) -> dict[str, Any]:
        if status == "412":
            name, shape = "StaleProblem", STALE_PROBLEM
        else:
            name, shape = "Problem", PROBLEM | {"examples": EXAMPLES["problems"]}
        schema = self._component(name, shape)
        told = {"description": words, "content": {MEDIA_TYPE: {"schema": schema}}}
        return told | ({"headers": RETRY_AFTER} if status in {"429", "503"} else {})

    def _component(self, name: str, schema: dict[str, Any]) -> Any:
        component = ResolvedComponent(name, "schemas", schema, name)  # type: ignore[no-untyped-call]  # untyped library
        self.registry.register_on_missing(component)
        return component.ref
