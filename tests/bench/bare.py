"""What the API's bench compares with: the same answers from the same statements, and nothing around them. WSGI.

For granian: `tests.bench.bare:application`. It holds one connection a thread, and asks of a key all that Aver asks:
its seal, whether it stands, its rate, scope and rights.
"""

import os
import re
from base64 import urlsafe_b64decode
from collections.abc import Callable, Iterable
from hashlib import sha256
from hmac import compare_digest, digest
from threading import local
from typing import Any
from urllib.parse import parse_qs

import django
import orjson
import psycopg

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402

from api.budgets import WINDOW  # noqa: E402
from api.compiled import compiled  # noqa: E402
from api.key_use import STATEMENT  # noqa: E402
from api.moments import UNTIL_ASKED_AGAIN, VARIES  # noqa: E402
from api.pagination import Cursor  # noqa: E402
from api.peppers import KEY  # noqa: E402
from api.resources.claim_summary import claim_summaries  # noqa: E402
from api.resources.status import WINDOW as WINDOW_FIELDS  # noqa: E402
from api.resources.status import statement  # noqa: E402

Row = tuple[Any, ...]
Answer = tuple[str, bytes, dict[str, str]]

SIZE = 50
SHOWN = ("pk", "text", "language", "kind", "claimant__pk", "claimant__name", "claimant__kind", "claim_date",
         "assigned_to__username", "status", "created_at", "withdrawn_at", "withheld_at")  # fmt: skip
_READER, _AFTER = -1, -2


def _pages(reader: User) -> dict[bool, str]:
    """The keyset SQL of a page, from the newest on and after a key: the columns that are shown, no others."""
    reader.pk = _READER
    rows, places = claim_summaries(reader).values_list(*SHOWN).order_by("-pk"), {_READER: "reader", _AFTER: "after"}
    return {False: compiled(rows[: SIZE + 1], places), True: compiled(rows.filter(pk__lt=_AFTER)[: SIZE + 1], places)}


# For somebody of few rights; which one is filled in.
STATUSES = statement(User.objects.get(username="judge"), is_past=False)
PAGES = _pages(User.objects.get(username="judge"))
TOPICS = (
    "SELECT link.claim_id, topic.slug FROM claims_topic AS topic JOIN claims_claim_topics AS link"
    " ON link.topic_id = topic.id WHERE link.claim_id = ANY(%s) ORDER BY topic.name"
)
_ONE_STATUS = re.compile(r"/api/v1/claims/([0-9]+)/status/")
_PEPPERS: dict[str, bytes] = settings.API_KEY_PEPPERS
_OF_EACH_THREAD = local()
_OPTIONS = orjson.OPT_UTC_Z
_VARY = ", ".join(VARIES)
_ALWAYS = [
    ("Content-Type", "application/json"),
    ("Content-Language", "en"),
    ("X-Frame-Options", "DENY"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    (
        "Content-Security-Policy",
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self';"
        " frame-ancestors 'none'",
    ),
]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    connection = _connection()
    reader, budget = _let_in(environ.get("HTTP_AUTHORIZATION", ""), connection)
    if not reader:
        start_response("403 Forbidden", _ALWAYS)
        return [b""]
    status, content, headers = _answer(environ, reader, connection)
    start_response(status, [*_ALWAYS, *headers.items(), *budget, ("Content-Length", str(len(content)))])
    return [content]


def _connection() -> "psycopg.Connection[Row]":
    held: psycopg.Connection[Row] | None = getattr(_OF_EACH_THREAD, "connection", None)
    if held is None or held.broken:
        options = "-c statement_timeout=10s -c timezone=UTC"
        held = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True, options=options)
        _OF_EACH_THREAD.connection = held
    return held


