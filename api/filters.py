"""Query parameters: each is known, given once and has a value, or the answer is 400."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django_filters.fields import IsoDateTimeField
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework.request import Request

from api.problems import BadParameters, Fault
from sources.models import Publisher
from sources.parsing.published import has_real_offset

LARGEST_KEY = 2**63 - 1


class StrictFilterBackend(DjangoFilterBackend):  # type: ignore[misc]  # untyped library
    """django-filter's, for lists only, with errors that name the parameter."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        if view.action != "list":
            return queryset
        filterset = self.get_filterset(request, queryset, view)
        if not filterset.is_valid():
            raise BadParameters(
                Fault(error.code or "invalid", message, parameter=name)
                for name, errors in filterset.errors.as_data().items()
                for error in errors
                for message in error.messages
            )
        filtered: QuerySet[Any] = filterset.qs
        narrow = getattr(view, "narrow", None)
        return narrow(filtered, filterset.form.cleaned_data) if narrow else filtered


def refuse_unknown_parameters(request: Request, allowed: tuple[str, ...]) -> None:
    """Raise BadParameters for any parameter that is not `allowed`, is given twice, is empty or holds a NUL."""
    known = f"allowed are {', '.join(sorted(allowed))}" if allowed else "none is allowed"
    faults = []
    for name, values in request.query_params.lists():
        if name not in allowed:
            faults.append(
                Fault("unknown_parameter", f"“{name[:80]}” is not a parameter; {known} here.", parameter=name)
            )
        elif len(values) > 1:
            faults.append(Fault("repeated", "Give this parameter once.", parameter=name))
        elif not values[0] or "\x00" in values[0]:
            faults.append(Fault("invalid", "Give this parameter a value, or leave it out.", parameter=name))
    if faults:
        raise BadParameters(faults)


class FilterSet(django_filters.FilterSet):  # type: ignore[misc]  # untyped library
    """The filters of one resource, named as its fields are."""


@extend_schema_field(OpenApiTypes.INT64)
class KeyFilter(django_filters.Filter):  # type: ignore[misc]  # untyped library
    """Equality with a numeric key. A key that nobody may see finds nothing, as one that does not exist."""

    field_class = forms.IntegerField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, min_value=1, max_value=LARGEST_KEY, **kwargs)


class InstantField(IsoDateTimeField):  # type: ignore[misc]  # untyped library
    """An ISO 8601 instant with an offset that can be."""

    def to_python(self, value: Any) -> Any:
        instant = super().to_python(value)
        if instant is not None and not has_real_offset(instant):
            raise forms.ValidationError("There is no such offset from UTC.", code="invalid")
        return instant


@extend_schema_field(OpenApiTypes.DATETIME)
class InstantFilter(django_filters.IsoDateTimeFilter):  # type: ignore[misc]  # untyped library
    """Comparison with an instant."""

    field_class = InstantField


def since(field: str) -> Any:
    """Instants from this one on."""
    return InstantFilter(field_name=field, lookup_expr="gte")


def until(field: str) -> Any:
    """Instants before this one."""
    return InstantFilter(field_name=field, lookup_expr="lt")


@extend_schema_field(OpenApiTypes.STR)
class PublisherFilter(django_filters.ModelChoiceFilter):  # type: ignore[misc]  # untyped library
    """A publisher by slug; an unknown one is refused."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(
            *args,
            queryset=Publisher.objects.all(),
            to_field_name="slug",
            error_messages={"invalid_choice": "There is no publisher with this slug."},
            **kwargs,
        )
