from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha256
from typing import Any, cast

import django_filters
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Length
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api import visibility
from api.fields import BySlugField, StrictSerializer, StrictStringField, VerbatimField
from api.filters import FilterSet, PublisherFilter, since, until
from api.pagination import Order
from api.problems import Conflict
from api.resources.document_restricting import Restricting
from api.resources.readings import instant
from api.resources.viewset import Versioned
from api.scopes import Scope
from claims.models import ExtractionRun, LedgerEntry
from claims.querysets import Reader
from sources.ingest import Ingested, Metadata, ingest
from sources.models import Document, DocumentVersion, Publisher
from sources.parsing.published import read_published
from sources.wordsearch import containing, narrowed

HIDDEN = "This publisher's text or url is held in a document that you may not read."


class DocumentSerializer(serializers.ModelSerializer[Document]):
    """One article, dispatch or statement of one publisher."""

    publisher = serializers.SlugRelatedField[Publisher](slug_field="slug", read_only=True)
    url = serializers.CharField(read_only=True, help_text="Empty where there is none.")

    class Meta:
        model = Document
        fields = [
            "id",
            "publisher",
            "url",
            "headline",
            "language",
            "published_at",
            "published_at_unknown_because",
            "access",
            "withheld_at",
            "ingested_at",
        ]
        read_only_fields = fields


class ExtractionSerializer(serializers.ModelSerializer[ExtractionRun]):
    """How far the reading of a version has come."""

    class Meta:
        model = ExtractionRun
        fields = ["state", "language", "candidate_count", "pipeline_version", "finished_at"]
        read_only_fields = fields


class VersionSerializer(serializers.ModelSerializer[DocumentVersion]):
    """One text that a document has had; `length` is in code points, `extraction` null until a reading has begun."""

    length = serializers.IntegerField(read_only=True)
    extraction = serializers.SerializerMethodField()

    class Meta:
        model = DocumentVersion
        fields = ["number", "sha256", "length", "media_type", "retrieved_at", "erased_at", "flags", "extraction"]
        read_only_fields = fields
        extra_kwargs = {"flags": {"help_text": "What was done to get the text: bom_dropped, line_ends_unified."}}

    @extend_schema_field(ExtractionSerializer(allow_null=True))
    def get_extraction(self, version: DocumentVersion) -> Any:
        latest = next((run for run in version.runs.all() if _has_begun(run)), None)
        return latest and ExtractionSerializer(latest).data


class VersionTextSerializer(VersionSerializer):
    """A version with its text, into which the spans of candidates and appearances point."""

    class Meta(VersionSerializer.Meta):
        fields = [*VersionSerializer.Meta.fields, "text"]
        read_only_fields = fields


class DocumentDetailSerializer(DocumentSerializer):
    """A document with the text of its latest version, and the groups that read it where it is restricted."""

    groups = serializers.SlugRelatedField[Group](slug_field="name", many=True, read_only=True)
    text = serializers.CharField(read_only=True, help_text="The text of the latest version, to the character.")
    versions = VersionSerializer(many=True, read_only=True)

    class Meta(DocumentSerializer.Meta):
        fields = [*DocumentSerializer.Meta.fields, "groups", "text", "versions"]
        read_only_fields = fields


class DifferenceSerializer(serializers.Serializer[Any]):
    """A field on which what was sent disagrees with what is held; what is held stays."""

    field = serializers.CharField()
    held = serializers.CharField()
    given = serializers.CharField()


class IngestedSerializer(DocumentSerializer):
    """The document that holds the text, the number of the version that is it, and what differed."""

    version = serializers.IntegerField(read_only=True)
    differences = DifferenceSerializer(many=True, read_only=True)

    class Meta(DocumentSerializer.Meta):
        fields = [*DocumentSerializer.Meta.fields, "version", "differences"]
        read_only_fields = fields