def _let_in(authorization: str, connection: "psycopg.Connection[Row]") -> tuple[int | None, list[tuple[str, str]]]:
    """The owner of the key, where it may read claims; and what is left of its budget."""
    scheme, _blank, key = authorization.partition(" ")
    parts = KEY.fullmatch(key) if scheme.lower() == "bearer" else None
    if parts is None:
        return None, []
    seals = {name: digest(pepper, key.encode(), "sha256") for name, pepper in _PEPPERS.items()}
    asked = {"prefix": parts[1], "seals": list(seals.values()), "window": WINDOW}
    row = connection.execute(STATEMENT, asked).fetchone()
    if row is None or not compare_digest(seals.get(row[2], b""), row[1]):
        return None, []
    _key, _digest, _pepper, scopes, rate, _expires, revoked_at, used, left, owner = row[:10]
    is_superuser, _name, _is_staff, is_active, rights = row[10:]
    is_let_in = revoked_at is None and is_active and used is not None and used <= rate and "read" in scopes
    if not (is_let_in and (is_superuser or "claims.view_claim" in rights)):
        return None, []
    budget = [
        ("RateLimit-Policy", f'"key";q={rate};w={WINDOW}'),
        ("RateLimit", f'"key";r={rate - used};t={min(max(left, 0), WINDOW)}'),
    ]
    return owner, budget


def _answer(environ: dict[str, Any], reader: int, connection: "psycopg.Connection[Row]") -> Answer:
    path = environ["PATH_INFO"]
    if one := _ONE_STATUS.fullmatch(path):
        return _status(int(one[1]), reader, connection)
    if path == "/api/v1/claims/status/":
        keys = orjson.loads(environ["wsgi.input"].read())["ids"]
        found = _told(keys, reader, connection)
        results = {str(key): found[key] for key in keys if key in found}
        told = {"results": results, "not_found": [key for key in keys if key not in found]}
        return "200 OK", orjson.dumps(told, option=_OPTIONS), {"Cache-Control": "private, no-store", "Vary": _VARY}
    return "200 OK", _page(environ, reader, connection), {"Vary": "Accept-Language"}


def _status(key: int, reader: int, connection: "psycopg.Connection[Row]") -> Answer:
    content = orjson.dumps(_told([key], reader, connection)[key], option=_OPTIONS)
    tag = f'"status-{key}-{sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": UNTIL_ASKED_AGAIN, "Vary": _VARY}
    return "200 OK", content, headers


def _told(keys: list[int], reader: int, connection: "psycopg.Connection[Row]") -> dict[int, dict[str, Any]]:
    found = {}
    for row in connection.execute(STATUSES, {"reader": reader, "keys": keys}).fetchall():
        key, status, verdict, recorded_at, rating, english, _french, prediction, *window = row
        found[key] = {
            "status": status,
            "rating": rating,
            "textual_rating": english,
            "window": dict(zip(WINDOW_FIELDS, window, strict=True)) if prediction else None,
            "verdict": verdict,
            "recorded_at": recorded_at,
            "as_of": None,
        }
    return found


def _page(environ: dict[str, Any], reader: int, connection: "psycopg.Connection[Row]") -> bytes:
    """A page of claims, from the newest or from a cursor on."""
    cursor = parse_qs(environ["QUERY_STRING"]).get("cursor")
    after = orjson.loads(urlsafe_b64decode(cursor[0] + "=="))[3] if cursor else None
    sql = PAGES[after is not None]
    found = connection.execute(sql, {"reader": reader, "after": after}).fetchall()
    rows = found[:SIZE]
    topics: dict[int, list[str]] = {row[0]: [] for row in rows}
    for claim, slug in connection.execute(TOPICS, [list(topics)]).fetchall():
        topics[claim].append(slug)
    here = f"http://{environ['HTTP_HOST']}/api/v1/claims/?cursor="
    told = {
        "next": f"{here}{Cursor('<', rows[-1][0])}" if len(found) > SIZE else None,
        "previous": f"{here}{Cursor('>', rows[0][0])}" if after else None,
        "results": [_claim(row, topics[row[0]]) for row in rows],
    }
    return orjson.dumps(told, option=_OPTIONS)


def _claim(row: Row, topics: list[str]) -> dict[str, Any]:
    key, text, language, kind, claimant, name, sort, day, person, status, created_at, withdrawn_at, withheld_at = row
    return {
        "id": key,
        "text": text,
        "language": language,
        "kind": kind,
        "claimant": {"id": claimant, "name": name, "kind": sort},
        "claim_date": day,
        "topics": topics,
        "assigned_to": person,
        "status": status,
        "created_at": created_at,
        "withdrawn_at": withdrawn_at,
        "withheld_at": withheld_at,
    }
