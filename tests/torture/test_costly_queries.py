"""Costly queries, many at once: each is stopped in time, and the rest of the service goes on."""

import http.client
import json
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from claims import editing
from config.embedded.broker import Broker
from config.spare_threads import SPARE
from tests import cast
from tests.api.conftest import with_token
from tests.servers import Servers
from tests.torture import works
from tests.torture.website import website

pytestmark = pytest.mark.torture

AT_ONCE, TIMEOUT = 30, 4
COSTLY, STATUS, LIST, HEALTH = "/api/v1/topics/", "/api/v1/claims/1/status/", "/api/v1/claims/", "/health/"


@dataclass(frozen=True)
class Answer:
    """Its status, its problem's code, and how many seconds it took."""

    status: int
    code: str
    took: float


def ask(port: int, path: str, authorization: str) -> Answer:
    began = time.monotonic()
    wire = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    wire.request("GET", path, headers={"Authorization": authorization})
    answer = wire.getresponse()
    told = json.loads(answer.read())
    wire.close()
    return Answer(answer.status, told.get("code", ""), time.monotonic() - began)


@contextmanager
def costly(servers: Servers, broker: Broker, *, threads: int) -> Iterator[tuple[int, str]]:
    """The port of a web on which topics are costly, and who may ask."""
    by = cast.edith()
    editing.accept(cast.deadline(), by=by)
    editing.name_topic("Ukraine", by=by)
    more = {"STATEMENT_TIMEOUT": str(TIMEOUT), "GRANIAN_BLOCKING_THREADS": str(threads), "AVER_COSTLY": "1"}
    with website(works.environment(servers, broker, **more), threads=threads) as port:
        yield port, str(with_token(by).defaults["HTTP_AUTHORIZATION"])


def meanwhile(port: int, who: str, until: list[Future[Answer]]) -> list[Answer]:
    """What others are answered as long as any of these is not."""
    told = []
    while not all(one.done() for one in until):
        told += [ask(port, path, who) for path in (STATUS, LIST, HEALTH)]
        time.sleep(0.1)
    return told


def slowest(answers: list[Answer]) -> float:
    return max(answer.took for answer in answers)


def test_thirty_at_once_are_each_stopped_in_time_and_the_others_are_answered(
    own_database: Servers, broker: Broker
) -> None:
    with costly(own_database, broker, threads=40) as (port, who), ThreadPoolExecutor(AT_ONCE) as pool:
        asked = [pool.submit(ask, port, COSTLY, who) for _ in range(AT_ONCE)]
        time.sleep(0.5)
        others = meanwhile(port, who, asked)
        stopped = [one.result() for one in asked]
    print(f"stopped after {slowest(stopped):.1f} s; meanwhile {len(others)} others in {slowest(others):.2f} s each")  # noqa: T201
    assert Counter(one.code for one in stopped) == {"timed_out": AT_ONCE}
    assert slowest(stopped) < TIMEOUT * 2
    # Health says 503 of itself: no worker lives here.
    assert Counter((one.status, one.code) for one in others) == {
        (200, ""): len(others) * 2 // 3,
        (503, ""): len(others) // 3,
    }
    assert (len(others) >= 3, slowest(others) < TIMEOUT) == (True, True)


def test_of_more_than_there_are_threads_for_the_rest_is_refused_at_once(own_database: Servers, broker: Broker) -> None:
    threads = 10
    with costly(own_database, broker, threads=threads) as (port, who), ThreadPoolExecutor(threads) as pool:
        asked = [pool.submit(ask, port, COSTLY, who) for _ in range(threads - SPARE)]
        time.sleep(2)
        refused, status = ask(port, COSTLY, who), ask(port, STATUS, who)
        stopped = Counter(one.result().code for one in asked)
    assert (refused.code, status.status, stopped) == ("busy", 200, {"timed_out": threads - SPARE})
    assert (refused.took < 2, status.took < 2) == (True, True)


def test_of_more_than_there_are_threads_at_once_none_holds_the_status_up_until_it_is_stopped(
    own_database: Servers, broker: Broker
) -> None:
    """Those who find no room wait in the threads that were spare; after a second nobody waits any more."""
    threads = 10
    with costly(own_database, broker, threads=threads) as (port, who), ThreadPoolExecutor(threads * 3) as pool:
        ask(port, STATUS, who)
        asked = [pool.submit(ask, port, COSTLY, who) for _ in range(threads * 3)]
        time.sleep(0.3)
        status = ask(port, STATUS, who)
        told = Counter(one.result().code for one in asked)
    print(f"{dict(told)}; the status in {status.took:.1f} s")  # noqa: T201
    assert (status.status, status.took < TIMEOUT - 1) == (200, True)
    assert told == {"timed_out": threads - SPARE, "busy": threads * 2 + SPARE}
