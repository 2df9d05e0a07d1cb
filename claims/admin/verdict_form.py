"""The form by which an editor says how a claim turned out."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.models import Claim, Rating, Verdict
from claims.rules.transitions import scale_for
from claims.vocabulary.kinds import Kind


class DateTimeInput(forms.DateTimeInput):
    """The browser's own field for a day and an hour."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class VerdictForm(forms.Form):
    """Ratings of the scale that fits the claim's kind; hours are those of `zone`.

    `replaces` carries the verdict that the editor saw, so that one given meanwhile is noticed.
    """

    rating = forms.ModelChoiceField(
        Rating.objects.none(), label=_("Rating"), widget=forms.RadioSelect, empty_label=None
    )
    known_at = forms.CharField(
        label=_("Known at"),
        widget=DateTimeInput(),
    )
    rationale = forms.CharField(
        label=_("Rationale"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What happened, and where it can be read."),
    )
    resolution_criteria = forms.CharField(
        required=False,
        label=_("Resolution criteria"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Still missing: write what counts as true, and what as false."),
    )
    replaces = forms.ModelChoiceField(Verdict.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, claim: Claim, zone: ZoneInfo, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"replaces": claim.current_verdict_id}, auto_id="verdict_%s", label_suffix="")
        self.zone = zone
        self.fields["known_at"].help_text = _("When the world knew, by the clock of %(zone)s.") % {"zone": zone}
        self._offer(
            "rating", Rating.objects.filter(scale__measures=scale_for(Kind(claim.kind))).select_related("scale")
        )
        self._offer("replaces", Verdict.objects.filter(claim=claim))
        prediction = getattr(claim, "prediction", None)
        if prediction is None or prediction.resolution_criteria:
            del self.fields["resolution_criteria"]

    def _offer(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (for the type checker)
        field.queryset = rows

    def clean_known_at(self) -> Any:
        try:
            with timezone.override(self.zone):
                return forms.DateTimeField().clean(self.cleaned_data["known_at"])
        except ValidationError as error:
            raise ValidationError(
                _("Write day and hour as 2022-02-24 05:00, an hour that exists there."), code="invalid"
            ) from error

    def now_replacing(self, current: Verdict | None) -> None:
        """From here on the form, with all that was typed, replaces `current`: the editor is being shown it."""
        self.data = {**dict(self.data.items()), "replaces": str(current.pk) if current else ""}
