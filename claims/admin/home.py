"""What the home page tells a user: how much of each sort of work waits, the first of it, and where it is done."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import CharField, DateTimeField, F, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast, Left
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.admin.queue_page import LABELS, PERMISSIONS, queue_address
from claims.admin.wording import shortened
from claims.docket import Why, rows_that_wait
from claims.models import Candidate, Claim, ClaimReview, ExtractionRun, Prediction
from claims.querysets import Reader
from claims.vocabulary.statuses import Status
from sources.admin.listing import CappedCount, capped_counts
from sources.models import Document

FIRST = 3
"""Rows of each sort of work that stand on the home page itself."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that waits: its words, where they are dealt with, and since when it waits, where that is known."""

    words: str
    url: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Work:
    """A sort of work: who sees it, which rows wait, where they are listed, how words, page and instant are read."""

    permission: str
    label: str | Promise
    rows: QuerySet[Any]
    url: str
    page: str = "claims_claim"
    key: str = "pk"
    words: str = "text"
    since: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """One sort of work as the page shows it. `url` is the list in which exactly these rows stand."""

    label: str | Promise
    count: CappedCount
    url: str
    first: list[Row] = field(default_factory=list)


def needs_of(user: Reader) -> list[Need]:
    """The sorts of work this user may at least read, or is alone to do; what waits comes first. Two queries."""
    has_perm: Any = getattr(user, "has_perm", lambda _permission: False)
    kinds = [work for work in kinds_of_work(user) if has_perm(work.permission)]
    counts = capped_counts([work.rows for work in kinds])
    first = _first(kinds)
    needs = [
        Need(work.label, count, work.url, first.get(number, []))
        for number, (work, count) in enumerate(zip(kinds, counts, strict=True))
    ]
    return sorted(needs, key=lambda need: not need.count)


def _first(kinds: list[Work]) -> dict[int, list[Row]]:
    """By the number of the sort of work. One query."""
    if not kinds:
        return {}
    one, *others = (_columns(number, work) for number, work in enumerate(kinds))
    found: dict[int, list[Row]] = {}
    for number, key, words, since in one.union(*others, all=True):
        url = reverse(f"admin:{kinds[number].page}_change", args=[key])
        found.setdefault(number, []).append(Row(shortened(words, 110), url, since))
    return found


def _columns(number: int, work: Work) -> QuerySet[Any]:
    since = F(work.since) if work.since else Value(None, output_field=DateTimeField())
    named: QuerySet[Any] = work.rows.annotate(
        home_number=Value(number, output_field=IntegerField()),
        home_key=F(work.key),
        home_words=Left(Cast(work.words, TextField()), 400, output_field=CharField()),
        home_since=Cast(since, DateTimeField()),
    ).values_list("home_number", "home_key", "home_words", "home_since")
    return named[:FIRST]


def kinds_of_work(user: Reader) -> list[Work]:
    """What is this user's alone first, then what is anybody's, most pressing first."""
    claims = Claim.objects.visible_to(user)
    return [
        Work(
            "claims.settle_claim",
            _("claims assigned to you"),
            claims.assigned_to(user),
            _list("claims_claim", "?assigned=me"),
        ),
        Work(
            "claims.add_approval",
            _("verdicts await your approval"),
            claims.awaiting_approval(by=user),
            _list("claims_claim", "?waiting=approval"),
            since="proposed_verdict__recorded_at",
        ),
        Work(
            "claims.settle_claim",
            _("verdicts sent back to you"),
            claims.sent_back_to(user),
            _list("claims_claim", "?waiting=sent_back"),
            since="proposed_verdict__approval__recorded_at",
        ),
        Work(
            "claims.publish_claimreview",
            _("published reviews are outdated"),
            ClaimReview.objects.visible_to(user).outdated().order_by("pk"),
            _list("claims_claimreview", "?outdated=yes"),
            key="claim_id",
            words="headline",
        ),
        *_queue(user),
        *_to_read(user),
    ]


def _queue(user: Reader) -> list[Work]:
    """What needs a look."""
    of_claim = {"key": "claim_id", "words": "claim__text"}
    return [
        Work(
            PERMISSIONS[why],
            LABELS[why],
            rows_that_wait(user, why),
            queue_address(why),
            since=since,
            **({} if why is Why.AGAIN else of_claim),
        )
        for why, since in ((Why.DUE, "due_at"), (Why.LOOK, "look_at"), (Why.AGAIN, "look_at"))
    ]


def _to_read(user: Reader) -> list[Work]:
    """What has yet to be made fit to judge: criteria, candidates, facts, texts."""
    without_criteria = Prediction.objects.visible_to(user).in_status(Status.NEEDS_CRITERIA)
    quarantined = ExtractionRun.objects.filter(
        state=ExtractionRun.State.QUARANTINED, version__document__in=Document.objects.visible_to(user)
    )
    return [
        Work(
            "claims.view_prediction",
            _("predictions without criteria"),
            without_criteria.order_by("pk"),
            _list("claims_prediction", "?status=needs_criteria"),
            key="claim_id",
            words="claim__text",
        ),
        Work(
            "claims.view_candidate",
            _("candidates to decide"),
            Candidate.objects.visible_to(user).pending().order_by("-check_worthiness", "-id"),
            _list("claims_candidate"),
            page="claims_candidate",
            words="quote",
        ),
        Work(
            "claims.view_claim",
            _("facts to check"),
            Claim.objects.visible_to(user).in_status(Status.UNCHECKED).order_by("-pk"),
            _list("claims_claim", "?status=unchecked"),
        ),
        Work(
            "claims.view_extractionrun",
            _("documents in quarantine"),
            quarantined.order_by("-created_at", "-pk"),
            _list("claims_extractionrun", "?state__exact=quarantined"),
            page="sources_document",
            key="version__document_id",
            words="version__document__headline",
        ),
    ]


def _list(of: str, query: str = "") -> str:
    return f"{reverse(f'admin:{of}_changelist')}{query}"
