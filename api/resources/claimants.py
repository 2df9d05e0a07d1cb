from collections.abc import Mapping
from typing import Any, cast

import django_filters
from django.contrib.auth.models import User
from django.core.validators import URLValidator
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api import visibility
from api.fields import StrictBooleanField, StrictSerializer, StrictStringField
from api.filters import FilterSet
from api.pagination import Order
from api.resources.corrections import latest_correction, version_of
from api.resources.records import HasRecord
from api.resources.viewset import Versioned, VersionedResource
from api.scopes import Scope
from claims.correcting import correct, register
from claims.matching import named_like
from claims.models import Claimant

MOST_ALIASES = 50


class ClaimantSerializer(serializers.ModelSerializer[Claimant]):
    """Who vouches for claims."""

    same_as = serializers.CharField(read_only=True, help_text="A page that identifies them; empty where unknown.")
    aliases = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = Claimant
        fields = ["id", "name", "kind", "is_anonymous", "aliases", "same_as"]
        read_only_fields = fields


class NameClaimantSerializer(StrictSerializer):
    """Who may vouch for claims. A name is held once, whatever its case."""

    name = StrictStringField(max_length=500, trim_whitespace=True)
    kind = serializers.ChoiceField(choices=Claimant.Kind.choices, required=False)
    is_anonymous = StrictBooleanField(required=False, help_text="Such as “a senior official”.")
    aliases = serializers.ListField(
        child=StrictStringField(max_length=500, trim_whitespace=True), required=False, max_length=MOST_ALIASES
    )
    same_as = StrictStringField(
        max_length=500, required=False, allow_blank=True, help_text="A page that identifies them."
    )

    def validate_aliases(self, aliases: list[str]) -> list[str]:
        return list(dict.fromkeys(" ".join(name.split()) for name in aliases))

    def validate_same_as(self, address: str) -> str:
        if address:
            URLValidator(["http", "https"])(address)
        return address


class CorrectClaimantSerializer(NameClaimantSerializer):
    """What is left out stays as it is."""

    name = StrictStringField(max_length=500, trim_whitespace=True, required=False)


class ClaimantFilters(FilterSet):
    q = django_filters.CharFilter(method="filter_words", help_text="Words of a name or an alias, or how it begins.")
    name = django_filters.CharFilter(lookup_expr="iexact")

    class Meta:
        model = Claimant
        fields = ["kind", "is_anonymous"]

    def filter_words(self, claimants: QuerySet[Claimant], name: str, value: str) -> QuerySet[Claimant]:
        return named_like(value, among=claimants)


CLAIMANT = Versioned("claimant", version_of, visibility.claimants, ClaimantSerializer, latest_correction)


class Claimants(mixins.ListModelMixin, HasRecord, VersionedResource[Claimant]):
    """Claimants of claims the reader may see, and those of whom no claim is held."""

    queryset = Claimant.objects.all()
    serializer_class = ClaimantSerializer
    filterset_class = ClaimantFilters
    versioned = CLAIMANT
    orders = {"name": Order("name", is_descending=False), "-name": Order("name", is_descending=False).reversed()}
    acts = {"correct": ("claims.change_claimant",)}
    decisions = frozenset(acts)
    scope = Scope.DECIDE

    def get_queryset(self) -> QuerySet[Claimant]:
        return visibility.claimants(self.request.user)

    @extend_schema(request=NameClaimantSerializer, responses={201: ClaimantSerializer})
    def create(self, request: Request) -> Response:
        """Add a claimant. Accepting a candidate adds its own, where there is none of that name."""
        added = register(Claimant(**self.given(NameClaimantSerializer)), by=cast(User, request.user))
        return CLAIMANT.created(added, at=request.build_absolute_uri(self.address(added)))

    @extend_schema(request=CorrectClaimantSerializer)
    @action(detail=True, methods=["post"])
    def correct(self, request: Request, pk: int) -> Response:
        """Rename the claimant, or correct what else is said of them; their claims stay theirs."""

        def amend(claimant: Claimant, given: Mapping[str, Any], by: User) -> Claimant:
            return correct(claimant, **given, by=by)

        return self.decide(CorrectClaimantSerializer, amend)
