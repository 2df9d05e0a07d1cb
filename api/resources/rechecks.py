from operator import attrgetter

from django.db.models import QuerySet
from rest_framework import mixins, serializers

from api import visibility
from api.expansions import One
from api.filters import FilterSet, KeyFilter, since, until
from api.resources.claim_summary import ClaimSerializer, claim_summaries
from api.resources.viewset import Read, Resource
from claims.models import Recheck


class RecheckSerializer(serializers.ModelSerializer[Recheck]):
    """One time that a claim came up: why, when it was to (`scheduled_for`), and when it did (`done_at`)."""

    expansions = {"claim": One(ClaimSerializer, claim_summaries, by=attrgetter("claim_id"))}

    class Meta:
        model = Recheck
        fields = ["id", "claim", "reason", "scheduled_for", "done_at"]
        read_only_fields = fields


class RecheckFilters(FilterSet):
    claim = KeyFilter()
    scheduled_for_after = since("scheduled_for")
    scheduled_for_before = until("scheduled_for")
    done_at_after = since("done_at")
    done_at_before = until("done_at")

    class Meta:
        model = Recheck
        fields = ["reason"]


class Rechecks(mixins.ListModelMixin, Read, Resource[Recheck]):
    """When claims that the reader may see came up. What waits now is told by the queue."""

    queryset = Recheck.objects.all()
    serializer_class = RecheckSerializer
    filterset_class = RecheckFilters

    def get_queryset(self) -> QuerySet[Recheck]:
        return Recheck.objects.filter(claim__in=visibility.claims(self.request.user))
