"""How many requests a key has left, told with every answer: draft-ietf-httpapi-ratelimit-headers, revision 10."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

WINDOW = 60
"""Seconds, from the first request in it."""

BUDGET = "aver.budget"
"""The member of a request's META under which its answer finds the budget."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What one key may send in the window, what it has sent, this request included, and in how many seconds it ends."""

    rate: int
    used: int
    seconds_left: int

    @property
    def is_exceeded(self) -> bool:
        return self.used > self.rate

    def headers(self) -> dict[str, str]:
        return {
            "RateLimit-Policy": f'"key";q={self.rate};w={WINDOW}',
            "RateLimit": f'"key";r={max(self.rate - self.used, 0)};t={self.seconds_left}',
        }


def tell_budget(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: whatever is answered to a key, failures of ours included, tells what is left."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        budget = request.META.get(BUDGET)
        if budget is not None:
            for name, value in budget.headers().items():
                response[name] = value
        return response

    return answer
