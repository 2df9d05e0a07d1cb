from typing import Any

from django.db.models import Model
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.permissions import DjangoModelPermissions
from rest_framework.request import Request


class ModelPermissions(DjangoModelPermissions):
    """Django's model permissions, for reading too: who has not been granted `view_…` reads nothing.

    A view may ask for more in `also_required`, a mapping of method to permissions. What a view does not offer is
    answered 405 before anybody's permission is asked. What was asked stays in `view.permissions_asked`, for the log.
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
        model: type[Model] = self._queryset(view).model
        required = [*self.get_required_permissions(method, model), *view.also_required.get(method, ())]
        view.permissions_asked = required
        return request.user.has_perms(required)
