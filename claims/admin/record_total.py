"""The list of records: claimants and publishers by how often they were right, of what the whole newsroom may read."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims.admin.filters import Choice
from claims.admin.record import interval, percent
from claims.matching import named_like
from claims.models import Claimant, RecordTotal
from claims.rules.scoring import MINIMUM, Rate, wilson
from sources.admin.register import RegisterAdmin, key_of
from sources.wordsearch import narrowed

OF: list[Choice] = [("claimant", _("claimant")), ("publisher", _("publisher"))]


class HolderFilter(admin.SimpleListFilter):
    title = _("kind")
    parameter_name = "of"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Choice]:
        return OF

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.value()
        return queryset.filter(**{f"{chosen}__isnull": False}) if chosen in dict(OF) else queryset


class Records(ChangeList):
    """Each row leads to the page of whose record it is."""

    def url_for_result(self, result: Any) -> str:
        return _page_of(result)


def _page_of(total: RecordTotal) -> str:
    page = "claims_claimant" if total.claimant_id else "sources_publisher"
    return f"{reverse(f'admin:{page}_change', args=[total.claimant_id or total.publisher_id])}#record"


@admin.register(RecordTotal)
class RecordTotalAdmin(RegisterAdmin):
    list_display = ["name", "of", "share", "interval", "hits", "decided", "kept", "settled", "claims"]
    list_filter = [HolderFilter]
    list_select_related = ["claimant", "publisher"]
    sortable_by = ()
    search_fields = ["claimant__name", "publisher__name"]
    search_help_text = _("A name of theirs, or how it begins.")
    change_list_template = "admin/claims/records.html"

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return Records

    def found(self, rows: QuerySet[Any], words: str, *, reader: Any) -> QuerySet[Any]:
        claimants = named_like(words, among=Claimant.objects.all())
        of_claimants = RecordTotal.objects.order_by().filter(claimant__in=claimants).values("pk")
        of_publishers = RecordTotal.objects.order_by().filter(publisher__name__icontains=words).values("pk")
        return narrowed(rows, of_claimants.union(of_publishers, all=True))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return super().changelist_view(request, {"minimum": MINIMUM} | (extra_context or {}))

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        """A record is read on the page of whose it is."""
        self.require_view(request)
        total = RecordTotal.objects.filter(pk=key_of(object_id)).first()
        if total is None:
            raise Http404
        return HttpResponseRedirect(_page_of(total))

    @admin.display(description=_("name"))
    def name(self, total: RecordTotal) -> str:
        return str(total)

    @admin.display(description=_("kind"))
    def of(self, total: RecordTotal) -> str:
        return str(dict(OF)["claimant" if total.claimant_id else "publisher"])

    @admin.display(description=_("share that came true"))
    def share(self, total: RecordTotal) -> str:
        rate = _ranked(total)
        return percent(rate.share) if rate else ""

    @admin.display(description=_("interval"))
    def interval(self, total: RecordTotal) -> str:
        rate = _ranked(total)
        return interval(rate.low, rate.high) if rate else ""


def _ranked(total: RecordTotal) -> Rate | None:
    """What is decided of fewer is shown, and says too little to be made a share."""
    return wilson(total.hits, total.decided) if total.decided >= MINIMUM else None
