from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from claims.admin.counting import capped, count_of
from claims.admin.history import history_of
from claims.admin.history_page import HistoryPage
from claims.matching import named_like
from claims.models import Claim, Claimant
from claims.querysets import row_by_row
from sources.admin.register import KeptAdmin


class LinesField(forms.CharField):
    """A list of names, one a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return list(dict.fromkeys(filter(None, (" ".join(line.split()) for line in (value or "").splitlines()))))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((initial or []) != self.to_python(data))


class ClaimantForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    aliases = LinesField(required=False, label=_("Aliases"), help_text=_("Other names, one a line."))
    same_as = forms.URLField(
        required=False,
        max_length=500,
        assume_scheme="https",
        label=_("Same as"),
        help_text=_("A page that identifies them."),
    )

    class Meta:
        model = Claimant
        fields = ["name", "kind", "is_anonymous", "aliases", "same_as"]


@admin.register(Claimant)
class ClaimantAdmin(HistoryPage, KeptAdmin):
    form = ClaimantForm
    change_form_template = "admin/claims/claimant/change_form.html"
    is_exported = True
    list_display = ["name", "kind", "is_anonymous", "claim_count", "same_as"]
    list_filter = ["kind", "is_anonymous"]
    sortable_by = ("name",)
    search_fields = ["name"]
    search_help_text = _("A name of theirs, or how it begins.")
    ordering = ["name", "-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        readable = Claim.objects.visible_to(request.user)
        claimants: QuerySet[Any] = super().get_queryset(request)
        # The name alone would tell who is quoted in a document that is hidden.
        told = row_by_row(readable.filter(claimant=OuterRef("pk")))
        unquoted = ~row_by_row(Claim.objects.filter(claimant=OuterRef("pk")))
        found: QuerySet[Any] = claimants.filter(told | unquoted)
        counted: QuerySet[Any] = found.annotate(number_of_claims=count_of(readable, to="claimant"))
        return counted

    def found(self, rows: QuerySet[Any], words: str, *, reader: Any) -> QuerySet[Any]:
        return named_like(words, among=rows)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        claimant = kwargs.get("obj")
        told = {"history": history_of(claimant, reader=request.user)} if claimant else {}
        return super().render_change_form(request, context | told, *args, **kwargs)

    @admin.display(description=_("claims"))
    def claim_count(self, claimant: Any) -> str:
        return capped(claimant.number_of_claims)
