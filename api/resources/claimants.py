import django_filters
from django.db.models import QuerySet
from rest_framework import mixins, serializers

from api import visibility
from api.filters import FilterSet
from api.resources.records import HasRecord
from api.resources.viewset import Resource
from claims.models import Claimant


class ClaimantSerializer(serializers.ModelSerializer[Claimant]):
    """Who vouches for claims."""

    same_as = serializers.CharField(read_only=True, help_text="A page that identifies them; empty where unknown.")
    aliases = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = Claimant
        fields = ["id", "name", "kind", "is_anonymous", "aliases", "same_as"]
        read_only_fields = fields


class ClaimantFilters(FilterSet):
    name = django_filters.CharFilter(lookup_expr="iexact")

    class Meta:
        model = Claimant
        fields = ["kind", "is_anonymous"]


class Claimants(mixins.ListModelMixin, mixins.RetrieveModelMixin, HasRecord, Resource[Claimant]):
    """Claimants of claims the reader may see."""

    queryset = Claimant.objects.all()
    serializer_class = ClaimantSerializer
    filterset_class = ClaimantFilters

    def get_queryset(self) -> QuerySet[Claimant]:
        return visibility.claimants(self.request.user)
