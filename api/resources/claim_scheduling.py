"""Decisions on when a claim is looked at."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.problems import Conflict
from api.resources.claim_decisions import CadenceSerializer, GraceSerializer, HorizonSerializer, SnoozeSerializer
from api.resources.viewset import VersionedResource
from claims import rechecks
from claims.models import Claim, Prediction


class Scheduling(VersionedResource[Claim]):
    """The horizon, snoozing, grace and cadence."""

    @extend_schema(request=HorizonSerializer)
    @action(detail=True, methods=["post"])
    def horizon(self, request: Request, pk: int) -> Response:
        """Give a window without end its last day."""

        def set_horizon(claim: Claim, given: Mapping[str, Any], by: User) -> Prediction:
            if not hasattr(claim, "prediction"):
                raise Conflict("A statement of fact has no window.", "not_a_prediction")
            return rechecks.set_horizon(claim.prediction, **given, by=by)

        return self.decide(HorizonSerializer, set_horizon)

    @extend_schema(request=SnoozeSerializer)
    @action(detail=True, methods=["post"])
    def snooze(self, request: Request, pk: int) -> Response:
        """Ask nobody to look before a day. What is due is never hidden."""
        return self.decide(SnoozeSerializer, lambda claim, given, by: rechecks.snooze(claim, **given, by=by))

    @extend_schema(request=GraceSerializer)
    @action(detail=True, methods=["post"])
    def grace(self, request: Request, pk: int) -> Response:
        """Owe the verdict of a prediction so many days after its window."""
        return self.decide(GraceSerializer, lambda claim, given, by: rechecks.set_grace(claim, **given, by=by))

    @extend_schema(request=CadenceSerializer)
    @action(detail=True, methods=["post"])
    def cadence(self, request: Request, pk: int) -> Response:
        """Have a checked fact looked at again so many days after each verdict, or no more."""
        return self.decide(CadenceSerializer, lambda claim, given, by: rechecks.set_cadence(claim, **given, by=by))
