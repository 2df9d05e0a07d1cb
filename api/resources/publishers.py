from collections.abc import Mapping

from django.core.validators import URLValidator
from django.db import models
from django.urls import reverse
from rest_framework import mixins, serializers

from api.fields import StrictSerializer, StrictSlugField, StrictStringField
from api.filters import FilterSet
from api.resources.records import HasRecord
from api.resources.viewset import Resource
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


class PublisherFilters(FilterSet):
    class Meta:
        model = Publisher
        fields = ["language", "kind"]


class Publishers(
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    mixins.CreateModelMixin,
    HasRecord,
    Resource[Publisher],
):
    """Publishers, known by their slug."""

    queryset = Publisher.objects.all()
    serializer_class = PublisherSerializer
    filterset_class = PublisherFilters
    lookup_field = "slug"
    lookup_value_converter = "slug"

    def get_success_headers(self, data: Mapping[str, str]) -> dict[str, str]:
        path = reverse("api:publisher-detail", args=[data["slug"]])
        return {"Location": self.request.build_absolute_uri(path)}
