"""One method a status or queue: each is one WHERE on stored columns, by the database's clock unless told otherwise."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, Self

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, PermissionsMixin, User
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Now

from claims.vocabulary.kinds import FORWARD_LOOKING
from claims.vocabulary.statuses import Status
from sources.models import Document

Reader = User | AbstractBaseUser | AnonymousUser
Instant = datetime | Combinable
FACTS = ("factual", "quantity", "denial")

_INSTANT: ContextVar[datetime | None] = ContextVar("instant", default=None)


@contextmanager
def at_the_instant(instant: datetime) -> Iterator[None]:
    """Within it, statuses are those of this instant wherever no other is given."""
    token = _INSTANT.set(instant)
    try:
        yield
    finally:
        _INSTANT.reset(token)


def present() -> Instant:
    """The instant of `at_the_instant`, else of the statement, by the database's clock."""
    return _INSTANT.get() or Now()


TO_LOOK_AT_AGAIN = Q(look_at__isnull=False, current_verdict__isnull=False, withdrawn_at__isnull=True)
"""Facts for which an editor has chosen a cadence, as long as a verdict counts on them."""


def window_day(at: str = "") -> Coalesce:
    """The day by which a prediction is sorted: its last, else its horizon, else the day on which it opens."""
    return Coalesce(f"{at}not_after", f"{at}horizon", f"{at}not_before")


def row_by_row(rows: "models.QuerySet[Any]") -> Q:
    """Whether there is any, asked of each row by its index.

    Beside an OR the planner would answer an EXISTS for all rows of the archive at once, however few are asked about.
    """
    return Q(Coalesce(Subquery(rows.order_by().values(one=Value(True))[:1]), False))


def status_conditions(now: Instant | None = None, *, at: str = "") -> dict[Status, Q]:
    """What each status of a prediction means in SQL; `at` is the path to it: `prediction__` from a claim."""
    now = now or present()

    def has_come(field: str) -> Q:
        return Q(**{f"{at}{field}__lte": now})

    def has_not_come(field: str) -> Q:
        return Q(**{f"{at}{field}__isnull": True}) | Q(**{f"{at}{field}__gt": now})

    awaited = Q(**{f"{at}awaits_outcome": True})
    quiet = awaited & has_not_come("due_at") & has_not_come("look_at")
    unheld = quiet & ~Q(**{f"{at}condition_state": "open"})
    ready = unheld & ~Q(**{f"{at}resolution_criteria": ""})
    return {
        Status.DUE: awaited & has_come("due_at"),
        Status.LOOK: awaited & has_not_come("due_at") & has_come("look_at"),
        Status.ON_HOLD: quiet & Q(**{f"{at}condition_state": "open"}),
        Status.NEEDS_CRITERIA: unheld & Q(**{f"{at}resolution_criteria": ""}),
        Status.OPEN: ready & (Q(**{f"{at}opens_at__isnull": True}) | has_come("opens_at")),
        Status.UPCOMING: ready & Q(**{f"{at}opens_at__gt": now}),
    }


def _status_case(*, to_claim: str, to_prediction: str, now: Instant | None) -> Case:
    looks_forward = Q(**{f"{to_claim}kind__in": sorted(FORWARD_LOOKING)})
    has_verdict = Q(**{f"{to_claim}current_verdict__isnull": False})
    return Case(
        When(
            Q(**{f"{to_claim}withdrawn_at__isnull": False}),
            then=Value(Status.WITHDRAWN.value),
        ),
        When(looks_forward & has_verdict, then=Value(Status.RESOLVED.value)),
        When(has_verdict, then=Value(Status.CHECKED.value)),
        When(~looks_forward, then=Value(Status.UNCHECKED.value)),
        *(
            When(condition, then=Value(status.value))
            for status, condition in status_conditions(now, at=to_prediction).items()
        ),
        output_field=models.CharField(),
    )


class CandidateQuerySet(models.QuerySet[Any]):
    def pending(self) -> Self:
        """The queue: what waits for an editor, less what later readings no longer find."""
        return self.filter(decision="pending", no_longer_found_in__isnull=True)

    def visible_to(self, user: Reader) -> Self:
        return self.filter(version__document__in=Document.objects.visible_to(user))


