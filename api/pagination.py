import base64
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, F, Func, Model, Q, QuerySet, Value
from django.db.models.lookups import GreaterThan, LessThan
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from api.problems import BadParameters, Fault
from sources.parsing.published import has_real_offset

CURSOR, PAGE_SIZE, ORDERING = "cursor", "page_size", "ordering"
LONGEST_CURSOR = 4000
NOT_A_CURSOR = "This is not a cursor; follow `next` or `previous` of an answer."


@dataclass(frozen=True, slots=True)
class Order:
    """One order of a list, as an index has it: by `field` (none: by key alone), then by key.

    `needs`: the parameters with which alone the index serves it. Rows without a value stand last where the order is
    descending, else first.
    """

    field: str = ""
    is_descending: bool = True
    keys_descend: bool = True
    has_nulls: bool = False
    needs: Mapping[str, str] | None = None

    def reversed(self) -> "Order":
        return replace(self, is_descending=not self.is_descending, keys_descend=not self.keys_descend)

    def stretch(self, rows: "QuerySet[Any] | Stretches", after: "Cursor | None", at_most: int) -> list[Any]:
        """The first rows in this order, or the first that come after the cursor. Two queries at the most."""
        if not isinstance(rows, QuerySet):
            return list(rows.stretch(self, after, at_most))
        if not self.field:
            beyond = rows.filter(**{f"pk__{_side(self.keys_descend)}": after.key}) if after else rows
            return list(beyond.order_by(_by("pk", self.keys_descend))[:at_most])
        parts = self._parts()
        if after and after.value is None:
            parts = parts[parts.index(False) :]
        elif after:
            parts = parts[parts.index(True) :]
        found: list[Any] = []
        for place, has_value in enumerate(parts):
            if len(found) < at_most:
                part = self._part(rows, after if place == 0 else None, has_value=has_value)
                found += part[: at_most - len(found)]
        return found

    def _parts(self) -> tuple[bool, ...]:
        """Whether rows have a value, part by part."""
        if not self.has_nulls:
            return (True,)
        return (True, False) if self.is_descending else (False, True)

    def _part(self, rows: QuerySet[Any], after: "Cursor | None", *, has_value: bool) -> QuerySet[Any]:
        if not has_value:
            rows = rows.filter(**{f"{self.field}__isnull": True})
            beyond = rows.filter(**{f"pk__{_side(self.keys_descend)}": after.key}) if after else rows
            return beyond.order_by(_by("pk", self.keys_descend))
        if self.has_nulls:
            rows = rows.filter(**{f"{self.field}__isnull": False})
        beyond = rows.filter(self._beyond(after)) if after else rows
        return beyond.order_by(_by(self.field, self.is_descending), _by("pk", self.keys_descend))

    def _beyond(self, after: "Cursor") -> Any:
        """As one comparison of two pairs where both go the same way: an index then begins at the cursor itself."""
        if self.is_descending is self.keys_descend:
            less = LessThan if self.is_descending else GreaterThan
            return less(_Pair(F(self.field), F("pk")), _Pair(Value(after.value), Value(after.key)))
        side = _side(self.is_descending)
        among_equals = Q(**{f"pk__{_side(self.keys_descend)}": after.key})
        return Q(**{f"{self.field}__{side}e": after.value}) & (
            Q(**{f"{self.field}__{side}": after.value}) | among_equals
        )


class Stretches(Protocol):
    """Rows that are no queryset: they find a stretch of themselves."""

    model: type[Model]

    def stretch(self, order: Order, after: "Cursor | None", at_most: int) -> Sequence[Any]:
        """As Order.stretch; each row has its key as `pk`."""


class _Pair(Func):
    template = "(%(expressions)s)"
    output_field = BooleanField()  # of no matter: a pair is only compared


def _side(descends: bool) -> str:
    return "lt" if descends else "gt"


def _by(field: str, descends: bool) -> str:
    return f"-{field}" if descends else field


NEWEST = Order()


@dataclass(frozen=True, slots=True)
class Cursor:
    """The rows after (`<`) or before (`>`) the row with this key and value of the order; opaque to clients."""

    side: str
    key: Any
    value: Any = None
    ordering: str = ""

    def __str__(self) -> str:
        words = json.dumps([self.side, self.ordering, _plain(self.value), _plain(self.key)], ensure_ascii=False)
        return base64.urlsafe_b64encode(words.encode()).decode().rstrip("=")

    @classmethod
    def read(cls, words: str, *, ordering: str, order: Order, model: type[Model]) -> "Cursor | None":
        """None where it is none of this list in this order."""
        if len(words) > LONGEST_CURSOR:
            return None
        try:
            plain = base64.b64decode(words + "=" * (-len(words) % 4), altchars=b"-_", validate=True).decode("utf-8")
            side, named, value, key = json.loads(plain, parse_constant=_refuse, parse_int=_small)
        except (ValueError, TypeError, RecursionError):
            return None
        if side not in ("<", ">") or named != ordering or "\x00" in plain or "\\u0000" in plain:
            return None
        try:
            value = _read(model, order.field, value) if value is not None and order.field else None
            key = _read(model, "pk", key)
        except (ValidationError, TypeError, ValueError, OverflowError):
            return None
        is_whole = value is not None or order.has_nulls or not order.field
        return cls(side, key, value, ordering) if is_whole else None


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (int, float)) else str(value)


def _refuse(name: str) -> None:
    raise ValueError(name)


def _small(digits: str) -> int:
    if len(digits) > 18:
        raise ValueError("too large")
    return int(digits)


