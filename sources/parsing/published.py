"""Reading what somebody writes for a publication date."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo


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
    except ValueError:
        raise ValueError(f"{words[:40]!r} is not a date; write it as 2022-02-12 or 2022-02-12T09:30+01:00.") from None
    return instant if instant.tzinfo else instant.replace(tzinfo=zone)
