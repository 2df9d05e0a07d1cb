from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from django.db.models import Model
from rest_framework.request import Request
from rest_framework.viewsets import GenericViewSet

from api.filters import FilterSet, refuse_unknown_parameters
from api.pagination import NewestFirst

M = TypeVar("M", bound=Model)


class Resource(GenericViewSet[M]):
    """What the resources share: methods, permissions by method, and query parameters of which each is known."""

    http_method_names = ["get", "post", "head"]
    lookup_value_converter = "int"
    also_required: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    filterset_class: ClassVar[type[FilterSet]]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        refuse_unknown_parameters(request, self._parameters())

    def _parameters(self) -> tuple[str, ...]:
        if self.action != "list":
            return ()
        return (*self.filterset_class.base_filters, *NewestFirst.parameters)
