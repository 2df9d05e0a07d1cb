import base64
import re
from dataclasses import dataclass
from typing import Any

from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from api.problems import BadParameters, Fault

CURSOR, PAGE_SIZE = "cursor", "page_size"


@dataclass(frozen=True, slots=True)
class Cursor:
    """The rows older (`<`) or newer (`>`) than the row with this key; opaque to clients."""

    side: str
    key: int

    def __str__(self) -> str:
        return base64.urlsafe_b64encode(f"{self.side}{self.key}".encode()).decode().rstrip("=")

    @classmethod
    def read(cls, words: str) -> "Cursor | None":
        padded = words + "=" * (-len(words) % 4)
        try:
            plain = base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii")
        except ValueError:
            return None
        parts = re.fullmatch(r"([<>])([0-9]{1,18})", plain)
        return cls(parts[1], int(parts[2])) if parts else None


class NewestFirst(BasePagination):
    """Pages from the newest row to the oldest, by primary key: a page costs the same wherever it lies (no OFFSET)."""

    default_size = 50
    largest_size = 200
    parameters = (CURSOR, PAGE_SIZE)

    def paginate_queryset(self, queryset: Any, request: Request, view: APIView | None = None) -> list[Any]:
        size, cursor = self._size(request), self._cursor(request)
        self._url = request.build_absolute_uri()
        if cursor and cursor.side == ">":
            rows = list(queryset.filter(pk__gt=cursor.key).order_by("pk")[: size + 1])
            page, self._has_newer, self._has_older = rows[:size][::-1], len(rows) > size, bool(rows)
        else:
            older = queryset.filter(pk__lt=cursor.key) if cursor else queryset
            rows = list(older.order_by("-pk")[: size + 1])
            page, self._has_newer, self._has_older = rows[:size], bool(cursor and rows), len(rows) > size
        self._page = page
        return page

    def get_paginated_response(self, data: Any) -> Response:
        older = self._link(Cursor("<", self._page[-1].pk)) if self._has_older else None
        newer = self._link(Cursor(">", self._page[0].pk)) if self._has_newer else None
        return Response({"next": older, "previous": newer, "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        size = {"type": "integer", "minimum": 1, "maximum": self.largest_size, "default": self.default_size}
        return [
            {"name": CURSOR, "in": "query", "schema": {"type": "string"}, "description": "From `next` or `previous`."},
            {"name": PAGE_SIZE, "in": "query", "schema": size, "description": "How many on a page."},
        ]

    def _link(self, cursor: Cursor) -> str:
        return replace_query_param(self._url, CURSOR, str(cursor))

    def _size(self, request: Request) -> int:
        words = request.query_params.get(PAGE_SIZE, str(self.default_size))
        is_number = re.fullmatch(r"[0-9]{1,4}", words)
        if not is_number or not 1 <= int(words) <= self.largest_size:
            detail = f"“{words}” is not a page size; give a whole number from 1 to {self.largest_size}."
            raise BadParameters([Fault("invalid_page_size", detail, parameter=PAGE_SIZE)])
        return int(words)

    def _cursor(self, request: Request) -> Cursor | None:
        words = request.query_params.get(CURSOR)
        if words is None:
            return None
        cursor = Cursor.read(words)
        if cursor is None:
            detail = "This is not a cursor; follow `next` or `previous` of an answer."
            raise BadParameters([Fault("invalid_cursor", detail, parameter=CURSOR)])
        return cursor
