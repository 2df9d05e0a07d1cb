"""One's own notices, newest first: opened, marked as seen one by one, or all at once."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims import watching
from claims.models import Notice
from sources.admin.listing import CappedPaginator
from sources.admin.register import RegisterAdmin, acting_user
from sources.parsing.published import has_real_offset

VIEW = "claims.view_notice"
ON_A_PAGE = 50


@admin.register(Notice)
class NoticeAdmin(RegisterAdmin):
    is_exported = False

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("", wrap(self.changelist_view), name="claims_notice_changelist"),
            path("seen/", wrap(self.seen_view), name="claims_notice_seen"),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        self.require_view(request)
        by = acting_user(request, VIEW)
        mine = Notice.objects.visible_to(by).filter(user=by).select_related("claim__claimant", "by")
        page = CappedPaginator(mine.order_by("-happened_at", "-pk"), ON_A_PAGE).get_page(request.GET.get("page"))
        newest = max((notice.told_at for notice in page), default=None) if page.number == 1 else None
        context = {"title": _("Notices"), "notices": page, "up_to": newest.isoformat() if newest else ""}
        return self.page(request, "admin/claims/notices.html", context)

    def seen_view(self, request: HttpRequest) -> HttpResponse:
        """Mark one (`notice`, then go to its claim where `open` is sent), or all that were `up_to` then."""
        by = acting_user(request, VIEW)
        if request.method == "POST" and (key := request.POST.get("notice", "")):
            return self._one(request, by, key)
        up_to = _instant(request.POST.get("up_to", ""))
        if request.method == "POST" and up_to:
            count = watching.see_all(by, up_to=up_to)
            said = ngettext("%(count)s notice marked as seen.", "%(count)s notices marked as seen.", count)
            messages.success(request, said % {"count": count})
        return HttpResponseRedirect(self._address("changelist"))

    def _one(self, request: HttpRequest, by: User, key: str) -> HttpResponse:
        try:
            known = UUID(key)
        except ValueError as error:
            raise Http404 from error
        notice = Notice.objects.visible_to(by).filter(user=by, pk=known).first()
        if notice is None:
            raise Http404
        watching.see(notice)
        if "open" in request.POST:
            return HttpResponseRedirect(reverse("admin:claims_claim_change", args=[notice.claim_id]))
        return HttpResponseRedirect(self._address("changelist"))


def _instant(words: str) -> Any:
    try:
        instant = parse_datetime(words)
    except ValueError:
        return None
    return instant if instant and has_real_offset(instant) else None
