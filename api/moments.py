"""`as_of` and `known_at`: what a read answers as of an instant, and how long that may be kept."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from http import HTTPStatus
from typing import Any, ClassVar, cast

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import InstantField
from api.problems import BadParameters, Fault, faults_in
from api.resources.readings import instant
from api.resources.viewset import M, Resource
from claims import bygone
from claims.bygone import Moment

AS_OF, KNOWN_AT = "as_of", "known_at"
FOR_EVER = "private, max-age=31536000, immutable"
UNTIL_ASKED_AGAIN = "private, no-cache"
VARIES = ("Authorization", "Cookie", "Accept-Language")

OF_AN_INSTANT = OpenApiParameter(
    AS_OF,
    OpenApiTypes.DATETIME,
    description="Answer with what was held at this instant, to those who may read it now.",
)
_KNOWN_AT = OpenApiParameter(
    KNOWN_AT,
    OpenApiTypes.DATETIME,
    description="Of the verdicts, only those known to the world by this instant; statuses are told for it.",
)
PARAMETERS = [OF_AN_INSTANT, _KNOWN_AT]

_as_of = extend_schema(parameters=[OF_AN_INSTANT])
told_as_of = extend_schema_view(list=_as_of, retrieve=_as_of)
told_as_known = extend_schema_view(
    list=extend_schema(parameters=PARAMETERS), retrieve=extend_schema(parameters=PARAMETERS)
)


class NotSettled(APIException):
    """Somebody is writing, and the instant is so near that what they write may belong to it."""

    status_code = HTTPStatus.SERVICE_UNAVAILABLE
    default_code = "not_settled"
    default_detail = "Somebody is writing just now; ask again, or as of an earlier instant."
    wait = 1


def moment_asked(request: Request) -> Moment | None:
    """The moment that the query names; None where it names none.

    Raises BadParameters for what is no instant, or lies in the future; NotSettled while its answer could still change.
    """
    given = {name: words for name in (AS_OF, KNOWN_AT) if (words := request.query_params.get(name)) is not None}
    if not given:
        return None
    instants = {name: _read(name, words) for name, words in given.items()}
    as_of, known_at = instants.get(AS_OF), instants.get(KNOWN_AT)
    moment = _moment(as_of, known_at) if as_of else bygone.this_moment(known_at=known_at)
    if known_at and known_at > moment.instant:
        detail = f"This lies after {'as_of' if as_of else instant(moment.instant)}; give that or an earlier instant."
        raise BadParameters([Fault("in_the_future", detail, parameter=KNOWN_AT)])
    return moment


def _moment(as_of: datetime, known_at: datetime | None) -> Moment:
    try:
        return bygone.moment(as_of, known_at=known_at)
    except bygone.InTheFuture as future:
        detail = f"This lies in the future; it is {instant(future.now)}."
        raise BadParameters([Fault("in_the_future", detail, parameter=AS_OF)]) from future
    except bygone.NotYetSettled as unsettled:
        raise NotSettled from unsettled


def _read(name: str, words: str) -> datetime:
    try:
        read: datetime = InstantField().run_validation(words)
    except ValidationError as error:
        fault = next(iter(faults_in(error.detail)))
        example = " In an address a + is written %2B." if " " in words else ""
        raise BadParameters([Fault(fault.code, f"{fault.detail}{example}", parameter=name)]) from error
    return read


@contextmanager
def reading(moment: Moment, request: Request) -> Iterator[None]:
    """Queries within it read the moment, as this reader may."""
    with bygone.reading(moment, tells_withheld=request.user.has_perm("claims.withhold_claim")):
        yield


def may_be_kept(answer: HttpResponse, moment: Moment | None) -> None:
    """Say how long an answer as of a moment may be kept: for ever, where nothing of then can come any more."""
    answer["Cache-Control"] = FOR_EVER if moment and moment.is_sealed else UNTIL_ASKED_AGAIN
    patch_vary_headers(answer, VARIES)


class Bygone(Resource[M]):
    """A resource whose reads answer as of an instant too.

    `knows`: whether `known_at` means anything here. `not_as_of`: parameters that only the present can answer.
    A list is narrowed by the filters `at_hand`, which an index serves in the past too, and by those in `once`, that
    tell which claims ever fitted: the rows' claims, at `claim_at`. Else it is looked through stretch by stretch.
    """

    knows: ClassVar[bool] = True
    not_as_of: ClassVar[frozenset[str]] = frozenset({"q", "ordering"})
    at_hand: ClassVar[frozenset[str]] = frozenset()
    of_the_past: ClassVar[frozenset[str]] = frozenset({"list", "retrieve"})
    once: ClassVar[Mapping[str, Callable[[Any], QuerySet[Any, int]]]] = {}
    claim_at: ClassVar[str] = "pk"
    moment: Moment | None = None
    is_narrow = False

    @property
    def model(self) -> type[M]:
        rows: QuerySet[M] = cast(Any, self).queryset
        return rows.model

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.action in self.of_the_past:
            self.moment = moment_asked(request)
        if self.moment:
            self._refuse_of_the_present(request)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self._answer(super().list, request, *args, **kwargs)  # type: ignore[misc]  # of ListModelMixin

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self._answer(super().retrieve, request, *args, **kwargs)  # type: ignore[misc]  # likewise

    def narrow(self, rows: QuerySet[M], asked: Mapping[str, Any]) -> QuerySet[M]:
        """Of the filtered rows those that may fit, where these are few. One query for each filter in `once`."""
        if self.moment is None:
            return rows
        given = {name for name, value in asked.items() if value not in (None, "")}
        self.is_narrow = bool(given & self.at_hand)
        for name in sorted(given & self.once.keys()):
            claims = bygone.few(self.once[name](asked[name]), self.moment)
            if claims is not None:
                rows, self.is_narrow = rows.filter(**{f"{self.claim_at}__in": claims}), True
        return rows

    def edge(self, beyond: int | None, *, descends: bool) -> int | None:
        """The key at which this page ends, however few rows it has by then; None: it need not."""
        if self.moment is None or self.is_narrow:
            return None
        return bygone.edge(self.model, self.moment, beyond=beyond, descends=descends)

    def _answer(self, read: Callable[..., Response], request: Request, *args: Any, **kwargs: Any) -> Response:
        if self.moment is None:
            return read(request, *args, **kwargs)
        with reading(self.moment, request):
            answer = read(request, *args, **kwargs)
        may_be_kept(answer, self.moment)
        return answer

    def _parameters(self) -> tuple[str, ...]:
        if self.action not in self.of_the_past:
            return super()._parameters()
        return (*super()._parameters(), AS_OF, *([KNOWN_AT] if self.knows else []))

    def _refuse_of_the_present(self, request: Request) -> None:
        allowed = ", ".join(sorted(set(self._parameters()) - self.not_as_of))
        detail = f"This cannot be asked as of an instant; allowed then are {allowed}."
        faults = [Fault("not_as_of", detail, parameter=name) for name in request.query_params if name in self.not_as_of]
        if faults:
            raise BadParameters(faults)
