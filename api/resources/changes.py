"""What was changed, in the order of the ledger: by it a program follows what its key may read."""

import re
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from api.entries import told, visible
from api.fields import LARGEST_KEY
from api.pagination import PAGE_SIZE, NewestFirst
from api.problems import BadParameters, Fault
from api.resources.viewset import Resource
from claims.models import LedgerEntry

SINCE, NEWEST = "since", "newest"
LOOKED_AT = 4
"""Entries looked at for each that a page has room for; where a reader may see none of them, the page is short."""


class ObjectSerializer(serializers.Serializer[Any]):
    """Where the row that changed is read: `/api/v1/{noun}/{id}/`; `part` where it is a part of that."""

    noun = serializers.CharField()
    id = serializers.CharField(allow_null=True)
    part = serializers.CharField(allow_null=True)


class ChangedSerializer(serializers.Serializer[Any]):
    """One value, as it was and as it is since."""

    before = serializers.JSONField()
    after = serializers.JSONField()


class EntrySerializer(serializers.Serializer[Any]):
    """One change of one row. `act` and `by` are null where no act of Aver made it."""

    seq = serializers.IntegerField()
    recorded_at = serializers.DateTimeField()
    act = serializers.CharField(allow_null=True)
    by = serializers.CharField(allow_null=True)
    reason = serializers.CharField(allow_null=True)
    operation = serializers.ChoiceField(choices=LedgerEntry.Operation.choices)
    object = ObjectSerializer()
    claim = serializers.IntegerField(allow_null=True)
    changed = serializers.DictField(child=ChangedSerializer())


class Onward(NewestFirst):
    """Stretches of the ledger from its oldest entry on: after each, where to go on."""

    def paginate_queryset(self, queryset: Any, request: Request, view: APIView | None = None) -> list[Any]:
        size, since = self._size(request), _since(request)
        entries = list(queryset.filter(seq__gt=since).order_by("seq")[: size * LOOKED_AT])
        seen = visible(entries, request.user)
        page = seen[:size]
        reached = page[-1].seq if len(seen) > size else entries[-1].seq if entries else since
        self._next = replace_query_param(request.build_absolute_uri(), SINCE, str(reached))
        self._is_last = len(seen) <= size and len(entries) < size * LOOKED_AT
        return page

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"next": self._next, "is_last": self._is_last, "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "object",
            "required": ["next", "is_last", "results"],
            "properties": {
                "next": {"type": "string", "format": "uri", "description": "Where to go on; there always is one."},
                "is_last": {"type": "boolean", "description": "There was no more when it was asked."},
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        after = f"After this number of the ledger; `{NEWEST}`: after the last there is. Left out: from the beginning."
        size = next(each for each in super().get_schema_operation_parameters(view) if each["name"] == PAGE_SIZE)
        return [{"name": SINCE, "in": "query", "schema": {"type": "string"}, "description": after}, size]


class Changes(Resource[LedgerEntry]):
    """The ledger, as far as the reader may read what it speaks of."""

    queryset = LedgerEntry.objects.all()
    serializer_class = EntrySerializer
    pagination_class = Onward
    filter_backends = ()

    def list(self, request: Request) -> Response:
        """What was changed after an entry, oldest first. Whoever follows `next` sees every entry once, in order."""
        return self.get_paginated_response(told(self.paginate_queryset(self.get_queryset()) or [], request.user))

    def _parameters(self) -> tuple[str, ...]:
        return (SINCE, PAGE_SIZE)


def _since(request: Request) -> int:
    """The number after which to begin. Raises BadParameters for what is none, or lies beyond the ledger."""
    words = request.query_params.get(SINCE, "0")
    newest = LedgerEntry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    if words == NEWEST:
        return newest
    if not re.fullmatch(r"[0-9]{1,19}", words, re.ASCII) or int(words) > LARGEST_KEY:
        detail = f"“{words[:80]}” is no number of an entry; follow `next`, or give 0 or “{NEWEST}”."
        raise BadParameters([Fault("invalid", detail, parameter=SINCE)])
    if int(words) > newest:
        detail = f"The ledger ends with {newest}: this number is of another ledger. Read anew what you hold."
        raise BadParameters([Fault("beyond_the_ledger", detail, parameter=SINCE)])
    return int(words)
