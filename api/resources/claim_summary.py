"""A claim in few words, as lists show it."""

from rest_framework import serializers

from api.resources.readings import PersonField
from claims.models import Claim, Claimant, Topic
from claims.querysets import ClaimQuerySet, Reader
from claims.vocabulary.statuses import Status

STATUSES = [(status.value, status.value) for status in Status]


class ClaimClaimantSerializer(serializers.ModelSerializer[Claimant]):
    """Who claims it."""

    class Meta:
        model = Claimant
        fields = ["id", "name", "kind"]
        read_only_fields = fields


class ClaimSerializer(serializers.ModelSerializer[Claim]):
    """What the editors hold somebody to."""

    claimant = ClaimClaimantSerializer(read_only=True)
    topics = serializers.SlugRelatedField[Topic](slug_field="slug", many=True, read_only=True)
    assigned_to = PersonField(allow_null=True, help_text="Who is to see to it.")
    status = serializers.ChoiceField(choices=STATUSES, read_only=True, help_text="At the instant of the answer.")

    class Meta:
        model = Claim
        fields = [
            "id",
            "text",
            "language",
            "kind",
            "claimant",
            "claim_date",
            "topics",
            "assigned_to",
            "status",
            "created_at",
            "withdrawn_at",
            "withheld_at",
        ]
        read_only_fields = fields


def claim_summaries(reader: Reader) -> ClaimQuerySet:
    """Claims the reader may see, with all that ClaimSerializer shows."""
    found: ClaimQuerySet = Claim.objects.visible_to(reader).with_status()
    return found.select_related("claimant", "assigned_to").prefetch_related("topics")
