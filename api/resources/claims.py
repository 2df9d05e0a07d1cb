"""Claims, and the decisions on them."""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, cast

import django_filters
from django.contrib.auth.models import User
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from drf_spectacular.utils import extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import visibility
from api.expansions import Many, One, Only
from api.filters import FilterSet, KeyFilter, PublisherFilter, since, until
from api.moments import Bygone, told_as_known
from api.pagination import NewestFirst
from api.resources.appearances import AppearanceSerializer, appearances_shown
from api.resources.claim_keeping import Keeping
from api.resources.claim_rows import ClaimRows
from api.resources.claim_scheduling import Scheduling
from api.resources.claim_settling import Settling
from api.resources.claim_summary import STATUSES, ClaimSerializer, claim_summaries
from api.resources.claimants import ClaimantSerializer
from api.resources.matches import Matching
from api.resources.predictions import PredictionPartSerializer
from api.resources.readings import instant
from api.resources.verdicts import VerdictPartSerializer, verdicts
from api.resources.viewset import Versioned
from api.scopes import Scope
from claims import matching
from claims.models import Claim, Evidence, LedgerEntry, Prediction, Topic, Verdict
from claims.models.choices import OPERATORS, choices
from claims.once_held import ClaimKeys
from claims.querysets import ClaimQuerySet, Reader
from claims.vocabulary.statuses import Status
from sources.models import DocumentVersion, Publisher

EXPANSIONS = {
    "claimant": One(ClaimantSerializer, visibility.claimants, by=attrgetter("claimant_id")),
    "prediction": Only(PredictionPartSerializer, Prediction.objects.visible_to, of="claim_id"),
    "verdict": One(VerdictPartSerializer, verdicts, by=attrgetter("current_verdict_id")),
    "proposed_verdict": One(VerdictPartSerializer, verdicts, by=attrgetter("proposed_verdict_id")),
    "appearances": Many(AppearanceSerializer, appearances_shown, of="claim_id"),
}


ONCE: Mapping[str, Callable[[Any], ClaimKeys]] = {
    "claimant": lambda key: LedgerEntry.objects.claims_ever_of([key]),
    "topic": lambda slug: LedgerEntry.objects.claims_ever_under(keys(Topic.objects.filter(slug=slug))),
    "document": lambda key: LedgerEntry.objects.claims_ever_in(texts(document=key)),
    "publisher": lambda publisher: LedgerEntry.objects.claims_ever_in(texts(publisher=publisher)),
}
"""By filter: the claims that ever fitted."""


def keys(found: QuerySet[Any]) -> list[int]:
    """Asked at once: they may be those of another instant than what asks for them."""
    return list(found.values_list("pk", flat=True))


def texts(**of: object) -> QuerySet[Any, Any]:
    """The keys of texts."""
    return DocumentVersion.objects.filter(**of).values("pk")


class ClaimRowSerializer(ClaimSerializer):
    """What the editors hold somebody to, as one of a list."""

    expansions = EXPANSIONS


class EvidenceCountsSerializer(serializers.Serializer[Any]):
    """How many pieces of evidence you may see, by state."""

    suggested = serializers.IntegerField(source="evidence_suggested")
    accepted = serializers.IntegerField(source="evidence_accepted")
    rejected = serializers.IntegerField(source="evidence_rejected")


class CadenceStateSerializer(serializers.ModelSerializer[Claim]):
    """How often a fact that may change is looked at: so many `days` after each verdict; next at `look_at`."""

    days = serializers.IntegerField(source="recheck_every")

    class Meta:
        model = Claim
        fields = ["days", "look_at", "snoozed_until"]
        read_only_fields = fields


class ClaimDetailSerializer(ClaimSerializer):
    """A claim with the appearances the reader may see, its prediction, the verdict that counts and the proposed one.

    `cadence` is null for predictions, and for facts that nobody is asked to look at again.
    `proposed_verdict` is the newest, as long as it waits for a second person or was sent back; it changes no status.
    """

    expansions = EXPANSIONS

    appearances = AppearanceSerializer(many=True, read_only=True)
    prediction = PredictionPartSerializer(read_only=True, allow_null=True)
    verdict = serializers.SerializerMethodField()
    proposed_verdict = serializers.SerializerMethodField()
    evidence = EvidenceCountsSerializer(source="*", read_only=True)
    cadence = serializers.SerializerMethodField()

    class Meta(ClaimSerializer.Meta):
        fields = [
            *ClaimSerializer.Meta.fields,
            "appearances",
            "prediction",
            "verdict",
            "proposed_verdict",
            "evidence",
            "cadence",
        ]
        read_only_fields = fields

    @extend_schema_field(VerdictPartSerializer(allow_null=True))
    def get_verdict(self, claim: Claim) -> Any:
        return self._told(claim, claim.current_verdict_id)

    @extend_schema_field(VerdictPartSerializer(allow_null=True))
    def get_proposed_verdict(self, claim: Claim) -> Any:
        return self._told(claim, claim.proposed_verdict_id)

    @extend_schema_field(CadenceStateSerializer(allow_null=True))
    def get_cadence(self, claim: Claim) -> Any:
        return CadenceStateSerializer(claim).data if claim.recheck_every else None

    def _told(self, claim: Claim, key: int | None) -> Any:
        told: list[Verdict] = claim.standing_verdicts  # type: ignore[attr-defined]  # prefetched
        return next((VerdictPartSerializer(verdict).data for verdict in told if verdict.pk == key), None)


