"""What the decisions on a claim ask for in their bodies."""

from typing import Any

from django.contrib.auth.models import User
from rest_framework import serializers

from api import visibility
from api.fields import (
    ByNameField,
    BySlugField,
    InstantField,
    KeysField,
    StrictBooleanField,
    StrictIntegerField,
    StrictSerializer,
    StrictStringField,
)
from api.resources.verdicts import EARLY
from claims.models import Rating, Topic, Verdict
from claims.rechecks import LONGEST_CADENCE, LONGEST_GRACE

MOST_TOPICS = 20


class SettleSerializer(StrictSerializer):
    """A verdict to give."""

    rating = BySlugField(queryset=Rating.objects.select_related("scale"))
    rationale = StrictStringField(max_length=20_000)
    known_at = InstantField(help_text="When the world knew.")
    certainty = serializers.ChoiceField(
        choices=EARLY, required=False, help_text="For what could otherwise be known only at the end of the window."
    )
    evidence = KeysField(
        visible=visibility.evidence,
        required=False,
        help_text="Accepted pieces on this claim; an outcome needs at least one.",
    )
    resolution_criteria = StrictStringField(
        required=False, allow_blank=True, max_length=5_000, help_text="Where the prediction has none yet."
    )
    reason = StrictStringField(
        required=False, allow_blank=True, max_length=500, help_text="Why the verdict that counts is corrected."
    )

    def validate_certainty(self, certainty: str) -> Verdict.Certainty:
        return Verdict.Certainty(certainty)


class ReasonSerializer(StrictSerializer):
    """Why."""

    reason = StrictStringField(max_length=500)


class ApproveSerializer(StrictSerializer):
    """A word to the author, if there is one to say."""

    comment = StrictStringField(required=False, allow_blank=True, max_length=500)


class SendBackSerializer(StrictSerializer):
    """What the author is asked to do better."""

    comment = StrictStringField(max_length=500)


class ConditionSerializer(StrictSerializer):
    """Whether the condition held. One that never held annuls the prediction: the verdict is given with it."""

    held = StrictBooleanField()
    rationale = StrictStringField(max_length=20_000)
    known_at = InstantField(help_text="When the world knew.")


class CriteriaSerializer(StrictSerializer):
    """What would count as true, and what as false."""

    resolution_criteria = StrictStringField(max_length=5_000)
    reason = StrictStringField(
        required=False, allow_blank=True, max_length=500, help_text="Needed where the window has opened."
    )


class HorizonSerializer(StrictSerializer):
    """The last day of a window that has no end of its own."""

    horizon: Any = serializers.DateField()


class SnoozeSerializer(StrictSerializer):
    """The day before which nobody is asked to look. A verdict that is owed is never put off."""

    until: Any = serializers.DateField()


class GraceSerializer(StrictSerializer):
    """Days after the window before a verdict is owed."""

    days = StrictIntegerField(min_value=0, max_value=LONGEST_GRACE)


class CadenceSerializer(StrictSerializer):
    """After how many days a checked fact comes up again; null: no more."""

    days = StrictIntegerField(min_value=1, max_value=LONGEST_CADENCE, allow_null=True)


class AssignSerializer(StrictSerializer):
    """Who is to see to it: somebody who may give verdicts, and read this claim."""

    to = ByNameField(queryset=User.objects.all(), slug_field="username", help_text="By their user name.")


class TopicsSerializer(StrictSerializer):
    """Topics by their slugs, which `GET /topics/` tells."""

    topics = serializers.ListField(
        child=BySlugField(queryset=Topic.objects.all()), allow_empty=False, max_length=MOST_TOPICS
    )
