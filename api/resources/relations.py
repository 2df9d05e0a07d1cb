"""How claims hang together, as the editors have said; and what they have said does not hold."""

from collections.abc import Mapping
from operator import attrgetter
from typing import Any, cast

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api import visibility
from api.expansions import One
from api.fields import StrictBooleanField, StrictSerializer, StrictStringField, VisibleField
from api.filters import FilterSet, KeyFilter
from api.resources.claim_summary import ClaimSerializer, claim_summaries
from api.resources.claims import CLAIM
from api.resources.readings import PersonField, WordsField, instant
from api.resources.viewset import Versioned, VersionedResource
from api.scopes import Scope
from claims import editing
from claims.models import Claim, ClaimRelation
from claims.querysets import Reader


class RelationSerializer(serializers.ModelSerializer[ClaimRelation]):
    """What was said of two claims: `claim` stands in this relation to `other`, or (`refused`) does not.

    *Same*, *translation* and *contradicts* hold both ways; `claim` is then the one with the lower key.
    """

    expansions = {
        "claim": One(ClaimSerializer, claim_summaries, by=attrgetter("claim_id")),
        "other": One(ClaimSerializer, claim_summaries, by=attrgetter("other_id")),
    }

    reason = WordsField(help_text="Why it does not hold, where that was said.")
    decided_by = PersonField()

    class Meta:
        model = ClaimRelation
        fields = ["id", "claim", "other", "kind", "state", "reason", "decided_by", "decided_at"]
        read_only_fields = fields


class RelateSerializer(StrictSerializer):
    """That `claim` stands in this relation to `other`, or that it does not."""

    claim = VisibleField(queryset=Claim.objects.all(), visible=visibility.claims)
    other = VisibleField(queryset=Claim.objects.all(), visible=visibility.claims)
    kind = serializers.ChoiceField(choices=ClaimRelation.Kind.choices)
    holds = StrictBooleanField(required=False, help_text="Left out: true. A no is remembered as a yes is.")
    reason = StrictStringField(required=False, allow_blank=True, max_length=500, help_text="Of a no.")

    def validate_kind(self, kind: str) -> ClaimRelation.Kind:
        return ClaimRelation.Kind(kind)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs.get("holds", True) and attrs.get("reason"):
            detail = serializers.ErrorDetail("Only a no has a reason.", "not_a_refusal")
            raise serializers.ValidationError({"reason": detail})
        return attrs


class RefuseSerializer(StrictSerializer):
    """Why not, if you like to say it."""

    reason = StrictStringField(required=False, allow_blank=True, max_length=500)


class RelationFilters(FilterSet):
    claim = KeyFilter(method="filter_claim", help_text="On either side.")

    class Meta:
        model = ClaimRelation
        fields = ["kind", "state"]

    def filter_claim(self, found: QuerySet[ClaimRelation], name: str, value: int) -> QuerySet[ClaimRelation]:
        return found.filter(Q(claim=value) | Q(other=value))


def relations_shown(reader: Reader) -> QuerySet[ClaimRelation]:
    """Relations between claims both of which the reader may see."""
    return ClaimRelation.objects.visible_to(reader).select_related("decided_by")


def latest_decision(relation: ClaimRelation) -> Mapping[str, Any]:
    return {
        "act": relation.state,
        "by": relation.decided_by.get_username(),
        "at": instant(relation.decided_at),
    }


RELATION = Versioned("relation", attrgetter("state"), relations_shown, RelationSerializer, latest_decision)


class Relations(mixins.ListModelMixin, VersionedResource[ClaimRelation]):
    """What editors have said of two claims. Nothing is deleted: a relation that does not hold is refused."""

    queryset = ClaimRelation.objects.all()
    serializer_class = RelationSerializer
    filterset_class = RelationFilters
    versioned = RELATION
    acts = {
        "create": ("claims.relate_claim",),
        "hold": ("claims.relate_claim",),
        "refuse": ("claims.relate_claim",),
    }
    decisions = frozenset(acts)
    scope = Scope.DECIDE

    def get_queryset(self) -> QuerySet[ClaimRelation]:
        return relations_shown(self.request.user)

    @extend_schema(request=RelateSerializer, responses={201: RelationSerializer})
    def create(self, request: Request) -> Response:
        """Say that a claim stands in a relation to another, or does not. If-Match names the ETag of the first *claim*.

        It takes the place of what was said before of the two and this kind.
        """
        given = self.given(RelateSerializer)
        claim = get_object_or_404(CLAIM.visible(request.user), pk=given["claim"].pk)
        by = cast(User, request.user)
        with CLAIM.decided_on_what_was_read(request, claim):
            if given.get("holds", True):
                said = editing.relate(claim, given["other"], given["kind"], by=by)
            else:
                reason = given.get("reason", "")
                said = editing.refuse_relation(claim, given["other"], given["kind"], reason=reason, by=by)
        here = request.build_absolute_uri(self.address(said))
        return RELATION.created(self.get_queryset().get(pk=said.pk), at=here)

    @extend_schema(request=StrictSerializer)
    @action(detail=True, methods=["post"])
    def hold(self, request: Request, pk: int) -> Response:
        """Say that they do stand in this relation."""

        def hold(said: ClaimRelation, given: Mapping[str, Any], by: User) -> ClaimRelation:
            return editing.relate(said.claim, said.other, ClaimRelation.Kind(said.kind), by=by)

        return self.decide(StrictSerializer, hold)

    @extend_schema(request=RefuseSerializer)
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, pk: int) -> Response:
        """Say that they do not, so that nobody is asked again."""

        def refuse(said: ClaimRelation, given: Mapping[str, Any], by: User) -> ClaimRelation:
            kind = ClaimRelation.Kind(said.kind)
            return editing.refuse_relation(said.claim, said.other, kind, reason=given.get("reason", ""), by=by)

        return self.decide(RefuseSerializer, refuse)
