"""The ledger as it is stored: keys in the place of words. What became of an object is told on its own page."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.models import LedgerEntry
from sources.admin.register import RegisterAdmin

READS_ALL = ["sources.withhold_document", "claims.withhold_claim"]


@admin.register(LedgerEntry)
class LedgerEntryAdmin(RegisterAdmin):
    list_display = ["seq", "recorded_at", "who", "act", "operation", "object_table", "object_id", "claim_id"]
    list_filter = ["operation"]
    search_fields = ["act"]
    sortable_by = ()
    search_help_text = _("The key of a row or of a claim, a whole act, or who did it.")
    ordering = ["-seq"]

    def found(self, rows: QuerySet[Any], words: str, *, reader: Any) -> QuerySet[Any]:
        if words.isascii() and words.isdigit() and len(words) < 19:
            return rows.filter(Q(object_id=int(words)) | Q(claim_id=int(words)))
        people = list(User.objects.filter(username__icontains=words).values_list("pk", flat=True)[:20])
        return rows.filter(Q(act=words) | Q(actor_id__in=people))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The whole ledger tells of restricted and withheld documents too."""
        return request.user.has_perms(READS_ALL) and super().has_view_permission(request, obj)

    @admin.display(description=_("who"))
    def who(self, entry: LedgerEntry) -> str:
        return entry.actor or entry.database_user
