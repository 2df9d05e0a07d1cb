"""Verdicts as they stand; they are given, answered and retracted at their claim."""

from operator import attrgetter
from typing import Any

import django_filters
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, TextChoices, Value, When
from drf_spectacular.utils import extend_schema_field
from rest_framework import mixins, serializers

from api import visibility
from api.expansions import One
from api.filters import FilterSet, KeyFilter, since, until
from api.moments import Bygone, told_as_known
from api.resources.claim_summary import ClaimSerializer, claim_summaries
from api.resources.readings import WordsField
from api.resources.viewset import Read, Resource
from claims.models import Approval, Rating, Verdict, VerdictEvidence
from claims.querysets import Reader

EARLY = [pair for pair in Verdict.Certainty.choices if pair[0]]


class Standing(TextChoices):
    """What a verdict is worth now. A retraction that counts means: nothing is said of the claim any more."""

    COUNTS = "counts"
    PROPOSED = "proposed"
    SENT_BACK = "sent_back"
    SUPERSEDED = "superseded"


def verdicts(reader: Reader) -> QuerySet[Verdict]:
    """Verdicts the reader may see, with their `standing` and the `evidence_ids` that this reader may see."""
    counted = Verdict.objects.filter(Q(approval__act=Approval.Act.APPROVED) | Q(needs_approval=False))
    latest = counted.filter(claim=OuterRef("claim")).order_by("-pk").values("pk")[:1]
    rests_on = VerdictEvidence.objects.filter(verdict=OuterRef("pk"), evidence__in=visibility.evidence(reader))
    found = visibility.verdicts(reader).annotate(
        latest_counted=Subquery(latest),
        evidence_ids=ArraySubquery(rests_on.order_by("evidence").values("evidence")),
        standing=Case(
            When(latest_counted=F("pk"), then=Value(Standing.COUNTS.value)),
            When(Exists(Verdict.objects.filter(replaces=OuterRef("pk"))), then=Value(Standing.SUPERSEDED.value)),
            When(approval__act=Approval.Act.SENT_BACK, then=Value(Standing.SENT_BACK.value)),
            default=Value(Standing.PROPOSED.value),
        ),
    )
    return found.select_related("rating", "decided_by", "approval__by")


class ApprovalSerializer(serializers.ModelSerializer[Approval]):
    """What a second person said of a verdict."""

    by = serializers.SlugRelatedField[Any](slug_field="username", read_only=True)

    class Meta:
        model = Approval
        fields = ["act", "comment", "by", "recorded_at"]
        read_only_fields = fields


class VerdictPartSerializer(serializers.ModelSerializer[Verdict]):
    """One finding, or the retraction of one (then without rating), as part of its claim.

    `known_at` is when the world knew, `recorded_at` when it was written down.
    """

    rating = serializers.SlugRelatedField[Rating](slug_field="slug", read_only=True, allow_null=True)
    textual_rating = serializers.CharField(
        source="rating.alternate_name",
        read_only=True,
        allow_null=True,
        default=None,
        help_text="In the language the request accepts: en or fr.",
    )
    is_retraction = serializers.BooleanField(read_only=True)
    certainty = serializers.SerializerMethodField(help_text="Why it was known before the window ended; else null.")
    evidence = serializers.ListField(
        source="evidence_ids", child=serializers.IntegerField(), read_only=True, help_text="What you may see of it."
    )
    decided_by = serializers.SlugRelatedField[Any](slug_field="username", read_only=True)
    approval = ApprovalSerializer(read_only=True, allow_null=True, default=None)
    standing = serializers.ChoiceField(choices=Standing.choices, read_only=True)
    reason = WordsField(help_text="Why a verdict that counted was corrected or retracted.")

    class Meta:
        model = Verdict
        fields = [
            "id",
            "rating",
            "textual_rating",
            "is_retraction",
            "standing",
            "rationale",
            "known_at",
            "certainty",
            "resolution_criteria",
            "evidence",
            "needs_approval",
            "approval",
            "recorded_at",
            "decided_by",
            "replaces",
            "reason",
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.ChoiceField(choices=EARLY, allow_null=True))
    def get_certainty(self, verdict: Verdict) -> str | None:
        return verdict.certainty or None


class VerdictSerializer(VerdictPartSerializer):
    """One finding on one claim, or its retraction; a correction is a newer verdict that replaces it."""

    expansions = {"claim": One(ClaimSerializer, claim_summaries, by=attrgetter("claim_id"))}

    class Meta(VerdictPartSerializer.Meta):
        fields = ["id", "claim", *VerdictPartSerializer.Meta.fields[1:]]
        read_only_fields = fields


class VerdictFilters(FilterSet):
    claim = KeyFilter()
    rating = django_filters.ModelChoiceFilter(queryset=Rating.objects.all(), to_field_name="slug")
    standing = django_filters.ChoiceFilter(choices=Standing.choices)
    evidence = KeyFilter(method="filter_evidence")
    known_at_after = since("known_at")
    known_at_before = until("known_at")
    recorded_at_after = since("recorded_at")
    recorded_at_before = until("recorded_at")

    class Meta:
        model = Verdict
        fields: list[str] = []

    def filter_evidence(self, found: QuerySet[Verdict], name: str, value: int) -> QuerySet[Verdict]:
        """Only by evidence the reader may see, or the filter would tell of hidden pieces."""
        piece = visibility.evidence(self.request.user).filter(pk=value).first()
        if piece is None:
            return found.none()
        # It is evidence on one claim: of no other one are the verdicts asked.
        rests_on_it = VerdictEvidence.objects.filter(verdict=OuterRef("pk"), evidence=value)
        return found.filter(Exists(rests_on_it), claim=piece.claim_id)


@told_as_known
class Verdicts(Bygone[Verdict], mixins.ListModelMixin, Read, Resource[Verdict]):
    """Verdicts on claims the reader may see: appended, never changed. They are given at their claim."""

    queryset = Verdict.objects.all()
    serializer_class = VerdictSerializer
    filterset_class = VerdictFilters
    at_hand = frozenset({"claim", "evidence"})

    def get_queryset(self) -> QuerySet[Verdict]:
        return verdicts(self.request.user)