class ClaimQuerySet(models.QuerySet[Any]):
    def with_status(self, now: Instant | None = None) -> Self:
        """Annotates `status`."""
        return self.annotate(status=_status_case(to_claim="", to_prediction="prediction__", now=now))

    def in_status(self, status: Status, now: Instant | None = None) -> Self:
        """The claims of one status, through its partial index."""
        live = self.filter(withdrawn_at__isnull=True)
        looks_forward = Q(kind__in=sorted(FORWARD_LOOKING))
        match status:
            case Status.WITHDRAWN:
                return self.filter(withdrawn_at__isnull=False)
            case Status.RESOLVED:
                return live.filter(looks_forward, current_verdict__isnull=False)
            case Status.CHECKED:
                return live.filter(kind__in=FACTS, current_verdict__isnull=False)
            case Status.UNCHECKED:
                return live.filter(kind__in=FACTS, current_verdict__isnull=True)
            case _:
                return self.filter(status_conditions(now, at="prediction__")[status])

    def to_look_at_again(self, now: Instant | None = None) -> Self:
        """Checked facts that may have changed meanwhile; longest overdue first."""
        return self.filter(TO_LOOK_AT_AGAIN, look_at__lte=now or present()).order_by("look_at", "pk")

    def to_recheck(self, now: Instant | None = None) -> Self:
        """Facts on which the sweep's turn has come."""
        return self.filter(TO_LOOK_AT_AGAIN, recheck_at__lte=now or Now()).order_by("recheck_at", "pk")

    def assigned_to(self, user: Reader) -> Self:
        """What this user is to see to: claims whose outcome is awaited, or that nobody has checked; oldest first."""
        waits = Q(prediction__awaits_outcome=True) | Q(prediction__isnull=True, current_verdict__isnull=True)
        return self.filter(waits | Q(look_at__lte=Now()), assigned_to=user.pk, withdrawn_at__isnull=True).order_by("pk")

    def visible_to(self, user: Reader) -> Self:
        """A claim is read by whoever may read a document in which it stands; a withdrawn one, by who may read all."""
        if not user.is_authenticated:
            return self.none()
        may_read_withheld = isinstance(user, PermissionsMixin) and user.has_perm("claims.withhold_claim")
        open_to = self if may_read_withheld else self.filter(withheld_at__isnull=True)
        appearances = self.model.appearances.rel.related_model.objects.filter(claim=OuterRef("pk"))
        # Correlated: a plain `IN` would have every document of the archive listed for each claim.
        readable = Exists(Document.objects.visible_to(user).filter(pk=OuterRef("version__document_id")))
        stands = row_by_row(appearances.filter(readable, withdrawn_at__isnull=True))
        is_all_readable = Q(withdrawn_at__isnull=False) & ~row_by_row(appearances.filter(~readable))
        return open_to.filter(stands | is_all_readable)

    def awaiting_approval(self, *, by: Reader) -> Self:
        """Claims whose newest verdict waits for a second person, which is not its author; oldest first."""
        return (
            self.filter(proposed_verdict__isnull=False, proposed_verdict__approval__isnull=True)
            .exclude(proposed_verdict__decided_by=by.pk)
            .order_by("proposed_verdict")
        )

    def sent_back_to(self, user: Reader) -> Self:
        """Claims whose newest verdict, by this user, was sent back."""
        return self.filter(
            proposed_verdict__isnull=False,
            proposed_verdict__approval__isnull=False,
            proposed_verdict__decided_by=user.pk,
        ).order_by("proposed_verdict")


class AppearanceQuerySet(models.QuerySet[Any]):
    def public(self) -> Self:
        """Standing, with words that may be quoted to anybody."""
        is_public = Exists(Document.objects.public().filter(pk=OuterRef("version__document_id")))
        return self.filter(is_public, withdrawn_at__isnull=True, version__erased_at__isnull=True)


class ClaimReviewQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Reader) -> Self:
        """Of claims the reader may see, published or not."""
        claim = self.model._meta.get_field("claim").related_model
        return self.filter(claim__in=claim.objects.visible_to(user))

    def public(self) -> Self:
        """What anybody may read: published, on a claim that stands and is not withheld, in words that may be quoted."""
        claim = self.model._meta.get_field("claim").related_model
        appearances = claim.appearances.rel.related_model.objects.public().filter(claim=OuterRef("claim"))
        return self.filter(
            row_by_row(appearances),
            state="published",
            claim__withheld_at__isnull=True,
            claim__withdrawn_at__isnull=True,
        )

    def outdated(self) -> Self:
        """Published, while another verdict counts by now, or none.

        A review is published of the verdict that counts; so a newer one replaces that, and these are few.
        """
        verdicts = self.model._meta.get_field("verdict").related_model.objects
        replaced = verdicts.filter(replaces__isnull=False).values("replaces")
        another = ~Q(verdict=F("claim__current_verdict")) | Q(claim__current_verdict=None)
        return self.filter(another, state="published", verdict__in=replaced)


