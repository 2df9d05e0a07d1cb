from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, ClassVar, Generic, TypeVar, cast

from django.contrib.auth.models import User
from django.db.models import Model, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from rest_framework import mixins, serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from api.expansions import EXPAND, EXPANDED, Expansions, asked_for, expanded
from api.filters import FilterSet, refuse_unknown_parameters
from api.pagination import ORDERING, NewestFirst, Order
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
    orders: ClassVar[Mapping[str, Order]] = {}
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

    def get_paginated_response(self, data: Any) -> Response:
        """The page, each of its rows with what `expand` names."""
        rows: list[M] = getattr(self.paginator, "page", [])
        return super().get_paginated_response(self.with_expanded(data, rows))

    def with_expanded(self, told: list[Any], rows: list[M]) -> list[Any]:
        """What is told of the rows, each with the member `expanded` where the request asks for any."""
        names = asked_for(self.request, self.expansions)
        if not names:
            return told
        more = expanded(rows, names, self.expansions, self.request.user)
        return [{**each, EXPANDED: its} for each, its in zip(told, more, strict=True)]

    @property
    def expansions(self) -> Expansions:
        """What of this action's rows can be shown in full."""
        known: Expansions = getattr(self.get_serializer_class(), "expansions", {}) if self._shows_rows() else {}
        return known

    def _shows_rows(self) -> bool:
        return self.action in {"list", "retrieve"}

    def _parameters(self) -> tuple[str, ...]:
        expand = (EXPAND,) if self.expansions else ()
        if self.action != "list":
            return expand
        ordering = (ORDERING,) if self.orders else ()
        return (*self.filterset_class.base_filters, *NewestFirst.parameters, *ordering, *expand)


class Read(mixins.RetrieveModelMixin):
    """One row, with what `expand` names."""

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        view = cast(Resource[Any], self)
        row = view.get_object()
        return Response(view.with_expanded([view.get_serializer(row).data], [row])[0])


@dataclass(frozen=True, slots=True)
class Versioned(Generic[M]):
    """How the rows of a noun are shown, and told apart from what they were before a decision.

    `version` tells what decisions change, in small letters and digits; `latest` the latest decision on a row.
    """

    noun: str
    version: Callable[[M], object]
    visible: Callable[[Reader], QuerySet[M]]
    serializer: type[serializers.BaseSerializer[M]]
    latest: Callable[[M], Mapping[str, Any] | None]

    def shown(self, row: M, more: Mapping[str, Any] = MappingProxyType({})) -> tuple[Any, EntityTag]:
        """The row's representation with `more` members, and the tag of exactly these bytes."""
        data = {**self.serializer(row).data, **more}
        content = JSONRenderer().render(data)
        return data, EntityTag.of(content, noun=self.noun, key=row.pk, version=str(self.version(row)))

    def response(self, row: M, more: Mapping[str, Any] = MappingProxyType({})) -> Response:
        data, tag = self.shown(row, more)
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
        read = self.version(row)
        if str(read) not in versions_read(request, noun=self.noun, key=row.pk):
            raise self.stale(row, Refused(Refusal.STALE))
        try:
            yield
        except Refused as refused:
            now = get_object_or_404(self.visible(request.user), pk=row.pk)
            if refused.refusal is Refusal.STALE or self.version(now) != read:
                raise self.stale(now, Refused(Refusal.STALE)) from refused
            raise

    def stale(self, row: M, refused: Refused) -> Stale:
        return Stale(str(refused), etag=str(self.shown(row)[1]), decided=self.latest(row))


class VersionedResource(Resource[M]):
    """A resource whose rows carry an ETag; decisions on them name it in If-Match."""

    versioned: ClassVar[Versioned[Any]]

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        answer = self.versioned.response(row, self.with_expanded([{}], [row])[0])
        tag = EntityTag.read(answer["ETag"])
        if tag and is_known(request, tag):
            answer = Response(status=HTTPStatus.NOT_MODIFIED, headers={"ETag": str(tag)})
        answer["Cache-Control"] = "private, no-cache"
        patch_vary_headers(answer, ["Authorization", "Cookie", "Accept-Language"])
        return answer

    def decide(self, body: Body, act: Callable[..., object]) -> Response:
        """Read the body, take the decision (`act(row, given, by)`) on the version read, show what came of it.

        Nothing is shown to somebody who may not read the row any more.
        """
        row = self.get_object()
        with self.versioned.decided_on_what_was_read(self.request, row):
            act(row, self.given(body), cast(User, self.request.user))
        now = self.versioned.visible(self.request.user).filter(pk=row.pk).first()
        if now is None:
            return Response(status=HTTPStatus.NO_CONTENT)
        answer = self.versioned.response(now)
        answer["Content-Location"] = self.address(row)
        return answer

    def address(self, row: M) -> str:
        """Where the row is read, from the root of the site."""
        return reverse(f"api:{self.basename}-detail", args=[row.pk])
