"""What every page of the admin keeps to: nothing is deleted, and registers are only read."""

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet, URLField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sources.admin.export import csv_response
from sources.admin.listing import CappedPaginator
from sources.signing import signed

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin


class KeptAdmin(ModelAdmin):
    """Rows that are corrected and never deleted."""

    actions: Any = None
    show_full_result_count = False
    list_per_page = 50
    list_max_show_all = 0
    paginator = CappedPaginator
    is_exported: ClassVar[bool] = False
    when_empty: ClassVar[str | Promise] = ""
    show_facets = admin.ShowFacets.NEVER
    formfield_overrides = {URLField: {"assume_scheme": "https"}}

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        context: dict[str, Any] = {"title": capfirst(self.opts.verbose_name_plural), "when_empty": self.when_empty}
        if self.is_exported:
            asked = request.GET.urlencode()
            context["export_url"] = f"{self._address('export')}{'?' if asked else ''}{asked}"
        return super().changelist_view(request, context | (extra_context or {}))

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """The list that the address asks for. No stored text holds NUL, so none is asked for."""
        asked = request.META.get("QUERY_STRING", "")
        if "%00" in asked:
            while "%00" in asked:  # `%%0000` holds another, once the first is gone
                asked = asked.replace("%00", "")
            request.GET = QueryDict(asked, encoding=request.encoding)
        return super().get_changelist_instance(request)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        words = search_term.replace("\x00", "").strip()
        found = self.found(queryset, words, reader=request.user) if words else queryset
        return super().get_search_results(request, queryset, words) if found is None else (found, False)

    def found(self, rows: QuerySet[Any], words: str, *, reader: Any) -> QuerySet[Any] | None:
        """Those of the rows that the words find; None: those that Django finds in `search_fields`."""
        return None

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """None where no row can have this key."""
        return None if "\x00" in object_id else super().get_object(request, object_id, from_field)

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        wrapped = self.admin_site.admin_view(self.export_view)
        export = [path("export.csv", wrapped, name=name)] if self.is_exported else []
        return export + super().get_urls()

    def export_view(self, request: HttpRequest) -> HttpResponseBase:
        """The rows that the list shows under the same filters, search and order."""
        self.require_view(request)
        try:
            rows = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return HttpResponseRedirect(self._address("changelist"))
        columns = [column for column in self.get_list_display(request) if isinstance(column, str)]
        return csv_response(rows, columns, self, name=f"aver-{self.opts.model_name}")

    def _address(self, view: str) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{view}")

    def page(self, request: HttpRequest, template: str, context: dict[str, Any]) -> TemplateResponse:
        """A page of our own with the frame of the admin."""
        request.current_app = self.admin_site.name
        frame = self.admin_site.each_context(request) | {"opts": self.opts}
        return TemplateResponse(request, template, frame | context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        with signed("correct" if change else "add", by=cast(User, request.user)):
            super().save_model(request, obj, form, change)

    def require_view(self, request: HttpRequest) -> None:
        """Raise Lacking unless the user may read what this admin shows; for pages of our own."""
        if not self.has_view_permission(request):
            name = f"{self.opts.app_label}.view_{self.opts.model_name}"
            raise Lacking(_("Your account may not read this. Ask an administrator."), name)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class RegisterAdmin(KeptAdmin):
    """Rows that only verbs write: they are listed and read."""

    is_exported = True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Lacking(PermissionDenied):
    """A permission (`app.codename`) that whoever wants to act does not hold; the log names it."""

    def __init__(self, message: str, permission: str) -> None:
        super().__init__(message)
        self.permission = permission


def key_of(object_id: str) -> int:
    """The key in an address. Raises Http404 where it is none."""
    if not (object_id.isascii() and object_id.isdigit() and len(object_id) < 19):
        raise Http404
    return int(object_id)


def acting_user(request: HttpRequest, permission: str) -> User:
    """The user who is to act. Raises Lacking unless they hold the permission (`app.codename`)."""
    user = request.user
    if not isinstance(user, User) or not user.has_perm(permission):
        raise Lacking(_("Your account may read this, but not change it. Ask an editor."), permission)
    return user
