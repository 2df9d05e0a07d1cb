"""API keys in the admin: one's own, made and revoked; those who keep accounts see and revoke everybody's."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from api.admin.key_forms import KeyForm
from api.keys import revoke_key
from api.models import ApiKey
from sources.admin.register import RegisterAdmin, acting_user

ADD, VIEW, REVOKE = "api.add_apikey", "api.view_apikey", "api.revoke_apikey"


@admin.register(ApiKey)
class ApiKeyAdmin(RegisterAdmin):
    """A key's words are shown once, in the answer to the form that made it: no page shows them again."""

    is_exported = False
    list_display = ("name", "shown_prefix", "user", "shown_scopes", "last_used_at", "expires_at", "shown_state")
    list_select_related = ("user",)
    search_fields = ("name", "prefix", "user__username")
    search_help_text = gettext_lazy("Words of the name, the prefix, or the owner's name.")
    sortable_by = ("name", "last_used_at", "expires_at")
    fields = (
        "name",
        "shown_prefix",
        "user",
        "shown_scopes",
        "rate",
        "made_at",
        "made_by",
        "expires_at",
        "last_used_at",
        "shown_state",
        "revoked_at",
        "revoked_by",
    )
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        keys: QuerySet[Any] = super().get_queryset(request)
        return keys if request.user.has_perm(REVOKE) else keys.filter(user=request.user.pk)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(ADD)

    @admin.display(description=gettext_lazy("prefix"))
    def shown_prefix(self, key: ApiKey) -> str:
        return f"aver_{key.prefix}_…"

    @admin.display(description=gettext_lazy("scopes"))
    def shown_scopes(self, key: ApiKey) -> str:
        return ", ".join(key.scopes)

    @admin.display(description=gettext_lazy("state"))
    def shown_state(self, key: ApiKey) -> str:
        return str(key.state.label)

    def get_urls(self) -> list[URLPattern]:
        wrapped = self.admin_site.admin_view(self.revoke_view)
        return [path("<int:pk>/revoke/", wrapped, name="api_apikey_revoke"), *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        by = acting_user(request, ADD)
        form = KeyForm(by, request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid() and (made := form.make()):
            return self._show_once(request, *made)
        context = {"title": _("Make an API key"), "form": form}
        return self.page(request, "admin/api/apikey/make.html", context | (extra_context or {}))

    def _show_once(self, request: HttpRequest, key: ApiKey, words: str) -> HttpResponse:
        """Not after a redirect: what stands on the next page would have to be kept somewhere until then.

        As all pages of the admin, it is `no-store`.
        """
        self.log_addition(request, key, _("Made the key."))
        context = {"title": _("Your new API key"), "key": key, "words": words}
        call = f'curl -H "Authorization: Bearer {words}" {request.build_absolute_uri(reverse("api:claim-list"))}'
        return self.page(request, "admin/api/apikey/made.html", context | {"call": call})

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        key = self.get_object(request, object_id)
        revoke = reverse("admin:api_apikey_revoke", args=[key.pk]) if key and not key.revoked_at else ""
        context = {"title": _("API key"), "revoke_url": revoke}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def revoke_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Asks whether the key is to be revoked, and revokes it: one's own, or with the permission any."""
        by: User = acting_user(request, VIEW)
        key = self.get_queryset(request).filter(pk=pk).select_related("user").first()
        if key is None:
            raise Http404
        page = reverse("admin:api_apikey_change", args=[key.pk])
        if key.revoked_at:
            messages.info(request, _("This key has been revoked already."))
            return HttpResponseRedirect(page)
        if "revoke" not in request.POST:
            context = {"title": _("Revoke the key"), "key": key, "page": page}
            return self.page(request, "admin/api/apikey/revoke.html", context)
        self.log_change(request, revoke_key(key, by=by), _("Revoked the key."))
        messages.success(request, _("The key is revoked: its next request is refused."))
        return HttpResponseRedirect(page)
