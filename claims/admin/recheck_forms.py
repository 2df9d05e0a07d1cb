"""The forms by which an editor says when somebody is to look again: a snooze, days of grace, a cadence."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from claims import rechecks
from claims.admin.candidate_forms import day_field
from claims.admin.prediction_forms import HorizonForm
from claims.admin.seen_form import ClaimDecision
from claims.models import Claim, Prediction
from claims.vocabulary.kinds import Kind
from claims.window_words import day_words

WHEN_TO_LOOK = HorizonForm.permission


class SnoozeForm(ClaimDecision):
    """The day before which nobody is asked to look."""

    name = "snooze"
    permission = WHEN_TO_LOOK
    title = gettext_lazy("Snooze")
    button = gettext_lazy("Ask nobody before this day")
    explained = gettext_lazy("A verdict that is owed is never put off.")

    until = day_field(
        required=True,
        label=gettext_lazy("Until"),
        help_text=gettext_lazy("The day on which it comes up again."),
    )

    @classmethod
    def applies(cls, claim: Claim) -> bool:
        prediction: Prediction | None = getattr(claim, "prediction", None)
        if prediction is not None:
            return super().applies(claim) and prediction.awaits_outcome and prediction.due_at is None
        return super().applies(claim) and claim.look_at is not None

    def decide(self) -> str:
        day = self.cleaned_data["until"]
        rechecks.snooze(self.claim, until=day, by=self.by)
        return _("Snoozed until %(day)s.") % {"day": day_words(day)}


class GraceForm(ClaimDecision):
    """The days after the window before a verdict is owed."""

    name = "grace"
    permission = WHEN_TO_LOOK
    title = gettext_lazy("Give grace")
    button = gettext_lazy("Give these days")
    explained = gettext_lazy(
        "For what is known only some time after the window has ended: official figures, a judgment."
    )

    days = forms.IntegerField(
        min_value=0,
        max_value=rechecks.LONGEST_GRACE,
        label=gettext_lazy("Days of grace"),
        help_text=gettext_lazy("After the window, before a verdict is owed. It may be given before."),
    )

    def __init__(self, claim: Claim, by: User, data: Any = None, *, seen: int = 0, **options: Any) -> None:
        prediction: Prediction | None = getattr(claim, "prediction", None)
        initial = {"days": prediction.grace_days if prediction else 0}
        super().__init__(claim, by, data, seen=seen, initial=initial, **options)

    @classmethod
    def applies(cls, claim: Claim) -> bool:
        prediction: Prediction | None = getattr(claim, "prediction", None)
        is_awaited = prediction is not None and prediction.awaits_outcome and prediction.due_at is not None
        return super().applies(claim) and is_awaited

    def decide(self) -> str:
        days = self.cleaned_data["days"]
        rechecks.set_grace(self.claim, days=days, by=self.by)
        return ngettext("%(days)s day of grace.", "%(days)s days of grace.", days) % {"days": days}


class CadenceForm(ClaimDecision):
    """After how many days a checked fact that may change comes up again."""

    name = "cadence"
    permission = WHEN_TO_LOOK
    title = gettext_lazy("Look again regularly")
    button = gettext_lazy("Keep this cadence")
    explained = gettext_lazy("For a fact that may change: it comes up again so many days after each verdict.")

    days = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=rechecks.LONGEST_CADENCE,
        label=gettext_lazy("Every so many days"),
        help_text=gettext_lazy("Empty: it does not come up again. A snooze ends with this."),
    )

    def __init__(self, claim: Claim, by: User, data: Any = None, *, seen: int = 0, **options: Any) -> None:
        super().__init__(claim, by, data, seen=seen, initial={"days": claim.recheck_every}, **options)

    @classmethod
    def applies(cls, claim: Claim) -> bool:
        return super().applies(claim) and not Kind(claim.kind).looks_forward

    def decide(self) -> str:
        days = self.cleaned_data["days"]
        rechecks.set_cadence(self.claim, days=days, by=self.by)
        if days is None:
            return _("Nobody is asked to look at this again.")
        return ngettext(
            "It comes up %(days)s day after each verdict.", "It comes up %(days)s days after each verdict.", days
        ) % {"days": days}
