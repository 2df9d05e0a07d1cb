"""What a user may do, in one query where Django asks two: each page of the admin, each request with a session asks."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import Q


class Rights(ModelBackend):
    """Permissions of the user and of their groups."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """As `app.codename`, kept on the user; empty for who is not active, and for single objects."""
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "_perm_cache"):
            user_obj._perm_cache = {f"{app}.{name}" for app, name in _permissions(user_obj)}
        held: set[str] = user_obj._perm_cache
        return held


def _permissions(user: Any) -> Any:
    rows = Permission.objects.order_by().values_list("content_type__app_label", "codename")
    if user.is_superuser:
        return rows
    of_groups = Permission.objects.filter(group__user=user)
    return rows.filter(Q(pk__in=user.user_permissions.values("pk")) | Q(pk__in=of_groups.values("pk")))
