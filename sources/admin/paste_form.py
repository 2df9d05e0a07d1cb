"""The form by which a person hands in a text."""

from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sources.ingest import Metadata
from sources.languages import validate_language_tag
from sources.models import Document, Publisher

UNREADABLE = {
    "empty": _("The text is empty. Give the words of the document."),
    "too_large": _("The text has more than 10 MB. Split it."),
    "nul": _("The text contains a NUL, which a text cannot hold. Remove it."),
    "surrogate": _("The text contains half of a surrogate pair. Paste the whole character."),
    "not_utf8": _("The text did not arrive as UTF-8. Copy it again from its source."),
}


class DateTimeInput(forms.DateTimeInput):
    """The browser's own field for a day and an hour."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class PasteForm(forms.Form):
    """A text as pasted, not stripped, and what is said of it. The hour of publication is the publisher's."""

    publisher = forms.ModelChoiceField(Publisher.objects.all(), label=_("Publisher"))
    published_at = forms.CharField(
        required=False,
        label=_("Published at"),
        widget=DateTimeInput(),
        help_text=_("Day and hour by the publisher’s clock."),
    )
    published_at_unknown_because = forms.CharField(
        required=False,
        max_length=500,
        label=_("or unknown, because"),
        help_text=_("Without a date no Wednesday can be resolved; say why it is missing."),
    )
    headline = forms.CharField(required=False, max_length=500, label=_("Headline"))
    url = forms.CharField(required=False, max_length=2000, label=_("Address (URL)"))
    language = forms.CharField(
        required=False,
        max_length=35,
        label=_("Language"),
        validators=[validate_language_tag],
        help_text=_("A language tag such as fr or en-GB; empty: detected when the text is read."),
    )
    text = forms.CharField(
        strip=False,
        label=_("Text"),
        widget=forms.Textarea(attrs={"rows": 18, "class": "article-input"}),
        error_messages={"required": UNREADABLE["empty"]},
    )

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.POST if request.method == "POST" else None, label_suffix="")
        self.request = request
        self.fields["text"].validators = []  # ingest says the same of NUL, in words

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if "\ufffd" in text and not _arrived_whole(self.request):
            raise ValidationError(UNREADABLE["not_utf8"], code="not_utf8")
        return text

    def clean(self) -> dict[str, Any]:
        super().clean()
        publisher, given = self.cleaned_data.get("publisher"), self.cleaned_data.get("published_at")
        if publisher and given:
            self.cleaned_data["published_at"] = self._instant(given, publisher)
        return self.cleaned_data

    def _instant(self, given: str, publisher: Publisher) -> datetime | None:
        try:
            with timezone.override(publisher.zone):
                instant: datetime | None = forms.DateTimeField().clean(given)
        except ValidationError:
            self.add_error(
                "published_at",
                ValidationError(_("Write day and hour as 2022-02-12 21:40, an hour that exists there."), "invalid"),
            )
            return None
        return instant

    def metadata(self) -> Metadata:
        """What `ingest` wants to know; call on a valid form."""
        data = self.cleaned_data
        return Metadata(
            publisher=data["publisher"],
            published_at=data["published_at"] or None,
            published_at_unknown_because=data["published_at_unknown_because"],
            url=data["url"],
            headline=data["headline"],
            language=data["language"],
        )

    def refuse(self, error: ValidationError) -> None:
        """Show what `ingest` refused beside the field it names."""
        for field, problems in error.error_dict.items():
            for problem in problems:
                words = UNREADABLE.get(problem.code or "") if field == "text" else None
                self.add_error(field if field in self.fields else None, words or problem)

    def refuse_as_hidden(self) -> None:
        self.add_error("text", gettext("This text is already held, in a document you may not read."))


def _arrived_whole(request: HttpRequest) -> bool:
    """Whether a U+FFFD in the form stood in the text, and not for bytes that were no UTF-8."""
    if request.content_type != "application/x-www-form-urlencoded":
        return False
    try:
        parse_qsl(request.body.decode("ascii"), errors="strict", max_num_fields=100)
    except UnicodeDecodeError:
        return False
    return True


def field_label(name: str) -> str:
    """What people call a field of a document."""
    return str(Document._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # no relation from elsewhere
