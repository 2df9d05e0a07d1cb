"""Giving a claim to somebody who is to see to it: the forms, and the filter of lists."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims import watching
from claims.admin.seen_form import ClaimDecision
from claims.letters import MAY_DECIDE
from claims.models import Claim


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    def label_from_instance(self, obj: Any) -> str:
        return obj.get_full_name() or str(obj.get_username())


class AssignForm(ClaimDecision):
    name = "assign"
    permission = MAY_DECIDE
    title = gettext_lazy("Assign")
    button = gettext_lazy("Assign")
    explained = gettext_lazy("They are told, and find the claim first in their daily digest and on their home page.")

    to = PersonField(User.objects.none(), label=gettext_lazy("To"))

    def __init__(self, claim: Claim, by: User, data: Any = None, **options: Any) -> None:
        super().__init__(claim, by, data, **options)
        field: Any = self.fields["to"]
        people = watching.people_for(claim)
        field.queryset = User.objects.filter(pk__in=[user.pk for user in people]).order_by("username")
        self.initial.setdefault("to", claim.assigned_to_id or by.pk)

    def decide(self) -> str:
        to = self.cleaned_data["to"]
        watching.assign(self.claim, to, by=self.by)
        return _("Assigned to %(name)s.") % {"name": to.get_username()}


class UnassignForm(ClaimDecision):
    name = "unassign"
    permission = MAY_DECIDE
    title = gettext_lazy("Assign to nobody")
    button = gettext_lazy("Assign to nobody")

    @classmethod
    def applies(cls, claim: Claim) -> bool:
        return super().applies(claim) and claim.assigned_to_id is not None

    def decide(self) -> str:
        watching.unassign(self.claim, by=self.by)
        return _("Assigned to nobody.")


class AssignedFilter(admin.SimpleListFilter):
    """To this user, and still to be seen to; to anybody; to nobody."""

    title = gettext_lazy("assigned")
    parameter_name = "assigned"
    path: ClassVar[str] = "assigned_to"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("me", _("to me")), ("somebody", _("to somebody")), ("nobody", _("to nobody"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value():
            case "me":
                return self.mine(request, queryset)
            case "somebody" | "nobody" as whom:
                return queryset.filter(**{f"{self.path}__isnull": whom == "nobody"})
        return queryset

    def mine(self, request: HttpRequest, queryset: Any) -> QuerySet[Any]:
        found: QuerySet[Any] = queryset.assigned_to(request.user)
        return found


class AssignedPredictionFilter(AssignedFilter):
    path = "claim__assigned_to"

    def mine(self, request: HttpRequest, queryset: Any) -> QuerySet[Any]:
        found: QuerySet[Any] = queryset.filter(claim__assigned_to=request.user.pk)
        return found
