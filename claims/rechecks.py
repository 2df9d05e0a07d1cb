"""When to look again: the stored instants, and the editors' acts that move them.

Each act is one transaction that holds the claim's row. `claim` is the claim as the editor saw it: where somebody has
decided since, the act is refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from claims.clock import database_now
from claims.holding import deciding, lock, prediction_of, touch
from claims.models import Claim, EvidenceSearch, Prediction, TakesTurns
from claims.queueing import file_search
from claims.refusals import refuse
from claims.rules.cadence import instants, look_again_at
from claims.rules.transitions import Refusal
from claims.vocabulary.kinds import Kind, ResolvesOn
from claims.vocabulary.windows import Operator
from sources.signing import signed

FIRST_DAY, LAST_DAY = date(1000, 1, 1), date(9998, 12, 31)
LONGEST_GRACE = 366
LONGEST_CADENCE = 3660


def schedule(prediction: Prediction) -> None:
    """Set the stored instants from the window; the caller saves. To be called by whatever changes the window."""
    when = instants(
        prediction.window,
        operator=Operator(prediction.operator),
        resolves_on=ResolvesOn(prediction.resolves_on),
        zone=prediction.zone,
        accepted_at=prediction.claim.created_at,
        grace_days=prediction.grace_days,
        snoozed_until=prediction.snoozed_until,
    )
    prediction.opens_at, prediction.look_at, prediction.due_at = when.opens_at, when.look_at, when.due_at
    _next_turn(prediction, when.recheck_at)


def schedule_fact(claim: Claim) -> None:
    """The same for a fact that may change; the caller saves. To be called when a verdict begins to count on it."""
    verdict = claim.current_verdict
    if claim.recheck_every is None or verdict is None:
        claim.look_at = None
    else:
        claim.look_at = look_again_at(
            checked_at=verdict.recorded_at,
            every_days=claim.recheck_every,
            snoozed_until=claim.snoozed_until,
            zone=_zone_of_facts(),
        )
    _next_turn(claim, claim.look_at)


def _next_turn(row: TakesTurns, at: datetime | None) -> None:
    """What a sweep may have taken the row for is past: its lease ends here."""
    row.recheck_at, row.recheck_attempts, row.recheck_error = at, 0, ""
    row.lease_token = row.leased_until = None


def _zone_of_facts() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def refuse_impossible_day(field: str, day: date | None) -> None:
    """Days at the very ends of the calendar overflow in other time zones."""
    if day is not None and not FIRST_DAY <= day <= LAST_DAY:
        raise ValidationError({field: ValidationError(_("Give a day of the years 1000 to 9998."), code="implausible")})


def set_horizon(prediction: Prediction, *, horizon: date, by: User) -> Prediction:
    """Give a window without end its last day. Raises ValidationError for a day that cannot be, Refused if settled."""
    with deciding("set horizon", prediction.claim, by=by) as claim:
        held = _awaiting(claim)
        refuse_impossible_day("horizon", horizon)
        if held.not_after is not None:
            raise ValidationError(
                {
                    "horizon": _("The window already ends on %(day)s; correct the window instead.")
                    % {"day": held.not_after}
                }
            )
        if held.not_before is not None and horizon < held.not_before:
            raise ValidationError(
                {"horizon": _("The window opens on %(day)s; give that day or a later one.") % {"day": held.not_before}}
            )
        held.horizon, held.horizon_set_by = horizon, by
        schedule(held)
        held.save()
        file_search(claim.pk, EvidenceSearch.Reason.REWORDED)
        touch(claim)
    return held


def set_grace(claim: Claim, *, days: int, by: User) -> Prediction:
    """Owe the verdict so many days after the window has ended, 0 to 366. What may be known by then does not change."""
    _refuse_number("days", days, LONGEST_GRACE, at_least=0)
    with deciding("set grace", claim, by=by) as current:
        held = _awaiting(current)
        held.grace_days = days
        schedule(held)
        held.save()
        touch(current)
    return held


def set_cadence(claim: Claim, *, days: int | None, by: User) -> Claim:
    """Have a checked fact looked at again so many days after each verdict, 1 to 3660; None: no more."""
    if days is not None:
        _refuse_number("days", days, LONGEST_CADENCE, at_least=1)
    with deciding("set cadence", claim, by=by) as held:
        if Kind(held.kind).looks_forward:
            message = _("A prediction comes up when its window says so; give it a horizon or days of grace.")
            raise ValidationError({"days": ValidationError(message, code="not_a_fact")})
        held.recheck_every, held.snoozed_until = days, None
        schedule_fact(held)
        held.save()
        touch(held)
    return held


def snooze(claim: Claim, *, until: date, by: User) -> Claim:
    """Ask nobody to look before this day. Raises ValidationError where a verdict is owed: that is never hidden."""
    refuse_impossible_day("until", until)
    with deciding("snooze", claim, by=by) as held:
        prediction = prediction_of(held)
        zone = prediction.zone if prediction else _zone_of_facts()
        if until <= database_now().astimezone(zone).date():
            message = _("Give a day that is still to come.")
            raise ValidationError({"until": ValidationError(message, code="in_the_past")})
        if prediction:
            _snooze_prediction(prediction, held, until)
        else:
            _snooze_fact(held, until)
        touch(held)
    return held


def _snooze_prediction(prediction: Prediction, claim: Claim, until: date) -> None:
    refuse(None if prediction.awaits_outcome else Refusal.HAS_VERDICT)
    if prediction.due_at:
        message = _("This comes up when its verdict is owed, and is not hidden then.")
        raise ValidationError({"until": ValidationError(message, code="is_due")})
    prediction.claim, prediction.snoozed_until = claim, until
    schedule(prediction)
    prediction.save()


def _snooze_fact(claim: Claim, until: date) -> None:
    if claim.look_at is None:
        message = _("Nobody is asked to look at this again; choose a cadence first.")
        raise ValidationError({"until": ValidationError(message, code="no_cadence")})
    claim.snoozed_until = until
    schedule_fact(claim)
    claim.save()


def _awaiting(claim: Claim) -> Prediction:
    """The claim's prediction, locked. Raises Refused where its outcome is not awaited, ValidationError for a fact."""
    held = prediction_of(claim)
    if held is None:
        message = _("A statement of fact has no window.")
        raise ValidationError(ValidationError(message, code="not_a_prediction"))
    refuse(None if held.awaits_outcome else Refusal.HAS_VERDICT)
    held.claim = claim
    return held


