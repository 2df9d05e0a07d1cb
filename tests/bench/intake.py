"""From the ingest to the candidates: the whole against its stages alone, and two workers against one.

Measured in processes of their own (intake_here), because Django reads its database from the environment.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from tests.bench.commits import database
from tests.bench.figures import Figure

HERE = [sys.executable, "-m", "tests.bench.intake_here"]
_IDLE = 3  # the fourth number of /proc/stat


def intake(rounds: int, documents: int) -> Iterator[Figure]:
    """`documents` in each round."""
    with database() as (owner_url, application_url):
        addresses = {"DATABASE_OWNER_URL": owner_url, "DATABASE_URL": application_url, "AVER_DEMO": "1"}
        surroundings = os.environ | addresses | {"LOG_LEVEL": "ERROR", "DJANGO_SETTINGS_MODULE": "config.settings"}
        yield from _stages(surroundings, rounds, documents)
        yield from _two_workers(surroundings, rounds, documents)


def _stages(surroundings: dict[str, str], rounds: int, documents: int) -> Iterator[Figure]:
    words = [*HERE, "stages", str(rounds), str(documents)]
    ran = subprocess.run(words, check=True, stdout=subprocess.PIPE, env=surroundings)
    told: list[dict[str, float]] = json.loads(ran.stdout)
    share = [sum(took for name, took in one.items() if name != "whole") / one["whole"] for one in told]
    yield Figure("intake: documents to candidates", documents / median(one["whole"] for one in told), "/s")
    stages = ", ".join(
        f"{name} {median(one[name] for one in told) / documents * 1e3:.1f}" for name in told[0] if name != "whole"
    )
    note = f"ms a document alone: {stages}; {min(share):.2f} to {max(share):.2f}"
    yield Figure("intake: sum of its stages alone / whole", median(share), "", 0.9, 0.75, is_floor=True, note=note)


def _two_workers(surroundings: dict[str, str], rounds: int, documents: int) -> Iterator[Figure]:
    """In turns: one worker with half of the documents, then both with all. What others take of the machine is told."""
    ratios, busy = [], []
    with ExitStack() as stack:
        workers = [stack.enter_context(_Worker(surroundings)) for _ in range(2)]
        for _ in range(rounds):
            idle_before, began = _idle(), time.monotonic()
            alone = [_seconds_to_read([worker], surroundings, documents // 2) for worker in workers]
            together = _seconds_to_read(workers, surroundings, documents)
            ratios.append(sum(alone) / together)
            busy.append(1 - (_idle() - idle_before) / (time.monotonic() - began) / (os.cpu_count() or 1))
    note = f"{min(ratios):.2f} to {max(ratios):.2f}; {os.cpu_count()} cores, {median(busy):.0%} of them busy"
    yield Figure("intake: two workers / one", median(ratios), "×", 1.8, 1.6, is_floor=True, note=note)


class _Worker:
    """A process that has loaded its models and reads whatever waits each time it is told to."""

    def __init__(self, surroundings: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [*HERE, "worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=surroundings, text=True
        )

    def __enter__(self) -> "_Worker":
        self.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def go(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write("go\n")
        self._process.stdin.flush()

    def wait(self) -> int:
        """How many documents it has read."""
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())


def _seconds_to_read(workers: list[_Worker], surroundings: dict[str, str], documents: int) -> float:
    subprocess.run([*HERE, "fill", str(documents)], check=True, env=surroundings)
    began = time.perf_counter()
    for worker in workers:
        worker.go()
    read = sum(worker.wait() for worker in workers)
    took = time.perf_counter() - began
    assert read == documents, f"{read} of {documents} were read"
    return took


def _idle() -> float:
    """Seconds that the cores of this machine have had nothing to do; 0 where the system does not tell."""
    path = Path("/proc/stat")
    if not path.exists():
        return 0.0
    return int(path.read_text().split("\n", 1)[0].split()[1:][_IDLE]) / os.sysconf("SC_CLK_TCK")
