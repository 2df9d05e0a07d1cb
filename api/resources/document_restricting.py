"""Decisions on who may read a document, and on words that go because the law demands it."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import Group, User
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import ByNameField, StrictSerializer, StrictStringField
from api.resources.claim_decisions import ReasonSerializer
from api.resources.viewset import VersionedResource
from claims import withholding
from sources.models import Document, DocumentVersion

MOST_GROUPS = 100
GONE = OpenApiResponse(description="It is done, and you are not among those who may read the document.")


class RestrictSerializer(StrictSerializer):
    """The groups that are to read it, by name; none: the whole newsroom."""

    groups = serializers.ListField(
        child=ByNameField(queryset=Group.objects.all(), slug_field="name"), max_length=MOST_GROUPS
    )
    reason = StrictStringField(max_length=500)


class EraseSerializer(StrictSerializer):
    """Why, and by which demand. `sha256` is that of the text, to confirm which one is meant."""

    reason = StrictStringField(max_length=500)
    sha256 = StrictStringField(max_length=64)


class Restricting(VersionedResource[Document]):
    """Withholding, restricting and erasing."""

    @extend_schema(request=ReasonSerializer)
    @action(detail=True, methods=["post"])
    def withhold(self, request: Request, pk: int) -> Response:
        """Hide the document, with all that is quoted from it, from everybody but administrators."""
        return self.decide(ReasonSerializer, lambda document, given, by: withholding.withhold(document, **given, by=by))

    @extend_schema(request=ReasonSerializer)
    @action(detail=True, methods=["post"])
    def release(self, request: Request, pk: int) -> Response:
        """Show again what was withheld."""
        return self.decide(ReasonSerializer, lambda document, given, by: withholding.release(document, **given, by=by))

    @extend_schema(request=RestrictSerializer, responses={200: None, 204: GONE})
    @action(detail=True, methods=["post"])
    def restrict(self, request: Request, pk: int) -> Response:
        """Say which groups read the document; none opens it to the whole newsroom."""

        def restrict(document: Document, given: Mapping[str, Any], by: User) -> Document:
            seen = withholding.readers_of(document)
            return withholding.restrict(document, to=given["groups"], reason=given["reason"], by=by, seen=seen)

        return self.decide(RestrictSerializer, restrict)

    @extend_schema(
        request=EraseSerializer, parameters=[OpenApiParameter("number", OpenApiTypes.INT, OpenApiParameter.PATH)]
    )
    @action(detail=True, methods=["post"], url_path="versions/<int:number>/erase", url_name="erase")
    def erase(self, request: Request, pk: int, number: int) -> Response:
        """Take the words of a text out of the base, for ever: they become blocks, wherever they are quoted."""

        def erase(document: Document, given: Mapping[str, Any], by: User) -> DocumentVersion:
            texts = DocumentVersion.objects.filter(document=document, number=number)
            version = get_object_or_404(texts.defer("text", "raw"))
            if given["sha256"].lower() != version.sha256:
                detail = serializers.ErrorDetail("This is not the hash of this text.", "not_confirmed")
                raise serializers.ValidationError({"sha256": detail})
            return withholding.erase(version, reason=given["reason"], by=by)

        return self.decide(EraseSerializer, erase)
