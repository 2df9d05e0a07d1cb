"""The words in which a claim is described, each with the value that is stored and sent."""

from enum import StrEnum


class Kind(StrEnum):
    """What sort of assertion a claim is; decides how it can be settled."""

    FACTUAL = "factual"
    QUANTITY = "quantity"
    PREDICTION = "prediction"
    CONDITIONAL_PREDICTION = "conditional_prediction"
    COMMITMENT = "commitment"
    DENIAL = "denial"
    OPINION = "opinion"

    @property
    def looks_forward(self) -> bool:
        """True for the kinds that carry a prediction with a window."""
        return self in FORWARD_LOOKING


FORWARD_LOOKING = frozenset({Kind.PREDICTION, Kind.CONDITIONAL_PREDICTION, Kind.COMMITMENT})


class AttributionKind(StrEnum):
    """Whose grammar carries the content: a quotation, a reporting clause, or the article itself."""

    DIRECT_QUOTE = "direct_quote"
    INDIRECT = "indirect"
    NARRATOR = "narrator"


class Evidentiality(StrEnum):
    """How the text vouches for the content; independent of how likely it says the content is."""

    ASSERTED = "asserted"
    QUOTED = "quoted"
    REPORTED = "reported"
    DENIED = "denied"


class ResolvesOn(StrEnum):
    """Occurrence: something happens in the window. Persistence: a state holds through it, or nothing happens."""

    OCCURRENCE = "occurrence"
    PERSISTENCE = "persistence"


NARRATOR = "narrator"
"""The claimant of what the article itself says."""

UNNAMED_REPORT = "unnamed report"
"""The link of an attribution for a press conditional, *reportedly*, *is said to*."""
