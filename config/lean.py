"""A shorter way to what is asked most: statuses, by programs with a key. What only browsers need is left out."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler
from django.utils.module_loading import import_string

LEFT_OUT = frozenset(
    {
        "whitenoise.middleware.WhiteNoiseMiddleware",
        "config.spare_threads.SpareThreads",  # it never holds up a status
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "axes.middleware.AxesMiddleware",
    }
)
_STATUS = re.compile(r"/api/v1/claims/([0-9]+/)?status/", re.ASCII)

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


class LeanHandler(WSGIHandler):
    """Django's, without the middleware that is left out."""

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: ARG002 (Django's signature)
        self._view_middleware: list[Any] = []
        self._template_response_middleware: list[Any] = []
        self._exception_middleware: list[Any] = []
        handler = convert_exception_to_response(self._get_response)  # type: ignore[attr-defined]  # not in the stubs
        for name in reversed(settings.MIDDLEWARE):
            if name not in LEFT_OUT:
                layer = import_string(name)(handler)
                if hasattr(layer, "process_view") or hasattr(layer, "process_template_response"):
                    raise ImproperlyConfigured(f"{name}: the shorter way to statuses does not call its hooks on views.")
                if hasattr(layer, "process_exception"):
                    self._exception_middleware.append(layer.process_exception)
                handler = convert_exception_to_response(layer)
        self._middleware_chain = handler


def by_shorter_way(whole: Wsgi) -> Wsgi:
    """The application, which answers statuses to keys by the shorter way and all else by the whole one.

    It must have been set up: this reads the settings.
    """
    lean = LeanHandler()

    def application(asked: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        is_program = asked.get("HTTP_AUTHORIZATION", "")[:7].lower() == "bearer " and "HTTP_COOKIE" not in asked
        is_lean = is_program and _STATUS.fullmatch(asked.get("PATH_INFO", ""))
        return (lean if is_lean else whole)(asked, start_response)

    return application
