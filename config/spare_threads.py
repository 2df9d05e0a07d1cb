"""Keeps some threads of the web for what must always be answered, however many slow requests there are."""

import re
from collections.abc import Callable
from http import HTTPStatus
from threading import get_ident
from time import monotonic

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from api.error_pages import unavailable
from api.problems import Problem

SPARE = 4
"""Threads that slow requests do not get."""

SLOW = 1.0
"""Seconds after which a request counts as slow. A burst of quick ones is never refused: it waits its turn."""

ALWAYS = re.compile(r"/health/|/api/v1/claims/([0-9]+/)?status/")
BUSY = Problem(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "busy",
    "Too many requests that take long are being answered just now. Ask again in a moment.",
    wait=2,
)


class SpareThreads:
    """Middleware. Where the number of threads is not known it refuses nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.at_most = max(settings.WEB_THREADS - SPARE, 1) if settings.WEB_THREADS else None
        self.began: dict[int, float] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._is_full() and not ALWAYS.fullmatch(request.path):
            return unavailable(request, BUSY)
        thread = get_ident()
        self.began[thread] = monotonic()
        try:
            return self.get_response(request)
        finally:
            del self.began[thread]

    def _is_full(self) -> bool:
        if self.at_most is None or len(self.began) < self.at_most:
            return False
        before = monotonic() - SLOW
        return sum(began < before for began in list(self.began.values())) >= self.at_most
