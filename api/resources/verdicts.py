from typing import Any, cast

import django_filters
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import visibility
from api.fields import BySlugField, InstantField, StrictSerializer, StrictStringField, VisibleField
from api.filters import FilterSet, KeyFilter, since, until
from api.resources.viewset import Resource
from claims.settling import Finding, settle
from claims.models import Claim, Rating, Verdict


class VerdictPartSerializer(serializers.ModelSerializer[Verdict]):
    """One finding, as part of its claim; `known_at` is when the world knew, `recorded_at` when it was written down."""

    rating = serializers.SlugRelatedField[Rating](slug_field="slug", read_only=True)
    textual_rating = serializers.CharField(
        source="rating.alternate_name", read_only=True, help_text="In the language the request accepts: en or fr."
    )
    decided_by = serializers.SlugRelatedField[Any](slug_field="username", read_only=True)

    class Meta:
        model = Verdict
        fields = ["id", "rating", "textual_rating", "rationale", "known_at", "recorded_at", "decided_by", "replaces"]
        read_only_fields = fields


class VerdictSerializer(VerdictPartSerializer):
    """One finding on one claim; a correction is a newer verdict that replaces it."""

    class Meta(VerdictPartSerializer.Meta):
        fields = ["id", "claim", *VerdictPartSerializer.Meta.fields[1:]]
        read_only_fields = fields


class SettleSerializer(StrictSerializer):
    """A verdict to give."""

    claim = VisibleField(queryset=Claim.objects.all(), visible=visibility.claims)
    rating = BySlugField(queryset=Rating.objects.select_related("scale"))
    rationale = StrictStringField(max_length=20_000)
    known_at = InstantField(help_text="When the world knew.")
    resolution_criteria = StrictStringField(
        required=False, allow_blank=True, max_length=5_000, help_text="Where the prediction has none yet."
    )
    replaces = VisibleField(
        queryset=Verdict.objects.all(),
        visible=visibility.verdicts,
        required=False,
        allow_null=True,
        default=None,
        help_text="The verdict that counts now, where there is one.",
    )


class VerdictFilters(FilterSet):
    claim = KeyFilter()
    rating = django_filters.ModelChoiceFilter(queryset=Rating.objects.all(), to_field_name="slug")
    known_at_after = since("known_at")
    known_at_before = until("known_at")
    recorded_at_after = since("recorded_at")
    recorded_at_before = until("recorded_at")

    class Meta:
        model = Verdict
        fields: list[str] = []


class Verdicts(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource[Verdict]):
    """Verdicts on claims the reader may see: appended, never changed."""

    queryset = Verdict.objects.all()
    serializer_class = VerdictSerializer
    filterset_class = VerdictFilters
    also_required = {"POST": ("claims.settle_claim",)}

    def get_queryset(self) -> QuerySet[Verdict]:
        return visibility.verdicts(self.request.user).select_related("rating", "decided_by")

    @extend_schema(request=SettleSerializer, responses={201: VerdictSerializer})
    def create(self, request: Request) -> Response:
        """Give a verdict. It replaces the one named in `replaces`, which must be the one that counts now."""
        body = SettleSerializer(data=request.data, context=self.get_serializer_context())
        body.is_valid(raise_exception=True)
        given = body.validated_data
        verdict = settle(
            given["claim"],
            rating=given["rating"],
            rationale=given["rationale"],
            known_at=given["known_at"],
            by=cast(User, request.user),
            replacing=given["replaces"],
            resolution_criteria=given.get("resolution_criteria", ""),
        )
        location = request.build_absolute_uri(reverse("api:verdict-detail", args=[verdict.pk]))
        kept = self.get_queryset().get(pk=verdict.pk)
        return Response(VerdictSerializer(kept).data, status=201, headers={"Location": location})
