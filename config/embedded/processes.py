"""The processes of `make run` as one group: prefixed logs, and an end for all of them."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO

from config.embedded.lifetime import end_with_the_parent

STOPPING_TAKES_AT_MOST = 8.0
COLOURS = {"web": 36, "worker": 32, "beat": 35}


@dataclass
class Child:
    """One long-running process whose lines are printed with its name in front."""

    name: str
    argv: Sequence[str]
    environment: Mapping[str, str]
    _process: subprocess.Popen[str] | None = field(default=None, repr=False)
    _pump: threading.Thread | None = field(default=None, repr=False)

    def start(self) -> None:
        # A session of its own: Ctrl-C reaches the launcher alone, which ends the others in order.
        self._process = subprocess.Popen(
            self.argv,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            preexec_fn=end_with_the_parent,  # noqa: PLW1509 - no other thread holds a lock at that time
        )
        assert self._process.stdout is not None
        self._pump = threading.Thread(target=self._print, args=(self._process.stdout,), daemon=True)
        self._pump.start()

    def _print(self, lines: IO[str]) -> None:
        colour, plain = (f"\x1b[{COLOURS.get(self.name, 33)}m", "\x1b[0m") if sys.stdout.isatty() else ("", "")
        for line in lines:
            print(f"{colour}{self.name:>6} |{plain} {line.rstrip()}", flush=True)

    @property
    def exit_code(self) -> int | None:
        """None while it runs."""
        return self._process.poll() if self._process else None

    def ask_to_stop(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.terminate()

    def stop(self) -> None:
        """Wait for the end; what does not end is killed with its children."""
        if not self._process:
            return
        try:
            self._process.wait(STOPPING_TAKES_AT_MOST)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        if self._pump:
            self._pump.join(1)
