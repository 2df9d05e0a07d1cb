from django.db import models
from rest_framework import mixins, serializers

from api.fields import StrictSerializer, StrictSlugField, StrictStringField, StrictURLField
from api.filters import FilterSet
from api.resources.viewset import Resource
from sources.models import Publisher


class PublisherSerializer(StrictSerializer, serializers.ModelSerializer[Publisher]):
    """Who publishes, and whose clock and calendar the documents speak."""

    name = StrictStringField(max_length=200, trim_whitespace=True)
    site = StrictURLField(max_length=500, required=False, allow_blank=True)

    serializer_field_mapping = serializers.ModelSerializer.serializer_field_mapping | {
        models.CharField: StrictStringField,
        models.SlugField: StrictSlugField,
    }

    class Meta:
        model = Publisher
        fields = ["slug", "name", "site", "language", "kind", "time_zone"]


class PublisherFilters(FilterSet):
    class Meta:
        model = Publisher
        fields = ["language", "kind"]


class Publishers(
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    mixins.CreateModelMixin,
    Resource[Publisher],
):
    """Publishers, known by their slug."""

    queryset = Publisher.objects.all()
    serializer_class = PublisherSerializer
    filterset_class = PublisherFilters
    lookup_field = "slug"
    lookup_value_converter = "slug"
