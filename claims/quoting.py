"""Appearances with the words around their quotes."""

from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Greatest, Least, Substr

AROUND = 200
"""Code points of the article shown before and after a quote."""


def in_context(appearances: QuerySet[Any]) -> list[Any]:
    """In the order of publication, each with its document, publisher, and the words `before` and `after` its quote.

    One query, whose words the database cuts, so that no long text travels.
    """
    before = Substr("version__text", Greatest(F("start") + 1 - AROUND, Value(1)), Least(F("start"), Value(AROUND)))
    rows = (
        appearances.select_related("version__document__publisher")
        .defer("version__text", "version__raw")
        .annotate(before=before, after=Substr("version__text", F("end") + 1, AROUND))
        .order_by(F("version__document__published_at").asc(nulls_last=True), "pk")
    )
    return [_in_whole_words(appearance) for appearance in rows]


def _in_whole_words(appearance: Any) -> Any:
    """Without the halves of words at which the context was cut."""
    if appearance.start > AROUND:
        appearance.before = "…" + appearance.before[appearance.before.find(" ") + 1 :]
    if len(appearance.after) == AROUND:
        appearance.after = appearance.after[: appearance.after.rfind(" ") + 1] + "…"
    return appearance
