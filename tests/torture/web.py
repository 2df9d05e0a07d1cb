"""The web of Aver for granian: `tests.torture.web:application`.

AVER_UNGUARDED names the guards that are off, for the negative controls: `queue` (those who bring one text at once do
not wait for each other). With AVER_COSTLY the list of topics keeps a processor of the database busy for hours.
"""

import os

from tests.torture.own_clock import go_by_own_clock

go_by_own_clock()

from django.db.models import QuerySet  # noqa: E402
from django.db.models.expressions import RawSQL  # noqa: E402

from config.wsgi import application  # noqa: E402  isort: skip (it sets Django up)
from api.resources.topics import Topics  # noqa: E402
from claims.models import Topic  # noqa: E402
from sources import ingest  # noqa: E402

__all__ = ["application"]


def _nobody_waits(*_: object) -> None:
    """In the place of the lock that ingests of one text take."""


def _costly(_view: Topics) -> QuerySet[Topic]:
    counted = RawSQL("(SELECT count(*) FROM generate_series(1, 1000000) AS a, generate_series(1, 1000000) AS b)", [])
    return Topic.objects.filter(pk__gte=counted)


if os.environ.get("AVER_COSTLY"):
    Topics.get_queryset = _costly  # type: ignore[method-assign, assignment]
if "queue" in os.environ.get("AVER_UNGUARDED", "").split():
    ingest._serialise = _nobody_waits  # type: ignore[assignment]
