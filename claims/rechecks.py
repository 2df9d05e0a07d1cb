"""Looking again: the sweep over predictions whose turn has come, and the end an editor gives to an endless window."""

from datetime import date, datetime

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from claims.clock import database_now
from claims.holding import deciding, touch
from claims.models import Prediction, Recheck
from claims.refusals import refuse
from claims.rules.cadence import instants, next_turn
from claims.rules.transitions import Refusal
from claims.vocabulary.kinds import ResolvesOn
from claims.vocabulary.windows import Operator

BATCH = 200
FIRST_DAY, LAST_DAY = date(1000, 1, 1), date(9998, 12, 31)


def schedule(prediction: Prediction, *, now: datetime) -> None:
    """Set the stored instants from the window; the caller saves. To be called by whatever changes the window."""
    when = instants(
        prediction.window,
        operator=Operator(prediction.operator),
        resolves_on=ResolvesOn(prediction.resolves_on),
        zone=prediction.zone,
        accepted_at=now,
    )
    prediction.opens_at, prediction.look_at = when.opens_at, when.look_at
    prediction.due_at, prediction.recheck_at = when.due_at, when.recheck_at


def refuse_impossible_day(field: str, day: date | None) -> None:
    """Days at the very ends of the calendar overflow in other time zones."""
    if day is not None and not FIRST_DAY <= day <= LAST_DAY:
        raise ValidationError({field: ValidationError(_("Give a day of the years 1000 to 9998."), code="implausible")})


def set_horizon(prediction: Prediction, *, horizon: date, by: User) -> Prediction:
    """Give a window without end its last day. Raises ValidationError for a day that cannot be, Refused if settled."""
    with deciding("set horizon", prediction.claim, by=by) as claim:
        predictions = Prediction.objects.select_for_update(of=("self",), no_key=True).select_related("claim")
        held: Prediction = predictions.get(pk=prediction.pk)
        refuse(None if held.awaits_outcome else _why_not_awaited(held))
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
        schedule(held, now=database_now())
        held.save()
        touch(claim)
    return held


def sweep() -> int:
    """Take every prediction whose turn has come by the database's clock, write its Recheck, and set its next turn.

    Returns how many. Running it twice, in parallel or late changes nothing more.
    """
    count = 0
    while taken := _take_a_batch():
        count += taken
    return count


def _take_a_batch() -> int:
    with transaction.atomic():
        now = database_now()
        batch = list(
            Prediction.objects.to_recheck(now).select_for_update(of=("self",), no_key=True, skip_locked=True)[:BATCH]
        )
        # A window set back to what it was brings back an instant at which a look is already on record.
        Recheck.objects.bulk_create(
            (Recheck(prediction=each, reason=_reason(each, now), scheduled_for=each.recheck_at) for each in batch),
            ignore_conflicts=True,
        )
        for prediction in batch:
            prediction.recheck_at = next_turn(look_at=prediction.look_at, due_at=prediction.due_at, now=now)
        Prediction.objects.bulk_update(batch, ["recheck_at"])
    return len(batch)


def _reason(prediction: Prediction, now: datetime) -> Recheck.Reason:
    is_due = prediction.due_at is not None and prediction.due_at <= now
    return Recheck.Reason.DUE if is_due else Recheck.Reason.LOOK


def _why_not_awaited(prediction: Prediction) -> Refusal:
    return Refusal.IS_WITHDRAWN if prediction.claim.withdrawn_at else Refusal.HAS_VERDICT
