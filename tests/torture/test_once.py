"""One text of one publisher, posted by many at once over real connections: one document, one reading to do."""

import http.client
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from rest_framework.authtoken.models import Token

from claims.models import ExtractionRun
from config.embedded.broker import Broker
from config.embedded.postgres import free_port
from sources.models import Document, DocumentVersion
from tests import cast
from tests.servers import Servers
from tests.torture import works
from tests.torture.size import count

pytestmark = pytest.mark.torture

POSTS, ROUNDS = count(60, 200), count(4, 20)


@pytest.fixture
def web(own_database: Servers, broker: Broker) -> Iterator[int]:
    """The port of a real web server with eight threads."""
    port = free_port()
    words = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    words += ["--no-ws", "--blocking-threads", "8", "--backpressure", "512", "--log-level", "error"]
    process = subprocess.Popen(
        [*words, "config.wsgi:application"], cwd=works.ROOT, env=works.environment(own_database, broker)
    )
    try:
        works.wait_until(lambda: _answers(port))
        yield port
    finally:
        process.terminate()
        process.wait(30)


def _answers(port: int) -> bool:
    try:
        _ask(port, "GET", "/health/")
    except OSError:
        return False
    return True


def _ask(port: int, method: str, path: str, body: str | None = None, token: str = "") -> int:
    wire = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {"Content-Type": "application/json", "Authorization": f"Token {token}"} if token else {}
    wire.request(method, path, body, headers)
    answer = wire.getresponse()
    answer.read()
    wire.close()
    return answer.status


def test_however_many_post_a_text_at_once_it_is_one_document(web: int) -> None:
    token = str(Token.objects.create(user=cast.edith()).key)
    cast.harbour_wire()
    for turn in range(ROUNDS):
        given = {
            "publisher": "harbour-wire",
            "text": f"Round {turn} of Wednesday.",
            "published_at": cast.SATURDAY.isoformat(),
        }
        body = json.dumps(given)
        with ThreadPoolExecutor(POSTS) as pool:
            asked = [pool.submit(_ask, web, "POST", "/api/v1/documents/", body, token) for _ in range(POSTS)]
            answers = Counter(one.result() for one in asked)
        assert answers == Counter({201: 1, 200: POSTS - 1})
        held = (Document.objects.count(), DocumentVersion.objects.count(), ExtractionRun.objects.count())
        assert held == (turn + 1,) * 3
