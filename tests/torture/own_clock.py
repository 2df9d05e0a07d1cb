"""The clock of a process of Python, away from the machine's by the seconds that stand in the file AVER_CLOCK names.

For web, worker and beat; the file may be written anew while they run. (libfaketime breaks the sleep of Python 3.11.)
"""

import os
import threading
import time
from pathlib import Path

import time_machine

_REAL = time_machine.escape_hatch.time


def set_clock(file: Path, *, days: float) -> dict[str, str]:
    """Write how far from the machine's clock to be; returns what to start a process with."""
    fresh = file.with_suffix(".fresh")
    fresh.write_text(f"{days * 86_400}", "ascii")
    fresh.rename(file)
    return {"AVER_CLOCK": str(file)}


def go_by_own_clock() -> None:
    """In this process and those it forks, if AVER_CLOCK says so."""
    if name := os.environ.get("AVER_CLOCK"):
        file = Path(name)
        clock = time_machine.travel(time.time() + _offset(file)).start()
        _follow(clock, file)
        os.register_at_fork(after_in_child=lambda: _follow(clock, file))


def _offset(file: Path) -> float:
    return float(file.read_text("ascii"))


def _follow(clock: time_machine.Traveller, file: Path) -> None:
    def follow() -> None:
        while file.exists():
            clock.move_to(_REAL.time() + _offset(file))
            time.sleep(0.2)

    threading.Thread(target=follow, daemon=True).start()
