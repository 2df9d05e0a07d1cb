from typing import Any

from rest_framework import authentication
from rest_framework.exceptions import AuthenticationFailed


class TokenAuthentication(authentication.TokenAuthentication):
    """`Authorization: Token …`. DRF's own asks the database for any key, and PostgreSQL balks at a NUL."""

    def authenticate_credentials(self, key: str) -> Any:
        if not (key.isascii() and key.isalnum()):
            raise AuthenticationFailed("Invalid token.")
        return super().authenticate_credentials(key)
