"""Where claims stand: what programs ask most. One statement, and no object between its rows and the answer's bytes."""

import json
from collections.abc import Sequence
from contextlib import nullcontext
from copy import copy
from datetime import UTC, datetime
from hashlib import sha256
from http import HTTPStatus
from itertools import cycle, islice
from typing import Any, NamedTuple, cast

from django.contrib.auth.models import User
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from api.compiled import among, compiled, rights
from api.fields import LARGEST_KEY, StrictIntegerField, StrictSerializer
from api.lean import ANSWERED, LeanView
from api.moments import AS_OF, KNOWN_AT, PARAMETERS, VARIES, may_be_kept, moment_asked, reading
from api.preconditions import is_known
from api.prepared import prepared_cursor
from api.resources.claim_summary import STATUSES
from api.resources.predictions import WindowSerializer
from api.resources.readings import day_or_instant
from api.scopes import Scope
from claims.bygone import Moment
from claims.models import Claim
from claims.querysets import at_the_instant

Row = tuple[Any, ...]

MOST = 500
WINDOW = WindowSerializer.Meta.fields
COLUMNS = (
    "pk",
    "status",
    "current_verdict",
    "current_verdict__recorded_at",
    "current_verdict__rating__slug",
    "current_verdict__rating__alternate_name_en",
    "current_verdict__rating__alternate_name_fr",
    "prediction__pk",
    *(f"prediction__{name}" for name in WINDOW),
)


class ClaimStatusSerializer(serializers.Serializer[Any]):
    """Where a claim stands; the rating is the counting verdict's, given at `recorded_at`.

    `as_of` is the instant asked for, null where none was: then it is the answer's `Date`.
    """

    status = serializers.ChoiceField(choices=STATUSES)
    rating = serializers.CharField(allow_null=True)
    textual_rating = serializers.CharField(allow_null=True, help_text="In the language the request accepts: en or fr.")
    window = WindowSerializer(allow_null=True)
    verdict = serializers.IntegerField(allow_null=True)
    recorded_at = serializers.DateTimeField(allow_null=True)
    as_of = serializers.DateTimeField(allow_null=True)


class StatusesAskedSerializer(StrictSerializer):
    """Claims by their keys, each once."""

    ids = serializers.ListField(
        child=StrictIntegerField(min_value=1, max_value=LARGEST_KEY), min_length=1, max_length=MOST
    )

    def validate_ids(self, keys: list[int]) -> list[int]:
        again = {place for place, key in enumerate(keys) if keys.index(key) != place}
        if again:
            detail = serializers.ErrorDetail("This key stands here twice; give each once.", "repeated")
            raise ValidationError(cast(dict[str, Any], {place: [detail] for place in again}))
        return keys


class StatusesSerializer(serializers.Serializer[Any]):
    """Statuses by the claim's key, in the order asked for; beside them the keys of which you may see no claim."""

    results = serializers.DictField(child=ClaimStatusSerializer())
    not_found = serializers.ListField(child=serializers.IntegerField())


class _Statuses(LeanView):
    """Whoever may read claims is told where they stand."""

    queryset = Claim.objects.all()
    acts = {"status": ()}
    scope = Scope.READ
    action = "status"
    of_the_past = frozenset({"status"})
    parameters = (AS_OF, KNOWN_AT)
    moment: Moment | None = None

    def _begin(self, request: Request) -> None:
        super()._begin(request)
        if request.META.get("QUERY_STRING"):
            self.moment = moment_asked(request)


class StatusOfClaim(_Statuses):
    """Where one claim stands."""

    http_method_names = ["get", "head"]
    is_tagged = True

    @extend_schema(operation_id="claims_status", parameters=PARAMETERS, responses=ClaimStatusSerializer)
    def get(self, request: Request, pk: int) -> HttpResponse:
        """Where the claim stands now, or stood at an instant."""
        rows = _rows([pk], request, self.moment) if pk <= LARGEST_KEY else []
        if not rows:
            raise Http404
        how = _how(self.moment)
        tag = _tag(rows[0], how)
        known = request.META.get("HTTP_IF_NONE_MATCH")
        if known == tag or (known and is_known(request, tag)):
            answer = HttpResponse(status=HTTPStatus.NOT_MODIFIED, content_type=ANSWERED)
            del answer.headers["Content-Type"]
        else:
            answer = HttpResponse(_bytes(_status(rows[0], how)), content_type=ANSWERED)
        answer["ETag"] = tag
        may_be_kept(answer, self.moment)
        return answer


