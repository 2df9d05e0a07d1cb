"""What Django answers when no view of ours was reached."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from api import error_pages

HOOKS: dict[str, tuple[Callable[..., HttpResponse], tuple[Exception, ...], int]] = {
    "a request that cannot be read": (error_pages.bad_request, (SuspiciousOperation(),), 400),
    "a refused request": (error_pages.permission_denied, (PermissionDenied(),), 403),
    "a path without anything": (error_pages.not_found, (Http404(),), 404),
    "a failure of ours": (error_pages.server_error, (), 500),
}


@pytest.mark.parametrize(("hook", "exceptions", "status"), HOOKS.values(), ids=HOOKS)
def test_under_api_it_is_a_problem(
    rf: RequestFactory, hook: Callable[..., HttpResponse], exceptions: tuple[Exception, ...], status: int
) -> None:
    answer = hook(rf.get("/api/v1/claims/"), *exceptions)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")


@pytest.mark.parametrize(("hook", "exceptions", "status"), HOOKS.values(), ids=HOOKS)
def test_elsewhere_it_is_a_page(
    rf: RequestFactory, hook: Callable[..., HttpResponse], exceptions: tuple[Exception, ...], status: int
) -> None:
    answer = hook(rf.get("/claims/"), *exceptions)
    assert (answer.status_code, answer["Content-Type"]) == (status, "text/html; charset=utf-8")


def test_a_body_too_large_for_django_is_told_as_such(rf: RequestFactory) -> None:
    assert error_pages.bad_request(rf.post("/api/v1/documents/"), RequestDataTooBig()).status_code == 413
