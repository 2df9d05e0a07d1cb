from typing import Any

import django_filters
from django.db.models import QuerySet
from rest_framework import mixins, serializers

from api.filters import FilterSet, KeyFilter, PublisherFilter
from api.resources.readings import ProbabilitySerializer, WordsField
from api.resources.viewset import Resource
from claims.models import Candidate
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
    """What the machine found in one version of a document: `version.text[start:end] == quote`, in code points."""

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
        source="run.pipeline_version", help_text="Of the reading that this candidate shows."
    )
    last_found_by = serializers.CharField(
        source="last_found_by.pipeline_version", help_text="The last pipeline version that found it."
    )
    no_longer_found_in = serializers.CharField(
        source="no_longer_found_in.pipeline_version",
        allow_null=True,
        default=None,
        help_text="The pipeline version that read the text again and did not find it; null while it is found.",
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
            "last_found_by",
            "no_longer_found_in",
            "decision",
        ]
        read_only_fields = fields


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


class Candidates(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource[Candidate]):
    """Candidates in documents the reader may read. Editors decide them in the admin."""

    queryset = Candidate.objects.all()
    serializer_class = CandidateSerializer
    filterset_class = CandidateFilters

    def get_queryset(self) -> QuerySet[Candidate]:
        found = Candidate.objects.visible_to(self.request.user)
        found = found.select_related("run", "found_again_by", "no_longer_found_in", "version__publisher")
        return found.defer("version__text", "version__raw")
