"""People and groups in the admin: those who keep them can make nobody a superuser, and touch none."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest

from sources.admin.register import KeptAdmin

if TYPE_CHECKING:
    StockUserAdmin = UserAdmin[User]
else:
    StockUserAdmin = UserAdmin

SUPERUSERS_OWN = frozenset({"is_superuser", "user_permissions"})

admin.site.unregister([User, Group])


@admin.register(User)
class PeopleAdmin(KeptAdmin, StockUserAdmin):
    """Who has gone is made inactive: what they decided keeps their name."""

    list_display = ("username", "first_name", "last_name", "email", "is_active", "last_login")
    list_filter = ("is_active", "is_staff", "groups")

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Also what a form takes: fields that are not named here are not read from what was posted."""
        fieldsets = super().get_fieldsets(request, obj)
        if request.user.is_superuser:
            return fieldsets
        return [
            (name, options | {"fields": [field for field in options["fields"] if field not in SUPERUSERS_OWN]})
            for name, options in fieldsets
        ]


@admin.register(Group)
class GroupsAdmin(KeptAdmin, GroupAdmin):
    """Those of Aver get their permissions anew at each migration; others serve to open restricted documents."""
