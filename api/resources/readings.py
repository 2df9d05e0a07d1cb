"""Parts that several nouns share."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import get_current_timezone
from rest_framework import serializers


class WordsField(serializers.CharField):
    """Words of the text; null where it has none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"read_only": True, "allow_null": True, **kwargs})

    def to_representation(self, value: Any) -> Any:
        return value or None


class PersonField(serializers.SlugRelatedField[Any]):
    """Somebody of the newsroom, by the name they sign in with."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"slug_field": "username", "read_only": True, **kwargs})


class ProbabilitySerializer(serializers.Serializer[Any]):
    """How likely the words say it is, read on an estimative scale, from 0 to 1; null where they give no number."""

    low = serializers.FloatField(source="probability_low", allow_null=True)
    point = serializers.FloatField(source="probability_point", allow_null=True)
    high = serializers.FloatField(source="probability_high", allow_null=True)
    scale = serializers.CharField(source="estimative_scale")

    def to_representation(self, instance: Any) -> Any:
        numbers = (instance.probability_low, instance.probability_point, instance.probability_high)
        return None if numbers == (None, None, None) else super().to_representation(instance)


def instant(when: datetime) -> str:
    """As instants stand everywhere in the API: ISO 8601, in UTC."""
    told: str = serializers.DateTimeField().to_representation(when)
    return told


def day_or_instant(value: date) -> str:
    """As the serializers tell them, without one: instants in the zone of the settings."""
    if not isinstance(value, datetime):
        return value.isoformat()
    return value.astimezone(get_current_timezone()).isoformat().replace("+00:00", "Z")
