"""The forms by which an editor decides a candidate."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from claims.admin.seen_form import SeenForm
from claims.drafting import Draft, draft_of
from claims.models import Candidate, Claim, Claimant
from claims.models.choices import KINDS, OPERATORS, RESOLVES_ON, choices
from claims.querysets import Reader
from claims.vocabulary.kinds import Kind, ResolvesOn
from claims.vocabulary.windows import Precision

REASONS = (
    _("Not a claim that can be checked"),
    _("Already held: attach it instead"),
    _("Wrong claimant"),
    _("Wrong span: words are missing or too many"),
    _("Wrong window"),
    _("Background, of no interest"),
    _("Too vague"),
)
DRAFTED = (
    "text",
    "kind",
    "claimant",
    "claimant_kind",
    "operator",
    "not_before",
    "not_after",
    "resolves_on",
    "resolution_criteria",
)


class DateInput(forms.DateInput):
    """The browser's own field for a day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day_field(**options: Any) -> forms.DateField:
    return forms.DateField(required=False, input_formats=["%Y-%m-%d"], widget=DateInput(), **options)


class AcceptForm(SeenForm):
    """What the claim is to say; prefilled with what the machine read."""

    text = forms.CharField(
        max_length=1000, label=_("Claim, in one short sentence"), widget=forms.Textarea(attrs={"rows": 3})
    )
    kind = forms.ChoiceField(choices=choices(KINDS), label=_("Kind"))
    claimant = forms.CharField(
        max_length=500, label=_("Claimant"), widget=forms.TextInput(attrs={"list": "known-claimants"})
    )
    claimant_kind = forms.ChoiceField(
        choices=Claimant.Kind.choices,
        label=_("The claimant is"),
        help_text=_("Used when the claimant is new."),
    )
    operator = forms.ChoiceField(choices=choices(OPERATORS), label=_("Operator"))
    not_before = day_field(label=_("Not before"), help_text=_("First day, included."))
    not_after = day_field(label=_("Not after"), help_text=_("Last day, included."))
    resolves_on = forms.ChoiceField(choices=choices(RESOLVES_ON), label=_("Resolves on"))
    resolution_criteria = forms.CharField(
        required=False,
        label=_("Resolution criteria"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What would count as true, and what as false. Needed before a verdict."),
    )

    def __init__(self, candidate: Candidate, data: Any = None, *, seen: int = 0) -> None:
        self.prefilled = draft_of(candidate)
        initial = {name: getattr(self.prefilled, name) for name in DRAFTED}
        super().__init__(data, revision=candidate.revision, seen=seen, initial=initial, auto_id="accept_%s")

    def draft(self) -> Draft:
        """What was typed, as the verb wants it; call on a valid form."""
        data = {name: self.cleaned_data[name] for name in DRAFTED} | {
            "kind": Kind(self.cleaned_data["kind"]),
            "resolves_on": ResolvesOn(self.cleaned_data["resolves_on"]),
        }
        return Draft(**data, precision=self._precision())

    def _precision(self) -> str:
        """The machine's for the machine's window; an editor's window is in days."""
        days = [self.cleaned_data[name] for name in ("not_before", "not_after")]
        if days == [self.prefilled.not_before, self.prefilled.not_after]:
            return self.prefilled.precision
        return Precision.DAY.value if any(days) else ""


class AttachForm(SeenForm):
    """Which known claim the candidate says again."""

    claim = forms.IntegerField(error_messages={"required": _("Choose the claim."), "invalid": _("Choose the claim.")})

    def __init__(self, candidate: Candidate, data: Any = None, *, reader: Reader, seen: int = 0) -> None:
        super().__init__(data, revision=candidate.revision, seen=seen, auto_id="attach_%s")
        self.reader = reader

    def clean_claim(self) -> Claim:
        claim: Claim | None = Claim.objects.visible_to(self.reader).filter(pk=self.cleaned_data["claim"]).first()
        if claim is None:
            raise ValidationError(_("This claim is not known."), code="unknown_claim")
        return claim


class ReasonForm(SeenForm):
    """Why: a usual reason, words of one's own, or both."""

    usual: tuple[Any, ...] = ()
    suggestion = forms.ChoiceField(required=False, label=_("Usual reasons"))
    reason = forms.CharField(
        required=False, max_length=400, label=_("In your words"), widget=forms.TextInput(attrs={"size": 40})
    )

    def __init__(self, candidate: Candidate, data: Any = None, *, seen: int = 0) -> None:
        name = type(self).__name__.lower()
        super().__init__(data, revision=candidate.revision, seen=seen, auto_id=f"{name}_%s")
        field = self.fields["suggestion"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type checker)
        field.choices = [("", _("– none of these –")), *((str(words), words) for words in self.usual)]

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.errors and not self.words():
            self.add_error("reason", ValidationError(_("Give the reason."), code="required"))
        return self.cleaned_data

    def words(self) -> str:
        parts = (self.cleaned_data.get("suggestion", ""), self.cleaned_data.get("reason", "").strip())
        return ": ".join(part for part in parts if part)


class RejectForm(ReasonForm):
    usual = REASONS


class ReopenForm(ReasonForm):
    usual = (_("Decided by mistake"), _("Something was overlooked"), _("To be decided otherwise"))
