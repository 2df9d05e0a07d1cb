from typing import Any

from django.db.models import Model
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.permissions import BasePermission, DjangoModelPermissions
from rest_framework.request import Request

from api.key_use import HeldKey
from api.problems import InsufficientScope
from api.scopes import scope_of


class KeyHasScope(BasePermission):
    """A key is asked for the scope of the request; a browser's session has all that its rights can use.

    Reading asks for `read`; for the rest a view says in `scopes`, by action, or in `scope` what it asks for.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        held, method = request.auth, request.method or ""
        if not isinstance(held, HeldKey) or method not in view.allowed_methods:
            return True  # whoever comes next answers 401 or 405
        scope = scope_of(view, method)
        if scope not in held.scopes:
            raise InsufficientScope(scope)
        return True


class ModelPermissions(DjangoModelPermissions):
    """Django's model permissions, for reading too: who has not been granted `view_…` reads nothing.

    What a view says in `acts`, a mapping of action to permissions, is asked beside reading; an action that is not
    there asks what its method does. What a view does not offer is answered 405 before anybody's permission is asked.
    What was asked stays in `view.permissions_asked`, for the log.
    """

    perms_map = {
        "GET": ["%(app_label)s.view_%(model_name)s"],
        "HEAD": ["%(app_label)s.view_%(model_name)s"],
        "POST": ["%(app_label)s.add_%(model_name)s"],
    }

    def has_permission(self, request: Request, view: Any) -> bool:
        if not request.user.is_authenticated:
            return False
        method = request.method or ""
        if method not in view.allowed_methods:
            raise MethodNotAllowed(method)
        view.permissions_asked = self.asked(view, method)
        return request.user.has_perms(view.permissions_asked)

    def asked(self, view: Any, method: str) -> list[str]:
        """The permissions that this action asks for, all of them."""
        model: type[Model] = view.queryset.model
        if view.action in view.acts:
            return [*self.get_required_permissions("GET", model), *view.acts[view.action]]
        return self.get_required_permissions(method, model)
