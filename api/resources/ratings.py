"""The scales on which verdicts are given, and their ratings: read only."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from rest_framework import mixins, serializers

from api.filters import FilterSet
from api.resources.viewset import Read, Resource
from claims.models import Rating, RatingScale


class RatingSerializer(serializers.ModelSerializer[Rating]):
    """One step of a scale. Without `rating_value` it is shown in words only."""

    textual_rating = serializers.CharField(
        source="alternate_name", read_only=True, help_text="In the language the request accepts: en or fr."
    )
    scale = serializers.SlugRelatedField[RatingScale](slug_field="slug", read_only=True)

    class Meta:
        model = Rating
        fields = [
            "slug",
            "scale",
            "position",
            "textual_rating",
            "alternate_name_en",
            "alternate_name_fr",
            "rating_value",
            "worst_rating",
            "best_rating",
            "normal_form",
            "is_annulment",
        ]
        read_only_fields = fields


class ScaleSerializer(serializers.ModelSerializer[RatingScale]):
    """A set of ratings for one sort of claim, from the best to the worst, then those without value."""

    ratings = serializers.SlugRelatedField[Any](slug_field="slug", many=True, read_only=True)

    class Meta:
        model = RatingScale
        fields = ["slug", "name", "measures", "ratings"]
        read_only_fields = fields


class RatingFilters(FilterSet):
    scale = django_filters.ModelChoiceFilter(queryset=RatingScale.objects.all(), to_field_name="slug")

    class Meta:
        model = Rating
        fields = ["normal_form"]


class ScaleFilters(FilterSet):
    class Meta:
        model = RatingScale
        fields = ["measures"]


class Ratings(mixins.ListModelMixin, Read, Resource[Rating]):
    """What a verdict may say, known by its slug."""

    queryset = Rating.objects.select_related("scale")
    serializer_class = RatingSerializer
    filterset_class = RatingFilters
    lookup_field = "slug"
    lookup_value_converter = "slug"


class Scales(mixins.ListModelMixin, Read, Resource[RatingScale]):
    """Scales, known by their slug; predictions, commitments and statements of fact each have theirs."""

    queryset = RatingScale.objects.prefetch_related("ratings")
    serializer_class = ScaleSerializer
    filterset_class = ScaleFilters
    lookup_field = "slug"
    lookup_value_converter = "slug"

    def get_queryset(self) -> QuerySet[RatingScale]:
        return RatingScale.objects.prefetch_related("ratings")
