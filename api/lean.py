"""A view with few steps between the request and its answer, for what is asked at a high rate."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib.auth.models import User
from django.db import connection
from django.http import HttpRequest, HttpResponse
from rest_framework.request import Request
from rest_framework.views import APIView

from api.filters import refuse_unknown_parameters

ANSWERED = "application/json"

RIGHTS = """
SELECT coalesce(array_agg(app_label || '.' || codename), '{}')
FROM auth_permission JOIN django_content_type AS sort ON sort.id = content_type_id
WHERE auth_permission.id IN (
    SELECT permission_id FROM auth_user_user_permissions WHERE user_id = %(user)s
    UNION ALL SELECT permission_id FROM auth_group_permissions JOIN auth_user_groups USING (group_id)
    WHERE user_id = %(user)s
)
"""


def read_rights(user: User) -> None:
    """What ModelBackend would find out in two queries, where it keeps it; one statement that nobody has to compile."""
    with connection.cursor() as cursor:
        cursor.execute(RIGHTS, {"user": user.pk})
        user._perm_cache = set(cursor.fetchone()[0])  # type: ignore[attr-defined]  # django.contrib.auth.backends


class LeanView(APIView):
    """Asks who is there, whether they may, and for known parameters, as every view of the API does, then answers bytes.

    What APIView does beside (negotiating a renderer, finding a version, rendering) would cost more than the answer. It
    fails as every other view does. `acts` and `action` are for ModelPermissions.
    """

    http_method_names = ["get", "post", "head"]
    acts: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    action: ClassVar[str]
    parameters: ClassVar[tuple[str, ...]] = ()
    format_kwarg = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.args, self.kwargs = args, kwargs
        self.request = asked = self.initialize_request(request, *args, **kwargs)
        try:
            self._begin(asked)
            answer: HttpResponse = getattr(self, (request.method or "").lower())(asked, *args, **kwargs)
        except Exception as error:  # as APIView.dispatch does; what is our bug is raised again there
            answer = self.handle_exception(error)
            answer["Allow"] = ", ".join(self.allowed_methods)
        return answer

    def _begin(self, request: Request) -> None:
        if request.META.get("HTTP_ACCEPT", "*/*") not in ("*/*", ANSWERED):
            self.perform_content_negotiation(request)
        self.perform_authentication(request)
        if isinstance(request.user, User):
            read_rights(request.user)
        self.check_permissions(request)
        self.check_throttles(request)
        if request.META.get("QUERY_STRING"):
            refuse_unknown_parameters(request, self.parameters)
