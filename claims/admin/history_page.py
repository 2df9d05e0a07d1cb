"""The page that tells all that became of an object, a hundred acts at a time."""

from typing import Any

from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from claims.admin.history import ON_ONE_PAGE, has_history, history_of
from sources.admin.register import KeptAdmin, key_of


class HistoryPage(KeptAdmin):
    """In the place of the admin's own, which knows only what was done in the admin."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        self.require_view(request)
        what = self.get_queryset(request).filter(pk=key_of(object_id)).first()
        if what is None:
            raise Http404
        given = request.GET.get("before", "")
        before = key_of(given) if given else 0
        events = history_of(what, reader=request.user, before=before, at_most=ON_ONE_PAGE)
        context = {
            "title": _("History"),
            "object": what,
            "history": events,
            "is_whole": True,
            "older": events[-1].seq if events and has_history(what, before=events[-1].seq) else None,
        }
        return self.page(request, "admin/claims/history_page.html", context | (extra_context or {}))
