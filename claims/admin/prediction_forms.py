"""The forms by which an editor completes a prediction: its horizon, its criteria, what became of its condition."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims import rechecks, settling
from claims.admin.candidate_forms import day_field
from claims.admin.claim_page import zone_of
from claims.admin.seen_form import ClaimDecision
from claims.admin.verdict_form import SETTLE, InstantField, reason_field
from claims.clock import database_now
from claims.models import Claim, Prediction
from claims.window_words import day_words


class HorizonForm(ClaimDecision):
    """The last day an editor gives a window without end."""

    name = "horizon"
    permission = "claims.set_horizon_prediction"
    title = gettext_lazy("Set a horizon")
    button = gettext_lazy("Set the horizon")

    horizon = day_field(
        required=True,
        label=gettext_lazy("Horizon"),
        help_text=gettext_lazy("The last day, included: when it has ended, a verdict is owed."),
    )

    @classmethod
    def applies(cls, claim: Claim) -> bool:
        prediction: Prediction | None = getattr(claim, "prediction", None)
        return prediction is not None and prediction.awaits_outcome and prediction.not_after is None

    def decide(self) -> str:
        day = self.cleaned_data["horizon"]
        prediction = self.claim.prediction
        prediction.claim = self.claim
        rechecks.set_horizon(prediction, horizon=day, by=self.by)
        return _("Horizon set: %(day)s.") % {"day": day_words(day)}


class CriteriaForm(ClaimDecision):
    name = "criteria"
    permission = SETTLE
    title = gettext_lazy("Resolution criteria")
    button = gettext_lazy("Keep these criteria")
    explained = gettext_lazy("What would count as true, and what as false. A verdict keeps those it was given on.")

    resolution_criteria = forms.CharField(
        label=gettext_lazy("Resolution criteria"), widget=forms.Textarea(attrs={"rows": 5})
    )
    reason = reason_field(gettext_lazy("Why they change"), required=False)

    def __init__(self, claim: Claim, by: User, data: Any = None, *, seen: int = 0, **options: Any) -> None:
        prediction: Prediction | None = getattr(claim, "prediction", None)
        held = prediction.resolution_criteria if prediction else ""
        super().__init__(claim, by, data, seen=seen, initial={"resolution_criteria": held}, **options)
        was_typed = self.is_bound and self.data.get("reason")
        if not held and not was_typed:
            del self.fields["reason"]
        elif prediction and prediction.opens_at and prediction.opens_at > database_now():
            self.fields["reason"].help_text = _("Needed once the window has opened.")

    @classmethod
    def applies(cls, claim: Claim) -> bool:
        return super().applies(claim) and hasattr(claim, "prediction")

    def decide(self) -> str:
        data = self.cleaned_data
        settling.word_criteria(self.claim, data["resolution_criteria"], reason=data.get("reason", ""), by=self.by)
        return _("The criteria are kept.")


class ConditionForm(ClaimDecision):
    name = "condition"
    permission = SETTLE
    title = gettext_lazy("The condition")
    button = gettext_lazy("Say so")
    explained = gettext_lazy("A condition that never held annuls the prediction, whatever happened.")

    held = forms.ChoiceField(
        label=gettext_lazy("The condition"),
        choices=[("held", gettext_lazy("held")), ("never_held", gettext_lazy("never held"))],
        widget=forms.RadioSelect,
    )
    known_at = InstantField()
    rationale = forms.CharField(
        label=gettext_lazy("Rationale"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("What happened, and where it can be read."),
    )

    def __init__(self, claim: Claim, by: User, data: Any = None, *, seen: int = 0, **options: Any) -> None:
        super().__init__(claim, by, data, seen=seen, **options)
        known_at = self.fields["known_at"]
        assert isinstance(known_at, InstantField)  # noqa: S101 (for the type checker)
        known_at.by_the_clock_of(zone_of(claim))

    @classmethod
    def applies(cls, claim: Claim) -> bool:
        prediction: Prediction | None = getattr(claim, "prediction", None)
        has_condition = prediction is not None and prediction.condition_state != Prediction.ConditionState.NONE
        return super().applies(claim) and has_condition and claim.current_verdict_id is None

    def decide(self) -> str:
        data = self.cleaned_data
        has_held = data["held"] == "held"
        settling.judge_condition(
            self.claim, held=has_held, rationale=data["rationale"], known_at=data["known_at"], by=self.by
        )
        if has_held:
            return _("The condition held: the prediction goes on.")
        if not settings.FOUR_EYES:
            return _("The condition never held: the prediction is annulled.")
        return _("The condition never held: the prediction is annulled as soon as a second person agrees.")
