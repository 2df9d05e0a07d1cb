"""The forms by which evidence is brought to a claim, accepted and rejected."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims import adducing
from claims.admin.candidate_forms import ReasonFields
from claims.admin.evidence_words import source_of
from claims.admin.seen_form import ClaimDecision
from claims.admin.wording import shortened
from claims.models import Claim, Evidence
from claims.rules.identity import MOST_PLACES, places
from sources.models import Document, DocumentVersion

ADD, DECIDE = "claims.add_evidence", "claims.decide_evidence"
AROUND = 60
"""Code points shown on either side of a passage that stands in several places."""


class _AdduceForm(ClaimDecision):
    permission = ADD

    stance = forms.ChoiceField(
        choices=Evidence.Stance.choices, label=gettext_lazy("What it does"), widget=forms.RadioSelect
    )
    note = forms.CharField(
        required=False,
        max_length=adducing.LONGEST_NOTE,
        label=gettext_lazy("Note"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def _said(self) -> str:
        return _("Evidence added: it %(stance)s.") % {"stance": Evidence.Stance(self.cleaned_data["stance"]).label}


class PageForm(_AdduceForm):
    """Words quoted from a page outside."""

    name = "adduce-page"
    title = gettext_lazy("Evidence from a page outside")
    button = gettext_lazy("Add this evidence")
    explained = gettext_lazy("Aver does not fetch the page: quote the words that count.")
    field_order = ["url", "quote"]

    url = forms.CharField(
        max_length=2000, label=gettext_lazy("Address (URL)"), widget=forms.TextInput(attrs={"inputmode": "url"})
    )
    quote = forms.CharField(label=gettext_lazy("Its words"), widget=forms.Textarea(attrs={"rows": 5}))

    def decide(self) -> str:
        data = self.cleaned_data
        adducing.adduce_page(
            self.claim,
            data["url"],
            quote=data["quote"].replace("\r\n", "\n"),
            stance=Evidence.Stance(data["stance"]),
            note=data["note"],
            by=self.by,
        )
        return self._said()


class PassageForm(_AdduceForm):
    """A passage of a stored document: its words are pasted, and their place is looked for."""

    name = "adduce-passage"
    title = gettext_lazy("Evidence from a document")
    button = gettext_lazy("Add this evidence")
    field_order = ["document", "quote", "place"]

    document = forms.ModelChoiceField(Document.objects.none(), widget=forms.HiddenInput)
    quote = forms.CharField(
        label=gettext_lazy("Its words"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Copied from the document, to the letter."),
    )
    place = forms.CharField(required=False, label=gettext_lazy("Which of these places?"), widget=forms.HiddenInput)

    def __init__(self, claim: Claim, by: User, data: Any = None, *, seen: int = 0, **options: Any) -> None:
        super().__init__(claim, by, data, seen=seen, **options)
        field = self.fields["document"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (for the type checker)
        field.queryset = Document.objects.visible_to(by).select_related("publisher")

    @property
    def chosen_document(self) -> Document | None:
        """The one that was chosen, if this user may read it."""
        field, given = self.fields["document"], self["document"].value()
        try:
            found: Document | None = field.clean(given)
        except ValidationError:
            return None
        return found

    def clean(self) -> dict[str, Any]:
        super().clean()
        document, quote = self.cleaned_data.get("document"), self.cleaned_data.get("quote")
        if document and quote:
            self._settle_on_a_place(list(islice(_found(document, quote.replace("\r\n", "\n")), MOST_PLACES)))
        return self.cleaned_data

    def _settle_on_a_place(self, found: list[tuple[DocumentVersion, int, int]]) -> None:
        named = {f"{version.pk}:{start}:{end}": (version, start, end) for version, start, end in found}
        if not named:
            self.add_error("quote", _("The document does not say this. Copy the words from it, to the letter."))
        elif len(named) == 1:
            self.cleaned_data["found"] = found[0]
        else:
            choices = [(key, _in_context(*place)) for key, place in named.items()]
            self.fields["place"].widget = forms.RadioSelect(choices=choices)
            self.cleaned_data["found"] = named.get(self.cleaned_data.get("place", ""))
            if not self.cleaned_data["found"]:
                self.add_error("place", _("These words stand in several places. Say which one is meant."))

    def decide(self) -> str:
        version, start, end = self.cleaned_data["found"]
        adducing.adduce_passage(
            self.claim,
            version,
            start,
            end,
            quote=version.text[start:end],
            stance=Evidence.Stance(self.cleaned_data["stance"]),
            note=self.cleaned_data["note"],
            by=self.by,
        )
        return self._said()


def _found(document: Document, quote: str) -> Iterator[tuple[DocumentVersion, int, int]]:
    """Where the newest text that has the words says them; where line breaks differ only, these count as spaces."""
    loosely = re.compile(r"\s+".join(map(re.escape, quote.split())))
    versions = DocumentVersion.objects.filter(document=document, erased_at__isnull=True).order_by("-number")
    for version in versions.defer("raw"):
        spans = list(places(quote, version.text)) or [match.span() for match in loosely.finditer(version.text)]
        if spans:
            yield from ((version, start, end) for start, end in spans)
            return


def _in_context(version: DocumentVersion, start: int, end: int) -> str:
    before, after = version.text[max(start - AROUND, 0) : start], version.text[end : end + AROUND]
    quote = shortened(version.text[start:end], 120)
    return f"…{' '.join(before.split())} [{quote}] {' '.join(after.split())}…"


class _DecideForm(ClaimDecision):
    """On one piece, `evidence`, which had the `state` when it was shown."""

    permission = DECIDE
    section = "evidence"

    state = forms.ChoiceField(choices=Evidence.State.choices, widget=forms.HiddenInput)

    def __init__(
        self, claim: Claim, by: User, data: Any = None, *, evidence: Evidence, seen: int = 0, **options: Any
    ) -> None:
        super().__init__(claim, by, data, seen=seen, initial={"state": evidence.state}, **options)
        self.evidence = evidence

    @property
    def about(self) -> str:
        return f"{self.evidence.quote} – {source_of(self.evidence)}"

    def carry(self, revision: int, seen: int) -> None:
        super().carry(revision, seen)
        data: Any = self.data
        data["state"] = self.evidence.state

    @property
    def undo(self) -> str:
        if self.evidence.added_by_id:
            return ""
        return reverse("admin:claims_evidence_take-back", args=[self.claim.pk, self.evidence.pk])

    def _as_seen(self) -> Evidence:
        self.evidence.refresh_from_db()
        return Evidence(pk=self.evidence.pk, claim_id=self.evidence.claim_id, state=self.cleaned_data["state"])


class AcceptEvidenceForm(_DecideForm):
    name = "accept"
    title = gettext_lazy("Accept this evidence")
    button = gettext_lazy("Accept")
    is_inline = True

    stance = forms.ChoiceField(required=False, choices=Evidence.Stance.choices, label=gettext_lazy("What it does"))

    def __init__(self, claim: Claim, by: User, data: Any = None, *, evidence: Evidence, **options: Any) -> None:
        super().__init__(claim, by, data, evidence=evidence, **options)
        self.initial["stance"] = evidence.stance

    def decide(self) -> str:
        given = self.cleaned_data["stance"]
        adducing.accept_evidence(self._as_seen(), stance=Evidence.Stance(given) if given else None, by=self.by)
        return _("Evidence accepted: “%(words)s”.") % {"words": shortened(self.evidence.quote, 70)}


class RejectEvidenceForm(ReasonFields, _DecideForm):
    name = "reject"
    title = gettext_lazy("Reject this evidence")
    button = gettext_lazy("Reject")
    explained = gettext_lazy("The machine does not propose it again.")
    usual = (
        gettext_lazy("Speaks of something else"),
        gettext_lazy("Speaks of another time or place"),
        gettext_lazy("Says nothing that would settle it"),
        gettext_lazy("Said already by another piece"),
        gettext_lazy("Not a source to rely on"),
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.refuse_without_words()
        return self.cleaned_data

    def decide(self) -> str:
        adducing.reject_evidence(self._as_seen(), reason=self.words(), by=self.by)
        return _("Evidence rejected: “%(words)s”.") % {"words": shortened(self.evidence.quote, 70)}


class TakeBackForm(_DecideForm):
    name = "take-back"
    title = gettext_lazy("Take this decision back")
    button = gettext_lazy("Take it back")
    explained = gettext_lazy("The piece then waits again for somebody to accept or reject it.")
    is_inline = True

    @property
    def undo(self) -> str:
        return ""

    def decide(self) -> str:
        adducing.take_back(self._as_seen(), by=self.by)
        return _("To be decided anew: “%(words)s”.") % {"words": shortened(self.evidence.quote, 70)}
