"""One's own notices, newest first: opened, marked as seen one by one, or all at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
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
from claims.vocabulary.happenings import Happening
from sources.admin.listing import CappedPaginator
from sources.admin.register import RegisterAdmin, acting_user
from sources.parsing.published import has_real_offset

VIEW = "claims.view_notice"
ON_A_PAGE = 50
SECTIONS = {
    Happening.EVIDENCE_SUGGESTED.value: "#evidence",
    Happening.EVIDENCE_ACCEPTED.value: "#evidence",
    Happening.PROPOSED.value: "#proposed",
    Happening.RETRACTION_PROPOSED.value: "#proposed",
    Happening.SENT_BACK.value: "#proposed",
}
"""Where on the page of its claim one reads what a notice tells."""


@dataclass(frozen=True, slots=True)
class Told:
    """Notices that say the same, newest first."""

    notices: tuple[Notice, ...]

    @property
    def newest(self) -> Notice:
        return self.notices[0]

    @property
    def times(self) -> int:
        return len(self.notices)


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
        is_any_unseen = newest is not None and mine.unseen().exists()
        context = {
            "title": _("Notices"),
            "notices": page,
            "told": told_together(page),
            "up_to": newest.isoformat() if newest and is_any_unseen else "",
        }
        return self.page(request, "admin/claims/notices.html", context)

    def seen_view(self, request: HttpRequest) -> HttpResponse:
        """Mark some (`notice`, then go to their claim where `open` is sent), or all that were `up_to` then."""
        by = acting_user(request, VIEW)
        if request.method == "POST" and (keys := request.POST.getlist("notice")):
            return self._some(request, by, keys[:ON_A_PAGE])
        up_to = _instant(request.POST.get("up_to", ""))
        if request.method == "POST" and up_to:
            count = watching.see_all(by, up_to=up_to)
            said = ngettext("%(count)s notice marked as seen.", "%(count)s notices marked as seen.", count)
            messages.success(request, said % {"count": count})
        return HttpResponseRedirect(self._address("changelist"))

    def _some(self, request: HttpRequest, by: User, keys: list[str]) -> HttpResponse:
        try:
            known = [UUID(key) for key in keys]
        except ValueError as error:
            raise Http404 from error
        notices = list(Notice.objects.visible_to(by).filter(user=by, pk__in=known))
        if not notices:
            raise Http404
        watching.see(notices)
        if "open" in request.POST:
            page = reverse("admin:claims_claim_change", args=[notices[0].claim_id])
            return HttpResponseRedirect(f"{page}{SECTIONS.get(notices[0].what, '')}")
        return HttpResponseRedirect(self._address("changelist"))


def told_together(notices: Iterable[Notice]) -> list[Told]:
    """Those that stand one behind the other and say the same of one claim, as one."""

    def same(notice: Notice) -> tuple[Any, ...]:
        return notice.claim_id, notice.what, notice.by_id, notice.seen_at is None

    return [Told(tuple(group)) for _same, group in groupby(notices, key=same)]


def _instant(words: str) -> Any:
    try:
        instant = parse_datetime(words)
    except ValueError:
        return None
    return instant if instant and has_real_offset(instant) else None
