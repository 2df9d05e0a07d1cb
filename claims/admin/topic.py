"""Topics: the register, and sorting claims under them on a claim's page and in bulk."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from claims import editing
from claims.admin.counting import capped, count_of
from claims.admin.history_page import HistoryPage
from claims.models import Claim, Topic
from sources.admin.listing import CAP
from sources.admin.register import KeptAdmin, Lacking, acting_user

RELATE = "claims.relate_claim"
ADD = "claims.add_topic"
MOST_OFFERED = 300
"""Topics that a field offers as one types."""


@admin.register(Topic)
class TopicAdmin(HistoryPage, KeptAdmin):
    """Renamed here; its slug, by which addresses and the API name it, stays."""

    is_exported = True
    fields = ("name",)
    list_display = ["name", "slug", "sorted_claims"]
    search_fields = ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        claims = count_of(Claim.objects.visible_to(request.user), to="topics")
        topics: QuerySet[Any] = super().get_queryset(request).annotate(number_of_claims=claims)
        return topics

    @admin.display(description=gettext_lazy("claims"))
    def sorted_claims(self, topic: Any) -> str:
        address = f"{reverse('admin:claims_claim_changelist')}?topic={topic.slug}"
        return format_html('<a href="{}">{}</a>', address, capped(topic.number_of_claims))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.slug = obj.slug or editing.free_slug(obj.name)
        super().save_model(request, obj, form, change)


class TopicField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """Chosen by slug; asks for the topics only when it is drawn."""

    def __init__(self) -> None:
        super().__init__(
            Topic.objects.order_by("name"), to_field_name="slug", required=False, label=gettext_lazy("Topic")
        )


class TopicActionForm(ActionForm):
    """Under which topic the chosen claims are sorted."""

    topic = TopicField()


class SortedClaims(KeptAdmin):
    """Claims sorted under topics, in bulk and one by one."""

    actions: Any = ("sort_under_topic", "take_from_under_topic")
    action_form = TopicActionForm

    def has_relate_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(RELATE)

    @admin.action(description=gettext_lazy("Sort under the topic"), permissions=["relate"])
    def sort_under_topic(self, request: HttpRequest, queryset: QuerySet[Claim]) -> None:
        if claims_and_topic := self._chosen(request, queryset):
            claims, topic = claims_and_topic
            changed = editing.sort_under(claims, [topic], by=acting_user(request, RELATE))
            said = ngettext(
                "%(number)s claim sorted under “%(topic)s”.", "%(number)s claims sorted under “%(topic)s”.", changed
            )
            messages.success(request, said % {"number": changed, "topic": topic.name})

    @admin.action(description=gettext_lazy("Take from under the topic"), permissions=["relate"])
    def take_from_under_topic(self, request: HttpRequest, queryset: QuerySet[Claim]) -> None:
        if claims_and_topic := self._chosen(request, queryset):
            claims, topic = claims_and_topic
            sorted_under = [claim for claim in claims if topic in claim.topics.all()]
            editing.take_from_under(sorted_under, [topic], by=acting_user(request, RELATE))
            said = ngettext(
                "%(number)s claim taken from under “%(topic)s”.",
                "%(number)s claims taken from under “%(topic)s”.",
                len(sorted_under),
            )
            messages.success(request, said % {"number": len(sorted_under), "topic": topic.name})

    def _chosen(self, request: HttpRequest, queryset: QuerySet[Claim]) -> tuple[list[Claim], Topic] | None:
        topic = Topic.objects.filter(slug=request.POST.get("topic", "")).first()
        if topic is None:
            messages.error(request, _("Choose the topic too, beside the action."))
            return None
        claims = list(queryset[: CAP + 1])
        if len(claims) > CAP:
            messages.error(request, _("That is more than %(most)s claims at once. Filter them first.") % {"most": CAP})
            return None
        return claims, topic

    def get_urls(self) -> list[URLPattern]:
        wrapped = self.admin_site.admin_view(self.topics_view)
        return [path("<int:key>/topics/", wrapped, name="claims_claim_topics"), *super().get_urls()]

    def topics_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Put the claim under the topic of the name that is sent, or take it from under one."""
        by = acting_user(request, RELATE)
        claim = self.get_object(request, str(key))
        if claim is None:
            raise Http404
        if request.method == "POST":
            try:
                self._sort(request, claim, by)
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(f"{reverse('admin:claims_claim_change', args=[key])}#topics")

    def _sort(self, request: HttpRequest, claim: Claim, by: Any) -> None:
        taken = request.POST.get("take", "")
        name = " ".join(request.POST.get("name", "").split())
        if taken:
            editing.take_from_under([claim], Topic.objects.filter(slug=taken), by=by)
        elif name:
            known = Topic.objects.filter(name__iexact=name).exists()
            if not known and not by.has_perm(ADD):
                raise Lacking(_("There is no such topic, and your account may not make one."), ADD)
            editing.sort_under([claim], [editing.name_topic(name, by=by)], by=by)


def topics_of(claim: Claim, *, may_sort: bool) -> dict[str, Any]:
    """Those of the claim, and those that its page offers. Two queries at the most."""
    offered = list(Topic.objects.order_by("name")[:MOST_OFFERED]) if may_sort else []
    held = list(claim.topics.order_by("name"))
    return {"topics": held, "offered_topics": [topic for topic in offered if topic not in held], "may_sort": may_sort}
