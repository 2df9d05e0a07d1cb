"""Reading what somebody writes for a publication date."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LARGEST_OFFSET = timedelta(hours=16)
"""What PostgreSQL no longer takes; the clocks of the earth end at fourteen hours."""


def has_real_offset(instant: datetime) -> bool:
    """Whether it has an offset from UTC, and one that can be stored.

    >>> has_real_offset(datetime.fromisoformat("2022-02-12T09:30+17:38"))
    False
    """
    offset = instant.utcoffset()
    return offset is not None and abs(offset) < LARGEST_OFFSET


def read_published(words: str, zone: ZoneInfo) -> datetime:
    """An aware instant from ISO 8601. A day alone is its beginning in `zone`; a time without offset is in `zone`.

    Raises ValueError saying how to write it.

    >>> read_published("2022-02-12", ZoneInfo("Europe/Paris")).isoformat()
    '2022-02-12T00:00:00+01:00'
    """
    words = words.strip()
    try:
        if len(words) == len("2022-02-12"):
            return datetime.combine(date.fromisoformat(words), time.min, zone)
        instant = datetime.fromisoformat(words)
        instant = instant if instant.tzinfo else instant.replace(tzinfo=zone)
        if not has_real_offset(instant):
            raise ValueError(words)
    except ValueError:
        raise ValueError(f"{words[:40]!r} is not a date; write it as 2022-02-12 or 2022-02-12T09:30+01:00.") from None
    return instant
