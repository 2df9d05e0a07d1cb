"""The Celery application with a reader that loads no model and small batches: `celery -A tests.torture.app`.

With AVER_UNGUARDED nobody asks whose lease it is: the negative control.
"""

import os
from collections.abc import Iterator
from datetime import date
from typing import Any

import django

from config.celery import app

django.setup()

from claims import intake, sweeping  # noqa: E402
from claims.extraction.types import Candidate as Found  # noqa: E402
from claims.models import ExtractionRun  # noqa: E402
from claims.vocabulary.kinds import AttributionKind, Evidentiality, Kind, ResolvesOn  # noqa: E402

__all__ = ["app"]

QUOTE = "Wednesday"
POISON = "This text crashes the reader."


def read(text: str, *, published_on: date | None, language: str | None = None) -> Iterator[Found]:
    """Finds one word; a poisoned text kills the process, as a fault in a library would."""
    if POISON in text:
        os.abort()
    start = text.index(QUOTE)
    yield Found(
        start, start + len(QUOTE), QUOTE, "en", Kind.FACTUAL, "narrator", (), AttributionKind.NARRATOR,
        Evidentiality.ASSERTED, None, None, None, None, ResolvesOn.OCCURRENCE, 0.5, ("by hand",),
    )  # fmt: skip


def _mine_or_not(run: ExtractionRun) -> Any:
    return ExtractionRun.objects.filter(pk=run.pk)


def _rows_mine_or_not(lease: Any) -> Any:
    return lease.model.objects.filter(pk__in=lease.keys)


intake.extract = read  # type: ignore[attr-defined, assignment]
sweeping.BATCH = 5
if os.environ.get("AVER_UNGUARDED"):
    intake._mine = _mine_or_not
    sweeping._Lease.rows = _rows_mine_or_not  # type: ignore[method-assign, assignment]
