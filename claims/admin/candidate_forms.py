"""The forms by which an editor decides a candidate."""

from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from claims.admin.reading_hedge import BY_HAND, number_of, scale_choices
from claims.admin.seen_form import SeenForm
from claims.drafting import Draft, draft_of
from claims.extraction.typed import LONGEST, read_window
from claims.extraction.types import TimeExpression
from claims.models import Candidate, Claim, Claimant
from claims.models.choices import KINDS, OPERATORS, RESOLVES_ON, choices
from claims.querysets import Reader
from claims.rules.criteria import template
from claims.vocabulary.estimative import DEFAULT_SCALE, Probability
from claims.vocabulary.kinds import Kind, ResolvesOn
from claims.vocabulary.windows import Operator, Precision

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
    "hedge",
    "resolution_criteria",
)
WINDOW = ("operator", "not_before", "not_after")


class DateInput(forms.DateInput):
    """The browser's own field for a day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day_field(*, required: bool = False, **options: Any) -> forms.DateField:
    return forms.DateField(required=required, input_formats=["%Y-%m-%d"], widget=DateInput(), **options)


class AcceptForm(SeenForm):
    """What the claim is to say; prefilled with what the machine read."""

    text = forms.CharField(
        max_length=1000, label=_("Claim, in one short sentence"), widget=forms.Textarea(attrs={"rows": 3})
    )
    claimant = forms.CharField(
        max_length=500, label=_("Claimant"), widget=forms.TextInput(attrs={"list": "known-claimants"})
    )
    claimant_kind = forms.ChoiceField(
        choices=Claimant.Kind.choices,
        label=_("The claimant is"),
        help_text=_("Used when the claimant is new."),
    )
    kind = forms.ChoiceField(choices=choices(KINDS), label=_("Kind"))
    resolves_on = forms.ChoiceField(choices=choices(RESOLVES_ON), label=_("Resolves on"))
    typed = forms.CharField(
        required=False,
        max_length=LONGEST,
        label=_("Window, in words"),
        help_text=_("As the text would say it, counted from its publication: by the end of March, d’ici fin mars."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    operator = forms.ChoiceField(choices=choices(OPERATORS), label=_("Operator"))
    not_before = day_field(label=_("Not before"), help_text=_("First day, included."))
    not_after = day_field(label=_("Not after"), help_text=_("Last day, included."))
    hedge = forms.CharField(required=False, max_length=200, label=_("Hedge"))
    scale = forms.ChoiceField(required=False, choices=scale_choices, label=_("Number from"))
    percent = forms.FloatField(
        required=False, min_value=0, max_value=100, label=_("Per cent"), help_text=_("Goes before the scale’s.")
    )
    resolution_criteria = forms.CharField(
        required=False,
        label=_("Resolution criteria"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What would count as true, and what as false. Needed before a verdict."),
    )

    def __init__(self, candidate: Candidate, data: Any = None, *, seen: int = 0) -> None:
        self.candidate, self.prefilled = candidate, draft_of(candidate)
        initial: dict[str, Any] = {name: getattr(self.prefilled, name) for name in DRAFTED}
        initial["resolution_criteria"] = criteria_of(self.prefilled, candidate.language)
        initial |= _number_shown(self.prefilled.probability)
        super().__init__(data, revision=candidate.revision, seen=seen, initial=initial, auto_id="accept_%s")

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self._is_window_as_prefilled() and self.cleaned_data.get("typed"):
            if self.read is None:
                self.add_error("typed", ValidationError(_("No window is read in this."), code="unread"))
            else:
                self.cleaned_data |= {name: getattr(self.read, name) for name in WINDOW}
        return self.cleaned_data

    @cached_property
    def read(self) -> TimeExpression | None:
        """The window read in the words typed for it, from the day of publication; call on a form that was cleaned."""
        words = self.cleaned_data.get("typed", "").strip()
        language = "fr" if self.candidate.language.startswith("fr") else "en"
        published_on = self.candidate.version.document.published_on
        return read_window(words, language=language, published_on=published_on) if words else None

    def draft(self) -> Draft:
        """What was typed, as the verb wants it; call on a valid form."""
        data = {name: self.cleaned_data[name] for name in DRAFTED} | {
            "kind": Kind(self.cleaned_data["kind"]),
            "resolves_on": ResolvesOn(self.cleaned_data["resolves_on"]),
        }
        return Draft(**data, precision=self._precision(), probability=self.number())

    def number(self) -> Probability | None:
        """The machine's for the machine's hedge, else as the editor says; call on a form that was cleaned."""
        shown = _number_shown(self.prefilled.probability) | {"hedge": self.prefilled.hedge}
        data = {name: self.cleaned_data.get(name) for name in shown}
        if data == shown:
            return self.prefilled.probability
        return number_of(
            data["hedge"] or "", self.candidate.language, scale=data["scale"] or "", percent=data["percent"]
        )

    def _precision(self) -> str:
        """The machine's for its window, that of the words typed for theirs; a window given by its days is in days."""
        window = [self.cleaned_data[name] for name in WINDOW]
        for known in (self.prefilled, self.read):
            if known and window[1:] == [known.not_before, known.not_after]:
                return str(known.precision)
        return Precision.DAY.value if any(window[1:]) else ""

    def _is_window_as_prefilled(self) -> bool:
        return all(self.cleaned_data.get(name) == getattr(self.prefilled, name) for name in WINDOW)


