"""How the works are doing: signs of life, how far behind the sweeps are, and where to look."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from claims.models import EvidenceSearch, ExtractionRun, Heartbeat, Letter, PassageRun
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
            "passages": _("passages"),
            "searches": _("searches for evidence"),
            "notices": _("notices"),
            "seen_at": _("seen at"),
            "oldest_turn": _("oldest turn that waits"),
            "failed_turns": _("turns that failed"),
            "oldest_waiting_run": _("oldest document that waits"),
            "waiting_runs": _("documents that wait"),
            "leased_runs": _("documents being read"),
            "quarantined_runs": _("documents in quarantine"),
            "oldest_of_passages": _("oldest document whose passages wait"),
            "waiting_passages": _("documents whose passages wait"),
            "leased_passages": _("documents whose passages are being filed"),
            "quarantined_passages": _("filings of passages in quarantine"),
            "oldest_of_searches": _("oldest search that waits"),
            "waiting_searches": _("searches that wait"),
            "leased_searches": _("searches being made"),
            "quarantined_searches": _("searches in quarantine"),
            "oldest_untold_entry": _("oldest entry of the ledger that is not told"),
            "oldest_waiting_letter": _("oldest letter that waits"),
            "waiting_letters": _("letters that wait"),
            "given_up_letters": _("letters given up"),
        }
        told = [
            (names[part.name], part.is_well, [(names[name], value) for name, value in part.figures.items()])
            for part in parts()
        ]
        context = {"title": _("How the works are doing"), "parts": told, "registers": _registers(request)}
        return self.page(request, "admin/claims/work.html", context)


def _registers(request: HttpRequest) -> list[tuple[str, str]]:
    """Where what failed for good stands: what it is called, and the address."""
    quarantined = "state__exact=quarantined"
    named: list[tuple[type[Model], str, str]] = [
        (ExtractionRun, quarantined, _("Documents in quarantine")),
        (PassageRun, quarantined, _("Filings of passages in quarantine")),
        (EvidenceSearch, quarantined, _("Searches in quarantine")),
        (Letter, "state=failed", _("Letters given up")),
    ]
    return [
        (words, f"{reverse(f'admin:claims_{model._meta.model_name}_changelist')}?{query}")
        for model, query, words in named
        # Who sees how the works are doing need not be told to whom Aver writes.
        if admin.site.get_model_admin(model).has_view_permission(request)
    ]
