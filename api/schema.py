"""What the OpenAPI document says beyond what drf-spectacular reads from the views."""

from typing import Any, Literal

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent

from api.problems import MEDIA_TYPE
from claims.models import Candidate, Claim

# Names for the sets of words that several nouns call their kind.
CANDIDATE_KINDS = Candidate._meta.get_field("kind").choices
CLAIM_KINDS = Claim._meta.get_field("kind").choices

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
ALWAYS = {
    "400": "The request cannot be read or is refused; `errors` names each field or parameter.",
    "401": "No token or session, or one that is not valid.",
    "403": "You may not do this.",
    "406": "Only JSON is answered.",
    "500": "Aver has failed.",
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


class ProblemAutoSchema(AutoSchema):
    """Adds to each operation the problems it may answer, and to those on versioned rows their conditions."""

    def get_operation(self, *args: Any, **kwargs: Any) -> Any:
        operation = super().get_operation(*args, **kwargs)
        conditions = [IF_MATCH] * self._is_decision() + [IF_NONE_MATCH] * self._is_conditional()
        if operation and conditions:
            operation["parameters"] = [*operation.get("parameters", []), *conditions]
        return operation

    @property
    def _action(self) -> str:
        return getattr(self.view, "action", None) or ""

    def _is_decision(self) -> bool:
        return self._action in getattr(self.view, "decisions", ())

    def _is_conditional(self) -> bool:
        is_versioned = self._action == "retrieve" and hasattr(self.view, "versioned")
        return is_versioned or getattr(self.view, "is_tagged", False)

    def _has_etag(self) -> bool:
        return self._is_conditional() or (hasattr(self.view, "versioned") and self.method == "POST")

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
        if hasattr(self.view, "moment") and self._action in {"list", "retrieve", "status"}:
            problems |= FOR_THE_PAST
        return problems | FOR_A_DECISION if self._is_decision() else problems

    def _problem(self, status: str, words: str) -> dict[str, Any]:
        name, shape = ("StaleProblem", STALE_PROBLEM) if status == "412" else ("Problem", PROBLEM)
        schema = self._component(name, shape)
        return {"description": words, "content": {MEDIA_TYPE: {"schema": schema}}}

    def _component(self, name: str, schema: dict[str, Any]) -> Any:
        component = ResolvedComponent(name, "schemas", schema, name)  # type: ignore[no-untyped-call]  # untyped library
        self.registry.register_on_missing(component)
        return component.ref