def _refuse_number(field: str, number: int, at_most: int, *, at_least: int) -> None:
    if not at_least <= number <= at_most:
        message = _("Give a number from %(least)s to %(most)s.") % {"least": at_least, "most": at_most}
        raise ValidationError({field: ValidationError(message, code="out_of_range")})


@dataclass(frozen=True, slots=True)
class Moved:
    """A row whose instants are others now, or that could not be computed (`problem`): by name, before and after."""

    claim: int
    instants: dict[str, tuple[datetime | None, datetime | None]]
    problem: str = ""

    def __str__(self) -> str:
        if self.problem:
            return f"claim {self.claim}: not computed: {self.problem}"
        told = (f"{name} {_shown(was)} → {_shown(now)}" for name, (was, now) in self.instants.items())
        return f"claim {self.claim}: {', '.join(told)}"


def _shown(instant: datetime | None) -> str:
    return instant.isoformat() if instant else "never"


STORED = ("opens_at", "look_at", "due_at")


def reschedule() -> Iterator[Moved]:
    """Compute the instants of every prediction that awaits its outcome, and of every fact with a cadence, anew.

    For when the rules of a time zone have changed. Each row that moves is a transaction of its own, and is told; one
    that cannot be computed is told too, and stays as it is.
    """
    predictions = Prediction.objects.awaiting().values_list("claim_id", flat=True)
    facts = Claim.objects.filter(recheck_every__isnull=False, withdrawn_at__isnull=True).values_list("pk", flat=True)
    for keys in (predictions, facts):
        for key in list(keys.order_by("pk")):
            try:
                moved = _reschedule(key)
            except Exception as error:  # one row with a zone that is no longer known must not keep the others
                moved = Moved(key, {}, problem=f"{type(error).__name__}: {error}")
            if moved:
                yield moved


def _stored(row: Prediction | Claim) -> dict[str, datetime | None]:
    """In UTC: in an hour that comes twice, Python holds no instant equal to one of another zone."""
    held: dict[str, datetime | None] = {name: getattr(row, name, None) for name in STORED}
    return {name: at and at.astimezone(UTC) for name, at in held.items()}


def _reschedule(key: int) -> Moved | None:
    with signed("reschedule", by=None):
        claim = lock(key)
        row: Prediction | Claim = prediction_of(claim) or claim
        was = _stored(row)
        if isinstance(row, Prediction):
            row.claim = claim
            schedule(row)
        else:
            schedule_fact(row)
        moved = {name: (was[name], now) for name, now in _stored(row).items() if was[name] != now}
        if not moved:
            return None
        row.save()
        touch(claim)
    return Moved(key, moved)
