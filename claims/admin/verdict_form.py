"""The forms by which an editor says how a claim turned out, and takes it back."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims import settling
from claims.admin.claim_page import zone_of
from claims.admin.evidence_words import label_of
from claims.admin.seen_form import ClaimDecision
from claims.models import Claim, Evidence, Rating, Verdict
from claims.reasons import LONGEST_REASON
from claims.rules.transitions import scale_for
from claims.vocabulary.kinds import Kind, ResolvesOn

SETTLE = "claims.settle_claim"


class DateTimeInput(forms.DateTimeInput):
    """The browser's own field for a day and an hour."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class InstantField(forms.CharField):
    """A day and an hour by the clock of `zone`, which the form sets; cleaned to an instant."""

    zone: ZoneInfo

    def __init__(self) -> None:
        super().__init__(label=gettext_lazy("Known at"), widget=DateTimeInput())

    def by_the_clock_of(self, zone: ZoneInfo) -> None:
        self.zone = zone
        self.help_text = _("When the world knew, by the clock of %(zone)s.") % {"zone": zone}

    def prepare_value(self, value: Any) -> Any:
        return value.astimezone(self.zone).replace(tzinfo=None) if hasattr(value, "astimezone") else value

    def clean(self, value: Any) -> Any:
        given = super().clean(value)
        try:
            with timezone.override(self.zone):
                return forms.DateTimeField().clean(given)
        except ValidationError as error:
            message = _("Write day and hour as 2022-02-24 05:00, an hour that exists there.")
            raise ValidationError(message, code="invalid") from error


class PiecesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    def label_from_instance(self, evidence: Any) -> str:
        return label_of(evidence)


def reason_field(label: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        required=required,
        max_length=LONGEST_REASON,
        label=label,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class VerdictForm(ClaimDecision):
    """Ratings of the scale that fits the claim's kind; fields that cannot apply are left out."""

    name = "settle"
    permission = SETTLE
    title = gettext_lazy("Verdict")
    button = gettext_lazy("Give the verdict")

    rating = forms.ModelChoiceField(
        Rating.objects.none(), label=gettext_lazy("Rating"), widget=forms.RadioSelect, empty_label=None
    )
    known_at = InstantField()
    certainty = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Before the window has ended"),
        help_text=gettext_lazy("For what could otherwise be known only when the window has ended."),
    )
    rationale = forms.CharField(
        label=gettext_lazy("Rationale"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("What happened, and why the evidence shows it."),
    )
    evidence = PiecesField(
        Evidence.objects.none(),
        required=False,
        label=gettext_lazy("Evidence"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("The accepted pieces on which this verdict rests."),
    )
    resolution_criteria = forms.CharField(
        required=False,
        label=gettext_lazy("Resolution criteria"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Still missing: write what counts as true, and what as false."),
    )
    reason = reason_field(gettext_lazy("Why the verdict that counts is corrected"), required=False)

    def __init__(self, claim: Claim, by: User, data: Any = None, *, seen: int = 0, **options: Any) -> None:
        returned = _sent_back_to(by, claim)
        super().__init__(claim, by, data, seen=seen, initial=_words_of(returned) if returned else {}, **options)
        self._field("known_at").by_the_clock_of(zone_of(claim))
        ratings = Rating.objects.filter(scale__measures=scale_for(Kind(claim.kind))).select_related("scale")
        self._field("rating").queryset = ratings
        self._field("evidence").queryset = self._pieces()
        self._leave_out_what_cannot_apply()

    def _pieces(self) -> Any:
        """Accepted ones; and any that was chosen, so that a choice made void meanwhile is not lost from sight."""
        widget = self.fields["evidence"].widget
        chosen = widget.value_from_datadict(self.data, {}, "evidence") or [] if self.is_bound else []
        keys = [int(key) for key in chosen if key.isascii() and key.isdigit() and len(key) < 19]
        pieces = Evidence.objects.visible_to(self.by).filter(claim=self.claim)
        return pieces.filter(Q(state="accepted") | Q(pk__in=keys)).select_related("version__document__publisher")

    def _leave_out_what_cannot_apply(self) -> None:
        prediction = getattr(self.claim, "prediction", None)
        if prediction is None:
            del self.fields["certainty"]
        else:
            fits = "now_impossible" if prediction.resolves_on == ResolvesOn.OCCURRENCE else "now_certain"
            self._field("certainty").choices = [
                (value, label) for value, label in Verdict.Certainty.choices if value in {"", fits}
            ]
        stands = prediction is not None and prediction.resolution_criteria
        if prediction is None or (stands and not self._was_typed("resolution_criteria")):
            del self.fields["resolution_criteria"]
        elif stands:
            self._field("resolution_criteria").help_text = _("Criteria were written meanwhile; those stand, not these.")
        if self.claim.current_verdict_id is None and not self._was_typed("reason"):
            del self.fields["reason"]

    def _was_typed(self, name: str) -> bool:
        return bool(self.is_bound and self.data.get(name, "").strip())

    def _field(self, name: str) -> Any:
        return self.fields[name]

    def decide(self) -> str:
        data = self.cleaned_data
        finding = settling.Finding(
            rating=data["rating"],
            rationale=data["rationale"],
            known_at=data["known_at"],
            evidence=list(data["evidence"]),
            certainty=Verdict.Certainty(data.get("certainty", "")),
            resolution_criteria=data.get("resolution_criteria", ""),
            reason=data.get("reason", ""),
        )
        verdict = settling.settle(self.claim, finding, by=self.by)
        said = _("Verdict proposed: %(rating)s. It waits for a second person.")
        if not verdict.needs_approval:
            said = _("Verdict given: %(rating)s.")
        return said % {"rating": verdict.rating}


def _sent_back_to(by: User, claim: Claim) -> Verdict | None:
    """The verdict of theirs that waits for a better one."""
    proposed = claim.proposed_verdict
    if proposed is None or proposed.decided_by_id != by.pk or proposed.is_retraction:
        return None
    return proposed if hasattr(proposed, "approval") else None


def _words_of(verdict: Verdict) -> dict[str, Any]:
    return {
        "rating": verdict.rating_id,
        "known_at": verdict.known_at,
        "certainty": verdict.certainty,
        "rationale": verdict.rationale,
        "evidence": list(verdict.evidence.values_list("pk", flat=True)),
        "reason": verdict.reason,
    }


class RetractForm(ClaimDecision):
    name = "retract"
    permission = SETTLE
    title = gettext_lazy("Retract the verdict")
    button = gettext_lazy("Retract")
    explained = gettext_lazy(
        "The claim is unresolved again once a second person agrees. The verdict stays in the history."
    )

    reason = reason_field(gettext_lazy("Why it is taken back"))

    @classmethod
    def applies(cls, claim: Claim) -> bool:
        return super().applies(claim) and claim.current_verdict_id is not None

    def decide(self) -> str:
        verdict = settling.retract(self.claim, reason=self.cleaned_data["reason"], by=self.by)
        if verdict.needs_approval:
            return _("Retraction proposed. It waits for a second person.")
        return _("The verdict is retracted.")
