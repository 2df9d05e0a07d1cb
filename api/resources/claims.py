from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api import visibility
from api.filters import FilterSet, KeyFilter, PublisherFilter, since, until
from api.resources.predictions import PredictionPartSerializer, WindowSerializer
from api.resources.verdicts import VerdictPartSerializer
from api.resources.viewset import Resource
from claims.models import Appearance, Claim, Claimant
from claims.models.choices import OPERATORS, choices
from claims.querysets import ClaimQuerySet
from claims.vocabulary.statuses import Status
from sources.models import Publisher

STATUSES = [(status.value, status.value) for status in Status]


class ClaimClaimantSerializer(serializers.ModelSerializer[Claimant]):
    """Who claims it."""

    class Meta:
        model = Claimant
        fields = ["id", "name", "kind"]
        read_only_fields = fields


class ClaimSerializer(serializers.ModelSerializer[Claim]):
    """What the editors hold somebody to."""

    claimant = ClaimClaimantSerializer(read_only=True)
    status = serializers.ChoiceField(choices=STATUSES, read_only=True, help_text="At the instant of the answer.")

    class Meta:
        model = Claim
        fields = ["id", "text", "language", "kind", "claimant", "claim_date", "status", "created_at", "withdrawn_at"]
        read_only_fields = fields


class AppearanceSerializer(serializers.ModelSerializer[Appearance]):
    """The claim in one version of a document: `version.text[start:end] == quote`, in code points."""

    document = serializers.IntegerField(source="version.document_id")
    version = serializers.IntegerField(source="version.number")
    publisher = serializers.SlugRelatedField[Publisher](source="version.publisher", slug_field="slug", read_only=True)
    published_at = serializers.DateTimeField(source="version.document.published_at", allow_null=True)

    class Meta:
        model = Appearance
        fields = ["document", "version", "publisher", "published_at", "start", "end", "quote"]
        read_only_fields = fields


class ClaimDetailSerializer(ClaimSerializer):
    """A claim with the appearances the reader may see, its prediction and the verdict that counts."""

    appearances = AppearanceSerializer(many=True, read_only=True)
    prediction = PredictionPartSerializer(read_only=True, allow_null=True)
    verdict = VerdictPartSerializer(source="current_verdict", read_only=True, allow_null=True)

    class Meta(ClaimSerializer.Meta):
        fields = [*ClaimSerializer.Meta.fields, "appearances", "prediction", "verdict"]
        read_only_fields = fields


class ClaimStatusSerializer(serializers.ModelSerializer[Claim]):
    """Where a claim stands at the instant of the answer; the rating is the counting verdict's."""

    status = serializers.ChoiceField(choices=STATUSES)
    rating = serializers.CharField(source="current_verdict.rating.slug", default=None, allow_null=True)
    textual_rating = serializers.CharField(
        source="current_verdict.rating.alternate_name", default=None, allow_null=True
    )
    window = WindowSerializer(source="prediction", default=None, allow_null=True)
    verdict = serializers.IntegerField(source="current_verdict_id", allow_null=True)
    recorded_at = serializers.DateTimeField(source="current_verdict.recorded_at", default=None, allow_null=True)

    class Meta:
        model = Claim
        fields = ["status", "rating", "textual_rating", "window", "verdict", "recorded_at"]
        read_only_fields = fields


class ClaimFilters(FilterSet):
    status = django_filters.ChoiceFilter(choices=STATUSES, method="filter_status")
    claimant = KeyFilter()
    publisher = PublisherFilter(method="filter_publisher")
    document = KeyFilter(method="filter_document")
    operator = django_filters.ChoiceFilter(field_name="prediction__operator", choices=choices(OPERATORS))
    claim_date_after = django_filters.DateFilter(field_name="claim_date", lookup_expr="gte")
    claim_date_before = django_filters.DateFilter(field_name="claim_date", lookup_expr="lt")
    due_at_after = since("prediction__due_at")
    due_at_before = until("prediction__due_at")

    class Meta:
        model = Claim
        fields = ["kind", "language"]

    def filter_status(self, claims: ClaimQuerySet, name: str, value: str) -> QuerySet[Any]:
        return claims.in_status(Status(value))

    def filter_publisher(self, claims: QuerySet[Claim], name: str, value: Publisher) -> QuerySet[Claim]:
        return self._appearing(claims, version__publisher=value)

    def filter_document(self, claims: QuerySet[Claim], name: str, value: int) -> QuerySet[Claim]:
        return self._appearing(claims, version__document=value)

    def _appearing(self, claims: QuerySet[Claim], **where: object) -> QuerySet[Claim]:
        """Only by appearances the reader may see, or the filter would tell where else a claim was said."""
        appearances = visibility.appearances(self.request.user).filter(claim=OuterRef("pk"), **where)
        return claims.filter(Exists(appearances))


class Claims(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource[Claim]):
    """Claims said in a document the reader may read."""

    queryset = Claim.objects.all()
    filterset_class = ClaimFilters

    def get_serializer_class(self) -> type[serializers.BaseSerializer[Claim]]:
        return ClaimDetailSerializer if self.action == "retrieve" else ClaimSerializer

    def get_queryset(self) -> QuerySet[Claim]:
        claims = Claim.objects.visible_to(self.request.user).with_status().select_related("claimant")
        if self.action == "list":
            return claims
        claims = claims.select_related("prediction", "current_verdict__rating", "current_verdict__decided_by")
        return self._with_appearances(claims) if self.action == "retrieve" else claims

    def _with_appearances(self, claims: QuerySet[Claim]) -> QuerySet[Claim]:
        appearances = visibility.appearances(self.request.user)
        related = appearances.select_related("version__document", "version__publisher")
        return claims.prefetch_related(Prefetch("appearances", related.defer("version__text", "version__raw")))

    @extend_schema(responses=ClaimStatusSerializer)
    @action(detail=True)
    def status(self, request: Request, pk: int) -> Response:
        """Where the claim stands now."""
        return Response(ClaimStatusSerializer(self.get_object()).data)
