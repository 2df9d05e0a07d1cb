"""Past and coming windows as a picture: rows of bars on a scale of days, in units of the drawing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format

from claims.admin.wording import shortened, status_words
from claims.clock import database_now
from claims.models import Prediction
from claims.querysets import Reader, window_day
from claims.window_words import window_of

PAST, COMING = 6, 10
"""Windows on either side of today, the nearest of each."""
WIDTH, LABELS, ROW, TOP = 1000, 330, 26, 30
"""Of the drawing: all of it, the column of words, a row, the head with its dates."""
LEAST = 7
"""So wide is the bar of a single day."""
SPAN = timedelta(days=400)
"""Nothing further from today is drawn to scale, as long as anything is nearer."""
MOST_TICKS = 7
STEPS = (1, 2, 3, 6, 12, 24, 60, 120)


@dataclass(frozen=True, slots=True)
class Bar:
    """One window and its bar; `is_open`: it has no end, `is_hinted`: it says no first day.

    `beyond` is the sign in the place of a bar that lies outside of what is drawn, else empty.
    """

    x: int
    y: int
    width: int
    is_open: bool
    is_hinted: bool
    beyond: str
    words: str
    label: str
    window: str
    status: str
    status_words: str
    url: str


@dataclass(frozen=True, slots=True)
class Timeline:
    bars: list[Bar]
    ticks: list[tuple[int, str]]
    today: int
    height: int
    width: int = WIDTH

    @property
    def foot(self) -> int:
        return self.height - 6


def timeline_of(user: Reader) -> Timeline | None:
    """The windows nearest to today that the user may read; None where there is none. Three queries."""
    today = database_now().date()
    dated: Any = Prediction.objects.visible_to(user).filter(claim__withdrawn_at__isnull=True).with_status()
    dated = dated.select_related("claim").annotate(day=window_day())
    past = list(dated.filter(day__lt=today).order_by("-day", "-pk")[:PAST])
    coming = list(dated.filter(day__gte=today).order_by("day", "pk")[:COMING])
    shown = past[::-1] + coming
    return drawn(shown, today) if shown else None


def drawn(predictions: list[Any], today: date) -> Timeline:
    """One row each, in the order given."""
    begin, end = _range([_days(prediction) for prediction in predictions], today)
    scale = (WIDTH - LABELS - 12) / max((end - begin).days, 1)

    def place(day: date) -> int:
        return LABELS + round((min(max(day, begin), end) - begin).days * scale)

    bars = []
    for number, prediction in enumerate(predictions):
        first, last = _days(prediction)
        x = place(first)
        bars.append(
            Bar(
                x=min(x, WIDTH - 12 - LEAST),
                y=TOP + number * ROW,
                width=max(LEAST, place(last) - x),
                is_open=prediction.not_after is None and prediction.horizon is None,
                is_hinted=prediction.not_before is None,
                beyond="◂" if last < begin else "▸" if first > end else "",
                words=shortened(prediction.claim.text, 120),
                label=shortened(prediction.claim.text, 44),
                window=window_of(prediction),
                status=prediction.status,
                status_words=status_words(prediction.status),
                url=reverse("admin:claims_claim_change", args=[prediction.claim_id]),
            )
        )
    ticks = [(place(day), label) for day, label in _ticks(begin, end)]
    return Timeline(bars, ticks, place(today), TOP + len(bars) * ROW + 8)


def _days(prediction: Any) -> tuple[date, date]:
    """From the first day, else the day on which it was claimed, to the last; one day where there is no end."""
    last = prediction.not_after or prediction.horizon or prediction.not_before
    first = prediction.not_before or prediction.claim.claim_date or last
    return min(first, last), last


def _range(days: list[tuple[date, date]], today: date) -> tuple[date, date]:
    near = [(first, last) for first, last in days if last >= today - SPAN and first <= today + SPAN]
    among = near or days
    begin = max(min(first for first, _last in among), today - SPAN) if near else min(first for first, _last in among)
    end = min(max(last for _first, last in among), today + SPAN) if near else max(last for _first, last in among)
    margin = timedelta(days=max(3, abs((end - begin).days) // 25))
    return min(begin, today) - margin, max(end, today) + margin


def _ticks(begin: date, end: date) -> Iterator[tuple[date, str]]:
    """First days of months, at most `MOST_TICKS`."""
    months = (end.year - begin.year) * 12 + end.month - begin.month
    step = next((step for step in STEPS if months / step <= MOST_TICKS), STEPS[-1])
    number = begin.year * 12 + begin.month - 1
    number += -number % step
    while (day := date(number // 12, number % 12 + 1, 1)) <= end:
        if day >= begin:
            yield day, date_format(day, "Y" if step >= 12 else "N Y")
        number += step
