"""Candidates, and the decisions on them."""

from collections.abc import Mapping
from dataclasses import replace
from operator import attrgetter
from typing import Any, cast

import django_filters
from django.contrib.auth.models import User
from django.db.models import OuterRef, QuerySet, Subquery
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api import visibility
from api.expansions import One
from api.fields import StrictSerializer, StrictStringField, VisibleField
from api.filters import FilterSet, KeyFilter, PublisherFilter
from api.pagination import Order
from api.resources.claim_decisions import ReasonSerializer
from api.resources.claim_summary import ClaimSerializer, claim_summaries
from api.resources.documents import DocumentSerializer
from api.resources.passages import PassageSerializer
from api.resources.readings import ProbabilitySerializer, WordsField, instant
from api.resources.viewset import Versioned, VersionedResource
from api.scopes import Scope
from claims import editing
from claims.drafting import draft_of
from claims.models import Appearance, Candidate, CandidateDecision, Claim, Claimant
from claims.models.choices import KINDS, OPERATORS, PRECISIONS, RESOLVES_ON, choices
from claims.querysets import Reader
from claims.vocabulary.kinds import Kind, ResolvesOn
from sources.models import Publisher


class LinkSerializer(serializers.Serializer[Any]):
    """One link of an attribution: who, by which words."""

    claimant = serializers.CharField()
    cue = serializers.CharField()


class TimeSerializer(serializers.ModelSerializer[Candidate]):
    """The time expression, its span in the text and its window of whole days; null where there is none."""

    text = serializers.CharField(source="time_text")
    start = serializers.IntegerField(source="time_start", allow_null=True)
    end = serializers.IntegerField(source="time_end", allow_null=True)

    class Meta:
        model = Candidate
        fields = ["text", "start", "end", "operator", "not_before", "not_after", "precision", "computed"]
        read_only_fields = fields

    def to_representation(self, instance: Candidate) -> Any:
        return super().to_representation(instance) if instance.time_text else None


class CandidateSerializer(serializers.ModelSerializer[Candidate]):
    """What the machine found, or somebody selected, in one version of a document.

    `version.text[start:end] == quote`, in code points. Either `pipeline_version` or `proposed_by` is null.
    """

    expansions = {
        "claim": One(ClaimSerializer, claim_summaries, by=attrgetter("claim_id")),
        "document": One(DocumentSerializer, visibility.documents_shown, by=attrgetter("version.document_id")),
    }

    document = serializers.IntegerField(source="version.document_id")
    version = serializers.IntegerField(source="version.number")
    publisher = serializers.SlugRelatedField[Publisher](source="version.publisher", slug_field="slug", read_only=True)
    attribution = LinkSerializer(many=True, help_text="Outermost first.")
    hedge = WordsField()
    condition = WordsField()
    probability = ProbabilitySerializer(source="*", allow_null=True, read_only=True)
    time = TimeSerializer(source="*", allow_null=True, read_only=True)
    why = serializers.ListField(child=serializers.CharField(), help_text="Which cue, which rule.")
    pipeline_version = serializers.CharField(
        source="run.pipeline_version",
        allow_null=True,
        default=None,
        help_text="Of the reading that this candidate shows; null where it was proposed by hand.",
    )
    proposed_by = serializers.SlugRelatedField[Any](
        slug_field="username", read_only=True, allow_null=True, help_text="Who selected it by hand, if somebody did."
    )
    last_found_by = serializers.CharField(
        source="last_found_by.pipeline_version",
        allow_null=True,
        default=None,
        help_text="The last pipeline version that found it.",
    )
    no_longer_found_in = serializers.CharField(
        source="no_longer_found_in.pipeline_version",
        allow_null=True,
        default=None,
        help_text="The pipeline version that read the text again and did not find it; null while it is found.",
    )
    claim = serializers.IntegerField(
        source="claim_id",
        allow_null=True,
        read_only=True,
        help_text="What it was accepted as or attached to.",
    )

    class Meta:
        model = Candidate
        fields = [
            "id",
            "document",
            "version",
            "publisher",
            "start",
            "end",
            "quote",
            "language",
            "kind",
            "claimant",
            "attribution",
            "attribution_kind",
            "evidentiality",
            "hedge",
            "probability",
            "condition",
            "time",
            "resolves_on",
            "check_worthiness",
            "why",
            "pipeline_version",
            "proposed_by",
            "last_found_by",
            "no_longer_found_in",
            "decision",
            "claim",
        ]
        read_only_fields = fields


class ProposeSerializer(PassageSerializer):
    """A passage to propose by hand."""

    kind = serializers.ChoiceField(choices=choices(KINDS))
    claimant = StrictStringField(
        required=False, max_length=500, help_text="Who claims it; left out: the article itself."
    )

    def validate_kind(self, kind: str) -> Kind:
        return Kind(kind)