class StatusOfClaims(_Statuses):
    """Where many claims stand."""

    http_method_names = ["post"]

    @extend_schema(
        operation_id="claims_status_many",
        parameters=PARAMETERS,
        request=StatusesAskedSerializer,
        responses=StatusesSerializer,
    )
    def post(self, request: Request) -> HttpResponse:
        """Where up to 500 claims stand. It changes nothing, and asks for no more than reading does."""
        keys = _keys(request.data)
        how = _how(self.moment)
        found = {row[0]: _status(row, how) for row in _rows(keys, request, self.moment)}
        results = {key: found[key] for key in keys if key in found}
        answer = HttpResponse(
            _bytes({"results": results, "not_found": [key for key in keys if key not in found]}), content_type=ANSWERED
        )
        answer["Cache-Control"] = "private, no-store"
        answer["Vary"] = ", ".join(VARIES)
        return answer


def _keys(body: Any) -> list[int]:
    """The keys that the body names. Raises ValidationError; most bodies are seen to be right without a serializer."""
    keys = body.get("ids") if type(body) is dict and len(body) == 1 else None
    if (
        type(keys) is list
        and 0 < len(keys) <= MOST
        and all(type(key) is int and 0 < key <= LARGEST_KEY for key in keys)
        and len(set(keys)) == len(keys)
    ):
        return keys
    asked = StatusesAskedSerializer(data=body)
    asked.is_valid(raise_exception=True)
    given: list[int] = asked.validated_data["ids"]
    return given


def _rows(keys: Sequence[int], request: Request, moment: Moment | None) -> list[Row]:
    """Of the claims those that the reader may see, each with COLUMNS. One statement, however many."""
    told = statement(cast(User, request.user), is_past=moment is not None)
    asked: dict[str, Any] = {"reader": request.user.pk, "keys": list(keys), "now": moment and moment.now}
    with reading(moment, request) if moment else nullcontext(), _cursor(moment) as cursor:
        cursor.execute(told, asked)
        rows: list[Row] = cursor.fetchall()
    return rows


def _cursor(moment: Moment | None) -> CursorWrapper:
    """What is asked of the past is asked in other words each time."""
    return connection.cursor() if moment else prepared_cursor()


class _How(NamedTuple):
    """What a status is told by besides its row: the instant asked for, and the language."""

    as_of: datetime | None
    is_french: bool


def _how(moment: Moment | None) -> _How:
    return _How(moment.instant if moment else None, (get_language() or "").startswith("fr"))


def _status(row: Row, how: _How) -> dict[str, Any]:
    _key, status, verdict, recorded_at, rating, english, french, prediction, *window = row
    return {
        "status": status,
        "rating": rating,
        "textual_rating": french if how.is_french else english,
        "window": prediction and dict(zip(WINDOW, window, strict=True)),
        "verdict": verdict,
        "recorded_at": recorded_at,
        "as_of": how.as_of,
    }


def _bytes(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=day_or_instant).encode()


_INSTANTS = (datetime(2026, 1, 1, 12, tzinfo=UTC), datetime(2026, 7, 1, 12, 0, 0, 5, tzinfo=UTC))
_EXAMPLES: list[Row] = [
    *[
        (1, "open", 2, then, "a", "b", "é", 3, *islice(cycle([then.date(), then, 7, "", None]), len(WINDOW)))
        for then in _INSTANTS
    ],
    (1, "open", *[None] * (len(COLUMNS) - 2)),
]
_TOLD = [_status(row, _How(row[3], is_french)) for row in _EXAMPLES for is_french in (False, True)]
_FORM = sha256(_bytes(_TOLD)).digest()
"""Other where a release, or other settings, tell the same row in other bytes."""


def _tag(row: Row, how: _How) -> str:
    """Of what the bytes are made of: who has them already is told so before they are made."""
    return f'"status-{row[0]}-{sha256(repr((_FORM, row, how)).encode()).hexdigest()[:32]}"'


_READER, _KEYS, _NOW = -1, -2, datetime(1, 1, 1, tzinfo=UTC)
"""Stand for the reader's key, the claims' and the instant; no other parameter is one of them."""

_PLACES = {_READER: "reader", _KEYS: "keys", _NOW: "now"}
_STATEMENTS: dict[tuple[bool, ...], str] = {}
"""By what the SQL depends on. Compiling it costs more than running it."""


def statement(reader: User, *, is_past: bool) -> str:
    """What the querysets say of statuses and of visibility, with `reader`, `keys` (and `now`, for the past) to fill in.

    Each row has COLUMNS.
    """
    by = (is_past, *rights(reader))
    if by not in _STATEMENTS:
        _STATEMENTS[by] = _compiled(reader, is_past=is_past)
    return _STATEMENTS[by]


def _compiled(reader: User, *, is_past: bool) -> str:
    anybody = copy(reader)
    anybody.pk = _READER
    with at_the_instant(_NOW) if is_past else nullcontext():
        claims = Claim.objects.visible_to(anybody).with_status().filter(pk__in=[_KEYS]).order_by()
        return among(compiled(claims.values_list(*COLUMNS), _PLACES), "keys")
