"""Where on a form a refused act is explained."""

from django import forms
from django.core.exceptions import ValidationError

from claims.refusals import Refused
from claims.rules.transitions import Refusal

FIELDS = {
    Refusal.IS_OPINION: "kind",
    Refusal.NEEDS_CRITERIA: "resolution_criteria",
    Refusal.TOO_EARLY: "rating",
    Refusal.WRONG_SCALE: "rating",
    Refusal.NEVER_HELD: "rating",
    Refusal.CONDITION_STANDS: "rating",
    Refusal.CERTAINTY_DOES_NOT_FIT: "certainty",
    Refusal.NEEDS_EVIDENCE: "evidence",
}


def show(form: forms.Form, error: Refused | ValidationError) -> None:
    """Put what a verb refused beside the field it is about, else at the head of the form."""
    if isinstance(error, Refused):
        field = FIELDS.get(error.refusal)
        form.add_error(field if field in form.fields else None, str(error))
        return
    problems = error.error_dict if hasattr(error, "error_dict") else {None: error.error_list}
    for name, messages in problems.items():
        for message in messages:
            form.add_error(name if name in form.fields else None, message)
