"""Known claims that may say the same as a text."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import StrictSerializer, StrictStringField
from api.resources.claim_summary import ClaimSerializer, claim_summaries
from api.resources.viewset import VersionedResource
from claims.encoding import NoEncoder
from claims.matching import DIFFERENCES, likenesses
from claims.models import Claim
from sources.languages import validate_language_tag

LONGEST_TEXT = 1000
"""A claim is not longer either."""

MOST = 20


class MatchSerializer(StrictSerializer):
    """What somebody claims, in their words."""

    text = StrictStringField(max_length=LONGEST_TEXT, help_text="One assertion, in French or English.")
    language = StrictStringField(
        required=False, max_length=35, validators=[validate_language_tag], help_text="Left out: detected."
    )
    claimant = StrictStringField(required=False, max_length=500, help_text="Who says so; left out: anybody.")


class WhySerializer(serializers.Serializer[Any]):
    """One thing that tells the two apart."""

    code = serializers.SlugField(help_text="For programs: other-number, other-days, other-sign, …")
    words = serializers.CharField(help_text="In the language the request accepts.")


class LikenessSerializer(serializers.Serializer[Any]):
    """A known claim, and how surely it says the same."""

    claim = ClaimSerializer()
    score = serializers.FloatField(help_text="From 0 to 1.")
    is_strong = serializers.BooleanField(help_text="Whether the desk would be offered it as the same claim.")
    why = WhySerializer(many=True, help_text="What tells them apart; empty where nothing does.")


class MatchesSerializer(serializers.Serializer[Any]):
    """Likeliest first, twenty at the most."""

    results = LikenessSerializer(many=True)


class NoMatcher(APIException):
    """What reads meanings cannot be loaded here."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_code = "no_matcher"
    default_detail = "Claims cannot be compared now; the log says why."
    wait = 60


class Matching(VersionedResource[Claim]):
    """Looking for known claims."""

    @extend_schema(request=MatchSerializer, responses=MatchesSerializer)
    @action(detail=False, methods=["post"])
    def match(self, request: Request) -> Response:
        """Find the known claims that may say the same as a text, in whatever language. Nothing is changed."""
        given = self.given(MatchSerializer)
        text, claimant, language = given["text"], given.get("claimant", ""), given.get("language", "")
        try:
            found = likenesses(text, claimant, reader=request.user, language=language)[:MOST]
        except NoEncoder as error:
            raise NoMatcher from error
        shown = claim_summaries(request.user).in_bulk([claim.pk for claim, _likeness in found])
        told = [
            {
                "claim": shown[claim.pk],
                "score": round(likeness.score, 3),
                "is_strong": likeness.is_strong,
                "why": [_told(slug) for slug, _detail in likeness.why],
            }
            for claim, likeness in found
            if claim.pk in shown
        ]
        return Response(MatchesSerializer({"results": told}).data)


def _told(difference: str) -> dict[str, str]:
    return {"code": difference.replace(" ", "-"), "words": str(DIFFERENCES[difference])}
