"""The clock of a PostgreSQL, which a test sets while it runs: libfaketime under it (Debian's package `faketime`).

Only the time of day is changed: what counts seconds goes on, as on a machine whose clock somebody sets.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

LIBRARIES = (
    *Path("/usr/lib").glob("*-linux-gnu/faketime/libfaketimeMT.so.1"),
    *Path("/usr/lib/faketime").glob("libfaketimeMT.so.1"),
)

needs_faketime = pytest.mark.skipif(
    not LIBRARIES, reason="the clock of a database is set with libfaketime: install Debian's package faketime"
)


@dataclass(frozen=True)
class Clock:
    """The clock of all processes that are started with its environment; it begins as the machine's."""

    file: Path

    def set(self, offset: str) -> None:
        """Away from the machine's clock, as libfaketime writes it: `-1h`, `+3d`, `+0`. Takes effect at once."""
        fresh = self.file.with_suffix(".fresh")
        fresh.write_text(f"{offset}\n", "ascii")
        fresh.chmod(0o644)
        fresh.rename(self.file)

    @property
    def environment(self) -> dict[str, str]:
        return {
            "LD_PRELOAD": str(LIBRARIES[0]),
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
        }


def clock(folder: Path, offset: str = "+0") -> Clock:
    made = Clock(folder / "clock")
    made.set(offset)
    return made


@contextmanager
def for_what_starts(clock: Clock) -> Iterator[None]:
    """Processes that are started meanwhile go by this clock."""
    held = {name: os.environ.get(name) for name in clock.environment}
    os.environ.update(clock.environment)
    try:
        yield
    finally:
        for name, was in held.items():
            os.environ.pop(name)
            if was is not None:
                os.environ[name] = was
