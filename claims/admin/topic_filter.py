"""Claims by the topic under which they are sorted."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.models import Topic

MOST_TOPICS = 200
"""Topics that the list of the filter shows."""


class TopicFilter(admin.SimpleListFilter):
    title = _("topic")
    parameter_name = "topic"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Topic.objects.order_by("name").values_list("slug", "name")[:MOST_TOPICS])

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(topics__slug=self.value()) if self.value() else queryset
