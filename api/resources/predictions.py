from operator import attrgetter
from types import MappingProxyType
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from rest_framework import mixins, serializers

from api.expansions import One
from api.filters import FilterSet, KeyFilter, since, until
from api.moments import Bygone, told_as_known
from api.resources.claim_summary import ClaimSerializer, claim_summaries
from api.resources.readings import ProbabilitySerializer, WordsField
from api.resources.viewset import Read, Resource
from claims.models import LedgerEntry, Prediction
from claims.models.choices import KINDS, choices
from claims.querysets import PredictionQuerySet, status_conditions
from claims.vocabulary.kinds import FORWARD_LOOKING
from claims.vocabulary.statuses import Status

STATUSES = [(status.value, status.value) for status in Status if status not in {Status.CHECKED, Status.UNCHECKED}]


class WindowSerializer(serializers.ModelSerializer[Prediction]):
    """When: whole days in `time_zone`, both included, and the instants that follow from them."""

    class Meta:
        model = Prediction
        fields = [
            "operator",
            "not_before",
            "not_after",
            "precision",
            "time_zone",
            "horizon",
            "grace_days",
            "snoozed_until",
            "opens_at",
            "look_at",
            "due_at",
        ]
        read_only_fields = fields


class PredictionPartSerializer(serializers.ModelSerializer[Prediction]):
    """What would have to happen, and by when, for a claim to come true; as part of the claim."""

    window = WindowSerializer(source="*", read_only=True)
    hedge = WordsField()
    condition = WordsField()
    probability = ProbabilitySerializer(source="*", allow_null=True, read_only=True)

    class Meta:
        model = Prediction
        fields = [
            "id",
            "resolution_criteria",
            "time_text",
            "window",
            "window_set_by",
            "computed",
            "resolves_on",
            "hedge",
            "probability",
            "condition",
            "condition_state",
        ]
        read_only_fields = fields


class PredictionSerializer(PredictionPartSerializer):
    """What would have to happen, and by when, for a claim to come true."""

    expansions = {"claim": One(ClaimSerializer, claim_summaries, by=attrgetter("claim_id"))}

    claim_text = serializers.CharField(source="claim.text")
    status = serializers.ChoiceField(choices=STATUSES)

    class Meta(PredictionPartSerializer.Meta):
        fields = ["claim", "claim_text", "status", *PredictionPartSerializer.Meta.fields]
        read_only_fields = fields


class PredictionFilters(FilterSet):
    status = django_filters.ChoiceFilter(choices=STATUSES, method="filter_status")
    kind = django_filters.ChoiceFilter(
        field_name="claim__kind", choices=[pair for pair in choices(KINDS) if pair[0] in FORWARD_LOOKING]
    )
    claim = KeyFilter()
    claimant = KeyFilter(field_name="claim__claimant")
    language = django_filters.CharFilter(field_name="claim__language")
    due_at_after = since("due_at")
    due_at_before = until("due_at")
    look_at_after = since("look_at")
    look_at_before = until("look_at")

    class Meta:
        model = Prediction
        fields = ["operator", "resolves_on", "condition_state"]

    def filter_status(self, predictions: PredictionQuerySet, name: str, value: str) -> QuerySet[Any]:
        """Through the status's partial index where it has one."""
        condition = status_conditions().get(Status(value), Q(status=value))
        return predictions.filter(condition)


@told_as_known
class Predictions(Bygone[Prediction], mixins.ListModelMixin, Read, Resource[Prediction]):
    """Predictions of claims the reader may see."""

    queryset = Prediction.objects.all()
    serializer_class = PredictionSerializer
    filterset_class = PredictionFilters
    at_hand = frozenset({"claim"})
    once = MappingProxyType({"claimant": lambda key: LedgerEntry.objects.claims_ever_of([key])})
    claim_at = "claim"

    def get_queryset(self) -> QuerySet[Prediction]:
        return Prediction.objects.visible_to(self.request.user).with_status().select_related("claim")
