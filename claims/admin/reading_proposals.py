"""Making a candidate by hand of a passage: selected in the page, or given in its exact words.

A browser counts in UTF-16 code units, two for an emoji; the text is in code points. What was selected comes with its
words, and `editing.propose` refuses a place where they do not stand.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from claims.admin.article import SHOWN, Excerpt
from claims.models.choices import KINDS, choices
from claims.rules.identity import places
from claims.vocabulary.kinds import NARRATOR, Kind
from sources.models import DocumentVersion

AROUND = 60
"""Code points of context by which an editor tells two places apart."""


def code_points(text: str, units: int) -> int | None:
    """How many code points the first `units` UTF-16 code units of the text are; None inside one, or past its end.

    >>> code_points("🚀 ab", 3)
    2
    """
    encoded = text.encode("utf-16-le", "surrogatepass")
    if not 0 <= 2 * units <= len(encoded):
        return None
    try:
        return len(encoded[: 2 * units].decode("utf-16-le"))
    except UnicodeDecodeError:
        return None


class ProposeForm(forms.Form):
    """`begin` and `finish` count UTF-16 units from code point `shown_from`; without them the words are looked for."""

    quote = forms.CharField(
        strip=False,
        max_length=5000,
        label=_("Its exact words"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Select them in the text, or paste them here."),
    )
    kind = forms.ChoiceField(choices=choices(KINDS), initial=Kind.PREDICTION.value, label=_("Kind"))
    claimant = forms.CharField(
        required=False, max_length=500, label=_("Claimant"), help_text=_("Empty: the article itself says it.")
    )
    begin = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    finish = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    shown_from = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    place = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, widget=forms.RadioSelect, label=_("Which of these places?")
    )

    def __init__(self, version: DocumentVersion, part: Excerpt, data: Any = None) -> None:
        initial = {"shown_from": part.start}
        super().__init__(data, initial=initial, auto_id="propose_%s", label_suffix="")
        self.version, self.part = version, part
        offered = [*places(_as_stored(self.data.get("quote", "")), self.version.text)] if self.is_bound else []
        self.several = offered if len(offered) > 1 and not self.data.get("begin") else []
        if self.several:
            field: Any = self.fields["place"]
            field.choices = [(start, self._context(start, end)) for start, end in self.several]
        else:
            del self.fields["place"]

    def clean_quote(self) -> str:
        return _as_stored(self.cleaned_data["quote"])

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.errors and (problem := self._problem()):
            self.add_error(*problem)
        return self.cleaned_data

    def span(self) -> tuple[int, int]:
        """In code points of the whole text; call on a valid form."""
        quote = self.cleaned_data["quote"]
        start = self._selected()
        if start is None and self.several:
            start = self.cleaned_data["place"]
        if start is None:
            start = self.version.text.index(quote)
        return start, start + len(quote)

    def who(self) -> str:
        return self.cleaned_data["claimant"].strip() or NARRATOR

    def _problem(self) -> tuple[str, ValidationError] | None:
        quote = self.cleaned_data["quote"]
        if not quote.strip():
            return "quote", ValidationError(_("Give the words."), code="required")
        if self.cleaned_data.get("begin") is not None:
            is_there = self._selected() is not None
            moved = _("The text does not say this at this place; select the passage again.")
            return None if is_there else ("quote", ValidationError(moved, code="not_verbatim"))
        if self.several and self.cleaned_data.get("place") is None:
            return "place", ValidationError(_("The text says this more than once: choose the place."), code="several")
        if quote not in self.version.text:
            return "quote", ValidationError(_("The text does not say this, word for word."), code="not_verbatim")
        return None

    def _selected(self) -> int | None:
        """Where the selection begins, if the words stand there to its end."""
        begin, finish = (self.cleaned_data.get(name) for name in ("begin", "finish"))
        if begin is None or finish is None:
            return None
        base = self.cleaned_data.get("shown_from") or 0
        start, end = (code_points(self.version.text[base : base + SHOWN], units) for units in (begin, finish))
        quote = self.cleaned_data["quote"]
        if start is None or end is None or self.version.text[base + start : base + end] != quote:
            return None
        return base + start

    def _context(self, start: int, end: int) -> str:
        text = self.version.text
        before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
        return " ".join(f"…{before}[{text[start:end]}]{after}…".split())


def _as_stored(words: str) -> str:
    """A browser sends line ends as CR LF; texts are kept with LF."""
    return words.replace("\r\n", "\n").replace("\r", "\n")