class IngestSerializer(StrictSerializer):
    """A text to take in. It is kept to the character, but for a BOM and for CRLF and CR, which become LF."""

    text = VerbatimField(help_text="At most 10 MB of UTF-8.")
    publisher = BySlugField(queryset=Publisher.objects.all(), help_text="The publisher's slug.")
    published_at = StrictStringField(
        required=False,
        allow_null=True,
        max_length=40,
        help_text="A date-time, or a date, which is the beginning of that day in the publisher's zone.",
    )
    published_at_unknown_because = StrictStringField(
        required=False,
        allow_blank=True,
        max_length=500,
        help_text="The reason, where the date of publication is unknown.",
    )
    url = StrictStringField(required=False, allow_blank=True, max_length=2000)
    headline = StrictStringField(required=False, allow_blank=True, max_length=500)
    language = StrictStringField(
        required=False, allow_blank=True, max_length=35, help_text="A language tag; left out: detected."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        words = attrs.get("published_at")
        if words is None:
            return attrs
        try:
            instant = read_published(words, attrs["publisher"].zone)
        except ValueError as error:
            raise serializers.ValidationError(
                {"published_at": serializers.ErrorDetail(str(error), "invalid")}
            ) from error
        return {**attrs, "published_at": instant}


class DocumentFilters(FilterSet):
    q = django_filters.CharFilter(method="filter_words", help_text="Words of the headline, in French or English.")
    publisher = PublisherFilter()
    published_at_after = since("published_at")
    published_at_before = until("published_at")
    ingested_at_after = since("ingested_at")
    ingested_at_before = until("ingested_at")
    url = django_filters.CharFilter()

    class Meta:
        model = Document
        fields = ["language", "access"]

    def filter_words(self, documents: QuerySet[Document], name: str, value: str) -> QuerySet[Document]:
        return narrowed(documents, containing(Document.objects.all(), "headline", value).values("pk"))


def document_details(reader: Reader) -> QuerySet[Document]:
    """Documents the reader may read, with all that DocumentDetailSerializer shows."""
    latest = DocumentVersion.objects.filter(document=OuterRef("pk")).order_by("-number")
    found = visibility.documents_shown(reader).annotate(text=Subquery(latest.values("text")[:1]))
    return found.prefetch_related("groups", Prefetch("versions", _versions().defer("raw", "text")))


def version_of(document: Document) -> str:
    """Changes with who may read it and with what its texts still say."""
    readers = sorted(document.groups.values_list("pk", flat=True))
    erased = DocumentVersion.objects.filter(document=document).exclude(erased_at=None).count()
    words = f"{document.access} {readers} {document.withheld_at} {erased}"
    return sha256(words.encode()).hexdigest()[:16]


def latest_decision(document: Document) -> Mapping[str, Any] | None:
    """The newest entry of the ledger on the document: which act, by whom, when."""
    entries = LedgerEntry.objects.filter(object_table=Document._meta.db_table, object_id=document.pk)
    entry = entries.order_by("-seq").first()
    return {"act": entry.act, "by": entry.actor, "at": instant(entry.recorded_at)} if entry else None


DOCUMENT = Versioned("document", version_of, document_details, DocumentDetailSerializer, latest_decision)


class Documents(mixins.ListModelMixin, Restricting):
    """Documents the reader may read."""

    queryset = Document.objects.all()
    filterset_class = DocumentFilters
    scope = Scope.INGEST
    scopes = dict.fromkeys(["withhold", "release", "restrict", "erase"], Scope.ADMIN)
    versioned = DOCUMENT
    orders = {
        "-published_at": Order("published_at", has_nulls=True),
        "published_at": Order("published_at", has_nulls=True).reversed(),
    }
    acts = {
        "withhold": ("sources.withhold_document",),
        "release": ("sources.withhold_document",),
        "restrict": ("sources.restrict_document",),
        "erase": ("sources.erase_document",),
    }
    decisions = frozenset(acts)

    def get_serializer_class(self) -> type[serializers.BaseSerializer[Document]]:
        return DocumentSerializer if self.action in {"list", "create"} else DocumentDetailSerializer

    def get_queryset(self) -> QuerySet[Document]:
        is_list = self.action in {"list", "create", "version"}
        return (visibility.documents_shown if is_list else document_details)(self.request.user)

    @extend_schema(
        request=IngestSerializer,
        responses={
            201: OpenApiResponse(IngestedSerializer, "The text is kept and will be read."),
            200: OpenApiResponse(IngestedSerializer, "The publisher's text was held already: the same document."),
        },
    )
    def create(self, request: Request) -> Response:
        """Take in a text. The same text of the same publisher is the same document, through any door."""
        body = IngestSerializer(data=request.data, context=self.get_serializer_context())
        body.is_valid(raise_exception=True)
        with transaction.atomic():
            ingested = _ingest(body.validated_data, by=cast(User, request.user))
            if not Document.objects.visible_to(request.user).filter(pk=ingested.document.pk).exists():
                raise Conflict(HIDDEN, "held_in_hidden_document")
        location = reverse("api:document-detail", args=[ingested.document.pk])
        return Response(
            {
                **DocumentSerializer(ingested.document).data,
                "version": ingested.version.number,
                "differences": [asdict(difference) for difference in ingested.differences],
            },
            status=201 if ingested.is_new else 200,
            headers={"Location": request.build_absolute_uri(location)},
        )

    @extend_schema(
        parameters=[OpenApiParameter("number", OpenApiTypes.INT, OpenApiParameter.PATH)],
        responses=VersionTextSerializer,
    )
    @action(detail=True, url_path="versions/<int:number>", url_name="version")
    def version(self, request: Request, pk: int, number: int) -> Response:
        """One text the document has had."""
        document = self.get_object()
        return Response(
            VersionTextSerializer(get_object_or_404(_versions().defer("raw"), document=document, number=number)).data
        )


def _has_begun(run: ExtractionRun) -> bool:
    """Whether anybody has tried; a re-reading that waits must not hide what was read."""
    return run.state != ExtractionRun.State.QUEUED or run.attempts > 0


def _versions() -> QuerySet[DocumentVersion]:
    return DocumentVersion.objects.annotate(length=Length("text")).prefetch_related("runs")


def _ingest(given: Mapping[str, Any], *, by: User) -> Ingested:
    metadata = {key: value for key, value in given.items() if key != "text"}
    return ingest(given["text"], Metadata(**metadata), by=by)