def _number_shown(likely: Probability | None) -> dict[str, Any]:
    """A number that was counted in the text or given by hand is shown as such; a scale's stands with its scale."""
    scale = likely.scale if likely and likely.scale in dict(scale_choices()) else DEFAULT_SCALE
    return {"scale": scale, "percent": round(likely.point * 100) if likely and likely.scale == BY_HAND else None}


def criteria_of(draft: Draft, language: str) -> str:
    """What would count, to begin with: the template for the draft's kind and window, in the claim's language."""
    begin, end = _in_order(draft.not_before, draft.not_after)
    return template(
        draft.text,
        kind=draft.kind,
        operator=Operator(draft.operator),
        not_before=begin,
        not_after=end,
        resolves_on=draft.resolves_on,
        language=language,
    )


def _in_order(begin: date | None, end: date | None) -> tuple[date | None, date | None]:
    """While an editor types, the end may stand before the beginning."""
    return (begin, end) if not begin or not end or begin <= end else (None, end)


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


class ReasonFields(forms.Form):
    """Why: a usual reason, words of one's own, or both."""

    usual: tuple[Any, ...] = ()
    suggestion = forms.ChoiceField(required=False, label=_("Usual reasons"))
    reason = forms.CharField(
        required=False, max_length=400, label=_("In your words"), widget=forms.TextInput(attrs={"size": 40})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["suggestion"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type checker)
        field.choices = [("", _("– none of these –")), *((str(words), words) for words in self.usual)]

    def refuse_without_words(self) -> None:
        if not self.errors and not self.words():
            self.add_error("reason", ValidationError(_("Give the reason."), code="required"))

    def words(self) -> str:
        parts = (self.cleaned_data.get("suggestion", ""), self.cleaned_data.get("reason", "").strip())
        return ": ".join(part for part in parts if part)


class ReasonForm(ReasonFields, SeenForm):
    """A decision on one candidate that needs its reason."""

    def __init__(self, candidate: Candidate, data: Any = None, *, seen: int = 0) -> None:
        name = type(self).__name__.lower()
        super().__init__(data, revision=candidate.revision, seen=seen, auto_id=f"{name}_%s")

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.refuse_without_words()
        return self.cleaned_data


class RejectForm(ReasonForm):
    usual = REASONS


class ReopenForm(ReasonForm):
    usual = (_("Decided by mistake"), _("Something was overlooked"), _("To be decided otherwise"))
