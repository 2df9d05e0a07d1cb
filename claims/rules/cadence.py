"""When somebody must look at a prediction: pure arithmetic on its window, with the instant of the change handed in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from claims.vocabulary.kinds import ResolvesOn
from claims.vocabulary.windows import Operator, Window

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
) -> Instants:
    """Derive the instants of a prediction accepted (or changed) at `accepted_at`; `window` includes the horizon.

    A verdict is owed when the last day has ended in `zone`. A negated *not before* (nothing happens before X) is owed
    at X. Without an end somebody must look when it may begin, or at once if not even that is known.
    """
    opens_at = window.opens_at(zone)
    if operator is Operator.NOT_BEFORE and resolves_on is ResolvesOn.PERSISTENCE:
        due_at = opens_at
    else:
        due_at = window.ends_at(zone)
    look_at = None if due_at else (opens_at or accepted_at)
    recheck_at = due_at or look_at or accepted_at
    return Instants(opens_at, look_at, due_at, recheck_at)


def next_turn(*, look_at: datetime | None, due_at: datetime | None, now: datetime) -> datetime:
    """When the sweep returns to a prediction it has just taken at `now`.

    At the next stored instant if one lies ahead; else the wait doubles since the last came up, from a day to thirty.
    """
    ahead = [instant for instant in (look_at, due_at) if instant and instant > now]
    if ahead:
        return min(ahead)
    came_up = max(instant for instant in (look_at, due_at, datetime.min.replace(tzinfo=now.tzinfo)) if instant)
    return now + min(max(now - came_up, SHORTEST_TURN), LONGEST_TURN)
