"""Who reads and decides in the reading view, where it is, and which part of a text a page of it shows."""

from typing import Any

from django.db.models.functions import Length, Substr
from django.http import Http404, HttpRequest
from django.urls import reverse

from claims.admin.article import SHOWN, Excerpt
from sources.models import Document, DocumentVersion

DECIDE = "claims.decide_candidate"
PROPOSE = "claims.propose_candidate"
IN_PLACE = "X-Aver-In-Place"
"""The header by which the page's own module asks for parts of a page instead of a page."""


def is_in_place(request: HttpRequest) -> bool:
    return IN_PLACE in request.headers


def readable(request: HttpRequest, key: int, *, around: int = 0) -> tuple[DocumentVersion, Excerpt]:
    """The text with what a page shows of it. Raises Http404 where there is none that this user may read.

    Of a longer text, the part around code point `around` is fetched; one query.
    """
    versions = DocumentVersion.objects.filter(document__in=Document.objects.visible_to(request.user), pk=key)
    start = max(0, around - SHOWN // 2) if around > SHOWN // 2 else 0
    found: Any = (
        versions.select_related("document__publisher", "publisher")
        .defer("text", "raw")
        .annotate(part=Substr("text", start + 1, SHOWN), length=Length("text"))
        .first()
    )
    if found is None:
        raise Http404
    return found, Excerpt(found.part, start, found.length)


def address_of(version: int, candidate: int | None = None, *, at: int = 0) -> str:
    """Of the reading view of a text, at one of its candidates."""
    where = f"?at={at}" if at > SHOWN // 2 else ""
    return reverse("admin:claims_candidate_text", args=[version]) + where + (f"#c{candidate}" if candidate else "")
