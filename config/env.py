"""The environment, read once and typed. Every variable is explained in `.env.example`."""

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent
STATE = Path(os.environ.get("AVER_STATE", ROOT / ".aver"))
"""Where the embedded PostgreSQL and broker keep their data."""

RUNNING = STATE / "running.json"
"""The addresses of what `make run` has started; there only while it runs."""

NOTHING_RUNS = "No database is running: start Aver with `make run` in another terminal, or set DATABASE_URL."


class BadSetting(Exception):
    """An environment variable has a value Aver cannot use; the message names it and the remedy."""


@dataclass(frozen=True, slots=True)
class Endpoints:
    """The addresses of the database, as the application and as its owner, and of the broker; empty where unknown.

    `api_key_peppers`: those of the Aver that `make run` has started, where this is its database.
    """

    database_url: str = ""
    database_owner_url: str = ""
    broker_url: str = ""
    api_key_peppers: str = ""


def endpoints() -> Endpoints:
    """From the environment where DATABASE_URL is set, else from what `make run` has started."""
    running = _running()
    named = os.environ.get("DATABASE_URL", "")
    is_ours = named in {"", running.get("database_url")}
    peppers = running.get("api_key_peppers", "") if is_ours else ""
    if named:
        owner, broker = os.environ.get("DATABASE_OWNER_URL", ""), os.environ.get("CELERY_BROKER_URL", "")
        return Endpoints(named, owner, broker, peppers)
    return Endpoints(
        running.get("database_url", ""),
        running.get("database_owner_url", ""),
        os.environ.get("CELERY_BROKER_URL") or running.get("broker_url", ""),
        peppers,
    )


def _running() -> dict[str, str]:
    """What `make run` has announced; empty where it does not run."""
    try:
        announced: dict[str, str] = json.loads(RUNNING.read_text("utf-8"))
    except (OSError, ValueError):  # not running, not ours to read, or cut short by a crash
        return {}
    return announced


def database(url: str, variable: str = "DATABASE_URL") -> dict[str, object]:
    """A Django DATABASES entry for `postgresql://user:password@host:port/name`."""
    parts = urlsplit(url)
    if url and (parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/")):
        raise BadSetting(f"{variable}: write it as postgresql://USER:PASSWORD@HOST:PORT/NAME.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")) or "aver",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "127.0.0.1",
        # Port 0 answers nobody: commands that need no database work without one, the others fail with NOTHING_RUNS.
        "PORT": str(parts.port or 5432) if url else "0",
        "OPTIONS": {"connect_timeout": 10},
        "CONN_MAX_AGE": 0,
    }


def hurried(database: dict[str, Any], *, at_most: int) -> dict[str, Any]:
    """The DATABASES entry with a limit in seconds on each statement, set once as a connection is made; 0: none."""
    return database | {"OPTIONS": database["OPTIONS"] | {"options": f"-c statement_timeout={at_most}s"}}


def kept(database: dict[str, Any]) -> dict[str, Any]:
    """The DATABASES entry for threads that keep their connections, each for five minutes; it is looked at before use.

    A server whose host has vanished is noticed after 15 seconds; it would else be waited for as long as TCP waits.
    """
    vanished = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 1, "tcp_user_timeout": 15_000}
    return database | {
        "ENGINE": "config.postgresql",
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        # Django's own cursors never prepare; `api.prepared` does, where the connection allows it.
        "OPTIONS": database["OPTIONS"] | vanished | {"prepare_threshold": 0},
    }


_MAIL = "django.core.mail.backends"


