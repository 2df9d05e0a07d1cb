"""Evidence: adduced on a claim, and decided piece by piece."""

from collections.abc import Mapping
from operator import attrgetter
from typing import Any, cast

import django_filters
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api import visibility
from api.expansions import One
from api.fields import StrictSerializer, StrictStringField, VisibleField
from api.filters import FilterSet, KeyFilter, since, until
from api.moments import Bygone, told_as_of
from api.resources.claim_decisions import ReasonSerializer
from api.resources.claim_summary import ClaimSerializer, claim_summaries
from api.resources.claims import CLAIM
from api.resources.documents import DocumentSerializer
from api.resources.passages import PassageSerializer, with_version
from api.resources.readings import WordsField, instant
from api.resources.viewset import Versioned, VersionedResource
from api.scopes import Scope
from claims import adducing
from claims.models import Claim, Evidence, LedgerEntry
from claims.querysets import Reader

PLACE = ("document", "version", "start", "end")


def document_of(piece: Evidence) -> int | None:
    """The document that it is quoted from; None for a page outside."""
    return piece.version.document_id if piece.version else None


class EvidenceSerializer(serializers.ModelSerializer[Evidence]):
    """One passage that bears on one claim: of a stored document, or quoted from the page at `url`."""

    expansions = {
        "claim": One(ClaimSerializer, claim_summaries, by=attrgetter("claim_id")),
        "document": One(DocumentSerializer, visibility.documents_shown, by=document_of),
    }

    document = serializers.IntegerField(source="version.document_id", default=None, allow_null=True)
    version = serializers.IntegerField(source="version.number", default=None, allow_null=True)
    url = WordsField(help_text="Of a page outside; null for a document.")
    note = WordsField()
    reason = WordsField(help_text="Why it was rejected.")
    added_by = serializers.SlugRelatedField[Any](
        slug_field="username", read_only=True, allow_null=True, help_text="Null: suggested by the machine."
    )
    decided_by = serializers.SlugRelatedField[Any](slug_field="username", read_only=True, allow_null=True)

    class Meta:
        model = Evidence
        fields = [
            "id",
            "claim",
            "document",
            "version",
            "start",
            "end",
            "url",
            "quote",
            "stance",
            "note",
            "state",
            "reason",
            "added_by",
            "added_at",
            "decided_by",
            "decided_at",
        ]
        read_only_fields = fields


class StanceSerializer(StrictSerializer):
    """Left out, it keeps the stance it has."""

    stance = serializers.ChoiceField(choices=Evidence.Stance.choices, required=False)

    def validate_stance(self, stance: str) -> Evidence.Stance:
        return Evidence.Stance(stance)


class AdduceSerializer(PassageSerializer):
    """A passage of a document (`document`, `version`, `start`, `end`), or words quoted from the page at `url`."""

    claim = VisibleField(queryset=Claim.objects.all(), visible=visibility.claims)
    url = StrictStringField(required=False, max_length=2000)
    stance = serializers.ChoiceField(choices=Evidence.Stance.choices)
    note = StrictStringField(required=False, allow_blank=True, max_length=500)

    def validate_stance(self, stance: str) -> Evidence.Stance:
        return Evidence.Stance(stance)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        fields = super().get_fields()
        for name in PLACE:
            fields[name].required = False
        return {"claim": fields.pop("claim"), **fields}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        is_page = "url" in attrs
        unfit = [name for name in PLACE if (name in attrs) == is_page]
        if not unfit:
            return attrs if is_page else with_version(attrs)
        detail = (
            serializers.ErrorDetail("Leave this out beside a url.", "both_given")
            if is_page
            else serializers.ErrorDetail("Name the place in a document, or give a url.", "required")
        )
        raise serializers.ValidationError({name: [detail] for name in unfit})


