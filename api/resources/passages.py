"""A passage of a stored text, as a body names it."""

from typing import Any

from rest_framework import serializers

from api import visibility
from api.fields import StrictIntegerField, StrictSerializer, VerbatimField, VisibleField
from sources.models import Document, DocumentVersion

LARGEST = 2**31 - 1


class PassageSerializer(StrictSerializer):
    """`quote` is the text of this version of the document at `[start, end)`, in code points.

    What is validated holds the DocumentVersion under `version`, and no document.
    """

    document = VisibleField(queryset=Document.objects.all(), visible=visibility.documents)
    version = StrictIntegerField(min_value=1, max_value=LARGEST, help_text="Its number within the document.")
    start = StrictIntegerField(min_value=0, max_value=LARGEST)
    end = StrictIntegerField(min_value=1, max_value=LARGEST, help_text="Exclusive.")
    quote = VerbatimField()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return with_version(attrs)


def with_version(attrs: dict[str, Any]) -> dict[str, Any]:
    """The values with the row of the version in the place of document and number."""
    rest = {name: value for name, value in attrs.items() if name != "document"}
    texts = DocumentVersion.objects.filter(document=attrs["document"], number=attrs["version"])
    version = texts.select_related("document__publisher", "publisher").defer("raw").first()
    if version is None:
        detail = serializers.ErrorDetail("The document has no version of this number.", "does_not_exist")
        raise serializers.ValidationError({"version": detail})
    return {**rest, "version": version}
