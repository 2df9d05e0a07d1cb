"""The forms by which administrators withhold and release, restrict a document to groups, and erase a text."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims import withholding
from claims.admin.seen_form import ClaimDecision
from claims.admin.verdict_form import reason_field
from claims.models import Claim
from sources.models import Document, DocumentVersion

WITHHELD = gettext_lazy("Only administrators read it then, with all that hangs on it. Nothing is deleted.")


class WithholdClaimForm(ClaimDecision):
    name = "withhold"
    permission = "claims.withhold_claim"
    title = gettext_lazy("Withhold the claim")
    button = gettext_lazy("Withhold")
    explained = WITHHELD

    reason = reason_field(gettext_lazy("Why it is withheld"))

    @classmethod
    def applies(cls, claim: Claim) -> bool:
        return claim.withheld_at is None

    def decide(self) -> str:
        withholding.withhold(self.claim, reason=self.cleaned_data["reason"], by=self.by)
        return _("The claim is withheld.")


class ReleaseClaimForm(ClaimDecision):
    name = "release"
    permission = "claims.withhold_claim"
    title = gettext_lazy("Release the claim")
    button = gettext_lazy("Release")

    reason = reason_field(gettext_lazy("Why it is released"))

    @classmethod
    def applies(cls, claim: Claim) -> bool:
        return claim.withheld_at is not None

    def decide(self) -> str:
        withholding.release(self.claim, reason=self.cleaned_data["reason"], by=self.by)
        return _("The claim is released.")


class DocumentDecision(forms.Form):
    """One act on a document or one of its texts. `name` is the end of its address."""

    name: ClassVar[str]
    permission: ClassVar[str]
    title: ClassVar[str | Promise]
    button: ClassVar[str | Promise]
    explained: ClassVar[str | Promise] = ""
    do_not_call_in_templates: ClassVar[bool] = True

    def __init__(
        self, document: Document, by: User, data: Any = None, *, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, auto_id=f"{self.name}_%s", label_suffix="", initial=initial)
        self.document, self.by = document, by

    @classmethod
    def address(cls) -> str:
        """The name of its address on the page of a document."""
        return f"admin:sources_document_{cls.name}"

    @classmethod
    def applies(cls, document: Document) -> bool:
        """Whether the act makes sense on the document as it stands."""
        return document.pk is not None

    def decide(self) -> str:
        """Call on a valid form; says what was done. Raises Refused or ValidationError."""
        raise NotImplementedError

    def carry(self) -> None:
        """From here on the form, with all that was typed, is about the document as it now stands."""


class WithholdForm(DocumentDecision):
    name = "withhold"
    permission = "sources.withhold_document"
    title = gettext_lazy("Withhold the document")
    button = gettext_lazy("Withhold")
    explained = WITHHELD

    reason = reason_field(gettext_lazy("Why it is withheld"))

    @classmethod
    def applies(cls, document: Document) -> bool:
        return document.withheld_at is None

    def decide(self) -> str:
        withholding.withhold(self.document, reason=self.cleaned_data["reason"], by=self.by)
        return _("The document is withheld.")


class ReleaseForm(DocumentDecision):
    name = "release"
    permission = "sources.withhold_document"
    title = gettext_lazy("Release the document")
    button = gettext_lazy("Release")

    reason = reason_field(gettext_lazy("Why it is released"))

    @classmethod
    def applies(cls, document: Document) -> bool:
        return document.withheld_at is not None

    def decide(self) -> str:
        withholding.release(self.document, reason=self.cleaned_data["reason"], by=self.by)
        return _("The document is released.")


class RestrictForm(DocumentDecision):
    name = "restrict"
    permission = "sources.restrict_document"
    title = gettext_lazy("Who reads the document")
    button = gettext_lazy("Let these read it")
    explained = gettext_lazy("Whoever is in one of the chosen groups; with none chosen, the whole newsroom.")

    groups = forms.ModelMultipleChoiceField(
        Group.objects.order_by("name"),
        required=False,
        label=gettext_lazy("Groups"),
        widget=forms.CheckboxSelectMultiple,
    )
    reason = reason_field(gettext_lazy("Why"))
    seen = forms.RegexField(r"\A(\d{1,9} )*\Z", strip=False, required=False, widget=forms.HiddenInput)

    def __init__(self, document: Document, by: User, data: Any = None) -> None:
        readers = sorted(withholding.readers_of(document))
        initial = {"groups": readers, "seen": _told(readers)}
        super().__init__(document, by, data, initial=initial)

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.errors.pop("seen", None) or "seen" not in self.data:
            self.add_error(None, _("This form does not say what you had before you. Read what stands; send it again."))
        return self.cleaned_data

    def carry(self) -> None:
        data: Any = QueryDict(mutable=True)
        data.update(self.data)
        data["seen"] = _told(sorted(withholding.readers_of(self.document)))
        self.data = data

    def decide(self) -> str:
        chosen, seen = list(self.cleaned_data["groups"]), set(map(int, self.cleaned_data["seen"].split()))
        withholding.restrict(self.document, to=chosen, reason=self.cleaned_data["reason"], by=self.by, seen=seen)
        if not chosen:
            return _("The whole newsroom reads the document.")
        return _("Read by: %(groups)s.") % {"groups": ", ".join(group.name for group in chosen)}


def _told(keys: list[int]) -> str:
    return "".join(f"{key} " for key in keys)


class EraseForm(DocumentDecision):
    """Of one text, `version`."""

    name = "erase"
    permission = "sources.erase_document"
    title = gettext_lazy("Erase the words of a text")
    button = gettext_lazy("Erase for ever")
    explained = gettext_lazy(
        "This cannot be undone. The words of this text go, with the bytes received, every quotation of it, and the "
        "words of claims that no other text says; of the last text also headline and address. What stays: that there "
        "was such a text, its hash, its length, who decided what and when. Elsewhere it reads “erased”."
    )

    reason = reason_field(gettext_lazy("Why, and by which demand"))
    confirmation = forms.CharField(
        label=gettext_lazy("To confirm"), widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, document: Document, by: User, data: Any = None, *, version: DocumentVersion) -> None:
        super().__init__(document, by, data)
        self.version = version
        self.word = _("erase text %(number)s") % {"number": version.number}
        self.fields["confirmation"].help_text = _("Type: %(word)s") % {"word": self.word}

    @property
    def about(self) -> str:
        return f"{self.document}, {_('text')} {self.version.number}, SHA-256 {self.version.sha256}"

    def clean_confirmation(self) -> str:
        given: str = self.cleaned_data["confirmation"]
        if " ".join(given.split()).casefold() != self.word.casefold():
            raise ValidationError(_("Type exactly: %(word)s") % {"word": self.word}, code="not_confirmed")
        return given

    def decide(self) -> str:
        withholding.erase(self.version, reason=self.cleaned_data["reason"], by=self.by)
        return _("The words of text %(number)s are erased.") % {"number": self.version.number}
