from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from api.permissions import KeyHasScope

NOUNS = (
    "documents",
    "candidates",
    "claims",
    "predictions",
    "queue",
    "evidence",
    "verdicts",
    "claimants",
    "publishers",
    "topics",
    "appearances",
    "relations",
    "rechecks",
    "ratings",
    "scales",
    "extraction-runs",
    "watches",
    "notices",
    "changes",
)


class Index(APIView):
    """Where the nouns are, for a person who follows links; programs read the schema."""

    permission_classes = [IsAuthenticated, KeyHasScope]

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        links = {noun: request.build_absolute_uri(f"{noun}/") for noun in NOUNS}
        return Response(links | {"docs": reverse("api:docs", request=request)})
