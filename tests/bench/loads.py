"""A web server under load: how long an answer takes, and how much it costs of processors in web and database."""

import os
import re
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from config.embedded.__main__ import WEB_THREADS
from config.embedded.postgres import free_port

STARTING_TAKES_AT_MOST = 60
_LENGTH = re.compile(rb"\r\ncontent-length: *([0-9]+)\r\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one answer takes, in seconds: as time on the clock, and of processors in the web and in the database."""

    wall: float
    web: float
    database: float

    @property
    def processor(self) -> float:
        return self.web + self.database


@dataclass(frozen=True, slots=True)
class Website:
    """A running server on this machine."""

    port: int
    process: int
    postmaster: int

    def cost(self, requests: Sequence[bytes], number: int, connections: int) -> Cost:
        """Of each of `number` requests, those given again and again, over so many connections that are kept open."""
        wires = [_Wire(self.port) for _ in range(connections)]
        try:
            web, database, began = processor(self.process), processor(self.postmaster), time.perf_counter()
            _drive(wires, requests, number)
            took = time.perf_counter() - began
            web, database = processor(self.process) - web, processor(self.postmaster) - database
        finally:
            for wire in wires:
                wire.socket.close()
        return Cost(took / number, web / number, database / number)

    def ask(self, request: bytes) -> tuple[int, dict[str, str], bytes]:
        """Status, headers by small names, and body of one answer."""
        wire = _Wire(self.port)
        try:
            wire.socket.setblocking(True)
            wire.send(request)
            while not wire.has_answer():
                pass
            head, _blank, body = wire.heard.partition(b"\r\n\r\n")
        finally:
            wire.socket.close()
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        return int(first.split()[1]), headers, body


class _Wire:
    """One connection, one request at a time."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), 60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.heard = b""

    def send(self, request: bytes) -> None:
        self.heard = b""
        self.socket.sendall(request)

    def has_answer(self) -> bool:
        """Hear more; whether it is whole. Raises ConnectionError where no more comes."""
        more = self.socket.recv(1 << 18)
        if not more:
            raise ConnectionError("The server hung up.")
        self.heard += more
        end = self.heard.find(b"\r\n\r\n")
        if end < 0:
            return False
        if not self.heard.startswith((b"HTTP/1.1 200", b"HTTP/1.1 304")):
            raise ConnectionError(self.heard.decode("utf-8", "replace"))
        length = _LENGTH.search(self.heard, 0, end + 2)
        return len(self.heard) >= end + 4 + (int(length[1]) if length else 0)


def _drive(wires: list[_Wire], requests: Sequence[bytes], number: int) -> None:
    sent, heard, coming = 0, 0, cycle(requests)
    with selectors.DefaultSelector() as selector:
        for wire in wires[:number]:
            selector.register(wire.socket, selectors.EVENT_READ, wire)
            wire.send(next(coming))
            sent += 1
        while heard < number:
            for key, _events in selector.select(60):
                wire = key.data
                if wire.has_answer():
                    heard += 1
                    if sent < number:
                        wire.send(next(coming))
                        sent += 1


def processor(process: int) -> float:
    """Processor seconds of a process and of its children, those that have ended included. Linux tells them."""
    ended = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[13:15]
    own = time.clock_gettime((~process << 3) | 2)  # the clock of that process: man 3 clock_getcpuclockid
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    total = own + sum(map(int, ended)) / os.sysconf("SC_CLK_TCK")
    for child in children:
        with suppress(OSError):
            total += processor(int(child))
    return total


@contextmanager
def website(application: str, surroundings: dict[str, str], postmaster: int) -> Iterator[Website]:
    """The application under granian, as `make run` serves Aver, until the end."""
    port = free_port()
    words = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    words += ["--no-ws", "--log-level", "error", application]
    process = subprocess.Popen(words, env=WEB_THREADS | surroundings)
    try:
        _wait_for(port, process)
        yield Website(port, process.pid, postmaster)
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + STARTING_TAKES_AT_MOST
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise RuntimeError(f"The web server on port {port} did not start.")
