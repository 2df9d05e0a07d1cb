"""Sessions in the database, by the hash of what the browser holds: nobody signs in with what a dump of it says."""

from hashlib import sha256
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as StockStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.utils import timezone


def kept(key: str) -> str:
    """What the table holds of a session's key. Keys are random enough to need no salt; the column has 40 letters."""
    return sha256(key.encode(errors="replace")).hexdigest()[:40]


class SessionStore(StockStore):
    """Django's, but for the column in which its key would stand."""

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        key = self.session_key or ""
        found = self.model.objects.filter(session_key=kept(key), expire_date__gt=timezone.now()).first()
        if found is None:
            self._session_key = None
        return found

    def exists(self, session_key: str) -> bool:
        return super().exists(kept(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        row = super().create_model_instance(data)
        row.session_key = kept(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        key = self.session_key if session_key is None else session_key
        if key is not None:
            super().delete(kept(key))
