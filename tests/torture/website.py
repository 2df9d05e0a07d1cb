"""A real web server, and what a client asks of it over connections of its own."""

import http.client
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from config.embedded.postgres import free_port
from tests.torture import works


@contextmanager
def website(surroundings: dict[str, str], *, threads: int = 8) -> Iterator[int]:
    """The port of a web server with so many threads."""
    port = free_port()
    words = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    words += ["--no-ws", "--blocking-threads", str(threads), "--backpressure", "512", "--log-level", "error"]
    process = subprocess.Popen([*words, "tests.torture.web:application"], cwd=works.ROOT, env=surroundings)
    try:
        works.wait_until(lambda: _answers(port))
        yield port
    finally:
        process.terminate()
        process.wait(30)


def _answers(port: int) -> bool:
    try:
        ask(port, "GET", "/health/")
    except OSError:
        return False
    return True


def ask(port: int, method: str, path: str, body: str | None = None, key: str = "") -> int:
    """The status of the answer."""
    wire = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {key}"} if key else {}
    wire.request(method, path, body, headers)
    answer = wire.getresponse()
    answer.read()
    wire.close()
    return answer.status
