"""The forms by which a claim is related to another, or said not to be."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims import editing
from claims.admin.relations import kinds_to_say, seen_from, sides
from claims.admin.seen_form import ClaimDecision
from claims.admin.wording import shortened
from claims.models import Claim, ClaimRelation

RELATE = "claims.relate_claim"


def _reason(label: Any) -> forms.CharField:
    return forms.CharField(
        required=False, max_length=500, label=label, widget=forms.Textarea(attrs={"rows": 2, "class": "reason"})
    )


class RelateForm(ClaimDecision):
    """What is said of the claim and another, which is searched for; a no is remembered as a yes is."""

    name = "relate"
    permission = RELATE
    title = gettext_lazy("Relate to another claim")
    button = gettext_lazy("Keep this")

    other = forms.ModelChoiceField(Claim.objects.none(), widget=forms.HiddenInput)
    kind = forms.ChoiceField(choices=kinds_to_say, label=gettext_lazy("This claim"))
    holds = forms.ChoiceField(
        choices=[("yes", gettext_lazy("Yes, it does")), ("no", gettext_lazy("No: do not ask again"))],
        initial="yes",
        label=gettext_lazy("Is it so?"),
        widget=forms.RadioSelect,
    )
    reason = _reason(gettext_lazy("Why not, if you say no"))

    def __init__(self, claim: Claim, by: User, data: Any = None, *, seen: int = 0, **options: Any) -> None:
        super().__init__(claim, by, data, seen=seen, **options)
        field = self.fields["other"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (for the type checker)
        field.queryset = Claim.objects.visible_to(by).exclude(pk=claim.pk).select_related("claimant")

    @property
    def chosen_claim(self) -> Claim | None:
        """The one that was chosen, if this user may read it."""
        try:
            found: Claim | None = self.fields["other"].clean(self["other"].value())
        except ValidationError:
            return None
        return found

    def decide(self) -> str:
        data = self.cleaned_data
        one, two, kind = sides(self.claim, data["other"], data["kind"])
        if data["holds"] == "yes":
            editing.relate(one, two, kind, by=self.by)
        else:
            editing.refuse_relation(one, two, kind, reason=data["reason"], by=self.by)
        return _("Kept: what was said of this claim and “%(words)s”.") % {"words": shortened(data["other"].text, 70)}


class _KnownRelationForm(ClaimDecision):
    """What was said of two claims, said anew."""

    permission = RELATE

    def __init__(
        self, claim: Claim, by: User, data: Any = None, *, seen: int = 0, relation: ClaimRelation, **options: Any
    ) -> None:
        super().__init__(claim, by, data, seen=seen, **options)
        self.relation = relation

    @property
    def about(self) -> str:
        told = seen_from(self.claim, self.relation)
        return f"{told.words} “{told.other.text}”"

    @classmethod
    def address(cls) -> str:
        return f"admin:claims_relation_{cls.name}"


class RefuseRelationForm(_KnownRelationForm):
    name = "refuse-relation"
    title = gettext_lazy("They do not stand in this relation")
    button = gettext_lazy("Remember this no")
    reason = _reason(gettext_lazy("Reason, if you like"))

    def decide(self) -> str:
        kind = ClaimRelation.Kind(self.relation.kind)
        reason = self.cleaned_data["reason"]
        editing.refuse_relation(self.relation.claim, self.relation.other, kind, reason=reason, by=self.by)
        return _("Remembered: they do not stand in this relation.")


class HoldRelationForm(_KnownRelationForm):
    name = "hold-relation"
    title = gettext_lazy("They do stand in this relation")
    button = gettext_lazy("They do, after all")

    def decide(self) -> str:
        editing.relate(self.relation.claim, self.relation.other, ClaimRelation.Kind(self.relation.kind), by=self.by)
        return _("Kept: they stand in this relation.")
