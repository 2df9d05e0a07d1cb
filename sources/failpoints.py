"""Labelled steps at which a test lets a process die, halt or fail, to prove that it happened in the midst of work.

Nothing happens unless AVER_FAILPOINTS names a folder; with AVER_PRODUCTION Aver does not start then.
"""

import os
import signal
from pathlib import Path

FOLDER = os.environ.get("AVER_FAILPOINTS", "")

STEPS = (
    "document kept",
    "run taken",
    "text read",
    "candidates filed",
    "run done",
    "turns taken",
    "looks written",
    "turns done",
)

LEASED_STEPS = ("work taken", "passages kept", "meaning kept", "work written", "work done")
"""Of the work that `claims.leasing` hands out: filing the passages of a document, looking for evidence on a claim."""

OF_THE_SENDER = (
    "notices written",
    "notices told",
    "letter filed",
    "letters filed",
    "letter taken",
    "letter written",
    "letter sent",
    "letter recorded",
)
"""Steps of telling people, which other work does not reach."""


def reach(step: str) -> None:
    """Take one ticket of this step (a file `STEP.ACT.NAME`), if there is one, and do to this process what it says.

    The acts are `kill` (this process), `worker` (its parent and this one), `halt` (until somebody continues it) and
    `fail`. A ticket is used once: it moves to the folder `taken`, with the number of the process.
    """
    if FOLDER:
        _take_a_ticket(Path(FOLDER), step)


def _take_a_ticket(folder: Path, step: str) -> None:
    for ticket in sorted(folder.glob(f"{step}.*")):
        taken = folder / "taken" / ticket.name
        try:
            ticket.rename(taken)
        except FileNotFoundError:  # another process was faster
            continue
        taken.write_text(f"{os.getpid()}", "ascii")
        _act(ticket.name.split(".")[1], step)
        return


def _act(act: str, step: str) -> None:
    if act == "fail":
        raise RuntimeError(f"a test has this fail at the step “{step}”")
    if act == "worker":
        os.kill(os.getppid(), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGSTOP if act == "halt" else signal.SIGKILL)
