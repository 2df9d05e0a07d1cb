from collections.abc import Mapping
from typing import Any, cast

from django.contrib.auth.models import User
from django.core.validators import URLValidator
from django.db import models
from django.db.models import QuerySet
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import StrictSerializer, StrictSlugField, StrictStringField
from api.filters import FilterSet
from api.resources.corrections import latest_correction, version_of
from api.resources.records import HasRecord
from api.resources.viewset import Versioned, VersionedResource
from api.scopes import Scope
from claims.correcting import correct, register
from claims.querysets import Reader
from sources.models import Publisher


class PublisherSerializer(StrictSerializer, serializers.ModelSerializer[Publisher]):
    """Who publishes, and whose clock and calendar the documents speak."""

    name = StrictStringField(max_length=200, trim_whitespace=True)
    site = StrictStringField(max_length=500, required=False, allow_blank=True, help_text="The address of its site.")

    serializer_field_mapping = serializers.ModelSerializer.serializer_field_mapping | {
        models.CharField: StrictStringField,
        models.SlugField: StrictSlugField,
    }

    class Meta:
        model = Publisher
        fields = ["slug", "name", "site", "language", "kind", "time_zone"]

    def validate_site(self, site: str) -> str:
        if site:
            URLValidator()(site)
        return site


class CorrectPublisherSerializer(PublisherSerializer):
    """What is left out stays as it is; the slug stays, by which others name the publisher."""

    class Meta:
        model = Publisher
        fields = ["name", "site", "language", "kind", "time_zone"]

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        fields = super().get_fields()
        for field in fields.values():
            field.required = False
        return fields


class PublisherFilters(FilterSet):
    class Meta:
        model = Publisher
        fields = ["language", "kind"]


def all_publishers(reader: Reader) -> QuerySet[Publisher]:
    """Everybody who reads publishers reads all of them."""
    return Publisher.objects.all()


PUBLISHER = Versioned("publisher", version_of, all_publishers, PublisherSerializer, latest_correction)


class Publishers(mixins.ListModelMixin, HasRecord, VersionedResource[Publisher]):
    """Publishers, known by their slug."""

    queryset = Publisher.objects.all()
    serializer_class = PublisherSerializer
    filterset_class = PublisherFilters
    scope = Scope.ADMIN
    lookup_field = "slug"
    lookup_value_converter = "slug"
    versioned = PUBLISHER
    acts = {"correct": ("sources.change_publisher",)}
    decisions = frozenset(acts)

    def get_queryset(self) -> QuerySet[Publisher]:
        return Publisher.objects.all()

    @extend_schema(responses={201: PublisherSerializer})
    def create(self, request: Request) -> Response:
        """Add a publisher."""
        added = register(Publisher(**self.given(PublisherSerializer)), by=cast(User, request.user))
        return PUBLISHER.created(added, at=request.build_absolute_uri(self.address(added)))

    @extend_schema(request=CorrectPublisherSerializer)
    @action(detail=True, methods=["post"])
    def correct(self, request: Request, slug: str) -> Response:
        """Correct what is said of the publisher. Windows that were read by its clock stay as they are."""

        def amend(publisher: Publisher, given: Mapping[str, Any], by: User) -> Publisher:
            return correct(publisher, **given, by=by)

        return self.decide(CorrectPublisherSerializer, amend)

    def address(self, row: Publisher) -> str:
        return reverse("api:publisher-detail", args=[row.slug])
