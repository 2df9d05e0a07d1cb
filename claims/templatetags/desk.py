"""What the home page tells a user: how much of each sort of work waits, and where it is done."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.models import Candidate, Claim, ExtractionRun, Prediction
from claims.querysets import Reader
from claims.vocabulary.statuses import Status
from sources.models import Document

register = template.Library()


@dataclass(frozen=True, slots=True)
class Need:
    """One sort of work: how many rows wait for somebody, and the list in which they stand."""

    label: str | Promise
    count: int
    url: str


@register.simple_tag
def needs_of(user: Reader) -> list[Need]:
    """The sorts of work this user may at least read, or is alone to do. One query each."""
    return [
        Need(label, rows.count(), f"{reverse(f'admin:claims_{noun}_changelist')}{query}")
        for permission, noun, label, rows, query in _kinds_of_work(user)
        if user.has_perm(permission)  # type: ignore[union-attr]  # the page is behind the login
    ]


def _kinds_of_work(user: Reader) -> list[tuple[str, str, str | Promise, QuerySet[Any], str]]:
    view_claim, view_prediction = "claims.view_claim", "claims.view_prediction"
    claims, predictions = Claim.objects.visible_to(user), Prediction.objects.visible_to(user)
    unchecked = claims.in_status(Status.UNCHECKED)
    quarantined = ExtractionRun.objects.filter(
        state=ExtractionRun.State.QUARANTINED, version__document__in=Document.objects.visible_to(user)
    )
    pending = Candidate.objects.visible_to(user).pending()
    return [
        (
            "claims.add_approval",
            "claim",
            _("verdicts await your approval"),
            claims.awaiting_approval(by=user),
            "?waiting=approval",
        ),
        (
            "claims.settle_claim",
            "claim",
            _("verdicts sent back to you"),
            claims.sent_back_to(user),
            "?waiting=sent_back",
        ),
        ("claims.view_candidate", "candidate", _("candidates to decide"), pending, ""),
        (view_prediction, "prediction", _("verdicts owed"), predictions.due(), "?status=due"),
        (view_prediction, "prediction", _("predictions to look at"), predictions.to_look_at(), "?status=look"),
        (view_claim, "claim", _("facts to check"), unchecked, "?status=unchecked"),
        (
            "claims.view_extractionrun",
            "extractionrun",
            _("documents in quarantine"),
            quarantined,
            "?state__exact=quarantined",
        ),
    ]
