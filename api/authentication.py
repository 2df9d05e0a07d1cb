"""`Authorization: Bearer aver_…`: who holds the key acts for its owner."""

from datetime import UTC
from typing import Any

from django.contrib.auth.models import User
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from api.budgets import BUDGET, Budget
from api.key_use import HeldKey, use_key
from api.peppers import prefix_of, seals, was_sealed
from api.problems import RateExceeded
from api.scopes import scope_of

REALM = 'Bearer realm="aver"'
UNKNOWN = "This key is not known. Write it as Authorization: Bearer aver_…, whole."


class KeyAuthentication(BaseAuthentication):
    """Counts the request and tells its budget; every other scheme is left to others."""

    def authenticate(self, request: Request) -> tuple[User, HeldKey] | None:
        scheme, _blank, given = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        held, budget = _taken(given.strip())
        request.META[BUDGET] = budget
        if budget.is_exceeded:
            raise RateExceeded(budget.rate, wait=budget.seconds_left)
        return held.owner, held

    def authenticate_header(self, request: Request) -> str:
        """Sent with each 401; RFC 6750 §3."""
        was_given = request.META.get("HTTP_AUTHORIZATION", "").lower().startswith("bearer")
        return f'{REALM}, error="invalid_token"' if was_given else REALM


def _taken(key: str) -> tuple[HeldKey, Budget]:
    """The key, its request counted. Raises AuthenticationFailed; only to who knows the whole key it says why."""
    prefix = prefix_of(key)
    sealed = dict(seals(key)) if prefix else {}
    held = use_key(prefix, sealed.values()) if prefix else None
    if held is None or not was_sealed(sealed, held.pepper_id, held.digest):
        raise AuthenticationFailed(UNKNOWN)
    if held.revoked_at is not None:
        raise AuthenticationFailed("This key has been revoked.")
    if not held.owner.is_active:
        raise AuthenticationFailed("The account of this key is closed.")
    if held.budget is None:
        until = held.expires_at.astimezone(UTC).isoformat(timespec="seconds") if held.expires_at else ""
        raise AuthenticationFailed(f"This key has expired: {until}.")
    return held, held.budget


class KeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # untyped library
    """How the OpenAPI document tells of keys: with each operation, the scope that it asks for."""

    target_class = "api.authentication.KeyAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        description = (
            "A key made in the admin or by `manage.py make_api_key`, `aver_<prefix>_<secret>`. With each operation "
            "stands the scope that the key must have. Each answer to a key tells its budget in `RateLimit` and "
            "`RateLimit-Policy`."
        )
        return {"type": "http", "scheme": "bearer", "description": description}

    def get_security_requirement(self, auto_schema: Any) -> dict[str, list[str]]:
        scope = scope_of(auto_schema.view, auto_schema.method)
        return {self.name: [scope.value] if scope else []}
