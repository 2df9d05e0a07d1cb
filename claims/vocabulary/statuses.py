"""Where a claim stands, in the order in which the words win over one another."""

from enum import StrEnum


class Status(StrEnum):
    """The first that applies is the claim's status. Predictions take DUE to UPCOMING, facts UNCHECKED and CHECKED."""

    WITHDRAWN = "withdrawn"
    RESOLVED = "resolved"
    CHECKED = "checked"
    UNCHECKED = "unchecked"
    DUE = "due"
    LOOK = "look"
    ON_HOLD = "on_hold"
    NEEDS_CRITERIA = "needs_criteria"
    OPEN = "open"
    UPCOMING = "upcoming"
