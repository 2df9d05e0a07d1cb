"""Memory of one process over many documents. Run as a program, it is that process and prints what it took."""

import json
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from claims.extraction.language import SUPPORTED
from tests.bench.articles import article
from tests.bench.figures import Figure
from tests.bench.speed import run_extraction

_STATUS = Path("/proc/self/status")
_RUSAGE_MEGABYTE = 1024 if sys.platform == "linux" else 1024 * 1024


def memory(documents: int) -> Iterator[Figure]:
    """The most that a fresh process held; its growth in the second half tells a leak from a start."""
    command = [sys.executable, "-m", "tests.bench.memory", str(documents)]
    ran = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    half, whole = json.loads(ran.stdout)
    yield Figure(f"memory over {documents:,} documents", whole, "MB", 1000, 1000)
    yield Figure("  of it, grown in the second half", whole - half, "MB")


def highest_after(documents: int) -> tuple[float, float]:
    """Megabytes of resident memory at the highest, after half of the documents and after all, languages in turn."""
    half = 0.0
    for number in range(documents):
        if number == documents // 2:
            half = highest()
        run_extraction([article(number // len(SUPPORTED), SUPPORTED[number % len(SUPPORTED)])])
    return half, highest()


def highest() -> float:
    """Megabytes of resident memory of this process at the highest.

    On Linux not from `getrusage`: a process inherits that figure from the one that started it.
    """
    if _STATUS.exists():
        kilobytes = re.search(r"^VmHWM:\s+(\d+) kB$", _STATUS.read_text(), re.MULTILINE)
        if kilobytes:
            return int(kilobytes[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _RUSAGE_MEGABYTE


if __name__ == "__main__":
    sys.stdout.write(json.dumps(highest_after(int(sys.argv[1]))))
