"""What one was told: one's own notices, seen by nobody else."""

from operator import attrgetter
from typing import Any, cast

import django_filters
from django.contrib.auth.models import User
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.expansions import One
from api.fields import InstantField, StrictSerializer
from api.filters import FilterSet, KeyFilter, since, until
from api.pagination import Order
from api.resources.claim_summary import ClaimSerializer, claim_summaries
from api.resources.readings import PersonField
from api.resources.viewset import Read, Resource
from api.scopes import Scope
from claims import watching
from claims.models import Notice
from claims.models.choices import HAPPENINGS, choices


class NoticeSerializer(serializers.ModelSerializer[Notice]):
    """One thing that you are told of one claim. It holds no words of it."""

    expansions = {"claim": One(ClaimSerializer, claim_summaries, by=attrgetter("claim_id"))}

    what = serializers.ChoiceField(choices=choices(HAPPENINGS), read_only=True)
    words = serializers.CharField(
        source="get_what_display", read_only=True, help_text="The same in the language the request accepts."
    )
    by = PersonField(allow_null=True, help_text="Null where the calendar or the machine did it.")

    class Meta:
        model = Notice
        fields = ["id", "claim", "what", "words", "by", "happened_at", "told_at", "seen_at", "how"]
        read_only_fields = fields


class SeeAllSerializer(StrictSerializer):
    """Up to which instant: the `told_at` of the newest notice that you have read."""

    up_to = InstantField()


class SeenSerializer(serializers.Serializer[Any]):
    """How many had not been seen."""

    count = serializers.IntegerField()


class NoticeFilters(FilterSet):
    claim = KeyFilter()
    is_seen = django_filters.BooleanFilter(field_name="seen_at", lookup_expr="isnull", exclude=True)
    happened_at_after = since("happened_at")
    happened_at_before = until("happened_at")

    class Meta:
        model = Notice
        fields = ["what"]


class Notices(mixins.ListModelMixin, Read, Resource[Notice]):
    """Your own notices, by when it happened; of claims and texts that you may still see."""

    queryset = Notice.objects.all()
    serializer_class = NoticeSerializer
    filterset_class = NoticeFilters
    usual_order = Order("happened_at")
    lookup_value_converter = "uuid"
    acts = {"see": (), "see_all": ()}
    scope = Scope.READ

    def get_queryset(self) -> QuerySet[Notice]:
        user = cast(User, self.request.user)
        return Notice.objects.visible_to(user).filter(user=user).select_related("by")

    @extend_schema(request=StrictSerializer)
    @action(detail=True, methods=["post"])
    def see(self, request: Request, pk: Any) -> Response:
        """Note that you have seen it; the first time counts."""
        self.given(StrictSerializer)
        watching.see([self.get_object()])
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(request=SeeAllSerializer, responses=SeenSerializer)
    @action(detail=False, methods=["post"], url_path="see-all")
    def see_all(self, request: Request) -> Response:
        """Note that you have seen all that you had been told by an instant."""
        return Response({"count": watching.see_all(cast(User, request.user), **self.given(SeeAllSerializer))})
