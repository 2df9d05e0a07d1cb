"""Keeps some threads of the web for what must always be answered, however many slow requests there are."""

import re
from collections.abc import Callable
from http import HTTPStatus
from threading import Condition, get_ident
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
    """Middleware. Where the number of threads is not known it holds nobody up.

    Whoever finds no room waits in a thread of their own until somebody has been answered, a second at the most; not
    where all who have room are slow, nor where most are and others wait already: else the spare threads were none.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.at_most = max(settings.WEB_THREADS - SPARE, 1) if settings.WEB_THREADS else None
        self.began: dict[int, float] = {}
        self.waiting = 0
        self.changed = Condition()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self.at_most is None or ALWAYS.fullmatch(request.path):
            return self.get_response(request)
        if not self._has_begun(self.at_most):
            return unavailable(request, BUSY)
        try:
            return self.get_response(request)
        finally:
            with self.changed:
                del self.began[get_ident()]
                self.changed.notify()

    def _has_begun(self, at_most: int) -> bool:
        """Take room as soon as there is any; False where that would keep the spare threads."""
        until = monotonic() + SLOW
        with self.changed:
            while len(self.began) >= at_most:
                left = min(until, max(self.began.values()) + SLOW) - monotonic()
                if left <= 0 or self._is_crowded():
                    self.changed.notify()  # whoever else waits looks too
                    return False
                self.waiting += 1
                try:
                    self.changed.wait(left)
                finally:
                    self.waiting -= 1
            self.began[get_ident()] = monotonic()
        return True

    def _is_crowded(self) -> bool:
        """Whether half of the spare threads are held by who waits, and half of the others by the slow."""
        before = monotonic() - SLOW
        slow = sum(began < before for began in self.began.values())
        return self.waiting >= SPARE // 2 and 2 * slow >= len(self.began)
