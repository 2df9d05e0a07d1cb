"""Turns a mention into a window of whole days, counted from the day of publication."""

from datetime import date, timedelta

from claims.extraction.said import Said
from claims.extraction.timeframe import calendar, wording
from claims.extraction.timeframe.absolute import is_absolute
from claims.extraction.timeframe.calendar import Days
from claims.extraction.timeframe.location import locate
from claims.extraction.timeframe.symbols import (
    Bearing,
    Bound,
    CalendarPoint,
    Direction,
    Distance,
    EventOnly,
    Mention,
    Part,
    PartOf,
    Range,
    Reference,
    Stretch,
    Unit,
    Vague,
    Value,
)
from claims.extraction.timeframe.viewpoint import Viewpoint, lies_ahead
from claims.extraction.types import TimeExpression
from claims.vocabulary.windows import Operator, Precision

__all__ = ["Direction", "resolve"]

_LOOKING_AHEAD = (Bound.BY, Bound.BEFORE, Bound.UNTIL, Bound.THROUGH, Bound.NOT_BEFORE, Bound.SLIP_UNTIL, Bound.FROM)
_EVENT_OPERATORS = {Bound.AFTER: Operator.AFTER_EVENT, Bound.BEFORE: Operator.BEFORE, Bound.BY: Operator.BY}
_EVENT_OPERATORS |= {Bound.UNTIL: Operator.UNTIL, Bound.THROUGH: Operator.UNTIL, Bound.NOT_BEFORE: Operator.NOT_BEFORE}
_STAND_IN = date(2000, 1, 5)

Window = tuple[Operator, date | None, date | None, Said]


def resolve(
    mention: Mention, *, published_on: date | None, direction: Direction, negated: bool = False
) -> TimeExpression | None:
    """The window of a mention, or None where no rule gives one (durations, frequencies, times of day alone).

    `negated`: the governed verb is, so that *before X* and *until X* mean not before X. Without a publication date
    what is counted from it keeps its operator and has no days. Without a direction, a weekday looks back (as in most
    news) unless its operator word looks ahead, and a date without year is the nearer one.
    """
    if not _could_have_days(mention.value):
        return _undated(mention)
    day = published_on or _STAND_IN
    is_firm = direction is Direction.FUTURE and (mention.always_ahead or mention.bound in _LOOKING_AHEAD)
    direction = _direction(mention, direction, day)
    try:
        days = _days(mention, day, direction, is_firm=is_firm)
    except OverflowError:
        return None
    if days is None:
        return None
    window = _window(mention, days, day, negated=negated)
    if published_on is None:
        return _without_publication(mention, days, window)
    is_as_the_verb_looks = lies_ahead(days, published_on) in (direction, Direction.UNKNOWN)
    looking = direction if is_as_the_verb_looks else Direction.UNKNOWN
    said = wording.said_on(published_on, looking, days, window[3])
    return _expression(mention, (*window[:3], said), _precision(mention, days))


def _could_have_days(value: Value) -> bool:
    is_uncounted = isinstance(value, Distance) and value.amount is None
    return not (is_uncounted or isinstance(value, EventOnly | Vague))


def _undated(mention: Mention) -> TimeExpression | None:
    """*soon, weeks ago, after the vote*: an operator without days; nothing for *now, recently*."""
    value = mention.value
    if isinstance(value, EventOnly):
        operator = _EVENT_OPERATORS.get(mention.bound)
        window = operator and (operator, None, None, wording.NAMES_AN_EVENT)
        return _expression(mention, window, Precision.VAGUE) if window else None
    if isinstance(value, Vague) and value.reference is not Reference.FUTURE:
        return None
    return _expression(mention, (Operator.NONE, None, None, wording.NAMES_NO_DAY), Precision.VAGUE)


def located(mention: Mention, *, published_on: date, direction: Direction) -> Days | None:
    """The days of the expression alone, whatever its operator word makes of them; None where it has none."""
    try:
        return _days(mention, published_on, _direction(mention, direction, published_on))
    except OverflowError:
        return None


