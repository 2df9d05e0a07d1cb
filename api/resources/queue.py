"""What needs a look, in the order in which an editor is shown it."""

import base64
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from api.pagination import CURSOR, PAGE_SIZE, NewestFirst
from api.problems import BadParameters, Fault
from api.resources.claim_summary import ClaimSerializer
from api.resources.claims import CadenceStateSerializer
from api.resources.predictions import WindowSerializer
from api.resources.viewset import Resource
from claims.docket import Place, Waiting, Why, last_looks, waiting
from claims.models import Claim
from claims.querysets import Reader
from sources.parsing.published import has_real_offset

REASONS = [(why.value, why.value) for why in Why]


class LastLookSerializer(serializers.Serializer[Any]):
    """The last act by which a person moved when the claim comes up, or which verdict counts on it."""

    act = serializers.CharField()
    by = serializers.CharField()
    at = serializers.DateTimeField()


class WaitingSerializer(serializers.Serializer[Any]):
    """A claim that needs a look.

    `why`: `due` (a verdict is owed), `look` (something may have begun, or a horizon is missing), `again` (a checked
    fact may have changed). `proposed_verdict` waits for a second person, or was sent back.
    """

    why = serializers.ChoiceField(choices=REASONS)
    since = serializers.DateTimeField()
    claim = ClaimSerializer()
    window = WindowSerializer(allow_null=True)
    cadence = CadenceStateSerializer(allow_null=True)
    proposed_verdict = serializers.IntegerField(allow_null=True)
    last_look = LastLookSerializer(allow_null=True)


class QueueOrder(NewestFirst):
    """Pages in the order of the queue, from place to place: none is skipped when what is before it has been done."""

    def paginate_queryset(self, queryset: Any, request: Request, view: APIView | None = None) -> list[Any]:
        """`queryset` is the function that gives a stretch of the queue: `claims.docket.waiting` for a reader."""
        stretch: Callable[..., list[Waiting]] = queryset
        size, side, place = self._size(request), *_read(request)
        self._url = request.build_absolute_uri()
        if side == "<":
            rows = stretch(before=place, at_most=size + 1)
            self._stretch, self._has_before, self._has_after = rows[-size:], len(rows) > size, bool(rows)
        else:
            rows = stretch(after=place, at_most=size + 1)
            self._stretch, self._has_before, self._has_after = rows[:size], bool(place and rows), len(rows) > size
        return self._stretch

    def get_paginated_response(self, data: Any) -> Response:
        after = self._link_to(">", self._stretch[-1].place) if self._has_after else None
        before = self._link_to("<", self._stretch[0].place) if self._has_before else None
        return Response({"next": after, "previous": before, "results": data})

    def _link_to(self, side: str, place: Place) -> str:
        words = f"{side}{place.rank}/{place.since.isoformat()}/{place.claim}"
        return replace_query_param(self._url, CURSOR, base64.urlsafe_b64encode(words.encode()).decode().rstrip("="))


def _read(request: Request) -> tuple[str, Place | None]:
    """The side and the place that the cursor names. Raises BadParameters for what is no cursor of this list."""
    words = request.query_params.get(CURSOR)
    if words is None:
        return ">", None
    try:
        plain = base64.b64decode(words + "=" * (-len(words) % 4), altchars=b"-_", validate=True).decode("ascii")
        parts = re.fullmatch(r"([<>])([01])/([^/]+)/([0-9]{1,18})", plain)
        since = datetime.fromisoformat(parts[3]) if parts else None
    except ValueError:
        parts, since = None, None
    if parts is None or since is None or not has_real_offset(since):
        detail = "This is not a cursor; follow `next` or `previous` of an answer."
        raise BadParameters([Fault("invalid_cursor", detail, parameter=CURSOR)])
    return parts[1], Place(int(parts[2]), since, int(parts[4]))


WHY = OpenApiParameter("why", OpenApiTypes.STR, enum=[why.value for why in Why], description="For one reason only.")


class Queue(Resource[Claim]):
    """What needs a look: verdicts owed first, longest overdue first, then all else by since when it waits.

    Nothing is ever left out for its age. A claim leaves by a decision on it.
    """

    queryset = Claim.objects.all()
    serializer_class = WaitingSerializer
    pagination_class = QueueOrder
    filter_backends = ()
    acts = {"list": ("claims.view_prediction",)}

    @extend_schema(parameters=[WHY])
    def list(self, request: Request) -> Response:
        """The claims that wait for an editor, with why and since when."""
        stretch: Any = partial(waiting, request.user, _reasons(request))
        rows = self.paginate_queryset(stretch)
        return self.get_paginated_response(WaitingSerializer(_told(rows or [], request.user), many=True).data)

    def _parameters(self) -> tuple[str, ...]:
        return ("why", CURSOR, PAGE_SIZE)


def _told(rows: Sequence[Waiting], reader: Reader) -> list[dict[str, Any]]:
    keys = [row.place.claim for row in rows]
    shown: QuerySet[Claim] = Claim.objects.visible_to(reader).with_status()
    claims = shown.select_related("claimant", "prediction").prefetch_related("topics").in_bulk(keys)
    looks = last_looks(keys)
    return [
        {
            "why": row.why.value,
            "since": row.place.since,
            "claim": claim,
            "window": getattr(claim, "prediction", None),
            "cadence": claim if claim.recheck_every else None,
            "proposed_verdict": claim.proposed_verdict_id,
            "last_look": looks.get(claim.pk),
        }
        for row in rows
        if (claim := claims.get(row.place.claim))
    ]


def _reasons(request: Request) -> tuple[Why, ...]:
    given = request.query_params.get("why")
    if given is None:
        return tuple(Why)
    if given not in {why.value for why in Why}:
        detail = f"“{given[:80]}” is no reason; give one of {', '.join(Why)}."
        raise BadParameters([Fault("invalid_choice", detail, parameter="why")])
    return (Why(given),)
