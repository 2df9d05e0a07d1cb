"""The record of a claimant or publisher: how often they were right."""

from math import isinf
from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.moments import AS_OF, OF_AN_INSTANT, may_be_kept, moment_asked, reading
from api.resources.viewset import Resource
from claims.records import record_of
from claims.records_then import record_then
from claims.rules.scoring import MINIMUM, Bin, Rate, Record, Scores
from claims.vocabulary.outcomes import Outcome, Unscored


class RateSerializer(serializers.Serializer[Rate]):
    """`hits` of `n`; `share` of one, with Wilson's 95 % interval from `low` to `high`."""

    hits = serializers.IntegerField()
    n = serializers.IntegerField()
    share = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()


class BinSerializer(serializers.Serializer[Bin]):
    """Forecasts above `low`, up to `high`: how probable they were called on average, and how many came true."""

    low = serializers.FloatField()
    high = serializers.FloatField()
    forecast = serializers.FloatField()
    observed = RateSerializer()


class ScoresSerializer(serializers.Serializer[Scores]):
    """How good the numbers of one scale were; `in_text`: numbers of the texts, empty: numbers given by hand.

    Both scores are best at 0: `brier` is at worst 1, `log_score` is in bits, and null where it is infinite.
    """

    scale = serializers.CharField()
    n = serializers.IntegerField()
    brier = serializers.FloatField()
    log_score = serializers.SerializerMethodField(help_text="Null: something that was called impossible happened.")
    is_log_score_infinite = serializers.SerializerMethodField()
    bins = BinSerializer(many=True)

    @extend_schema_field(serializers.FloatField(allow_null=True))
    def get_log_score(self, scores: Scores) -> float | None:
        return None if isinf(scores.log_score) else scores.log_score

    def get_is_log_score_infinite(self, scores: Scores) -> bool:
        return isinf(scores.log_score)


class CountsSerializer(serializers.Serializer[Any]):
    """How many claims stand how. `early`: it came true, or was kept, in a window that is still open."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {outcome.value: serializers.IntegerField() for outcome in Outcome}


class UnscoredSerializer(serializers.Serializer[Any]):
    """How many claims have no score, by the reason."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {reason.value: serializers.IntegerField() for reason in Unscored}


class RecordSerializer(serializers.Serializer[Record]):
    """How often somebody was right, of the claims you may see; repetition is counted once (docs/records.md)."""

    claims = serializers.SerializerMethodField()
    counts = serializers.SerializerMethodField()
    predictions = RateSerializer(allow_null=True, help_text="That came true in full; null: none is decided.")
    commitments = RateSerializer(allow_null=True, help_text="That were kept in full; null: none is settled.")
    scores = ScoresSerializer(many=True, help_text="One a scale.")
    unscored = serializers.SerializerMethodField()
    rank_by = serializers.FloatField(
        allow_null=True, help_text=f"The lower end of the interval; null under {MINIMUM} decided predictions."
    )

    def get_claims(self, record: Record) -> int:
        return record.count()

    @extend_schema_field(CountsSerializer)
    def get_counts(self, record: Record) -> dict[str, int]:
        return {outcome.value: record.count(outcome) for outcome in Outcome}

    @extend_schema_field(UnscoredSerializer)
    def get_unscored(self, record: Record) -> dict[str, int]:
        told = record.unscored
        return {reason.value: told.get(reason, 0) for reason in Unscored}


class HasRecord(Resource[Any]):
    """Of those who claim, and those who print."""

    of_the_past: ClassVar[frozenset[str]] = frozenset({"record"})

    @extend_schema(parameters=[OF_AN_INSTANT], responses=RecordSerializer)
    @action(detail=True)
    def record(self, request: Request, **_: Any) -> Response:
        """How often they were right, now or as of an instant, of the claims you may see."""
        holder = self.get_object()
        moment = moment_asked(request)
        if moment is None:
            return Response(RecordSerializer(record_of(holder, reader=request.user)).data)
        with reading(moment, request):
            then = get_object_or_404(type(holder)._default_manager.all(), pk=holder.pk)
            answer = Response(RecordSerializer(record_then(then, reader=request.user, moment=moment)).data)
        may_be_kept(answer, moment)
        return answer

    def _parameters(self) -> tuple[str, ...]:
        return (*super()._parameters(), *([AS_OF] if self.action in self.of_the_past else []))
