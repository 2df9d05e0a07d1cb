import django_filters
from django.db.models import QuerySet
from rest_framework import mixins, serializers

from api.filters import FilterSet
from api.resources.viewset import Resource
from claims.models import Topic


class TopicSerializer(serializers.ModelSerializer[Topic]):
    """A subject by which the newsroom sorts its claims; the slug names it elsewhere, and stays when it is renamed."""

    class Meta:
        model = Topic
        fields = ["id", "name", "slug"]
        read_only_fields = fields


class TopicFilters(FilterSet):
    slug = django_filters.CharFilter()
    name = django_filters.CharFilter(lookup_expr="iexact")

    class Meta:
        model = Topic
        fields: list[str] = []


class Topics(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource[Topic]):
    """Topics. Claims are found by theirs with `GET /claims/?topic=`."""

    queryset = Topic.objects.all()
    serializer_class = TopicSerializer
    filterset_class = TopicFilters

    def get_queryset(self) -> QuerySet[Topic]:
        return Topic.objects.all()
