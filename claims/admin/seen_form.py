"""What every form of a decision carries: what its editor had before them, so that whoever was slower is told."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.models import User
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.models import Claim, LedgerEntry

LARGEST = 2**31 - 1


def newest_entry() -> int:
    """The number of the ledger's last entry, 0 without any. Read it before the rows that are then shown."""
    return LedgerEntry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0


class SeenForm(forms.Form):
    """`revision` is the row's when it was shown; `seen` the ledger's last entry then, after which news are told."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=2**62)

    def __init__(self, data: Any = None, *, revision: int, seen: int = 0, **options: Any) -> None:
        initial = {"revision": revision, "seen": seen} | options.pop("initial", {})
        super().__init__(data, initial=initial, label_suffix="", **options)

    def clean(self) -> dict[str, Any]:
        super().clean()
        if [name for name, field in self.fields.items() if field.widget.is_hidden and self.errors.pop(name, None)]:
            self.add_error(None, _("This form does not say what you had before you. Read what stands; send it again."))
        return self.cleaned_data

    def is_behind(self, revision: int) -> bool:
        """Whether the row, now at `revision`, has been decided since it was shown."""
        return self.cleaned_data.get("revision") != revision

    @property
    def since(self) -> int | None:
        return self.cleaned_data.get("seen")

    def carry(self, revision: int, seen: int) -> None:
        """From here on the form, with all that was typed, is about what its editor is being shown."""
        data: Any = QueryDict(mutable=True)
        data.update(self.data)
        data["revision"], data["seen"] = str(revision), str(seen)
        self.data = data


class ClaimDecision(SeenForm):
    """One act on a claim. `name` is the end of its address; `decide` calls the verb and says what was done.

    `section` is where on the claim's page one goes on; `undo`, the address at which the act is taken back.
    """

    name: ClassVar[str]
    permission: ClassVar[str]
    title: ClassVar[str | Promise]
    button: ClassVar[str | Promise]
    explained: ClassVar[str | Promise] = ""
    section: ClassVar[str] = ""
    is_inline: ClassVar[bool] = False
    do_not_call_in_templates: ClassVar[bool] = True

    def __init__(self, claim: Claim, by: User, data: Any = None, *, seen: int = 0, **options: Any) -> None:
        super().__init__(data, revision=claim.revision, seen=seen, auto_id=f"{self.name}_%s", **options)
        self.claim, self.by = claim, by

    @classmethod
    def address(cls) -> str:
        """The name of its address on the page of a claim."""
        return f"admin:claims_claim_{cls.name}"

    @property
    def undo(self) -> str:
        return ""

    @classmethod
    def applies(cls, claim: Claim) -> bool:
        """Whether the act makes sense on the claim as it stands."""
        return claim.withdrawn_at is None

    def decide(self) -> str:
        """Call on a valid form, the claim having the revision that was seen. Raises Refused or ValidationError."""
        raise NotImplementedError
