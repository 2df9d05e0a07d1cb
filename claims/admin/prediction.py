"""Predictions in the order in which they need somebody; each is read on the page of its claim."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.admin.assignment import AssignedPredictionFilter
from claims.admin.filters import PredictionStatusFilter
from claims.admin.period_filter import PeriodFilter
from claims.admin.wording import shortened, status_words, waiting_words
from claims.matching import search
from claims.models import Prediction
from claims.querysets import window_day
from claims.window_words import window_of
from sources.admin.register import RegisterAdmin, key_of


@admin.register(Prediction)
class PredictionAdmin(RegisterAdmin):
    list_display = ["words", "claimant", "status", "waiting", "window", "horizon", "lacking"]
    list_filter = [PredictionStatusFilter, AssignedPredictionFilter, PeriodFilter, "operator"]
    sortable_by = ()
    search_fields = ["claim__text"]
    search_help_text = gettext_lazy("Words of the claim or its claimant.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return Prediction.objects.visible_to(request.user).select_related("claim__claimant").with_status()

    def found(self, rows: QuerySet[Any], words: str, *, reader: Any) -> QuerySet[Any]:
        return rows.filter(claim__in=search(words, reader=reader).values("pk"))

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        if PeriodFilter.parameter_name in request.GET:
            return [window_day(), "pk"]
        return list(Prediction.objects.queue().query.order_by)

    @admin.display(description=gettext_lazy("claim"))
    def words(self, prediction: Prediction) -> str:
        return shortened(prediction.claim.text)

    @admin.display(description=gettext_lazy("claimant"))
    def claimant(self, prediction: Prediction) -> str:
        return prediction.claim.claimant.name

    @admin.display(description=gettext_lazy("status"))
    def status(self, prediction: Any) -> str:
        return status_words(prediction.status)

    @admin.display(description=gettext_lazy("waiting"))
    def waiting(self, prediction: Prediction) -> str:
        return waiting_words(prediction)

    @admin.display(description=gettext_lazy("window"))
    def window(self, prediction: Prediction) -> str:
        return window_of(prediction)

    @admin.display(description=gettext_lazy("lacking"))
    def lacking(self, prediction: Prediction) -> str:
        if not prediction.awaits_outcome:
            return ""
        criteria = "" if prediction.resolution_criteria else _("criteria")
        horizon = _("horizon") if prediction.due_at is None else ""
        condition = _("word on the condition") if prediction.condition_state == "open" else ""
        return ", ".join(filter(None, (criteria, horizon, condition)))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        self.require_view(request)
        prediction = self._find(request, key_of(object_id))
        return HttpResponseRedirect(reverse("admin:claims_claim_change", args=[prediction.claim_id]))

    def _find(self, request: HttpRequest, key: int) -> Prediction:
        found: Prediction | None = Prediction.objects.visible_to(request.user).filter(pk=key).first()
        if found is None:
            raise Http404
        return found