def _read(model: type[Model], field: str, value: Any) -> Any:
    """The value as a column of the model holds it. Raises ValidationError, TypeError or ValueError where it cannot."""
    if value is None or isinstance(value, (bool, list, dict)):
        raise TypeError(field)
    column: Any = model._meta.pk if field == "pk" else model._meta.get_field(field)
    read = column.to_python(value)
    is_unstorable = isinstance(read, str) and any("\ud800" <= sign <= "\udfff" for sign in read)
    if read is None or is_unstorable or (isinstance(read, datetime) and not has_real_offset(read)):
        raise ValueError(field)
    return read


class NewestFirst(BasePagination):
    """Pages from the newest row to the oldest, by primary key, or in another order that the view offers.

    A page costs the same wherever it lies (no OFFSET).
    """

    default_size = 50
    largest_size = 200
    parameters = (CURSOR, PAGE_SIZE)

    def paginate_queryset(self, queryset: Any, request: Request, view: APIView | None = None) -> list[Any]:
        size, (self._ordering, self._order) = self._size(request), _order(request, view)
        cursor = self._cursor(request, queryset.model)
        self._url = request.build_absolute_uri()
        is_back = cursor is not None and cursor.side == ">"
        order = self._order.reversed() if is_back else self._order
        edge = _edge(view, cursor, order)
        if edge is not None:
            queryset = queryset.filter(**{f"pk__{_side(not order.keys_descend)}e": edge})
        rows = order.stretch(queryset, cursor, size + 1)
        self.page = rows[:size][::-1] if is_back else rows[:size]
        further = self._further(self.page, is_back=is_back, is_cut=len(rows) > size, edge=edge)
        self._older, self._newer = further if cursor else (further[0], None)
        if not self.page and cursor and isinstance(cursor.key, int) and not self._order.field:
            self._lead_back(cursor)
        return self.page

    def _further(
        self, page: list[Any], *, is_back: bool, is_cut: bool, edge: int | None
    ) -> tuple[Cursor | None, Cursor | None]:
        """Where one goes on from the page, to what is older and to what is newer."""
        older, newer = (self._at("<", page[-1]), self._at(">", page[0])) if page else (None, None)
        if is_cut:
            return older, newer
        at_edge = Cursor(">" if is_back else "<", edge) if edge is not None else None
        return (older, at_edge) if is_back else (at_edge, newer)

    def _lead_back(self, cursor: Cursor) -> None:
        """From an empty page to where one came from; the row at the border is among them."""
        step = 1 if self._order.keys_descend else -1
        if cursor.side == "<":
            self._newer = Cursor(">", cursor.key - step)
        else:
            self._older = Cursor("<", cursor.key + step)

    def get_paginated_response(self, data: Any) -> Response:
        older, newer = (cursor and self._link(cursor) for cursor in (self._older, self._newer))
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
        told = [
            {"name": CURSOR, "in": "query", "schema": {"type": "string"}, "description": "From `next` or `previous`."},
            {"name": PAGE_SIZE, "in": "query", "schema": size, "description": "How many on a page."},
        ]
        if orders := getattr(view, "orders", None):
            enum = {"type": "string", "enum": sorted(orders)}
            told.append({"name": ORDERING, "in": "query", "schema": enum, "description": "Left out: newest first."})
        return told

    def _at(self, side: str, row: Any) -> Cursor:
        value = getattr(row, self._order.field) if self._order.field else None
        return Cursor(side, row.pk, value, self._ordering)

    def _link(self, cursor: Any) -> str:
        return replace_query_param(self._url, CURSOR, str(cursor))

    def _size(self, request: Request) -> int:
        words = request.query_params.get(PAGE_SIZE, str(self.default_size))
        is_number = re.fullmatch(r"[0-9]{1,4}", words, re.ASCII)
        if not is_number or not 1 <= int(words) <= self.largest_size:
            detail = f"“{words}” is not a page size; give a whole number from 1 to {self.largest_size}."
            raise BadParameters([Fault("invalid_page_size", detail, parameter=PAGE_SIZE)])
        return int(words)

    def _cursor(self, request: Request, model: type[Model]) -> Cursor | None:
        words = request.query_params.get(CURSOR)
        if words is None:
            return None
        cursor = Cursor.read(words, ordering=self._ordering, order=self._order, model=model)
        if cursor is None:
            raise BadParameters([Fault("invalid_cursor", NOT_A_CURSOR, parameter=CURSOR)])
        return cursor


def _edge(view: APIView | None, cursor: Cursor | None, order: Order) -> int | None:
    """The key beyond which the view does not look for this page; None where it looks as far as it must."""
    find = getattr(view, "edge", None)
    found: int | None = find(cursor.key if cursor else None, descends=order.keys_descend) if find else None
    return found


def _order(request: Request, view: APIView | None) -> tuple[str, Order]:
    """The order asked for, by name; else the view's own. Raises BadParameters for one that no index serves here."""
    orders: Mapping[str, Order] = getattr(view, "orders", {})
    asked = request.query_params.get(ORDERING)
    if asked is None:
        return "", getattr(view, "usual_order", NEWEST)
    if asked not in orders:
        detail = f"“{asked[:80]}” is no order of this list; give one of {', '.join(sorted(orders))}."
        raise BadParameters([Fault("invalid_choice", detail, parameter=ORDERING)])
    needs = orders[asked].needs or {}
    if any(request.query_params.get(name) != value for name, value in needs.items()):
        beside = "&".join(f"{name}={value}" for name, value in needs.items())
        raise BadParameters([Fault("needs_filter", f"This order is offered with {beside} only.", parameter=ORDERING)])
    return asked, orders[asked]
