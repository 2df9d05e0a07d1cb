"""Fields that take a value of their own type only, and leave it as it was sent."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, cast

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import empty

from claims.querysets import Reader
from sources.ingest import FIRST_YEAR
from sources.parsing.published import has_real_offset
from sources.storable import unstorable

LARGEST_KEY = 2**63 - 1
LONGEST_NAME = 150
SLUG = re.compile(r"[-a-zA-Z0-9_]{1,80}", re.ASCII)


class OnlyStrings:
    """DRF's own character fields turn numbers into strings."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("invalid")  # type: ignore[attr-defined]  # of the field it is mixed into
        return super().to_internal_value(data)  # type: ignore[misc]  # likewise


class StrictStringField(OnlyStrings, serializers.CharField):
    """A string, kept as it was sent unless `trim_whitespace=True` says otherwise."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"trim_whitespace": False, **kwargs})


class StrictSlugField(OnlyStrings, serializers.SlugField):
    """A slug."""


@extend_schema_field(OpenApiTypes.STR)
class VerbatimField(serializers.Field[str, Any, str, Any]):
    """The words of a document. What they may not hold is for `sources.parsing` to say, at any door alike."""

    default_error_messages = {"invalid": "Give a string."}

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return data


class InstantField(serializers.DateTimeField):
    """An ISO 8601 date-time with its offset; in UTC, once read."""

    default_error_messages = {
        "invalid": "This is not a date-time; write it as 2022-02-24T04:00:00Z.",
        "naive": "Give the offset from UTC: Z, or one such as +01:00.",
        "implausible": f"Give a year from {FIRST_YEAR} on.",
    }

    def to_internal_value(self, value: Any) -> datetime:
        if not isinstance(value, str):
            self.fail("invalid", format="ISO 8601")
        try:
            instant = datetime.fromisoformat(value)
        except ValueError:
            self.fail("invalid", format="ISO 8601")
        if instant.tzinfo is None:
            self.fail("naive")
        if not has_real_offset(instant):
            self.fail("invalid", format="ISO 8601")
        if instant.year < FIRST_YEAR:
            self.fail("implausible")
        try:
            return instant.astimezone(UTC)  # PostgreSQL knows no offset of sixteen hours
        except OverflowError:
            self.fail("invalid", format="ISO 8601")


class StrictIntegerField(serializers.IntegerField):
    """A whole number, not `1.5`, `"1"` or `true`."""

    def to_internal_value(self, data: Any) -> int:
        if type(data) is not int:
            self.fail("invalid")
        return super().to_internal_value(data)


class StrictBooleanField(serializers.BooleanField):
    """`true` or `false`, not `1` or `"yes"`."""

    def to_internal_value(self, data: Any) -> bool:
        if type(data) is not bool:
            self.fail("invalid", input=data)
        return data


class VisibleField(serializers.PrimaryKeyRelatedField[Any]):
    """A row by its numeric key (a whole number, not `1.5`, `"1"` or `true`), among those that `visible` finds.

    A row the reader may not see does not exist for them.
    """

    def __init__(self, *, visible: Callable[[Reader], QuerySet[Any]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.visible = visible

    def get_queryset(self) -> QuerySet[Any]:
        return self.visible(self.context["request"].user)

    def to_internal_value(self, data: Any) -> Any:
        if type(data) is not int:
            self.fail("incorrect_type", data_type=type(data).__name__)
        if not 0 < data <= LARGEST_KEY:
            self.fail("does_not_exist", pk_value=data)
        return super().to_internal_value(data)


class KeysField(serializers.ListField):
    """Rows by their numeric keys, among those that `visible` finds; one query for all of them."""

    default_error_messages = {"does_not_exist": 'Invalid pk "{key}" - object does not exist.'}

    def __init__(self, *, visible: Callable[[Reader], QuerySet[Any]], **kwargs: Any) -> None:
        kwargs = {"child": StrictIntegerField(min_value=1, max_value=LARGEST_KEY), "max_length": 100, **kwargs}
        super().__init__(**kwargs)
        self.visible = visible

    def run_validation(self, data: Any = empty) -> list[Any]:
        keys = super().run_validation(data)
        found = self.visible(self.context["request"].user).in_bulk(keys)
        if missing := {place: [self._missing(key)] for place, key in enumerate(keys) if key not in found}:
            raise serializers.ValidationError(cast(dict[str, Any], missing))
        return list(found.values())

    def _missing(self, key: int) -> serializers.ErrorDetail:
        return serializers.ErrorDetail(self.error_messages["does_not_exist"].format(key=key), "does_not_exist")


class BySlugField(serializers.SlugRelatedField[Any]):
    """A row by its slug."""

    default_error_messages = {"does_not_exist": "There is none with the slug “{value}”."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(slug_field="slug", **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("invalid")
        if not SLUG.fullmatch(data):
            self.fail("does_not_exist", slug_name="slug", value=data[:80])
        return super().to_internal_value(data)


class ByNameField(serializers.SlugRelatedField[Any]):
    """A row by a name that it alone has, to the letter."""

    default_error_messages = {"does_not_exist": "There is none of the name “{value}”."}

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("invalid")
        if unstorable(data) or len(data) > LONGEST_NAME:
            self.fail("does_not_exist", slug_name=self.slug_field, value=data[:80])
        return super().to_internal_value(data)


class StrictSerializer(serializers.Serializer[Any]):
    """A body in which every field is known."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, dict):
            return super().to_internal_value(data)
        writable = [name for name, field in self.fields.items() if not field.read_only]
        detail = f"This field is not known; known are {', '.join(writable)}."
        unknown: dict[str, Any] = {
            name: [serializers.ErrorDetail(detail, "unknown_field")] for name in data if name not in writable
        }
        try:
            values = super().to_internal_value(data)
        except serializers.ValidationError as error:
            raise serializers.ValidationError(unknown | cast(dict[str, Any], error.detail)) from error
        if unknown:
            raise serializers.ValidationError(unknown)
        return values
