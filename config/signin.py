"""Signing in with a password: what is counted, who is locked out until when, and what the log says of it.

django-axes counts; it sees passwords only, never the API's keys.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from math import ceil
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from api.denials import printable

LOGGER = logging.getLogger("aver.access")
TOO_MANY_REQUESTS = 429
SUBNET = 64
"""Bits of an IPv6 address that tell one line from another; whoever has a line has all the addresses below."""


class Argon2Hasher(Argon2PasswordHasher):
    """Argon2id in 46 MiB and about 0.1 s. With Django's 100 MiB a few guesses posted at once fill a small machine."""

    memory_cost = 47104
    time_cost = 2
    parallelism = 1


class Attempts(AxesDatabaseHandler):  # type: ignore[misc]  # axes has no types
    """Failures are rows of axes'; each, and each success, is also one line of the log. Never with a password."""

    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
    ) -> None:
        super().user_login_failed(sender, credentials, request, **kwargs)
        if request is not None:
            outcome = "locked out" if request.axes_locked_out else "failed"  # type: ignore[attr-defined]
            LOGGER.warning("Sign-in %s: %s from %s.", outcome, _known(credentials), client_address(request))

    def user_logged_in(self, sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
        super().user_logged_in(sender, request, user, **kwargs)
        LOGGER.info("Signed in: %s from %s.", printable(user.get_username()), client_address(request))
        SessionStore.clear_expired()  # as axes does with expired failures; nothing else would ever delete them


def _known(credentials: dict[str, Any]) -> str:
    """The name if somebody bears it. Else not: in haste people type their password into the field of the name."""
    name = str(credentials.get("username") or "")
    return printable(name) if User.objects.filter(username=name).exists() else "an unknown name"


def client_address(request: HttpRequest) -> str | None:
    """Whom to count for. Behind a proxy: whoever spoke to it, which it wrote last; what stands before is hearsay."""
    spoke = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_TLS_PROXY:
        spoke = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or spoke
    try:
        address = ip_address(spoke)
    except ValueError:
        return None
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    hosts = 128 - SUBNET
    return str(IPv6Address(int(address) >> hosts << hosts))


def opens_again_at(failures: Iterable[tuple[datetime, int]], *, limit: int, after: timedelta) -> datetime | None:
    """When so many failures have expired that fewer than `limit` count; None if that is so already.

    `failures`: instants with the number of failures that expire `after` them, in any order.
    """
    counted = 0
    for instant, number in sorted(failures, reverse=True):
        counted += number
        if counted >= limit:
            return instant + after
    return None


def locked_out(request: HttpRequest, _refused: HttpResponse, credentials: dict[str, Any]) -> HttpResponse:
    """The page that says until when; the same whether or not anybody bears the name."""
    now = timezone.now()
    counted = AxesProxyHandler.get_implementation().get_user_attempts(request, credentials)[0]
    until = opens_again_at(
        counted.values_list("attempt_time", "failures_since_start"),
        limit=settings.AXES_FAILURE_LIMIT,
        after=settings.AXES_COOLOFF_TIME,
    )
    seconds = max(1, ceil(((until or now) - now).total_seconds()))
    # To the minute after: who comes back at the time that was shown must not be too early.
    shown = (now + timedelta(seconds=seconds + 59)).replace(second=0, microsecond=0)
    context = admin.site.each_context(request) | {"until": shown, "minutes": ceil(seconds / 60)}
    answer = render(request, "admin/locked_out.html", context, status=TOO_MANY_REQUESTS)
    answer["Retry-After"] = str(seconds)
    add_never_cache_headers(answer)
    return answer
