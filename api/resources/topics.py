from collections.abc import Mapping
from typing import Any, cast

import django_filters
from django.contrib.auth.models import User
from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import StrictSerializer, StrictStringField
from api.filters import FilterSet
from api.resources.corrections import latest_correction, version_of
from api.resources.viewset import Versioned, VersionedResource
from api.scopes import Scope
from claims.correcting import correct
from claims.editing import name_topic
from claims.models import Topic
from claims.querysets import Reader


class TopicSerializer(serializers.ModelSerializer[Topic]):
    """A subject by which the newsroom sorts its claims; the slug names it elsewhere, and stays when it is renamed."""

    class Meta:
        model = Topic
        fields = ["id", "name", "slug"]
        read_only_fields = fields


class NameTopicSerializer(StrictSerializer):
    """What it is called. A name is held once, whatever its case."""

    name = StrictStringField(max_length=100, trim_whitespace=True)


class TopicFilters(FilterSet):
    slug = django_filters.CharFilter()
    name = django_filters.CharFilter(lookup_expr="iexact")

    class Meta:
        model = Topic
        fields: list[str] = []


def all_topics(reader: Reader) -> QuerySet[Topic]:
    """Everybody who reads topics reads all of them."""
    return Topic.objects.all()


TOPIC = Versioned("topic", version_of, all_topics, TopicSerializer, latest_correction)


class Topics(mixins.ListModelMixin, VersionedResource[Topic]):
    """Topics. Claims are found by theirs with `GET /claims/?topic=`, and sorted under them at the claim."""

    queryset = Topic.objects.all()
    serializer_class = TopicSerializer
    filterset_class = TopicFilters
    versioned = TOPIC
    acts = {"correct": ("claims.change_topic",)}
    decisions = frozenset(acts)
    scope = Scope.DECIDE

    def get_queryset(self) -> QuerySet[Topic]:
        return Topic.objects.all()

    @extend_schema(
        request=NameTopicSerializer,
        responses={
            201: TopicSerializer,
            200: OpenApiResponse(TopicSerializer, "There was one of this name: the same topic."),
        },
    )
    def create(self, request: Request) -> Response:
        """Name a topic. The same name, whatever its case, is the same topic."""
        name, newest = self.given(NameTopicSerializer)["name"], Topic.objects.order_by("-pk").first()
        topic = name_topic(name, by=cast(User, request.user))
        answer = TOPIC.created(topic, at=request.build_absolute_uri(self.address(topic)))
        answer.status_code = 201 if newest is None or topic.pk > newest.pk else 200
        return answer

    @extend_schema(request=NameTopicSerializer)
    @action(detail=True, methods=["post"])
    def correct(self, request: Request, pk: int) -> Response:
        """Rename the topic; its slug stays."""

        def rename(topic: Topic, given: Mapping[str, Any], by: User) -> Topic:
            return correct(topic, **given, by=by)

        return self.decide(NameTopicSerializer, rename)
