"""What a refusal leaves in the log: one line that says who asked for what. Query strings are never part of it."""

import logging

from django.contrib.auth import get_permission_codename
from django.http import HttpRequest

LOGGER = logging.getLogger("aver.access")
LONGEST = 200


def log_denial(request: HttpRequest, asked: str) -> None:
    """Tell of a 403; `asked` is the permission that was lacking, or in words what was."""
    user = getattr(request, "user", None)  # there is none where a middleware before the sign-in refuses
    who = user.get_username() if user else ""
    words = (who or "anonymous", request.method or "", request.path, asked)
    LOGGER.warning("Refused: %s, %s %s (%s)", *map(printable, words))


def asked_of_a_page(request: HttpRequest, exception: Exception | None = None) -> str:
    """The permission a page asked for: named by the exception, or the one Django's admin asks there."""
    match = request.resolver_match
    if named := getattr(exception, "permission", None):
        return str(named)
    if match is None:
        return "no page"
    if not (model_admin := getattr(match.func, "model_admin", None)):
        return match.view_name
    act = (match.url_name or "").rpartition("_")[2]
    is_write = act in {"add", "delete"} or (act == "change" and request.method == "POST")
    return f"{model_admin.opts.app_label}.{get_permission_codename(act if is_write else 'view', model_admin.opts)}"


def printable(words: str) -> str:
    """On one line and not too long; what does not print stands as its escape."""
    shown = "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in words[: LONGEST + 1])
    return shown if len(words) <= LONGEST else f"{shown[:LONGEST]}…"