def mail(url: str, variable: str = "EMAIL_URL") -> dict[str, object]:
    """Django's EMAIL_… settings.

    `smtp://USER:PASSWORD@HOST:PORT` speaks STARTTLS (port 587), `smtps://…` TLS from the start (465),
    `smtp+plain://HOST:PORT` neither (25); `file:///FOLDER` keeps each letter there; `console:`, or none, prints it.
    """
    parts = urlsplit(url)
    match parts.scheme:
        case "" | "console" if url in {"", "console:"}:
            return {"EMAIL_BACKEND": f"{_MAIL}.console.EmailBackend"}
        case "file" if parts.path.strip("/"):
            return {"EMAIL_BACKEND": f"{_MAIL}.filebased.EmailBackend", "EMAIL_FILE_PATH": unquote(parts.path)}
        case "smtp" | "smtps" | "smtp+plain" if parts.hostname:
            usual = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
            return {
                "EMAIL_BACKEND": f"{_MAIL}.smtp.EmailBackend",
                "EMAIL_HOST": parts.hostname,
                "EMAIL_PORT": parts.port or usual[parts.scheme],
                "EMAIL_HOST_USER": unquote(parts.username or ""),
                "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
                "EMAIL_USE_TLS": parts.scheme == "smtp",
                "EMAIL_USE_SSL": parts.scheme == "smtps",
            }
    raise BadSetting(f"{variable}: write it as smtp://USER:PASSWORD@HOST:587, smtps://…, file:///FOLDER or console:.")


def web_address(name: str, default: str) -> str:
    """An address such as https://aver.example.org, without a slash at its end."""
    value = os.environ.get(name, "") or default
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise BadSetting(f"{name}: {value!r} is no address; write one such as https://aver.example.org.")
    return value.rstrip("/")


@dataclass(frozen=True, slots=True)
class PublicSite:
    """Whether readers outside are shown published reviews; then the newsroom's name, and where they reach its pages."""

    is_on: bool
    name: str
    url: str


def public_site() -> PublicSite:
    """Raises BadSetting where it is on and would be nobody's, or nowhere."""
    site = PublicSite(
        flag("PUBLIC_SITE"), os.environ.get("NEWSROOM_NAME", "").strip(), os.environ.get("PUBLIC_URL", "")
    )
    if not site.is_on:
        return site
    if not site.name:
        raise BadSetting("NEWSROOM_NAME: the public site is on (PUBLIC_SITE); say in whose name reviews are published.")
    if not site.url:
        raise BadSetting(
            "PUBLIC_URL: the public site is on (PUBLIC_SITE); give its address, https://checks.example.org."
        )
    url = web_address("PUBLIC_URL", "")
    if urlsplit(url).path:
        raise BadSetting(
            f"PUBLIC_URL: {url!r} has a path; reviews stand under /reviews/ of a host such as https://checks.example.org."
        )
    return PublicSite(is_on=True, name=site.name, url=url)


def flag(name: str, default: bool = False) -> bool:
    """`1`, `true`, `yes`, `on` or their opposites."""
    value = os.environ.get(name, "").strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    if value:
        raise BadSetting(f"{name}: {value!r} is neither yes nor no; write 1 or 0.")
    return default


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas or blanks."""
    return [word for word in re.split(r"[,\s]+", os.environ.get(name, default)) if word]


def peppers(name: str, default: str) -> dict[str, bytes]:
    """`ID:SECRET` pairs separated by commas or blanks, in order: the first seals, all know what they sealed."""
    found: dict[str, bytes] = {}
    for pair in re.split(r"[,\s]+", (os.environ.get(name, "") or default).strip()):
        parts = re.fullmatch(r"([a-z0-9]{1,16}):([^:]+)", pair, re.ASCII)
        if parts is None or parts[1] in found:
            # The pair itself is a secret, and is not repeated.
            raise BadSetting(f"{name}: write pairs ID:SECRET, each id once, of letters a-z and digits.")
        found[parts[1]] = parts[2].encode()
    return found


def whole_number(name: str, default: int, *, at_most: int | None = None) -> int:
    """A whole number of at least zero."""
    value = os.environ.get(name, str(default))
    if not value.isascii() or not value.isdigit():
        raise BadSetting(f"{name}: {value!r} is not a whole number.")
    if at_most is not None and int(value) > at_most:
        raise BadSetting(f"{name}: give at most {at_most}.")
    return int(value)
