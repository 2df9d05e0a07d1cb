"""The Celery application with a reader that loads no model and small batches: `celery -A tests.torture.app`.

AVER_UNGUARDED names the guards that are off, for the negative controls: `token` (nobody asks whose lease it is),
`lease` (what is leased is as free as any other).
"""

import os
from typing import Any

from tests.torture.own_clock import go_by_own_clock

go_by_own_clock()

import django  # noqa: E402
from django.db.models import Q  # noqa: E402

from config.celery import app  # noqa: E402

django.setup()

from claims import intake, sweeping  # noqa: E402
from claims.models import ExtractionRun  # noqa: E402
from tests.torture.reader import read  # noqa: E402

__all__ = ["app"]


def _mine_or_not(run: ExtractionRun) -> Any:
    return ExtractionRun.objects.filter(pk=run.pk)


def _rows_mine_or_not(lease: Any) -> Any:
    return lease.model.objects.filter(pk__in=lease.keys)


intake.extract = read  # type: ignore[attr-defined, assignment]
sweeping.BATCH = 5
_off = os.environ.get("AVER_UNGUARDED", "").split()
if "token" in _off:
    intake._mine = _mine_or_not
    sweeping._Lease.rows = _rows_mine_or_not  # type: ignore[method-assign, assignment]
if "lease" in _off:
    intake._FREE = sweeping._FREE = Q()
