"""What became of a claim, as a record counts it."""

from enum import StrEnum


class Outcome(StrEnum):
    """How one prediction or commitment stands. EARLY: it came true, or was kept, in a window that is still open."""

    OPEN = "open"
    EARLY = "early"
    CAME_TRUE = "came_true"
    PARTLY = "partly"
    DID_NOT = "did_not_come_true"
    KEPT = "kept"
    COMPROMISE = "compromise"
    BROKEN = "broken"
    AMBIGUOUS = "ambiguous"
    ANNULLED = "annulled"


class Unscored(StrEnum):
    """Why an outcome has no score."""

    UNDECIDED = "undecided"
    """Nothing to compare with yet, or for ever: open, early, ambiguous, annulled."""
    IN_PART = "in_part"
    """What happened in part is neither one nor nought."""
    COMMITMENT = "commitment"
    """A promise is kept or broken; it forecasts nothing."""
    NO_NUMBER = "no_number"
    """The hedge has no number on the scale in force, or there is none."""
    BELOW_EVEN = "below_even"
    """*Unlikely*: whether the verdict is on the event or on its denial is not on record."""
