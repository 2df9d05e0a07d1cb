"""Lists as CSV: what the reader may see of them, and no cell that a spreadsheet would compute."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.contrib.admin.utils import label_for_field, lookup_field
from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

MOST_ROWS = 10_000
BYTE_ORDER_MARK = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


class Echo:
    """A file whose `write` returns what it is given."""

    def write(self, line: str) -> str:
        return line


def harmless(value: Any) -> Any:
    """The cell's words; an apostrophe before what a spreadsheet would take for a formula."""
    words = _words(value)
    return f"'{words}" if isinstance(words, str) and words.lstrip(" ").startswith(FORMULA) else words


def _words(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, (int, float)) else str(value)


def csv_lines(rows: QuerySet[Any], columns: list[str], shown_by: Any) -> Iterator[str]:
    """The head and then a line a row, `MOST_ROWS` at the most. French spreadsheets part cells by semicolons."""
    semicolons = (get_language() or "").startswith("fr")
    writer = csv.writer(Echo(), delimiter=";" if semicolons else ",")
    labels = [capfirst(str(label_for_field(column, rows.model, shown_by))) for column in columns]
    yield BYTE_ORDER_MARK + str(writer.writerow([_("number"), *labels]))
    for row in rows[:MOST_ROWS].iterator(chunk_size=500):
        yield str(writer.writerow([row.pk, *(harmless(_cell(row, column, shown_by)) for column in columns)]))


def _cell(row: Any, column: str, shown_by: Any) -> Any:
    field, _attribute, value = lookup_field(column, row, shown_by)
    return getattr(row, f"get_{column}_display")() if getattr(field, "choices", None) else value


def csv_response(rows: QuerySet[Any], columns: list[str], shown_by: Any, *, name: str) -> StreamingHttpResponse:
    """Sent as it is read. The language is that of the request: its lines are written after the request is over."""
    lines = _in_language(csv_lines(rows, columns, shown_by), get_language() or "en")
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def _in_language(lines: Iterator[str], language: str) -> Iterator[str]:
    while True:
        with override(language):
            line = next(lines, None)
        if line is None:
            return
        yield line
