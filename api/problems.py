"""Errors as problem details (RFC 9457): one shape for whatever goes wrong under `/api/`."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import psycopg
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import Http404, HttpResponse
from rest_framework import exceptions
from rest_framework.fields import get_error_detail

from api.denials import log_denial
from claims.refusals import Refused

MEDIA_TYPE = "application/problem+json"
LONGEST_DETAIL = 500
NOT_FOUND = "Nothing is here, or nothing you may see."
FORBIDDEN = "You may not do this."
TOO_LARGE = "The body is too large. A document has at most 10 MB of text."
ROOT_KEYS = frozenset({"non_field_errors", "__all__"})


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a request: in its body at `pointer` (RFC 6901; empty: the whole), or in a `parameter`."""

    code: str
    detail: str
    pointer: str | None = None
    parameter: str | None = None

    def as_json(self) -> dict[str, str]:
        where = {"parameter": self.parameter} if self.parameter is not None else {"pointer": self.pointer or ""}
        return {**{key: _short(name) for key, name in where.items()}, "code": self.code, "detail": _short(self.detail)}


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, for a person (`detail`) and for a program (`code`, `faults`, and `members` of this problem)."""

    status: int
    code: str
    detail: str
    faults: tuple[Fault, ...] = ()
    members: Mapping[str, Any] = field(default_factory=dict)
    wait: int = 0
    """Seconds after which to ask again; 0: no word of it."""

    def as_json(self) -> dict[str, Any]:
        return {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": _short(self.detail),
            "code": self.code,
            "errors": [fault.as_json() for fault in self.faults],
            **self.members,
        }


class BadParameters(exceptions.APIException):
    """Query parameters that are not accepted, each with the reason."""

    status_code = HTTPStatus.BAD_REQUEST

    def __init__(self, faults: Iterable[Fault]) -> None:
        super().__init__("Query parameters are wrong.", "invalid")
        self.faults = tuple(faults)


class BodyTooLarge(exceptions.APIException):
    """The body has more bytes than the settings allow; it is not read."""

    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"
    default_detail = TOO_LARGE


class Conflict(exceptions.APIException):
    """The state of things forbids what was asked."""

    status_code = HTTPStatus.CONFLICT
    default_code = "conflict"


class Stale(exceptions.APIException):
    """What a decision rests on has changed since; tells the ETag of now, and the latest decision if one is known."""

    status_code = HTTPStatus.PRECONDITION_FAILED
    default_code = "stale"

    def __init__(self, detail: str, *, etag: str, decided: Mapping[str, Any] | None) -> None:
        super().__init__(detail)
        self.members = {"etag": etag, "decided": decided}


class RateExceeded(exceptions.APIException):
    """The key has sent all that it may in this minute; `wait` seconds from now it may again."""

    status_code = HTTPStatus.TOO_MANY_REQUESTS
    default_code = "rate_exceeded"

    def __init__(self, rate: int, *, wait: int) -> None:
        super().__init__(f"This key may send {rate} requests a minute; wait {wait} s.")
        self.wait = wait


class InsufficientScope(exceptions.APIException):
    """The key is good, but not for this; None where no scope is enough."""

    status_code = HTTPStatus.FORBIDDEN
    default_code = "insufficient_scope"

    def __init__(self, scope: str | None) -> None:
        super().__init__(f"This key lacks the scope “{scope}”." if scope else "No key is enough for this.")
        self.members = {"scope": scope}
        self.auth_header = 'Bearer realm="aver", error="insufficient_scope"' + (f', scope="{scope}"' if scope else "")


TIMED_OUT = Problem(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "timed_out",
    "This took too long, and was stopped; nothing was changed. Ask for less, or again later.",
    wait=5,
)
DATABASE_UNAVAILABLE = Problem(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "database_unavailable",
    "The database does not answer just now. Nothing that was not answered with success was kept; ask again.",
    wait=5,
)

FIXED: dict[type[Exception], Problem] = {
    Http404: Problem(HTTPStatus.NOT_FOUND, "not_found", NOT_FOUND),
    PermissionDenied: Problem(HTTPStatus.FORBIDDEN, "permission_denied", FORBIDDEN),
    RequestDataTooBig: Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", TOO_LARGE),
}


def answer(problem: Problem, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """The problem as a response. Lone surrogates that a client sent come back as the JSON escapes they were."""
    body = json.dumps(problem.as_json(), ensure_ascii=False).encode("utf-8", "backslashreplace")
    wait = {"Retry-After": str(problem.wait)} if problem.wait else {}
    return HttpResponse(body, status=problem.status, content_type=MEDIA_TYPE, headers={**wait, **(headers or {})})


def exception_handler(exc: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """DRF's hook. None where it is our bug: Django then logs it and answers 500 through `handler500`."""
    problem = problem_of(exc)
    if problem and problem.status == HTTPStatus.FORBIDDEN:
        log_denial(context["request"], ", ".join(getattr(context["view"], "permissions_asked", ())) or problem.detail)
    return answer(problem, _headers(exc)) if problem else None


