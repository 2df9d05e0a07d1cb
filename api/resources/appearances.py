"""Where claims were said: rows that come and go with the decisions on candidates."""

from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from rest_framework import mixins, serializers

from api import visibility
from api.expansions import One
from api.filters import FilterSet, KeyFilter, PublisherFilter, since, until
from api.resources.claim_summary import ClaimSerializer, claim_summaries
from api.resources.documents import DocumentSerializer
from api.resources.viewset import Read, Resource
from claims.models import Appearance
from claims.querysets import Reader
from sources.models import Publisher


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


class AppearanceRowSerializer(AppearanceSerializer):
    """The claim in one version of a document, as one of a list."""

    expansions = {
        "claim": One(ClaimSerializer, claim_summaries, by=attrgetter("claim_id")),
        "document": One(DocumentSerializer, visibility.documents_shown, by=attrgetter("version.document_id")),
    }

    class Meta(AppearanceSerializer.Meta):
        fields = ["id", "claim", *AppearanceSerializer.Meta.fields, "candidate", "created_at"]
        read_only_fields = fields


class AppearanceFilters(FilterSet):
    claim = KeyFilter()
    document = KeyFilter(field_name="version__document")
    publisher = PublisherFilter(field_name="version__publisher")
    created_at_after = since("created_at")
    created_at_before = until("created_at")

    class Meta:
        model = Appearance
        fields: list[str] = []


def appearances_shown(reader: Reader) -> QuerySet[Appearance]:
    """Standing appearances the reader may see, with all that is shown of them."""
    found = visibility.appearances(reader).select_related("version__document", "version__publisher")
    return found.defer("version__text", "version__raw")


class Appearances(mixins.ListModelMixin, Read, Resource[Appearance]):
    """Where claims that the reader may see were said, in documents that the reader may read.

    One is made by accepting or attaching its candidate, and withdrawn by reopening that.
    """

    queryset = Appearance.objects.all()
    serializer_class = AppearanceRowSerializer
    filterset_class = AppearanceFilters

    def get_queryset(self) -> QuerySet[Any]:
        return appearances_shown(self.request.user).filter(claim__in=visibility.claims(self.request.user))
