"""How the works are doing: signs of life, how far behind the sweeps are, and where to look."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from claims.models import Heartbeat
from claims.vital_signs import parts
from sources.admin.register import RegisterAdmin


@admin.register(Heartbeat)
class HeartbeatAdmin(RegisterAdmin):
    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        self.require_view(request)
        names = {
            "worker": _("worker"),
            "beat": _("beat"),
            "rechecks": _("re-checks"),
            "extractions": _("extractions"),
            "seen_at": _("seen at"),
            "oldest_turn": _("oldest turn that waits"),
            "failed_turns": _("turns that failed"),
            "oldest_waiting_run": _("oldest document that waits"),
            "waiting_runs": _("documents that wait"),
            "leased_runs": _("documents being read"),
            "quarantined_runs": _("documents in quarantine"),
        }
        told = [
            (names[part.name], part.is_well, [(names[name], value) for name, value in part.figures.items()])
            for part in parts()
        ]
        quarantine = reverse("admin:claims_extractionrun_changelist") + "?state__exact=quarantined"
        context = {"title": _("How the works are doing"), "parts": told, "quarantine": quarantine}
        return self.page(request, "admin/claims/work.html", context)