def problem_of(exc: Exception) -> Problem | None:
    """What an exception means to a client; None if it is no client's business."""
    match exc:
        case Refused():
            return Problem(HTTPStatus.CONFLICT, exc.refusal.value, str(exc))
        case exceptions.ValidationError() | DjangoValidationError() | BadParameters():
            return _invalid(_faults_of(exc))
        case IntegrityError(__cause__=psycopg.errors.UniqueViolation()):
            return Problem(HTTPStatus.CONFLICT, "conflict", "Somebody else has just made the same. Read theirs.")
        case exceptions.APIException():
            members = getattr(exc, "members", {})
            return Problem(exc.status_code, str(exc.get_codes()), str(exc.detail), members=members)
    return outage_of(exc) or next((problem for kind, problem in FIXED.items() if isinstance(exc, kind)), None)


def outage_of(exc: BaseException | None) -> Problem | None:
    """What it means where the database does not answer (in time); None for anything else."""
    match exc:
        case OperationalError(__cause__=psycopg.errors.QueryCanceled()):
            return TIMED_OUT
        case OperationalError() | InterfaceError():
            return DATABASE_UNAVAILABLE
    return None


def _faults_of(exc: exceptions.ValidationError | DjangoValidationError | BadParameters) -> Iterable[Fault]:
    if isinstance(exc, BadParameters):
        return exc.faults
    return faults_in(get_error_detail(exc) if isinstance(exc, DjangoValidationError) else exc.detail)


def faults_in(detail: Any, pointer: str = "") -> Iterator[Fault]:
    """Flatten DRF's nested error details, keeping the way to each as a JSON pointer."""
    match detail:
        case dict():
            for key, inner in detail.items():
                yield from faults_in(inner, pointer if key in ROOT_KEYS else f"{pointer}/{_escaped(key)}")
        case list():
            for position, inner in enumerate(detail):
                yield from faults_in(inner, pointer if isinstance(inner, str) else f"{pointer}/{position}")
        case _:
            yield Fault(getattr(detail, "code", "invalid"), str(detail), pointer=pointer)


def _invalid(found: Iterable[Fault]) -> Problem:
    faults = tuple(found)
    is_too_large = any(fault.code == "too_large" for fault in faults)
    return Problem(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE if is_too_large else HTTPStatus.BAD_REQUEST,
        "too_large" if is_too_large else "invalid",
        faults[0].detail if len(faults) == 1 else f"{len(faults)} things are wrong with the request; see errors.",
        faults,
    )


def _headers(exc: Exception) -> dict[str, str]:
    headers = {}
    if challenge := getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(exc, "wait", None):
        headers["Retry-After"] = f"{wait:.0f}"
    return headers


def _escaped(key: object) -> str:
    return str(key).replace("~", "~0").replace("/", "~1")


def _short(words: str) -> str:
    """Never send back at length what was sent at length."""
    return words if len(words) <= LONGEST_DETAIL else f"{words[: LONGEST_DETAIL - 1]}…"
