"""The web of Aver for granian: `tests.torture.web:application`.

AVER_UNGUARDED names the guards that are off, for the negative controls: `queue` (those who bring one text at once do
not wait for each other).
"""

import os

from tests.torture.own_clock import go_by_own_clock

go_by_own_clock()

from config.wsgi import application  # noqa: E402
from sources import ingest  # noqa: E402

__all__ = ["application"]


def _nobody_waits(*_: object) -> None:
    """In the place of the lock that ingests of one text take."""


if "queue" in os.environ.get("AVER_UNGUARDED", "").split():
    ingest._serialise = _nobody_waits  # type: ignore[assignment]
