"""Predictions in the order in which they need somebody; each is read on the page of its claim."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims import rechecks
from claims.admin.claim_page import claim_page
from claims.admin.filters import PredictionStatusFilter
from claims.admin.horizon_form import HorizonForm
from claims.admin.refusal_shown import show
from claims.admin.wording import day_words, shortened, status_words, waiting_words, window_of
from claims.models import Claim, Prediction
from claims.refusals import Refused
from sources.admin.register import RegisterAdmin, acting_user, key_of

SET_HORIZON = "claims.set_horizon_prediction"


@admin.register(Prediction)
class PredictionAdmin(RegisterAdmin):
    list_display = ["words", "claimant", "status", "waiting", "window", "horizon", "lacking"]
    list_filter = [PredictionStatusFilter, "operator"]
    search_fields = ["claim__text", "claim__claimant__name"]
    search_help_text = gettext_lazy("Words of the claim or its claimant.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return Prediction.objects.visible_to(request.user).select_related("claim__claimant").with_status()

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        return list(Prediction.objects.queue().query.order_by)

    @admin.display(description=gettext_lazy("claim"), ordering="claim__text")
    def words(self, prediction: Prediction) -> str:
        return shortened(prediction.claim.text)

    @admin.display(description=gettext_lazy("claimant"), ordering="claim__claimant__name")
    def claimant(self, prediction: Prediction) -> str:
        return prediction.claim.claimant.name

    @admin.display(description=gettext_lazy("status"))
    def status(self, prediction: Any) -> str:
        return status_words(prediction.status)

    @admin.display(description=gettext_lazy("waiting"), ordering="due_at")
    def waiting(self, prediction: Prediction) -> str:
        return waiting_words(prediction)

    @admin.display(description=gettext_lazy("window"), ordering="not_after")
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

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.horizon_view)
        return [path("<int:key>/horizon/", view, name="claims_prediction_horizon"), *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        return HttpResponseRedirect(_page_of(self._find(request, key_of(object_id))))

    def horizon_view(self, request: HttpRequest, key: int) -> HttpResponse:
        by = acting_user(request, SET_HORIZON)
        prediction = self._find(request, key)
        if request.method != "POST":
            return HttpResponseRedirect(_page_of(prediction))
        form = HorizonForm(request.POST)
        if form.is_valid():
            try:
                with transaction.atomic():
                    rechecks.set_horizon(prediction, horizon=form.cleaned_data["horizon"], by=by)
                    said = _("Horizon set: %(day)s.") % {"day": day_words(form.cleaned_data["horizon"])}
                    self.log_change(request, prediction, said)
            except (Refused, ValidationError) as error:
                show(form, error)
            else:
                messages.success(request, said)
                return HttpResponseRedirect(_page_of(prediction))
        return self._show_again(request, prediction, form)

    def _show_again(self, request: HttpRequest, prediction: Prediction, form: HorizonForm) -> HttpResponse:
        claim = Claim.objects.visible_to(request.user).with_status().get(pk=prediction.claim_id)
        context = {
            "opts": Claim._meta,
            "title": _("Claim"),
            "horizon_form": form,
            "may_set_horizon": True,
            "may_settle": request.user.has_perm("claims.settle_claim"),
        }
        context |= claim_page(claim, reader=request.user)
        return self.page(request, "admin/claims/claim/page.html", context)

    def _find(self, request: HttpRequest, key: int) -> Prediction:
        found: Prediction | None = Prediction.objects.visible_to(request.user).filter(pk=key).first()
        if found is None:
            raise Http404
        return found


def _page_of(prediction: Prediction) -> str:
    return reverse("admin:claims_claim_change", args=[prediction.claim_id])
