"""By the shorter way, programs with a key are answered as by the whole one."""

import io
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http import HttpResponse

from claims import editing
from config.lean import LEFT_OUT, LeanHandler, by_shorter_way
from tests import cast

pytestmark = pytest.mark.django_db
MANY = "/api/v1/claims/status/"
ONE = "/api/v1/claims/{}/status/"

# With the status of the answer.
ASKED: dict[str, tuple[int, dict[str, Any]]] = {
    "a status": (200, {}),
    "in French": (200, {"HTTP_ACCEPT_LANGUAGE": "fr"}),
    "what is known": (304, {"HTTP_IF_NONE_MATCH": "*"}),
    "its tag alone": (200, {"REQUEST_METHOD": "HEAD"}),
    "as of an instant": (404, {"QUERY_STRING": "as_of=2022-02-12T00:00:00Z"}),
    "an unknown parameter": (400, {"QUERY_STRING": "x=1"}),
    "no such claim": (404, {"PATH_INFO": ONE.format(10**9)}),
    "another method": (405, {"REQUEST_METHOD": "DELETE"}),
    "another type": (406, {"HTTP_ACCEPT": "text/html"}),
    "many": (200, {"PATH_INFO": MANY, "body": {"ids": [10**9]}}),
    "many, badly": (400, {"PATH_INFO": MANY, "body": {"ids": ["x"]}}),
    "by an unknown key": (401, {"HTTP_AUTHORIZATION": "Bearer aver_x"}),
    "of an unknown host": (400, {"HTTP_HOST": "elsewhere.example"}),
}


@pytest.fixture(autouse=True)
def within_the_transaction_of_the_test() -> Iterator[None]:
    """As Django's own client has it: a request leaves the connection alone."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def answer(application: Any, asked: dict[str, Any]) -> tuple[str, list[tuple[str, str]], bytes]:
    """Status, headers and body; budgets, which are another after each request, are left out."""
    body = json.dumps(asked.get("body", "")).encode() if "body" in asked else b""
    environ = {
        "REQUEST_METHOD": "POST" if body else "GET", "QUERY_STRING": "", "HTTP_HOST": "localhost",
        "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SCRIPT_NAME": "", "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body), "wsgi.errors": io.StringIO(),
        "CONTENT_TYPE": "application/json", "CONTENT_LENGTH": str(len(body)),
    }  # fmt: skip
    heard: list[Any] = []
    sent = application(environ | asked, lambda status, headers: heard.extend((status, headers)))
    content = b"".join(sent)
    sent.close()
    return heard[0], sorted(line for line in heard[1] if line[0] != "RateLimit"), content


@pytest.mark.parametrize("name", ASKED)
def test_the_answer_is_the_same(name: str) -> None:
    by = cast.edith()
    path = ONE.format(editing.accept(cast.deadline(), by=by).pk)
    status, more = ASKED[name]
    asked = {"PATH_INFO": path, "HTTP_AUTHORIZATION": f"Bearer {cast.key(by)}"} | more
    lean = answer(LeanHandler(), asked)
    assert (lean, int(lean[0].split()[0])) == (answer(WSGIHandler(), asked), status)


def test_one_who_has_sent_too_much_is_told_so() -> None:
    by = cast.edith()
    asked = {"PATH_INFO": MANY, "HTTP_AUTHORIZATION": f"Bearer {cast.key(by, rate=1)}", "body": {"ids": [1]}}
    statuses = [answer(LeanHandler(), asked)[0] for _ in range(2)]
    assert statuses == ["200 OK", "429 Too Many Requests"]


KEY = {"HTTP_AUTHORIZATION": "Bearer x"}


@pytest.mark.parametrize(
    ("path", "more", "is_lean"),
    [
        (MANY, KEY, True),
        (ONE.format(5), {"HTTP_AUTHORIZATION": "bearer x"}, True),
        (ONE.format(5), KEY | {"HTTP_COOKIE": "sessionid=x"}, False),
        (ONE.format(5), {}, False),
        (ONE.format(5), {"HTTP_AUTHORIZATION": "Basic x"}, False),
        ("/api/v1/claims/5/", KEY, False),
        (f"{ONE.format(5)}\n", KEY, False),
        (f"/x{ONE.format(5)}", KEY, False),
    ],
)
def test_only_statuses_asked_with_a_key_go_by_it(path: str, more: dict[str, str], is_lean: bool) -> None:
    def whole(_environ: dict[str, Any], start_response: Any) -> HttpResponse:
        start_response("200 by the whole way", [])
        return HttpResponse()

    status, _headers, _body = answer(by_shorter_way(whole), {"PATH_INFO": path, **more})
    assert (status != "200 by the whole way") == is_lean


def test_what_is_left_out_is_there_to_be_left_out() -> None:
    assert set(settings.MIDDLEWARE) >= LEFT_OUT


def test_what_guards_everybody_is_not_left_out() -> None:
    guards = r"security|policy|locale|common|clickjacking|budgets|error_pages"
    assert [name for name in LEFT_OUT if re.search(guards, name.rpartition(".")[0])] == []
