from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.admin.wording import shortened
from claims.models import Claim, Recheck
from sources.admin.register import RegisterAdmin


@admin.register(Recheck)
class RecheckAdmin(RegisterAdmin):
    list_display = ["words", "reason", "scheduled_for", "done_at"]
    list_filter = ["reason"]
    ordering = ["-pk"]
    sortable_by = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        readable = Claim.objects.visible_to(request.user)
        return super().get_queryset(request).filter(claim__in=readable).select_related("claim")

    @admin.display(description=_("claim"))
    def words(self, recheck: Recheck) -> str:
        return shortened(recheck.claim.text)
