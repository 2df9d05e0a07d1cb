"""Whatever goes wrong under /api/ is told in one shape, RFC 9457's."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import IntegrityError
from django.http import Http404
from psycopg.errors import UniqueViolation
from rest_framework.exceptions import Throttled
from rest_framework.test import APIClient

from api.pagination import NewestFirst

PUBLISHERS = "/api/v1/publishers/"


def raising(error: Exception) -> Callable[..., Any]:
    def fail(*args: object, **kwargs: object) -> None:
        raise error

    return fail


def unique_violation() -> IntegrityError:
    error = IntegrityError("duplicate key")
    error.__cause__ = UniqueViolation()
    return error


def test_a_problem_has_the_members_of_rfc_9457_and_ours(anybody: APIClient) -> None:
    answer = anybody.get("/api/v1/nothing/")
    assert (answer["Content-Type"], answer.json()) == (
        "application/problem+json",
        {
            "type": "about:blank",
            "title": "Not Found",
            "status": 404,
            "detail": "Nothing is here, or nothing you may see.",
            "code": "not_found",
            "errors": [],
        },
    )


@pytest.mark.parametrize(
    "path", ["/api/nothing/", "/api/v2/documents/", "/api/v1/documents/one/", "/api/v1/documents/-1/"]
)
def test_a_path_without_anything_is_a_problem(anybody: APIClient, path: str) -> None:
    answer = anybody.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_a_number_beyond_all_rows_is_not_found(reader: APIClient) -> None:
    assert reader.get(f"/api/v1/documents/{10**30}/").json()["code"] == "not_found"


def test_a_post_without_the_slash_is_not_led_astray() -> None:
    answer = APIClient(enforce_csrf_checks=True).post("/api/v1/documents", {"text": "a"})
    assert (answer.status_code, answer.json()["detail"]) == (404, "Nothing is here. Paths of this API end in a slash.")


def test_only_json_is_answered(reader: APIClient) -> None:
    answer = reader.get(PUBLISHERS, headers={"Accept": "text/html"})
    assert (answer.status_code, answer["Content-Type"], answer.json()["code"]) == (
        406,
        "application/problem+json",
        "not_acceptable",
    )


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (Http404("row 5 of secret_table"), 404, "not_found"),
        (PermissionDenied("row 5 of secret_table"), 403, "permission_denied"),
        (RequestDataTooBig(), 413, "too_large"),
        (SuspiciousOperation("row 5 of secret_table"), 400, "bad_request"),
        (unique_violation(), 409, "conflict"),
        (Throttled(wait=7), 429, "throttled"),
        (ValueError("row 5 of secret_table"), 500, "server_error"),
        (IntegrityError("row 5 of secret_table"), 500, "server_error"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_an_error_is_a_problem_that_leaks_nothing(
    reader: APIClient, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, code: str
) -> None:
    monkeypatch.setattr(NewestFirst, "paginate_queryset", raising(error))
    answer = reader.get(PUBLISHERS)
    told = (answer.status_code, answer["Content-Type"], answer.json()["code"], b"secret_table" in answer.content)
    assert told == (status, "application/problem+json", code, False)


def test_whoever_is_throttled_learns_for_how_long(reader: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NewestFirst, "paginate_queryset", raising(Throttled(wait=7)))
    assert reader.get(PUBLISHERS)["Retry-After"] == "7"


def test_a_foreign_host_name_is_a_problem_too(anybody: APIClient) -> None:
    answer = anybody.get(PUBLISHERS, headers={"Host": "elsewhere.example"})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")


@pytest.mark.django_db
def test_elsewhere_a_missing_page_is_a_page(anybody: APIClient) -> None:
    answer = anybody.get("/nothing/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/html; charset=utf-8")


def test_elsewhere_a_foreign_host_name_is_a_page(anybody: APIClient) -> None:
    answer = anybody.get("/admin/", headers={"Host": "elsewhere.example"})
    assert (answer.status_code, answer["Content-Type"]) == (400, "text/html; charset=utf-8")


def test_a_refusal_is_told_in_the_readers_language(editor: APIClient) -> None:
    fault = editor.post("/api/v1/publishers/", {}, headers={"Accept-Language": "fr"}).json()["errors"][0]
    assert fault["detail"] == "Ce champ est obligatoire."
