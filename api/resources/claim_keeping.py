"""Decisions on who sees to a claim, under what it is sorted, and who may read it."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import StrictSerializer
from api.resources.claim_decisions import AssignSerializer, ReasonSerializer, TopicsSerializer
from api.resources.viewset import VersionedResource
from claims import editing, watching, withholding
from claims.models import Claim


class Keeping(VersionedResource[Claim]):
    """Assigning, sorting and withholding."""

    @extend_schema(request=AssignSerializer)
    @action(detail=True, methods=["post"])
    def assign(self, request: Request, pk: int) -> Response:
        """Give the claim to somebody who is to see to it, and who may give verdicts."""
        return self.decide(AssignSerializer, lambda claim, given, by: watching.assign(claim, **given, by=by))

    @extend_schema(request=StrictSerializer)
    @action(detail=True, methods=["post"])
    def unassign(self, request: Request, pk: int) -> Response:
        """Take the claim from whom it is assigned to."""
        return self.decide(StrictSerializer, lambda claim, given, by: watching.unassign(claim, **given, by=by))

    @extend_schema(request=TopicsSerializer)
    @action(detail=True, methods=["post"], url_path="sort-under")
    def sort_under(self, request: Request, pk: int) -> Response:
        """Put the claim under these topics too."""

        def sort(claim: Claim, given: Mapping[str, Any], by: User) -> int:
            return editing.sort_under([claim], given["topics"], by=by)

        return self.decide(TopicsSerializer, sort)

    @extend_schema(request=TopicsSerializer)
    @action(detail=True, methods=["post"], url_path="take-from-under")
    def take_from_under(self, request: Request, pk: int) -> Response:
        """Take the claim from under these topics."""

        def take(claim: Claim, given: Mapping[str, Any], by: User) -> None:
            editing.take_from_under([claim], given["topics"], by=by)

        return self.decide(TopicsSerializer, take)

    @extend_schema(request=ReasonSerializer)
    @action(detail=True, methods=["post"])
    def withhold(self, request: Request, pk: int) -> Response:
        """Hide the claim from everybody but administrators."""
        return self.decide(ReasonSerializer, lambda claim, given, by: withholding.withhold(claim, **given, by=by))

    @extend_schema(request=ReasonSerializer)
    @action(detail=True, methods=["post"])
    def release(self, request: Request, pk: int) -> Response:
        """Show again what was withheld."""
        return self.decide(ReasonSerializer, lambda claim, given, by: withholding.release(claim, **given, by=by))
