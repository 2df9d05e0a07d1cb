"""The days of feasts: fixed ones by month and day, the others by the holidays library."""

import tomllib
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import holidays

_FIRST_YEAR, _LAST_YEAR = 1900, 2099


def feast_days(key: str, year: int) -> tuple[date, date] | None:
    """First and last day of a feast in `year`; None where the calendar does not reach, and for an unknown key.

    >>> feast_days("easter", 2024)
    (datetime.date(2024, 3, 31), datetime.date(2024, 3, 31))
    """
    entry = _entries().get(key)
    if entry is None or not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    if "day" in entry:
        day = date.fromisoformat(f"{year}-{entry['day']}")
        day += timedelta(days=(entry["weekday"] - day.isoweekday()) % 7 if "weekday" in entry else 0)
        return day, date.fromisoformat(f"{year}-{entry['last']}") if "last" in entry else day
    named = _named_days(entry["country"], year)
    if entry["holiday"] not in named:
        return None
    first = named[entry["holiday"]] + timedelta(days=entry.get("shift", 0))
    last = named[entry["until"]] - timedelta(days=1) if entry.get("until") in named else first
    return first, max(first, last)


@cache
def _entries() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("claims.extraction").joinpath("cues/time_feasts.toml").read_text(encoding="utf-8"))


@cache
def _named_days(country: str, year: int) -> dict[str, date]:
    """The first day of each public holiday of a country in a year, by its English name."""
    calendar = holidays.country_holidays(country, years=year, language="en_US")
    named: dict[str, date] = {}
    for day in sorted(calendar):
        for name in calendar.get_list(day):
            named.setdefault(name.removesuffix(" (estimated)"), day)
    return named
