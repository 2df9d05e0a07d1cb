"""What one watches, and how one is told: everybody's own, seen by nobody else."""

from operator import attrgetter
from typing import Any, cast

import django_filters
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.urls import reverse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api import visibility
from api.expansions import One
from api.fields import (
    BySlugField,
    StrictBooleanField,
    StrictIntegerField,
    StrictSerializer,
    StrictStringField,
    VisibleField,
)
from api.filters import FilterSet, KeyFilter, PublisherFilter
from api.resources.claim_summary import ClaimSerializer, claim_summaries
from api.resources.claimants import ClaimantSerializer
from api.resources.readings import WordsField
from api.resources.viewset import Read, Resource
from api.scopes import Scope
from claims import watching
from claims.models import Claim, Claimant, How, Preference, Watch
from sources.models import Publisher

WATCHABLE = ("claim", "claimant", "publisher")


class WatchSerializer(serializers.ModelSerializer[Watch]):
    """One thing that you want to hear of: a claim, all of one claimant, or all that one publisher prints."""

    expansions = {
        "claim": One(ClaimSerializer, claim_summaries, by=attrgetter("claim_id")),
        "claimant": One(ClaimantSerializer, visibility.claimants, by=attrgetter("claimant_id")),
    }

    publisher = serializers.SlugRelatedField[Publisher](slug_field="slug", read_only=True, allow_null=True)
    note = WordsField(help_text="To yourself.")

    class Meta:
        model = Watch
        fields = ["id", *WATCHABLE, "how", "note", "created_at"]
        read_only_fields = fields


class WatchThisSerializer(StrictSerializer):
    """One of `claim`, `claimant` and `publisher`, and how you want to hear of it."""

    claim = VisibleField(queryset=Claim.objects.all(), visible=visibility.claims, required=False)
    claimant = VisibleField(queryset=Claimant.objects.all(), visible=visibility.claimants, required=False)
    publisher = BySlugField(queryset=Publisher.objects.all(), required=False)
    how = serializers.ChoiceField(choices=How.choices)
    note = StrictStringField(required=False, allow_blank=True, max_length=watching.LONGEST_NOTE)

    def validate_how(self, how: str) -> How:
        return How(how)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        named = [name for name in WATCHABLE if name in attrs]
        if len(named) != 1:
            detail = serializers.ErrorDetail("Name one claim, one claimant or one publisher.", "name_one")
            raise serializers.ValidationError(dict.fromkeys(named or WATCHABLE, detail))
        return {"what": attrs[named[0]], "how": attrs["how"], "note": attrs.get("note", "")}


class PreferenceSerializer(serializers.ModelSerializer[Preference]):
    """What is sent to you, and when."""

    class Meta:
        model = Preference
        fields = ["language", "has_digest", "digest_hour", "how_personal"]
        read_only_fields = fields
        extra_kwargs = {"language": {"help_text": "Of your letters, as chosen at the desk; empty: none yet."}}


class ChooseSerializer(StrictSerializer):
    """What is left out stays as it is."""

    has_digest = StrictBooleanField(required=False)
    digest_hour = StrictIntegerField(required=False, min_value=0, max_value=23)
    how_personal = serializers.ChoiceField(required=False, choices=How.choices)

    def validate_how_personal(self, how: str) -> How:
        return How(how)


class WatchFilters(FilterSet):
    claim = KeyFilter()
    claimant = KeyFilter()
    publisher = PublisherFilter()
    how = django_filters.ChoiceFilter(choices=How.choices)

    class Meta:
        model = Watch
        fields: list[str] = []


class Watches(mixins.ListModelMixin, Read, Resource[Watch]):
    """Your own watches. What they brought is among your notices."""

    queryset = Watch.objects.all()
    serializer_class = WatchSerializer
    filterset_class = WatchFilters
    acts = {"create": (), "unwatch": (), "preferences": (), "choose": ()}
    scope = Scope.READ

    def get_queryset(self) -> QuerySet[Watch]:
        return Watch.objects.filter(user=cast(User, self.request.user)).select_related("publisher")

    @extend_schema(
        request=WatchThisSerializer, responses={201: OpenApiResponse(WatchSerializer, "You will hear of it.")}
    )
    def create(self, request: Request) -> Response:
        """Watch something, or hear of it otherwise than before."""
        row = watching.watch(**self.given(WatchThisSerializer), by=cast(User, request.user))
        here = request.build_absolute_uri(reverse("api:watch-detail", args=[row.pk]))
        return Response(WatchSerializer(row).data, status=201, headers={"Location": here})

    @extend_schema(request=StrictSerializer, responses={204: OpenApiResponse(description="You hear of it no more.")})
    @action(detail=True, methods=["post"])
    def unwatch(self, request: Request, pk: int) -> Response:
        """Watch it no more. What you were told stays among your notices."""
        row = self.get_object()
        self.given(StrictSerializer)
        watching.unwatch(row.what, by=cast(User, request.user))
        return Response(status=204)

    @extend_schema(responses=PreferenceSerializer)
    @action(detail=False)
    def preferences(self, request: Request) -> Response:
        """What is sent to you, and when."""
        return Response(PreferenceSerializer(_preference(request)).data)

    @extend_schema(request=ChooseSerializer, responses=PreferenceSerializer)
    @preferences.mapping.post
    def choose(self, request: Request) -> Response:
        """Choose what is sent to you, and when."""
        given = self.given(ChooseSerializer)
        now = _preference(request)
        chosen = watching.choose(
            cast(User, request.user),
            has_digest=given.get("has_digest", now.has_digest),
            digest_hour=given.get("digest_hour", now.digest_hour),
            how_personal=given.get("how_personal", How(now.how_personal)),
        )
        return Response(PreferenceSerializer(chosen).data)


def _preference(request: Request) -> Preference:
    """As chosen; without a row, the defaults."""
    return Preference.objects.filter(user=cast(User, request.user)).first() or Preference()
