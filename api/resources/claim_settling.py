"""Decisions on how a claim turned out, and on what counts as such."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.resources.claim_decisions import (
    ApproveSerializer,
    ConditionSerializer,
    CriteriaSerializer,
    ReasonSerializer,
    SendBackSerializer,
    SettleSerializer,
)
from api.resources.viewset import VersionedResource
from claims import settling
from claims.models import Claim, Prediction, Verdict


class Settling(VersionedResource[Claim]):
    """Verdicts, the second person's answer, the condition and the criteria."""

    @extend_schema(request=SettleSerializer)
    @action(detail=True, methods=["post"])
    def verdict(self, request: Request, pk: int) -> Response:
        """Give a verdict. It counts once a second person approves it; a correction says its reason."""

        def settle(claim: Claim, given: Mapping[str, Any], by: User) -> Verdict:
            return settling.settle(claim, settling.Finding(**given), by=by)

        return self.decide(SettleSerializer, settle)

    @extend_schema(request=ReasonSerializer)
    @action(detail=True, methods=["post"])
    def retract(self, request: Request, pk: int) -> Response:
        """Take back the verdict that counts. The retraction is a newer verdict, and needs approval like any other."""
        return self.decide(ReasonSerializer, lambda claim, given, by: settling.retract(claim, **given, by=by))

    @extend_schema(request=ApproveSerializer)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: int) -> Response:
        """Let the proposed verdict count; refused to its author."""
        return self.decide(ApproveSerializer, lambda claim, given, by: settling.approve(claim, **given, by=by))

    @extend_schema(request=SendBackSerializer)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: Request, pk: int) -> Response:
        """Ask the author of the proposed verdict for a better one."""
        return self.decide(SendBackSerializer, lambda claim, given, by: settling.send_back(claim, **given, by=by))

    @extend_schema(request=ConditionSerializer)
    @action(detail=True, methods=["post"])
    def condition(self, request: Request, pk: int) -> Response:
        """Say whether the condition of the prediction held."""

        def judge(claim: Claim, given: Mapping[str, Any], by: User) -> Prediction:
            return settling.judge_condition(claim, **given, by=by)

        return self.decide(ConditionSerializer, judge)

    @extend_schema(request=CriteriaSerializer)
    @action(detail=True, methods=["post"])
    def criteria(self, request: Request, pk: int) -> Response:
        """Write the resolution criteria of the prediction."""

        def word(claim: Claim, given: Mapping[str, Any], by: User) -> Prediction:
            return settling.word_criteria(claim, given["resolution_criteria"], reason=given.get("reason", ""), by=by)

        return self.decide(CriteriaSerializer, word)
