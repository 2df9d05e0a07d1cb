"""What Django answers when no API view was reached: problem details under `/api/`, the normal page elsewhere."""

import sys
from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views import csrf, defaults
from django.views.decorators.csrf import csrf_exempt

from api.denials import asked_of_a_page, log_denial
from api.problems import FORBIDDEN, NOT_FOUND, TOO_LARGE, Problem, answer, outage_of

PREFIX = "/api/"


@csrf_exempt
def no_such_path(request: HttpRequest) -> HttpResponse:
    """The last route under `/api/`. It also keeps Django from redirecting a POST that lacks the slash into a GET."""
    detail = NOT_FOUND if request.path.endswith("/") else "Nothing is here. Paths of this API end in a slash."
    return answer(Problem(HTTPStatus.NOT_FOUND, "not_found", detail))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if not request.path.startswith(PREFIX):
        return defaults.bad_request(request, exception)
    if isinstance(exception, RequestDataTooBig):
        return answer(Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", TOO_LARGE))
    return answer(Problem(HTTPStatus.BAD_REQUEST, "bad_request", "The request cannot be read."))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    log_denial(request, asked_of_a_page(request, exception))
    if not request.path.startswith(PREFIX):
        return defaults.permission_denied(request, exception)
    return answer(Problem(HTTPStatus.FORBIDDEN, "permission_denied", FORBIDDEN))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    log_denial(request, reason)
    return csrf.csrf_failure(request, reason)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if not request.path.startswith(PREFIX):
        return defaults.page_not_found(request, exception)
    return no_such_path(request)


class Outages:
    """Middleware: says *not now* of a page for which the database did not answer, or not in time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        problem = outage_of(exception)
        return unavailable(request, problem) if problem else None


def unavailable(request: HttpRequest, problem: Problem) -> HttpResponse:
    """503, as problem details or as a page that asks the database nothing."""
    if request.path.startswith(PREFIX):
        return answer(problem)
    page = render_to_string("503.html", {"code": problem.code})
    return HttpResponse(page, status=problem.status, headers={"Retry-After": str(problem.wait)})


def server_error(request: HttpRequest) -> HttpResponse:
    """Also what the layers around the views meet, such as the one that keeps sessions."""
    if problem := outage_of(sys.exc_info()[1]):
        return unavailable(request, problem)
    if not request.path.startswith(PREFIX):
        return defaults.server_error(request)
    detail = "Aver has failed; this is not your fault. The log has the details."
    return answer(Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "server_error", detail))
