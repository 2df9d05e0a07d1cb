"""When somebody must look at a claim: pure arithmetic, with the instants of what happened handed in."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from claims.vocabulary.kinds import ResolvesOn
from claims.vocabulary.windows import Operator, Window, start_of_day

SHORTEST_TURN = timedelta(days=1)
LONGEST_TURN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Instants:
    """What is stored: when the window opens, when to look, when a verdict is owed, and the sweep's first turn."""

    opens_at: datetime | None
    look_at: datetime | None
    due_at: datetime | None
    recheck_at: datetime


def instants(
    window: Window,
    *,
    operator: Operator,
    resolves_on: ResolvesOn,
    zone: ZoneInfo,
    accepted_at: datetime,
    grace_days: int = 0,
    snoozed_until: date | None = None,
) -> Instants:
    """Derive the instants of a prediction accepted at `accepted_at`; `window` includes the horizon.

    A verdict is owed when what it is about has ended, and the editor's days of grace after it. Without an end somebody
    must look when it may begin, or at once if not even that is known; a snooze puts off that look, and nothing else.
    """
    opens_at = window.opens_at(zone)
    due_at = ended_at(window, operator=operator, resolves_on=resolves_on, zone=zone, grace_days=grace_days)
    look_at = None if due_at else _put_off(opens_at or accepted_at, snoozed_until, zone)
    recheck_at = due_at or look_at or accepted_at
    return Instants(opens_at, look_at, due_at, recheck_at)


def ended_at(
    window: Window, *, operator: Operator, resolves_on: ResolvesOn, zone: ZoneInfo, grace_days: int = 0
) -> datetime | None:
    """The first instant after the last day and the days of grace, in `zone`; None without an end.

    What a negated *not before* is about (nothing happens before X) ends at X.
    """
    if operator is Operator.NOT_BEFORE and resolves_on is ResolvesOn.PERSISTENCE:
        return start_of_day(window.not_before + timedelta(days=grace_days), zone) if window.not_before else None
    if window.not_after is None:
        return None
    return Window(None, window.not_after + timedelta(days=grace_days)).ends_at(zone)


def look_again_at(*, checked_at: datetime, every_days: int, snoozed_until: date | None, zone: ZoneInfo) -> datetime:
    """When to look again at a fact that may change: so many days after it was last checked, or after the snooze."""
    return _put_off(checked_at + timedelta(days=every_days), snoozed_until, zone)


def _put_off(instant: datetime, snoozed_until: date | None, zone: ZoneInfo) -> datetime:
    return max(instant, start_of_day(snoozed_until, zone)) if snoozed_until else instant


def next_turn(*, look_at: datetime | None, due_at: datetime | None, now: datetime) -> datetime:
    """When the sweep returns to a claim it has just taken at `now`.

    At the next stored instant if one lies ahead; else the wait doubles since the last came up, from a day to thirty.
    """
    ahead = [instant for instant in (look_at, due_at) if instant and instant > now]
    if ahead:
        return min(ahead)
    came_up = max(instant for instant in (look_at, due_at, datetime.min.replace(tzinfo=now.tzinfo)) if instant)
    return now + min(max(now - came_up, SHORTEST_TURN), LONGEST_TURN)
