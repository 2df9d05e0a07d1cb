"""A claim's status at an instant, from what is stored. `querysets.py` says the same in SQL; a test compares them."""

from dataclasses import dataclass
from datetime import datetime

from claims.vocabulary.statuses import Status


@dataclass(frozen=True, slots=True)
class PredictionFacts:
    """The stored columns of a prediction on which its status depends; instants are aware or None."""

    opens_at: datetime | None
    look_at: datetime | None
    due_at: datetime | None
    has_open_condition: bool
    has_criteria: bool


def status(
    *,
    is_withdrawn: bool,
    has_verdict: bool,
    prediction: PredictionFacts | None,
    now: datetime,
) -> Status:
    """The first status that applies; a deadline counts from its very instant on."""
    if is_withdrawn:
        return Status.WITHDRAWN
    if prediction is None:
        return Status.CHECKED if has_verdict else Status.UNCHECKED
    if has_verdict:
        return Status.RESOLVED
    return _awaited(prediction, now)


def _awaited(prediction: PredictionFacts, now: datetime) -> Status:
    def has_come(instant: datetime | None) -> bool:
        return instant is not None and instant <= now

    if has_come(prediction.due_at):
        return Status.DUE
    if has_come(prediction.look_at):
        return Status.LOOK
    if prediction.has_open_condition:
        return Status.ON_HOLD
    if not prediction.has_criteria:
        return Status.NEEDS_CRITERIA
    if prediction.opens_at is None or has_come(prediction.opens_at):
        return Status.OPEN
    return Status.UPCOMING
