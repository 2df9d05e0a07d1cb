"""Every parameter of the API and of the admin, each given what no parameter ought to hold."""

import json
import re
from collections.abc import Callable, Container, Iterator
from typing import Any
from urllib.parse import quote

from django.db import transaction
from django.test import Client
from rest_framework.test import APIClient

from tests.routes import Route

NUL, HALF, HUGE = "a\x00b", "\ud800", "9" * 400
DEEP: Any = "x"
for _ in range(500):
    DEEP = [DEEP]
IN_BODIES: dict[str, Any] = {
    "NUL": NUL,
    "half a surrogate pair": HALF,
    "a huge integer": int(HUGE),
    "one past the keys": 2**63,
    "a negative": -1,
    "a fraction": 1.5,
    "deep JSON": DEEP,
    "an object": {"\x00": {"\ud800": None}},
    "a long string": "é" * 100_000,
    "nothing": None,
    "an offset of no clock": "2022-02-12T09:00:00+17:38",
}
IN_ADDRESSES: dict[str, str] = {
    "NUL": "%00",
    "half a surrogate pair": "%ED%A0%80",
    "no UTF-8": "%FF%FE",
    "a huge integer": HUGE,
    "one past the keys": str(2**63),
    "a negative": "-1",
    "deep JSON": "%5B" * 2000,
    "an offset of no clock": "2022-02-12T09:00:00%2B17:38",
    "a bracket": quote("'\")]}>"),
    "digits of another script": quote("٣"),
    "a date that is none": "9999-12-31T23:59:60%2B99:99",
}
ALL = {*IN_BODIES, *IN_ADDRESSES}
FEW = {"NUL", "a huge integer"}
Asked = Iterator[tuple[str, str, int]]
"""Where the value stood, which it was, and the status of the answer."""

FIELD = re.compile(r"<(?:input|textarea|select)[^>]*\bname=\"([^\"]+)\"")


def of_operations(client: APIClient, schema: dict[str, Any], examples: dict[str, Any], named: Container[str]) -> Asked:
    """Each operation, with each of the hostile values that are named in each place."""
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            known = examples["operations"].get(operation["operationId"], {})
            for where, what, address, body in _asked(path, operation, known):
                if what not in named:
                    continue
                yield f"{operation['operationId']} {where}", what, _status(client, method, address, body, known)


def _asked(path: str, operation: dict[str, Any], known: dict[str, Any]) -> Iterator[tuple[str, str, str, Any]]:
    here = path.format(**known.get("path", {}))
    for parameter in operation.get("parameters", []):
        name = parameter["name"]
        for what, value in IN_ADDRESSES.items():
            if parameter["in"] == "query":
                yield name, what, f"{here}?{name}={value}", known.get("body")
            elif parameter["in"] == "path":
                yield name, what, path.format(**known.get("path", {}) | {name: value}), known.get("body")
    for name in known.get("body", {}):
        for what, value in IN_BODIES.items():
            yield name, what, here, known["body"] | {name: value}
    if "body" in known:
        yield "body", "deep JSON", here, DEEP


def _status(client: APIClient, method: str, address: str, body: Any, known: dict[str, Any]) -> int:
    if method == "get":
        return int(client.get(address).status_code)
    row = "/".join(address.split("?", maxsplit=1)[0].split("/")[:5]) + "/"
    read = client.get(row).get("ETag", "") if known.get("path") else ""
    headers = {"If-Match": read} if read else {}
    return int(client.post(address, json.dumps(body), content_type="application/json", headers=headers).status_code)


def of_headers(client: APIClient, path: str) -> Asked:
    """The headers that are read."""
    for name in ("If-Match", "If-None-Match", "Accept", "Accept-Language", "Authorization"):
        for what, value in {"NUL": "\x00", "long": "x" * 20_000, "quotes": '"' * 500, "Latin": "é"}.items():
            yield name, what, int(client.get(path, headers={name: value}).status_code)
            yield name, what, int(client.post(f"{path}retract/", {"reason": "x"}, headers={name: value}).status_code)


NAMES = ("q", "p", "o", "e", "find", "document", "quote", "other", "page", "from", "to", "_changelist_filters")


def of_pages(client: Client, route: Route, address: str, values: dict[str, str], *, one_by_one: bool) -> Asked:
    """One page of the admin: its parameters, those of lists, and the fields of its forms; or all of a sort at once."""
    page = client.get(address)
    words = page.content.decode() if page.status_code == 200 and not page.streaming else ""
    fields = sorted({*FIELD.findall(words)} - {"csrfmiddlewaretoken"})
    for what, value in values.items():
        for names in [[name] for name in NAMES] if one_by_one else [NAMES]:
            query = "&".join(f"{name}={value}" for name in names)
            yield f"{route.pattern}?{query[:80]}", what, _undone(client.get, f"{address}?{query}")
        for parameter in route.parameters:
            hostile = route.address(_with(parameter, value))
            yield f"{route.pattern} <{parameter}>", what, _undone(client.get, hostile)
            yield f"{route.pattern} <{parameter}>", what, _undone(client.post, hostile, {})
        for some in [[name] for name in fields] * one_by_one + [fields]:
            sent = "&".join(f"{each}={value if each in some else ''}" for each in fields)
            form = _undone(client.post, address, sent, content_type="application/x-www-form-urlencoded")
            yield f"{route.pattern} {sent[:80]}", what, form


def _undone(ask: Callable[..., Any], *asked: Any, **how: Any) -> int:
    """The status of the answer, and nothing is left of what it wrote: the next is asked of the same world."""
    with transaction.atomic():
        status = int(ask(*asked, **how).status_code)
        transaction.set_rollback(True)
    return status


def _with(parameter: str, value: str) -> Callable[[str, str], str]:
    """The value in the place of this parameter, and 1 in that of others."""
    return lambda _noun, name: value if name == parameter else "1"
