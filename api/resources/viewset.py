from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, ClassVar, Generic, TypeVar, cast

from django.contrib.auth.models import User
from django.db.models import Model, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from api.filters import FilterSet, refuse_unknown_parameters
from api.pagination import NewestFirst
from api.preconditions import EntityTag, is_known, versions_read
from api.problems import Stale
from api.scopes import Scope
from claims.querysets import Reader
from claims.refusals import Refused
from claims.rules.transitions import Refusal

M = TypeVar("M", bound=Model)
Body = type[serializers.Serializer[Any]]


class Resource(GenericViewSet[M]):
    """What the resources share: methods, permissions by action, and query parameters of which each is known.

    What is not reading says which scope it asks of a key: `scope`, or `scopes` by action.
    """

    http_method_names = ["get", "post", "head"]
    lookup_value_converter = "int"
    acts: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    decisions: ClassVar[frozenset[str]] = frozenset()
    scope: ClassVar[Scope | None] = None
    scopes: ClassVar[Mapping[str, Scope]] = {}
    filterset_class: ClassVar[type[FilterSet]]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        refuse_unknown_parameters(request, self._parameters())

    def given(self, body: Body) -> dict[str, Any]:
        """What the request's body says. Raises ValidationError naming the fields."""
        read = body(data=self.request.data, context=self.get_serializer_context())
        read.is_valid(raise_exception=True)
        values: dict[str, Any] = read.validated_data
        return values

    def _parameters(self) -> tuple[str, ...]:
        if self.action != "list":
            return ()
        return (*self.filterset_class.base_filters, *NewestFirst.parameters)


@dataclass(frozen=True, slots=True)
class Versioned(Generic[M]):
    """How the rows of a noun are shown, and told apart from what they were before a decision.

    `version` is the field that decisions change, `latest` tells the latest decision on a row.
    """

    noun: str
    version: str
    visible: Callable[[Reader], QuerySet[M]]
    serializer: type[serializers.BaseSerializer[M]]
    latest: Callable[[M], Mapping[str, Any] | None]

    def shown(self, row: M) -> tuple[Any, EntityTag]:
        """The row's representation, and the tag of exactly these bytes."""
        data = self.serializer(row).data
        content = JSONRenderer().render(data)
        return data, EntityTag.of(content, noun=self.noun, key=row.pk, version=str(getattr(row, self.version)))

    def response(self, row: M) -> Response:
        data, tag = self.shown(row)
        return Response(data, headers={"ETag": str(tag)})

    def created(self, row: M, *, at: str) -> Response:
        data, tag = self.shown(row)
        return Response(data, status=HTTPStatus.CREATED, headers={"ETag": str(tag), "Location": at})

    @contextmanager
    def decided_on_what_was_read(self, request: Request, row: M) -> Iterator[None]:
        """Guards a decision that rests on this row: Stale where If-Match names another version than the one decided on.

        The verb compares again when it holds the row, and refuses; where a refusal comes with another version, then
        the version is what is told, for the client has yet to read why.
        """
        read = getattr(row, self.version)
        if str(read) not in versions_read(request, noun=self.noun, key=row.pk):
            raise self.stale(row, Refused(Refusal.STALE))
        try:
            yield
        except Refused as refused:
            now = get_object_or_404(self.visible(request.user), pk=row.pk)
            if refused.refusal is Refusal.STALE or getattr(now, self.version) != read:
                raise self.stale(now, Refused(Refusal.STALE)) from refused
            raise

    def stale(self, row: M, refused: Refused) -> Stale:
        return Stale(str(refused), etag=str(self.shown(row)[1]), decided=self.latest(row))


class VersionedResource(Resource[M]):
    """A resource whose rows carry an ETag; decisions on them name it in If-Match."""

    versioned: ClassVar[Versioned[Any]]

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        answer = self.versioned.response(self.get_object())
        tag = EntityTag.read(answer["ETag"])
        if tag and is_known(request, tag):
            answer = Response(status=HTTPStatus.NOT_MODIFIED, headers={"ETag": str(tag)})
        answer["Cache-Control"] = "private, no-cache"
        patch_vary_headers(answer, ["Authorization", "Cookie", "Accept-Language"])
        return answer

    def decide(self, body: Body, act: Callable[..., object]) -> Response:
        """Read the body, take the decision (`act(row, given, by)`) on the version read, show what came of it."""
        row = self.get_object()
        with self.versioned.decided_on_what_was_read(self.request, row):
            act(row, self.given(body), cast(User, self.request.user))
        answer = self.versioned.response(self.get_object())
        answer["Content-Location"] = self.address(row)
        return answer

    def address(self, row: M) -> str:
        """Where the row is read, from the root of the site."""
        return reverse(f"api:{self.basename}-detail", args=[row.pk])
