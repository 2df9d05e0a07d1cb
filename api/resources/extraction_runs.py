"""How the reading of documents goes: what waits, what was found, what is in quarantine and why."""

from operator import attrgetter
from typing import cast

from django.contrib.auth.models import User
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api import visibility
from api.expansions import One
from api.fields import StrictSerializer
from api.filters import FilterSet, KeyFilter, PublisherFilter, since, until
from api.resources.documents import DocumentSerializer
from api.resources.readings import WordsField
from api.resources.viewset import Read, Resource
from api.scopes import Scope
from claims import queueing
from claims.models import ExtractionRun
from claims.querysets import Reader


class ExtractionRunSerializer(serializers.ModelSerializer[ExtractionRun]):
    """One document version, read by one pipeline version (null until somebody begins)."""

    expansions = {"document": One(DocumentSerializer, visibility.documents_shown, by=attrgetter("version.document_id"))}

    document = serializers.IntegerField(source="version.document_id")
    version = serializers.IntegerField(source="version.number")
    pipeline_version = WordsField()
    language = WordsField(help_text="In which it was read.")
    error = WordsField(help_text="Of the last attempt that failed.")

    class Meta:
        model = ExtractionRun
        fields = [
            "id",
            "document",
            "version",
            "pipeline_version",
            "state",
            "is_rereading",
            "language",
            "candidate_count",
            "attempts",
            "error",
            "created_at",
            "finished_at",
        ]
        read_only_fields = fields


class ExtractionRunFilters(FilterSet):
    document = KeyFilter(field_name="version__document")
    publisher = PublisherFilter(field_name="version__publisher")
    created_at_after = since("created_at")
    created_at_before = until("created_at")

    class Meta:
        model = ExtractionRun
        fields = ["state", "language", "pipeline_version", "is_rereading"]


def runs_shown(reader: Reader) -> QuerySet[ExtractionRun]:
    """Readings of documents the reader may read."""
    found = ExtractionRun.objects.filter(version__document__in=visibility.documents(reader))
    return found.select_related("version").defer("version__text", "version__raw")


class ExtractionRuns(mixins.ListModelMixin, Read, Resource[ExtractionRun]):
    """Readings of documents the reader may read."""

    queryset = ExtractionRun.objects.all()
    serializer_class = ExtractionRunSerializer
    filterset_class = ExtractionRunFilters
    acts = {"retry": ("claims.retry_extractionrun",)}
    scope = Scope.INGEST

    def get_queryset(self) -> QuerySet[ExtractionRun]:
        return runs_shown(self.request.user)

    @extend_schema(request=StrictSerializer)
    @action(detail=True, methods=["post"])
    def retry(self, request: Request, pk: int) -> Response:
        """Have a document in quarantine read again. It rests on nothing that was read, so it takes no If-Match."""
        run = self.get_object()
        self.given(StrictSerializer)
        queueing.retry(run, by=cast(User, request.user))
        return Response(self.get_serializer(self.get_object()).data)