class ClaimFilters(FilterSet):
    q = django_filters.CharFilter(method="filter_words", help_text="Words of the text or of the claimant's name.")
    status = django_filters.ChoiceFilter(choices=STATUSES, method="filter_status")
    claimant = KeyFilter()
    assigned_to = django_filters.CharFilter(field_name="assigned_to__username", help_text="By their user name.")
    topic = django_filters.CharFilter(field_name="topics__slug", help_text="A topic by its slug.")
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

    def filter_words(self, claims: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        return matching.search(value, reader=self.request.user, among=claims)

    def filter_publisher(self, claims: QuerySet[Claim], name: str, value: Publisher) -> QuerySet[Claim]:
        return self._appearing(claims, version__publisher=value)

    def filter_document(self, claims: QuerySet[Claim], name: str, value: int) -> QuerySet[Claim]:
        return self._appearing(claims, version__document=value)

    def _appearing(self, claims: QuerySet[Claim], **where: object) -> QuerySet[Claim]:
        """Only by appearances the reader may see, or the filter would tell where else a claim was said."""
        appearances = visibility.appearances(self.request.user).filter(claim=OuterRef("pk"), **where)
        return claims.filter(Exists(appearances))


def claim_details(reader: Reader) -> QuerySet[Claim]:
    """Claims the reader may see, with all that ClaimDetailSerializer shows."""
    told = verdicts(reader).filter(Q(pk=F("claim__current_verdict")) | Q(pk=F("claim__proposed_verdict")))
    found: QuerySet[Claim] = claim_summaries(reader)
    return (
        found.annotate(**{f"evidence_{state}": _evidence_count(reader, state) for state in Evidence.State.values})
        .select_related("prediction")
        .prefetch_related(
            Prefetch("appearances", appearances_shown(reader)),
            Prefetch("verdicts", told, to_attr="standing_verdicts"),
        )
    )


def _evidence_count(reader: Reader, state: str) -> Coalesce:
    pieces = visibility.evidence(reader).filter(claim=OuterRef("pk"), state=state).order_by()
    return Coalesce(Subquery(pieces.values("claim").annotate(count=Count("pk")).values("count")), 0)


def latest_decision(claim: Claim) -> Mapping[str, Any] | None:
    """The newest entry of the ledger on the claim or what hangs on it: which act, by whom, when."""
    entry = LedgerEntry.objects.filter(claim_id=claim.pk).order_by("-seq").first()
    return {"act": entry.act, "by": entry.actor, "at": instant(entry.recorded_at)} if entry else None


CLAIM = Versioned("claim", attrgetter("revision"), claim_details, ClaimDetailSerializer, latest_decision)


@told_as_known
class Claims(Bygone[Claim], mixins.ListModelMixin, Settling, Scheduling, Keeping, Matching):
    """Claims said in a document the reader may read. A decision rests on the ETag of the claim, sent in If-Match."""

    queryset = Claim.objects.all()
    filterset_class = ClaimFilters
    versioned = CLAIM
    acts = {
        "verdict": ("claims.settle_claim", "claims.add_verdict"),
        "retract": ("claims.settle_claim", "claims.add_verdict"),
        "condition": ("claims.settle_claim", "claims.add_verdict"),
        "criteria": ("claims.settle_claim",),
        "horizon": ("claims.set_horizon_prediction",),
        "snooze": ("claims.set_horizon_prediction",),
        "grace": ("claims.set_horizon_prediction",),
        "cadence": ("claims.set_horizon_prediction",),
        "approve": ("claims.add_approval",),
        "send_back": ("claims.add_approval",),
        "assign": ("claims.settle_claim",),
        "unassign": ("claims.settle_claim",),
        "sort_under": ("claims.relate_claim",),
        "take_from_under": ("claims.relate_claim",),
        "withhold": ("claims.withhold_claim",),
        "release": ("claims.withhold_claim",),
        "match": (),
    }
    decisions = frozenset(acts) - {"match"}
    once = ONCE
    scope = Scope.DECIDE
    scopes = {"match": Scope.READ, "withhold": Scope.ADMIN, "release": Scope.ADMIN}

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        if not request.query_params.keys() <= set(NewestFirst.parameters):
            return super().list(request, *args, **kwargs)
        rows: Any = ClaimRows(cast(User, request.user))
        page: Any = self.paginate_queryset(rows) or []
        return self.get_paginated_response([row.told for row in page])

    def get_serializer_class(self) -> type[serializers.BaseSerializer[Claim]]:
        return ClaimRowSerializer if self.action == "list" else ClaimDetailSerializer

    def get_queryset(self) -> QuerySet[Claim]:
        return (claim_summaries if self.action == "list" else claim_details)(self.request.user)
