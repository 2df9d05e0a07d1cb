from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from claims.admin.candidate_forms import DateInput


class HorizonForm(forms.Form):
    """The last day an editor gives a window without end."""

    horizon = forms.DateField(
        input_formats=["%Y-%m-%d"],
        widget=DateInput(),
        label=_("Horizon"),
        help_text=_("The last day, included: when it has ended, a verdict is owed."),
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="horizon_%s", label_suffix="")