def _direction(mention: Mention, direction: Direction, published_on: date) -> Direction:
    if mention.always_ahead:
        return Direction.FUTURE
    if mention.bound is Bound.SINCE:
        return Direction.PAST
    if (
        direction is Direction.UNKNOWN
        and mention.bound in _LOOKING_AHEAD
        and not _is_today(mention.value, published_on)
    ):
        return Direction.FUTURE
    return direction


def _is_today(value: Value, published_on: date) -> bool:
    """*until Thursday* said on a Thursday, with no verb to tell, is that day."""
    is_bare = isinstance(value, CalendarPoint) and value.day is None and value.bearing is Bearing.BARE
    return is_bare and isinstance(value, CalendarPoint) and value.weekday == published_on.isoweekday()


def _days(mention: Mention, published_on: date, direction: Direction, *, is_firm: bool = False) -> Days | None:
    antecedent = None
    if mention.antecedent:
        value = mention.antecedent.value
        has_month = isinstance(value, CalendarPoint) and value.month is not None
        towards = Direction.UNKNOWN if has_month else _direction(mention.antecedent, direction, published_on)
        antecedent = _days(mention.antecedent, published_on, towards)
    return locate(
        mention.value, Viewpoint(published_on, published_on, direction, antecedent, is_firm, mention.clock is not None)
    )


def _window(mention: Mention, days: Days, published_on: date, *, negated: bool) -> Window:
    """Operator, first day, last day, and what the operator word did."""
    is_negated = negated and mention.bound in (Bound.BEFORE, Bound.UNTIL)
    bound = Bound.NOT_BEFORE if is_negated else mention.bound
    is_day = days.is_single and not isinstance(mention.value, Stretch | Range)
    if bound is Bound.AT:
        return Operator.ON if is_day else Operator.WITHIN, days.first, days.last, wording.days_meant(days)
    edge = days.last if _is_end(mention.value) else days.first
    before = days.last if mention.holds_event else edge
    after = days.first if mention.holds_event else days.last
    from_first = (Operator.NOT_BEFORE, days.first, None)
    windows: dict[Bound, tuple[Operator, date | None, date | None]] = {
        Bound.SINCE: (Operator.WITHIN, days.first, max(published_on, days.first)),
        Bound.AFTER: (Operator.NOT_BEFORE, _day_after(after), None),
        Bound.FROM: from_first,
        Bound.SLIP_UNTIL: from_first,
        Bound.NOT_BEFORE: (Operator.NOT_BEFORE, edge, None),
        Bound.BEFORE: (Operator.BEFORE, None, before),
        Bound.BY: (Operator.BY, None, days.last),
        Bound.UNTIL: (Operator.UNTIL, None, days.last),
        Bound.THROUGH: (Operator.UNTIL, None, days.last),
    }
    return *windows[bound], wording.bounded(bound, mention.operator_word, is_negated=is_negated)


def _day_after(day: date) -> date:
    return min(day, date.max - timedelta(days=1)) + timedelta(days=1)


def _is_end(value: Value) -> bool:
    return isinstance(value, PartOf) and value.part in (Part.END, Part.LATE)


def _precision(mention: Mention, days: Days) -> Precision:
    value, unit = mention.value, days.unit
    if isinstance(value, PartOf) and unit is Unit.YEAR:
        if mention.bound is Bound.SINCE and value.part is Part.BEGINNING:
            return Precision.DAY
        if value.part is Part.MIDDLE:
            return Precision.MONTH
    if isinstance(value, Distance) and value.from_antecedent and days.is_single:
        return Precision.DAY
    return calendar.PRECISIONS[unit]


def _without_publication(mention: Mention, days: Days, window: Window) -> TimeExpression:
    precision = _precision(mention, days)
    if not is_absolute(mention):
        return _expression(mention, (window[0], None, None, wording.CANNOT_BE_DATED), precision)
    last = None if mention.bound is Bound.SINCE else window[2]
    said = wording.named_by_its_year(days, window[3])
    return _expression(mention, (window[0], window[1], last, said), precision)


def _expression(mention: Mention, window: Window, precision: Precision) -> TimeExpression:
    operator, first, last, told = window
    said = wording.sentence(mention.text, told)
    return TimeExpression(
        text=mention.text,
        start=mention.start,
        end=mention.end,
        operator=operator,
        not_before=first,
        not_after=last,
        precision=precision,
        computed=said.en,
        computed_fr=said.fr,
    )
