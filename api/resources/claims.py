"""Claims, and the decisions on them."""

from collections.abc import Mapping
from typing import Any

import django_filters
from django.contrib.auth.models import User
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api import visibility
from api.filters import FilterSet, KeyFilter, PublisherFilter, since, until
from api.moments import Bygone, told_as_known
from api.problems import Conflict
from api.resources.claim_decisions import (
    ApproveSerializer,
    CadenceSerializer,
    ConditionSerializer,
    CriteriaSerializer,
    GraceSerializer,
    HorizonSerializer,
    ReasonSerializer,
    SendBackSerializer,
    SettleSerializer,
    SnoozeSerializer,
)
from api.resources.predictions import PredictionPartSerializer
from api.resources.readings import instant
from api.resources.verdicts import VerdictPartSerializer, verdicts
from api.resources.viewset import Versioned, VersionedResource
from claims import matching, rechecks, settling
from claims.models import Appearance, Claim, Claimant, Evidence, LedgerEntry, Prediction, Topic, Verdict
from claims.models.choices import OPERATORS, choices
from claims.querysets import ClaimQuerySet, Reader
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
    topics = serializers.SlugRelatedField[Topic](slug_field="slug", many=True, read_only=True)
    status = serializers.ChoiceField(choices=STATUSES, read_only=True, help_text="At the instant of the answer.")

    class Meta:
        model = Claim
        fields = [
            "id",
            "text",
            "language",
            "kind",
            "claimant",
            "claim_date",
            "topics",
            "status",
            "created_at",
            "withdrawn_at",
            "withheld_at",
        ]
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
    appearances = visibility.appearances(reader).select_related("version__document", "version__publisher")
    told = verdicts(reader).filter(Q(pk=F("claim__current_verdict")) | Q(pk=F("claim__proposed_verdict")))
    found: QuerySet[Claim] = Claim.objects.visible_to(reader).with_status()
    return (
        found.annotate(**{f"evidence_{state}": _evidence_count(reader, state) for state in Evidence.State.values})
        .select_related("claimant", "prediction")
        .prefetch_related(
            "topics",
            Prefetch("appearances", appearances.defer("version__text", "version__raw")),
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


CLAIM = Versioned("claim", "revision", claim_details, ClaimDetailSerializer, latest_decision)


@told_as_known
class Claims(Bygone[Claim], mixins.ListModelMixin, VersionedResource[Claim]):
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
    }
    decisions = frozenset(acts)

    def get_serializer_class(self) -> type[serializers.BaseSerializer[Claim]]:
        return ClaimSerializer if self.action == "list" else ClaimDetailSerializer

    def get_queryset(self) -> QuerySet[Claim]:
        if self.action != "list":
            return claim_details(self.request.user)
        claims: QuerySet[Claim] = Claim.objects.visible_to(self.request.user).with_status()
        return claims.select_related("claimant").prefetch_related("topics")

    @extend_schema(request=SettleSerializer)
    @action(detail=True, methods=["post"])
    def verdict(self, request: Request, pk: int) -> Response:
        """Give a verdict. It counts once a second person approves it; a correction says its reason."""

        def settle(claim: Claim, given: Mapping[str, Any], by: User) -> Verdict:
            return settling.settle(claim, settling.Finding(**given), by=by)

        return self.decide(SettleSerializer, settle)

    @extend_schema(request=ReasonSerializer)
    @action(detail=True, methods=["post"])
    def retract(self, request: Request, pk: int) -> Response:
        """Take back the verdict that counts. The retraction is a newer verdict, and needs approval like any other."""
        return self.decide(ReasonSerializer, lambda claim, given, by: settling.retract(claim, **given, by=by))

    @extend_schema(request=ApproveSerializer)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: int) -> Response:
        """Let the proposed verdict count; refused to its author."""
        return self.decide(ApproveSerializer, lambda claim, given, by: settling.approve(claim, **given, by=by))

    @extend_schema(request=SendBackSerializer)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: Request, pk: int) -> Response:
        """Ask the author of the proposed verdict for a better one."""
        return self.decide(SendBackSerializer, lambda claim, given, by: settling.send_back(claim, **given, by=by))

    @extend_schema(request=ConditionSerializer)
    @action(detail=True, methods=["post"])
    def condition(self, request: Request, pk: int) -> Response:
        """Say whether the condition of the prediction held."""

        def judge(claim: Claim, given: Mapping[str, Any], by: User) -> Prediction:
            return settling.judge_condition(claim, **given, by=by)

        return self.decide(ConditionSerializer, judge)

    @extend_schema(request=CriteriaSerializer)
    @action(detail=True, methods=["post"])
    def criteria(self, request: Request, pk: int) -> Response:
        """Write the resolution criteria of the prediction."""

        def word(claim: Claim, given: Mapping[str, Any], by: User) -> Prediction:
            return settling.word_criteria(claim, given["resolution_criteria"], reason=given.get("reason", ""), by=by)

        return self.decide(CriteriaSerializer, word)

    @extend_schema(request=HorizonSerializer)
    @action(detail=True, methods=["post"])
    def horizon(self, request: Request, pk: int) -> Response:
        """Give a window without end its last day."""

        def set_horizon(claim: Claim, given: Mapping[str, Any], by: User) -> Prediction:
            if not hasattr(claim, "prediction"):
                raise Conflict("A statement of fact has no window.", "not_a_prediction")
            return rechecks.set_horizon(claim.prediction, **given, by=by)

        return self.decide(HorizonSerializer, set_horizon)

    @extend_schema(request=SnoozeSerializer)
    @action(detail=True, methods=["post"])
    def snooze(self, request: Request, pk: int) -> Response:
        """Ask nobody to look before a day. What is due is never hidden."""
        return self.decide(SnoozeSerializer, lambda claim, given, by: rechecks.snooze(claim, **given, by=by))

    @extend_schema(request=GraceSerializer)
    @action(detail=True, methods=["post"])
    def grace(self, request: Request, pk: int) -> Response:
        """Owe the verdict of a prediction so many days after its window."""
        return self.decide(GraceSerializer, lambda claim, given, by: rechecks.set_grace(claim, **given, by=by))

    @extend_schema(request=CadenceSerializer)
    @action(detail=True, methods=["post"])
    def cadence(self, request: Request, pk: int) -> Response:
        """Have a checked fact looked at again so many days after each verdict, or no more."""
        return self.decide(CadenceSerializer, lambda claim, given, by: rechecks.set_cadence(claim, **given, by=by))
