"""Times of day: *20h30, 8 p.m., minuit, in the morning*; read as the tail of a TIMEX3 value (T20:30, TMO)."""

from claims.extraction.timeframe.numerals import cardinal
from claims.extraction.timeframe.reader import Read, Reader, remembering

_LAST_HOUR = 24
_RANGE_JOINTS = ("-", "to", "a", "à", "and", "et", "au", "until", "till")


@remembering
def clock_time(reader: Reader, i: int) -> Read[str] | None:
    """*10 heures, 18h42, 8 p.m., 14:55:10, noon*, with its zone."""
    named = reader.phrase("clock_names", i)
    if named:
        return named
    read = _figures(reader, i) or _spelled_hours(reader, i)
    if read is None:
        return None
    return Read(read.meaning, reader.after("zones", read.end))


def clock_range(reader: Reader, i: int) -> Read[str] | None:
    """*de 5 à 6pm, from 3:00 to 4:00, entre 14h et 16h*: read as its first time."""
    opening = reader.after("clock_joints", i)
    if opening == i:
        return None
    first = clock_time(reader, opening) or _bare_hour(reader, opening)
    if first is None or reader.key(first.end) not in _RANGE_JOINTS:
        return None
    last = clock_time(reader, first.end + 1)
    return Read(first.meaning, last.end) if last else None


def part_of_day(reader: Reader, i: int) -> Read[str] | None:
    """*in the morning, dans la soirée, matin, night*."""
    opening = reader.after("day_part_openings", i)
    return reader.phrase("day_parts", opening)


def attached(reader: Reader, i: int) -> Read[str] | None:
    """A time of day that follows a day: *à minuit, at 8 p.m., de 14h à 16h, in the morning, matin*."""
    at = reader.after_any((",",), i)
    joint = reader.after("clock_joints", at)
    first = clock_time(reader, joint)
    if first is None and joint > at:
        first = _bare_hour(reader, joint)
    if first is None:
        return part_of_day(reader, i)
    if reader.key(first.end) in _RANGE_JOINTS:
        last = clock_time(reader, first.end + 1) or _bare_hour(reader, first.end + 1)
        if last:
            return Read(first.meaning, last.end)
    part = part_of_day(reader, first.end)
    return Read(first.meaning, part.end) if part else first


def _figures(reader: Reader, i: int) -> Read[str] | None:
    hour = reader.number(i)
    if hour is None or hour > _LAST_HOUR or len(reader.key(i)) > 2:
        return None
    minute, end, is_marked = 0, i + 1, False
    if reader.key(end) in (":", "h", ".") and _is_minute(reader, end + 1):
        is_marked = reader.key(end) != "."
        minute, end = int(reader.key(end + 1)), end + 2
        if reader.key(end) == ":" and _is_minute(reader, end + 1):
            end += 2
    elif reader.phrase("hour_words", end):
        is_marked, end = True, reader.after("hour_words", end)
        if _is_minute(reader, end) or (reader.number(end) is not None and reader.phrase("minute_words", end + 1)):
            minute, end = reader.number(end) or 0, reader.after("minute_words", end + 1)
    half = reader.phrase("halves_of_day", end) or reader.phrase("hours_of_day", i + 1)
    if half:
        return Read(_written(hour % 12 + int(half.meaning), minute), half.end)
    return Read(_written(hour, minute), end) if is_marked and minute < 60 else None


def _is_minute(reader: Reader, i: int) -> bool:
    number = reader.number(i)
    return number is not None and number < 60 and len(reader.key(i)) == 2


def _spelled_hours(reader: Reader, i: int) -> Read[str] | None:
    """*sept heures et vingt-sept minutes, eight o'clock, seven p.m.*."""
    hour = cardinal(reader, i)
    if hour is None or reader.number(i) is not None or hour.meaning > _LAST_HOUR:
        return None
    half = reader.phrase("halves_of_day", hour.end)
    if half:
        return Read(_written(hour.meaning % 12 + int(half.meaning), 0), half.end)
    words = reader.phrase("hour_words", hour.end)
    if words is None:
        return None
    sign = -1 if reader.key(words.end) == "moins" else 1
    minutes = cardinal(reader, reader.after_any(("et", "moins"), words.end))
    if minutes is None or minutes.meaning >= 60:
        return Read(_written(hour.meaning, 0), words.end)
    total = hour.meaning * 60 + sign * minutes.meaning
    return Read(_written(total // 60, total % 60), reader.after("minute_words", minutes.end))


def _bare_hour(reader: Reader, i: int) -> Read[str] | None:
    """An hour in figures alone, which only a word like *at* or *entre* before it makes a time of day."""
    hour = reader.number(i)
    if hour is None or hour > _LAST_HOUR or reader.phrase("units", i + 1) or reader.key(i + 1) in ("%", "/", "-"):
        return None
    return Read(_written(hour, 0), i + 1)


def _written(hour: int, minute: int) -> str:
    return f"T{hour:02d}:{minute:02d}"
