"""When a prediction comes true or fails: operators, precisions, and windows of whole days."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Operator(StrEnum):
    """How a time expression bounds its event. An operator is not a deadline: each keeps its own word."""

    ON = "on"
    BY = "by"
    BEFORE = "before"
    NOT_BEFORE = "not_before"
    WITHIN = "within"
    UNTIL = "until"
    AFTER_EVENT = "after_event"
    NONE = "none"


class Precision(StrEnum):
    """The grain of the calendar in which the text speaks."""

    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class Window:
    """Whole days, both ends included; None means open on that side.

    >>> Window(not_after=date(2022, 2, 20)).ends_at(ZoneInfo("Europe/Kyiv")).isoformat()
    '2022-02-21T00:00:00+02:00'
    """

    not_before: date | None = None
    not_after: date | None = None

    def __post_init__(self) -> None:
        if self.not_before and self.not_after and self.not_after < self.not_before:
            raise ValueError(f"not_after {self.not_after} is earlier than not_before {self.not_before}")

    def opens_at(self, zone: ZoneInfo) -> datetime | None:
        """The first instant of the first day in `zone`."""
        return start_of_day(self.not_before, zone) if self.not_before else None

    def ends_at(self, zone: ZoneInfo) -> datetime | None:
        """The first instant after the last day in `zone`: from then on a verdict is owed."""
        if self.not_after is None or self.not_after == date.max:
            return None
        return start_of_day(self.not_after + timedelta(days=1), zone)


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The first instant of `day` in `zone`, also where midnight is skipped or happens twice.

    Returned in `zone`. Where clocks jump over midnight the day begins at the instant of the jump.
    """
    midnight = datetime.combine(day, time.min, zone)
    instant = midnight.timestamp()
    before_jump = midnight.replace(fold=1).timestamp()
    first = min(instant, before_jump)
    local = datetime.fromtimestamp(first, zone)
    if local.date() == day:
        return local
    return datetime.fromtimestamp(max(instant, before_jump), zone)