class AcceptSerializer(StrictSerializer):
    """What the claim is to say, where it differs from the candidate. Days are both included."""

    text = StrictStringField(required=False, max_length=1000)
    kind = serializers.ChoiceField(required=False, choices=choices(KINDS))
    claimant = StrictStringField(required=False, max_length=500)
    claimant_kind = serializers.ChoiceField(required=False, choices=Claimant.Kind.choices)
    operator = serializers.ChoiceField(required=False, choices=choices(OPERATORS))
    not_before: Any = serializers.DateField(required=False, allow_null=True)
    not_after: Any = serializers.DateField(required=False, allow_null=True)
    precision = serializers.ChoiceField(required=False, allow_blank=True, choices=choices(PRECISIONS))
    resolves_on = serializers.ChoiceField(required=False, choices=choices(RESOLVES_ON))
    resolution_criteria = StrictStringField(required=False, allow_blank=True, max_length=5_000)

    def validate_kind(self, kind: str) -> Kind:
        return Kind(kind)

    def validate_resolves_on(self, word: str) -> ResolvesOn:
        return ResolvesOn(word)


class AttachSerializer(StrictSerializer):
    """The known claim that the candidate says again."""

    claim = VisibleField(queryset=Claim.objects.all(), visible=visibility.claims)


class CandidateFilters(FilterSet):
    document = KeyFilter(field_name="version__document")
    publisher = PublisherFilter(field_name="version__publisher")
    claimant = django_filters.CharFilter(lookup_expr="iexact")
    not_before_after = django_filters.DateFilter(field_name="not_before", lookup_expr="gte")
    not_after_before = django_filters.DateFilter(field_name="not_after", lookup_expr="lt")
    is_found = django_filters.BooleanFilter(field_name="no_longer_found_in", lookup_expr="isnull")
    check_worthiness_min = django_filters.NumberFilter(field_name="check_worthiness", lookup_expr="gte")

    class Meta:
        model = Candidate
        fields = ["decision", "kind", "language", "operator", "evidentiality"]


def candidate_details(reader: Reader) -> QuerySet[Candidate]:
    """Candidates the reader may see, with the claim each has become, where the reader may see that."""
    stands = Appearance.objects.filter(
        candidate=OuterRef("pk"), withdrawn_at__isnull=True, claim__in=visibility.claims(reader)
    )
    found = visibility.candidates(reader).annotate(claim_id=Subquery(stands.values("claim")[:1]))
    found = found.select_related("run", "found_again_by", "no_longer_found_in", "version__publisher", "proposed_by")
    return found.defer("version__text", "version__raw")


def latest_decision(candidate: Candidate) -> Mapping[str, Any] | None:
    """The newest decision on the candidate: which, by whom, when."""
    newest = CandidateDecision.objects.filter(candidate=candidate).select_related("decided_by").last()
    if newest is None:
        return None
    return {"act": newest.act, "by": newest.decided_by.get_username(), "at": instant(newest.decided_at)}


CANDIDATE = Versioned("candidate", attrgetter("revision"), candidate_details, CandidateSerializer, latest_decision)


class Candidates(mixins.ListModelMixin, VersionedResource[Candidate]):
    """Candidates in documents the reader may read. A decision rests on the candidate's ETag, sent in If-Match."""

    queryset = Candidate.objects.all()
    serializer_class = CandidateSerializer
    filterset_class = CandidateFilters
    versioned = CANDIDATE
    orders = {
        "-check_worthiness": Order("check_worthiness", needs={"decision": "pending", "is_found": "true"}),
        "check_worthiness": Order("check_worthiness", needs={"decision": "pending", "is_found": "true"}).reversed(),
    }
    decisions = frozenset({"accept", "attach", "reject", "reopen"})
    scope = Scope.DECIDE
    scopes = {"create": Scope.INGEST}
    acts = {
        "accept": ("claims.decide_candidate",),
        "attach": ("claims.decide_candidate",),
        "reject": ("claims.decide_candidate",),
        "reopen": ("claims.decide_candidate",),
        "create": ("claims.propose_candidate",),
    }

    def get_queryset(self) -> QuerySet[Candidate]:
        return candidate_details(self.request.user)

    @extend_schema(request=ProposeSerializer, responses={201: CandidateSerializer})
    def create(self, request: Request) -> Response:
        """Propose a passage by hand; it is pending like what the machine finds."""
        proposed = editing.propose(**self.given(ProposeSerializer), by=cast(User, request.user))
        here = request.build_absolute_uri(self.address(proposed))
        return CANDIDATE.created(self.get_queryset().get(pk=proposed.pk), at=here)

    @extend_schema(request=AcceptSerializer)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: int) -> Response:
        """Make it a claim, with its first appearance and, if it looks forward, its prediction."""

        def accept(candidate: Candidate, given: Mapping[str, Any], by: User) -> Claim:
            return editing.accept(candidate, replace(draft_of(candidate), **given), by=by)

        return self.decide(AcceptSerializer, accept)

    @extend_schema(request=AttachSerializer)
    @action(detail=True, methods=["post"])
    def attach(self, request: Request, pk: int) -> Response:
        """Note that it says a known claim again: a further appearance, no second claim."""

        def attach(candidate: Candidate, given: Mapping[str, Any], by: User) -> Appearance:
            return editing.attach(candidate, to=given["claim"], by=by)

        return self.decide(AttachSerializer, attach)

    @extend_schema(request=ReasonSerializer)
    @action(detail=True, methods=["post"])
    def reject(self, request: Request, pk: int) -> Response:
        """Set it aside; the reason is kept."""
        return self.decide(ReasonSerializer, lambda candidate, given, by: editing.reject(candidate, **given, by=by))

    @extend_schema(request=ReasonSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: int) -> Response:
        """Take the decision back, and the appearance with it."""
        return self.decide(ReasonSerializer, lambda candidate, given, by: editing.reopen(candidate, **given, by=by))
