"""What is asked of somebody who makes a key for themselves."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from api.keys import LONGEST_NAME, make_key
from api.models import ApiKey
from api.scopes import Scope, usable_by
from claims.admin.candidate_forms import DateInput

USUAL = timedelta(days=365)
LONGEST = timedelta(days=3650)


class KeyForm(forms.Form):
    """Offers the scopes that one's rights can use."""

    name = forms.CharField(
        max_length=LONGEST_NAME,
        label=gettext_lazy("What it is for"),
        help_text=gettext_lazy("Such as: importer of the wires."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("Scopes"),
        help_text=gettext_lazy("The fewer the better: whoever finds the key can do what it can."),
        widget=forms.CheckboxSelectMultiple,
        initial=[Scope.READ],
    )
    last_day = forms.DateField(
        required=False,
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("Left empty: it works until it is revoked."),
        input_formats=["%Y-%m-%d"],
        widget=DateInput(),
    )

    def __init__(self, by: User, data: Any = None) -> None:
        today = timezone.localdate()
        super().__init__(data, label_suffix="", initial={"last_day": today + USUAL})
        self.by, self.today = by, today
        usable = usable_by(by)
        scopes: Any = self.fields["scopes"]
        scopes.choices = [(scope.value, scope.label) for scope in usable]

    def clean_last_day(self) -> date | None:
        last: date | None = self.cleaned_data["last_day"]
        if last is not None and not self.today <= last <= self.today + LONGEST:
            raise ValidationError(_("Give a day from today on, at most ten years ahead."), code="out_of_range")
        return last

    def make(self) -> tuple[ApiKey, str] | None:
        """The key and its words; None, with the form saying why, where it is refused. Call on a valid form."""
        given, last = self.cleaned_data, self.cleaned_data["last_day"]
        expires_at = last and timezone.make_aware(datetime.combine(last + timedelta(days=1), time()))
        scopes = [Scope(word) for word in given["scopes"]]
        try:
            return make_key(self.by, name=given["name"], scopes=scopes, expires_at=expires_at, by=self.by)
        except ValidationError as error:
            for field, faults in error.error_dict.items():
                self.add_error(field if field in self.fields else NON_FIELD_ERRORS, faults)
            return None
