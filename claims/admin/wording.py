"""What is stored, in words for people: windows, statuses, time left and readings of hedges."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.timesince import timesince, timeuntil
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from claims.models import Candidate, Prediction
from claims.vocabulary.estimative import Probability
from claims.vocabulary.statuses import Status

STATUSES: dict[Status, str | Promise] = {
    Status.DUE: gettext_lazy("verdict owed"),
    Status.LOOK: gettext_lazy("to look at"),
    Status.ON_HOLD: gettext_lazy("on hold: its condition is open"),
    Status.NEEDS_CRITERIA: gettext_lazy("needs criteria"),
    Status.OPEN: pgettext_lazy("status", "open"),
    Status.UPCOMING: gettext_lazy("upcoming"),
    Status.RESOLVED: gettext_lazy("resolved"),
    Status.UNCHECKED: gettext_lazy("unchecked"),
    Status.CHECKED: gettext_lazy("checked"),
    Status.WITHDRAWN: gettext_lazy("withdrawn"),
}


def status_words(status: str) -> str:
    return str(STATUSES[Status(status)])


def waiting_words(prediction: Prediction) -> str:
    """How long a verdict or a look has been owed, or how long it is still to wait."""
    now = timezone.now()
    if not prediction.awaits_outcome:
        return ""
    if prediction.due_at:
        if _is_now(prediction.due_at, now):
            return _("due now")
        return _since_or_until(prediction.due_at, now, _("due for %(time)s"), _("due in %(time)s"))
    if prediction.look_at:
        if _is_now(prediction.look_at, now):
            return _("to look at now")
        return _since_or_until(prediction.look_at, now, _("to look at for %(time)s"), _("to look at in %(time)s"))
    return ""


def since_words(instant: datetime) -> str:
    """For how long something has waited: *for 3 days, 2 hours*."""
    now = timezone.now()
    return _("since just now") if _is_now(instant, now) else _("for %(time)s") % {"time": timesince(instant, now)}


def _is_now(instant: datetime, now: datetime) -> bool:
    """Less than a minute away, which is the shortest time that has a name."""
    return abs(now - instant) < timedelta(minutes=1)


def _since_or_until(instant: datetime, now: datetime, since: str, until: str) -> str:
    if instant <= now:
        return since % {"time": timesince(instant, now, depth=1)}
    return until % {"time": timeuntil(instant, now, depth=1)}


def reading_words(hedged: Candidate | Prediction) -> str:
    """The number read for the hedge, always with its scale; in words where the scale gives none."""
    low, point, high = hedged.probability_low, hedged.probability_point, hedged.probability_high
    if point is None:
        return number_words(None, hedge=hedged.hedge)
    low, high = (point if share is None else share for share in (low, high))
    return number_words(Probability(low, point, high, hedged.estimative_scale), hedge=hedged.hedge)


def number_words(likely: Probability | None, *, hedge: str) -> str:
    """The number with where it comes from; in words where a hedge has none, empty without either."""
    if likely is None:
        return _("no number: the word is not on the scale") if hedge.strip() else ""
    low, point, high = (round(share * 100) for share in (likely.low, likely.point, likely.high))
    numbers = {"point": point, "low": low, "high": high, "scale": likely.scale}
    if likely.scale == "in_text":
        return _("%(point)s %%, a number of the text itself") % numbers
    if likely.scale == "by_hand":
        return _("%(point)s %%, a number given by hand") % numbers
    if low == high:
        return _("%(point)s %% on the scale %(scale)s") % numbers
    return _("%(point)s %% (%(low)s–%(high)s) on the scale %(scale)s") % numbers


def shortened(text: str, to: int = 160) -> str:
    """On one line, at most `to` code points."""
    line = " ".join(text[: 3 * to].split())
    return line if len(line) <= to else f"{line[: to - 1]}…"
