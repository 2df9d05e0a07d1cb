"""The ledger as it is stored: keys in the place of words. What became of an object is told on its own page."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.models import LedgerEntry
from sources.admin.register import RegisterAdmin

READS_ALL = ["sources.withhold_document", "claims.withhold_claim"]


@admin.register(LedgerEntry)
class LedgerEntryAdmin(RegisterAdmin):
    list_display = ["seq", "recorded_at", "who", "act", "operation", "object_table", "object_id", "claim_id"]
    list_filter = ["operation"]
    search_fields = ["=object_id", "=claim_id", "act", "actor"]
    search_help_text = _("The key of a row or of a claim, an act, or who did it.")
    ordering = ["-seq"]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The whole ledger tells of restricted and withheld documents too."""
        return request.user.has_perms(READS_ALL) and super().has_view_permission(request, obj)

    @admin.display(description=_("who"), ordering="actor")
    def who(self, entry: LedgerEntry) -> str:
        return entry.actor or entry.database_user
