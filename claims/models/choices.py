"""The vocabulary's words as choices, each with its label for people."""

from enum import StrEnum

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.vocabulary.happenings import Happening
from claims.vocabulary.kinds import AttributionKind, Evidentiality, Kind, ResolvesOn
from claims.vocabulary.windows import Operator, Precision

Choices = list[tuple[str, str | Promise]]

KINDS: dict[StrEnum, str | Promise] = {
    Kind.FACTUAL: _("statement of fact"),
    Kind.QUANTITY: _("figure"),
    Kind.PREDICTION: _("prediction"),
    Kind.CONDITIONAL_PREDICTION: _("conditional prediction"),
    Kind.COMMITMENT: _("commitment"),
    Kind.DENIAL: _("denial"),
    Kind.OPINION: _("opinion"),
}
OPERATORS: dict[StrEnum, str | Promise] = {
    Operator.ON: _("on"),
    Operator.BY: _("by"),
    Operator.BEFORE: _("before"),
    Operator.NOT_BEFORE: _("not before"),
    Operator.WITHIN: _("within"),
    Operator.UNTIL: _("until"),
    Operator.AFTER_EVENT: _("after an event"),
    Operator.NONE: _("no date"),
}
PRECISIONS: dict[StrEnum, str | Promise] = {
    Precision.DAY: _("day"),
    Precision.WEEKEND: _("weekend"),
    Precision.WEEK: _("week"),
    Precision.MONTH: _("month"),
    Precision.SEASON: _("season"),
    Precision.QUARTER: _("quarter"),
    Precision.HALF: _("half-year"),
    Precision.YEAR: _("year"),
    Precision.DECADE: _("decade"),
    Precision.VAGUE: _("vague"),
}
ATTRIBUTION_KINDS: dict[StrEnum, str | Promise] = {
    AttributionKind.DIRECT_QUOTE: _("direct quote"),
    AttributionKind.INDIRECT: _("indirect"),
    AttributionKind.NARRATOR: _("the article itself"),
}
EVIDENTIALITIES: dict[StrEnum, str | Promise] = {
    Evidentiality.ASSERTED: _("asserted"),
    Evidentiality.QUOTED: _("quoted"),
    Evidentiality.REPORTED: _("reported, unconfirmed"),
    Evidentiality.DENIED: _("denied"),
}
RESOLVES_ON: dict[StrEnum, str | Promise] = {
    ResolvesOn.OCCURRENCE: _("something happening"),
    ResolvesOn.PERSISTENCE: _("a state holding, or nothing happening"),
}

HAPPENINGS: dict[StrEnum, str | Promise] = {
    Happening.NEW_CLAIM: _("A new claim"),
    Happening.APPEARANCE: _("It appeared again"),
    Happening.EVIDENCE_SUGGESTED: _("Evidence was suggested"),
    Happening.EVIDENCE_ACCEPTED: _("Evidence was accepted"),
    Happening.PROPOSED: _("A verdict was proposed"),
    Happening.RETRACTION_PROPOSED: _("A retraction was proposed"),
    Happening.SENT_BACK: _("A verdict was sent back"),
    Happening.COUNTS: _("A verdict counts"),
    Happening.RETRACTED: _("The verdict was retracted"),
    Happening.CONDITION: _("The condition was judged"),
    Happening.MOVED: _("The day on which it comes up was moved"),
    Happening.WITHDRAWN: _("It was withdrawn"),
    Happening.ASSIGNED: _("It was assigned to you"),
    Happening.DUE: _("A verdict is owed"),
    Happening.LOOK: _("It came up for a look"),
    Happening.AGAIN: _("It came up to be looked at again"),
}


class How(models.TextChoices):
    """When somebody is sent what they are told; it stands among their notices at once in any case."""

    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("once a day")
    WEEKLY = "weekly", _("once a week")
    OFF = "off", _("no e-mail")


def choices(labels: dict[StrEnum, str | Promise]) -> Choices:
    """Pairs of stored value and label, as a field wants them."""
    return [(word.value, label) for word, label in labels.items()]
