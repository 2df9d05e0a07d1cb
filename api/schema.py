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
PROBLEM = {
    "type": "object",
    "description": "Problem details (RFC 9457); `code` is for programs, `detail` for people.",
    "required": ["type", "title", "status", "detail", "code", "errors"],
    "properties": {
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
    },
}

ALWAYS = {
    "400": "The request cannot be read or is refused; `errors` names each field or parameter.",
    "401": "No token or session, or one that is not valid.",
    "403": "You may not do this.",
    "406": "Only JSON is answered.",
    "500": "Aver has failed.",
}
FOR_AN_OBJECT = {"404": "No such object, or none you may see."}
FOR_A_BODY = {
    "409": "The state of things forbids this.",
    "413": "The body or the text in it is too large.",
    "415": "Only JSON is read.",
}


class ProblemAutoSchema(AutoSchema):
    """Adds to each operation the problems it may answer."""

    def _get_response_bodies(self, direction: Literal["request", "response"] = "response") -> dict[str, Any]:
        problems = dict(ALWAYS)
        if "{" in self.path:
            problems |= FOR_AN_OBJECT
        if self.method == "POST":
            problems |= FOR_A_BODY
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        content = {MEDIA_TYPE: {"schema": self._problem().ref}}
        told = {status: {"description": words, "content": content} for status, words in problems.items()}
        return bodies | told

    def _problem(self) -> ResolvedComponent:
        component = ResolvedComponent("Problem", "schemas", PROBLEM, "Problem")  # type: ignore[no-untyped-call]  # untyped library
        self.registry.register_on_missing(component)
        return component
