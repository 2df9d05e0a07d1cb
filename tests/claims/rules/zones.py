"""The moments at which a zone's clocks change, from 2024 to 2030, and the last days of periods around them."""

from bisect import bisect_left
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from zoneinfo import ZoneInfo, available_timezones

from claims.vocabulary.windows import Precision

TICK = timedelta(microseconds=1)
FROM, TO = datetime(2024, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)

# Clocks that change at midnight, by half an hour, around Ramadan; zones on both sides of the date line.
A_FEW = (
    "Europe/Paris", "Africa/Cairo", "Asia/Beirut", "America/Havana", "Africa/Casablanca", "Australia/Lord_Howe",
    "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/St_Johns", "UTC",
)  # fmt: skip

ALL = tuple(sorted(available_timezones() - {"localtime", "Factory"}))


@cache
def moments(zone: ZoneInfo) -> tuple[datetime, ...]:
    """The instants, to the second, at which the clocks change: each hour is looked at, no zone changes twice within."""
    found = []
    hour, last = FROM, FROM.astimezone(zone).utcoffset()
    while hour < TO:
        then = hour + timedelta(hours=1)
        if then.astimezone(zone).utcoffset() != last:
            seconds = bisect_left(range(3600), True, key=partial(_has_changed, zone, hour)) + 1
            found.append(hour + timedelta(seconds=seconds))
            last = then.astimezone(zone).utcoffset()
        hour = then
    return tuple(found)


def _has_changed(zone: ZoneInfo, since: datetime, seconds: int) -> bool:
    now = since + timedelta(seconds=seconds + 1)
    return now.astimezone(zone).utcoffset() != since.astimezone(zone).utcoffset()


def changes(zone: ZoneInfo) -> set[date]:
    """The local days on which the clocks change, as they were called before and after."""
    return {at.astimezone(zone).date() for moment in moments(zone) for at in (moment - TICK, moment)}


def last_days(zone: ZoneInfo) -> list[date]:
    """Days around each change, with the last of the period of each precision that holds them; odd days of calendars."""
    days = {changed + timedelta(days=around) for changed in changes(zone) for around in range(-2, 3)}
    return sorted({end_of(precision, day) for precision in Precision for day in days} | ODD)


# 29 February, the ends of years, and the last days of ISO weeks 52, 53 and 1.
ODD = {
    date(2024, 2, 29), date(2028, 2, 28), date(2028, 2, 29), date(2024, 12, 29), date(2026, 12, 27),
    date(2026, 12, 31), date(2027, 1, 3), date(2027, 1, 10), date(2029, 12, 31),
}  # fmt: skip

MONTHS = {Precision.MONTH: 1, Precision.SEASON: 3, Precision.QUARTER: 3, Precision.HALF: 6, Precision.YEAR: 12}


def end_of(precision: Precision, day: date) -> date:
    """The last day of the period of this grain in which the day lies."""
    if precision in {Precision.WEEK, Precision.WEEKEND}:
        return day + timedelta(days=7 - day.isoweekday())
    if precision is Precision.DECADE:
        return date(day.year // 10 * 10 + 9, 12, 31)
    if months := MONTHS.get(precision):
        after = (day.month - 1) // months * months + months
        return date(day.year + after // 12, after % 12 + 1, 1) - timedelta(days=1)
    return day