class EvidenceFilters(FilterSet):
    claim = KeyFilter()
    document = KeyFilter(field_name="version__document")
    verdict = KeyFilter(field_name="verdicts")
    added_at_after = since("added_at")
    added_at_before = until("added_at")
    is_from_a_document = django_filters.BooleanFilter(field_name="version", lookup_expr="isnull", exclude=True)

    class Meta:
        model = Evidence
        fields = ["state", "stance"]


def evidence_details(reader: Reader) -> QuerySet[Evidence]:
    """Evidence the reader may see."""
    found = visibility.evidence(reader).select_related("version", "added_by", "decided_by")
    return found.defer("version__text", "version__raw")


def latest_decision(piece: Evidence) -> Mapping[str, Any] | None:
    """The decision that stands: which, by whom, when; where none does, who took the last one back."""
    if piece.decided_by is None or piece.decided_at is None:
        return _taken_back(piece)
    return {"act": piece.state, "by": piece.decided_by.get_username(), "at": instant(piece.decided_at)}


def _taken_back(piece: Evidence) -> Mapping[str, Any] | None:
    entries = LedgerEntry.objects.filter(object_table=Evidence._meta.db_table, object_id=piece.pk)
    entry = entries.filter(act=adducing.TAKE_BACK).order_by("-seq").first()
    return {"act": piece.state, "by": entry.actor, "at": instant(entry.recorded_at)} if entry else None


def _version(piece: Evidence) -> str:
    """What a decision rests on: `accept` without a stance accepts the one that was read."""
    return f"{piece.state}{piece.stance}"


EVIDENCE = Versioned("evidence", _version, evidence_details, EvidenceSerializer, latest_decision)


@told_as_of
class EvidenceResource(Bygone[Evidence], mixins.ListModelMixin, VersionedResource[Evidence]):
    """Evidence on claims the reader may see, less what is quoted from documents the reader may not read."""

    queryset = Evidence.objects.all()
    serializer_class = EvidenceSerializer
    filterset_class = EvidenceFilters
    versioned = EVIDENCE
    knows = False
    at_hand = frozenset({"claim", "document", "verdict"})
    acts = {
        "create": ("claims.add_evidence",),
        "accept": ("claims.decide_evidence",),
        "reject": ("claims.decide_evidence",),
        "take_back": ("claims.decide_evidence",),
    }
    decisions = frozenset(acts)
    scope = Scope.DECIDE

    def get_queryset(self) -> QuerySet[Evidence]:
        return evidence_details(self.request.user)

    @extend_schema(request=AdduceSerializer, responses={201: EvidenceSerializer})
    def create(self, request: Request) -> Response:
        """Adduce a piece of evidence, which is thereby accepted. If-Match names the ETag of the *claim*."""
        given = self.given(AdduceSerializer)
        claim = get_object_or_404(CLAIM.visible(request.user), pk=given.pop("claim").pk)
        adduce = adducing.adduce_page if "url" in given else adducing.adduce_passage
        with CLAIM.decided_on_what_was_read(request, claim):
            piece = adduce(claim, **given, by=cast(User, request.user))
        here = request.build_absolute_uri(self.address(piece))
        return EVIDENCE.created(self.get_queryset().get(pk=piece.pk), at=here)

    @extend_schema(request=StanceSerializer)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: int) -> Response:
        """Say that it bears on its claim, with the stance it has or another."""
        return self.decide(
            StanceSerializer,
            lambda piece, given, by: adducing.accept_evidence(piece, stance=given.get("stance", piece.stance), by=by),
        )

    @extend_schema(request=ReasonSerializer)
    @action(detail=True, methods=["post"])
    def reject(self, request: Request, pk: int) -> Response:
        """Set it aside, with the reason; refused while a verdict rests on it."""
        return self.decide(ReasonSerializer, lambda piece, given, by: adducing.reject_evidence(piece, **given, by=by))

    @extend_schema(request=StrictSerializer)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, pk: int) -> Response:
        """Have it wait again, with the stance it has; refused while a verdict rests on it."""
        return self.decide(StrictSerializer, lambda piece, given, by: adducing.take_back(piece, **given, by=by))
