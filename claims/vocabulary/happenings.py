"""What can happen to a claim of which people are told."""

from enum import StrEnum


class Happening(StrEnum):
    """One thing that happened to one claim, in the words of a notice."""

    NEW_CLAIM = "new_claim"
    APPEARANCE = "appearance"
    EVIDENCE_SUGGESTED = "evidence_suggested"
    EVIDENCE_ACCEPTED = "evidence_accepted"
    PROPOSED = "proposed"
    RETRACTION_PROPOSED = "retraction_proposed"
    SENT_BACK = "sent_back"
    COUNTS = "counts"
    RETRACTED = "retracted"
    CONDITION = "condition"
    MOVED = "moved"
    WITHDRAWN = "withdrawn"
    ASSIGNED = "assigned"
    DUE = "due"
    LOOK = "look"
    AGAIN = "again"
