"""`/health/`: whether every part is well, for whoever asks; the figures, for those who keep the works."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims.vital_signs import Part, parts
from config.safety import broker_problem

MAY_READ_FIGURES = "claims.view_heartbeat"


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 where all is well, else 503; with the word of each part."""
    found = [_database(), _broker()]
    may_read_figures = False
    if found[0].is_well:
        found += parts()
        user = getattr(request, "user", AnonymousUser())
        may_read_figures = user.has_perm(MAY_READ_FIGURES)
    is_well = all(part.is_well for part in found)
    told: dict[str, Any] = {
        "status": _word(is_well),
        "parts": {part.name: _word(part.is_well) for part in found},
    }
    if may_read_figures:
        told["figures"] = {part.name: part.figures for part in found if part.figures}
    return JsonResponse(told, status=200 if is_well else 503)


def _word(is_well: bool) -> str:
    return "ok" if is_well else "degraded"


def _database() -> Part:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return Part("database", is_well=False)
    return Part("database", is_well=True)


def _broker() -> Part:
    problem = broker_problem()
    return Part("broker", not problem, {"problem": problem} if problem else {})
