"""A view with few steps between the request and its answer, for what is asked at a high rate."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from rest_framework.request import Request
from rest_framework.views import APIView

from api.filters import refuse_unknown_parameters

ANSWERED = "application/json"


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
        self.check_permissions(request)
        self.check_throttles(request)
        if request.META.get("QUERY_STRING"):
            refuse_unknown_parameters(request, self.parameters)
