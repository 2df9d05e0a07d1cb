"""The moments at which a zone's clocks change, from 2024 to 2030, and the last days of periods around them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from claims.vocabulary.windows import Precision

FROM, TO = datetime(2024, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)

# Clocks that change at midnight, by half an hour, around Ramadan; zones on both sides of the date line.
A_FEW = (
    "Europe/Paris", "Africa/Cairo", "Asia/Beirut", "America/Havana", "Africa/Casablanca", "Australia/Lord_Howe",
    "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/St_Johns", "UTC",
)  # fmt: skip

ALL = tuple(sorted(available_timezones() - {"localtime", "Factory"}))


def changes(zone: ZoneInfo) -> Iterator[date]:
    """The local days on which the clocks change."""
    last = FROM.astimezone(zone).utcoffset()
    for hours in range(0, int((TO - FROM).total_seconds() // 3600), 12):
        now = (FROM + timedelta(hours=hours)).astimezone(zone)
        if now.utcoffset() != last:
            last = now.utcoffset()
            yield now.date()


def last_days(zone: ZoneInfo) -> Iterator[date]:
    """Days around each change, with the last of the period of each precision that holds them; odd days of calendars."""
    for changed in changes(zone):
        for around in range(-2, 3):
            day = changed + timedelta(days=around)
            yield from {end_of(precision, day) for precision in Precision}
    yield from (date(2024, 2, 29), date(2026, 12, 31), date(2027, 1, 3), date(2028, 2, 29), date(2029, 12, 31))


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