class EvidenceQuerySet(models.QuerySet[Any]):
    def public(self) -> Self:
        """Accepted, from a page outside or in words that may be quoted to anybody."""
        is_public = Exists(Document.objects.public().filter(pk=OuterRef("version__document_id")))
        is_quotable = Q(is_public, version__erased_at__isnull=True)
        return self.filter(Q(version__isnull=True) | is_quotable, state="accepted")

    def accepted(self) -> Self:
        return self.filter(state="accepted")

    def visible_to(self, user: Reader) -> Self:
        """On a claim the reader may see, and quoted from a page outside or from a document the reader may read."""
        claim = self.model._meta.get_field("claim").related_model
        readable = Exists(Document.objects.visible_to(user).filter(pk=OuterRef("version__document_id")))
        return self.filter(Q(version__isnull=True) | readable, claim__in=claim.objects.visible_to(user))


class PassageQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Reader) -> Self:
        """A passage is read by whoever may read its document."""
        return self.filter(version__document__in=Document.objects.visible_to(user))


class ClaimRelationQuerySet(models.QuerySet[Any]):
    def of(self, claim: models.Model) -> Self:
        """All that was said of this claim and others, from either side."""
        return self.filter(Q(claim=claim) | Q(other=claim))

    def visible_to(self, user: Reader) -> Self:
        """Between claims both of which the reader may see."""
        claims = self.model._meta.get_field("claim").related_model.objects.visible_to(user)
        return self.filter(claim__in=claims, other__in=claims)


class PredictionQuerySet(models.QuerySet[Any]):
    def with_status(self, now: Instant | None = None) -> Self:
        """Annotates `status`; joins the claim."""
        return self.annotate(status=_status_case(to_claim="claim__", to_prediction="", now=now))

    def awaiting(self) -> Self:
        return self.filter(awaits_outcome=True)

    def due(self, now: Instant | None = None) -> Self:
        """A verdict is owed; longest overdue first."""
        return self.filter(status_conditions(now)[Status.DUE]).order_by("due_at", "pk")

    def in_status(self, status: Status, now: Instant | None = None) -> Self:
        """The predictions that await their outcome in one status."""
        return self.filter(status_conditions(now)[status])

    def to_look_at(self, now: Instant | None = None) -> Self:
        """Something may have begun, or a horizon is missing."""
        return self.filter(status_conditions(now)[Status.LOOK]).order_by("look_at", "pk")

    def queue(self) -> Self:
        """All that needs somebody, then all that will: overdue first, never filtered away by age."""
        return self.awaiting().order_by(F("due_at").asc(nulls_last=True), F("look_at").asc(nulls_last=True), "pk")

    def to_recheck(self, now: Instant | None = None) -> Self:
        """The sweep's turn has come."""
        return self.awaiting().filter(recheck_at__lte=now or Now()).order_by("recheck_at", "pk")

    def visible_to(self, user: Reader) -> Self:
        claim = self.model._meta.get_field("claim").related_model
        return self.filter(claim__in=claim.objects.visible_to(user))


class RecordLineQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Reader) -> Self:
        """Lines of claims said in a text the reader may read; in the record of a publisher, in a text of theirs."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        claim = self.model._meta.get_field("claim").related_model
        readable = Exists(Document.objects.visible_to(user).filter(pk=OuterRef("version__document_id")))
        said = claim.appearances.rel.related_model.objects.filter(
            readable,
            claim=OuterRef("claim"),
            withdrawn_at__isnull=True,
            version__publisher=Coalesce(OuterRef("publisher"), F("version__publisher")),
        )
        return self.filter(Q(is_open=True) | row_by_row(said))

    def counting_for(self, user: Reader) -> Self:
        """Of what the reader may see, the earliest of all that say the same, one a holder.

        That is `is_first`, unless the reader may see more than the newsroom.
        """
        closed = self.filter(is_open=False).visible_to(user).order_by().values("sayings")
        earliest = self.filter(sayings__in=closed).visible_to(user)
        # By the columns themselves: a relation is put in the order of its own rows.
        said = ("claimant_id", "publisher_id", "sayings")
        first = earliest.order_by(*said, F("claim_date").asc(nulls_last=True), "claim_id").distinct(*said)
        among_closed = Q(pk__in=first.values("pk"))
        seen = self if user.is_authenticated and user.is_active else self.none()
        return seen.filter(Q(is_first=True) & ~Q(sayings__in=closed) | among_closed)


class NoticeQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Reader) -> Self:
        """Of claims the reader may see, and of texts they may read: also of those told before that was forbidden."""
        claims = self.model._meta.get_field("claim").related_model.objects.visible_to(user)
        readable = Document.objects.visible_to(user)
        is_readable = (
            Q(**{f"{text}__isnull": True}) | Exists(readable.filter(pk=OuterRef(f"{text}__document_id")))
            for text in ("version", "through")
        )
        return self.filter(*is_readable, claim__in=claims)

    def unseen(self) -> Self:
        return self.filter(seen_at__isnull=True)
