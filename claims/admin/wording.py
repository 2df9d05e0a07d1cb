"""What is stored, in words for people: windows, statuses, time left and readings of hedges."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timesince import timesince, timeuntil
from django.utils.translation import get_language, gettext_lazy, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from claims.models import Candidate, Prediction
from claims.vocabulary.estimative import Probability
from claims.vocabulary.statuses import Status
from claims.vocabulary.windows import Operator

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


def window_words(operator: str, not_before: date | None, not_after: date | None) -> str:
    """The operator in its own word, with its days: *before 20 February 2022*; a range is given with both its ends."""
    first, last = (day and day_words(day) for day in (not_before, not_after))
    if first and last and first != last:
        days = pgettext("window", "%(first)s to %(last)s") % {"first": first, "last": last}
        phrase = _RANGES.get(Operator(operator))
    else:
        days = first or last or ""
        phrase = (_DAYS if days else _WITHOUT_DAYS).get(Operator(operator))
    return str(phrase) % {"days": days} if phrase else days


def day_words(day: date) -> str:
    """The day as people write it in the reader's language."""
    words = date_format(day)
    return f"1er{words[1:]}" if (get_language() or "").startswith("fr") and words.startswith("1 ") else words


_DAYS: dict[Operator, str | Promise] = {
    Operator.ON: gettext_lazy("on %(days)s"),
    Operator.BY: gettext_lazy("by %(days)s"),
    Operator.BEFORE: gettext_lazy("before %(days)s"),
    Operator.NOT_BEFORE: gettext_lazy("not before %(days)s"),
    Operator.WITHIN: gettext_lazy("within the time to %(days)s"),
    Operator.UNTIL: gettext_lazy("until %(days)s"),
    Operator.AFTER_EVENT: gettext_lazy("after an event, %(days)s"),
}
_RANGES: dict[Operator, str | Promise] = {
    Operator.BY: gettext_lazy("by the end of: %(days)s"),
    Operator.BEFORE: gettext_lazy("before the end of: %(days)s"),
    Operator.NOT_BEFORE: gettext_lazy("not before: %(days)s"),
    Operator.WITHIN: gettext_lazy("within: %(days)s"),
    Operator.UNTIL: gettext_lazy("until the end of: %(days)s"),
    Operator.AFTER_EVENT: gettext_lazy("after an event: %(days)s"),
}
_WITHOUT_DAYS: dict[Operator, str | Promise] = {
    Operator.AFTER_EVENT: gettext_lazy("after an event"),
    Operator.NONE: gettext_lazy("no date"),
    Operator.ON: gettext_lazy("on a day not resolved"),
    Operator.BY: gettext_lazy("by a day not resolved"),
    Operator.BEFORE: gettext_lazy("before a day not resolved"),
    Operator.NOT_BEFORE: gettext_lazy("not before a day not resolved"),
    Operator.WITHIN: gettext_lazy("within a time not resolved"),
    Operator.UNTIL: gettext_lazy("until a day not resolved"),
}


def window_of(bounded: Candidate | Prediction) -> str:
    return window_words(bounded.operator, bounded.not_before, bounded.not_after)


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
