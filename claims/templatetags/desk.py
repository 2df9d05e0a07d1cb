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
    """The sorts of work this user may at least read. One query each."""
    return [
        Need(label, rows.count(), f"{reverse(f'admin:claims_{noun}_changelist')}{query}")
        for noun, label, rows, query in _kinds_of_work(user)
        if user.has_perm(f"claims.view_{noun}")  # type: ignore[union-attr]  # the page is behind the login
    ]


def _kinds_of_work(user: Reader) -> list[tuple[str, str | Promise, QuerySet[Any], str]]:
    predictions = Prediction.objects.visible_to(user)
    quarantined = ExtractionRun.objects.filter(
        state=ExtractionRun.State.QUARANTINED, version__document__in=Document.objects.visible_to(user)
    )
    return [
        ("candidate", _("candidates to decide"), Candidate.objects.visible_to(user).pending(), ""),
        ("prediction", _("verdicts owed"), predictions.due(), "?status=due"),
        ("prediction", _("predictions to look at"), predictions.to_look_at(), "?status=look"),
        (
            "claim",
            _("facts to check"),
            Claim.objects.visible_to(user).in_status(Status.UNCHECKED),
            "?status=unchecked",
        ),
        ("extractionrun", _("documents in quarantine"), quarantined, "?state__exact=quarantined"),
    ]
