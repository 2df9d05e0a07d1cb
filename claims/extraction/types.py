"""What the extractor hands over. Offsets are code points, `[start, end)`, into the text as stored."""

from dataclasses import dataclass
from datetime import date

from claims.vocabulary.estimative import Probability
from claims.vocabulary.kinds import AttributionKind, Evidentiality, Kind, ResolvesOn
from claims.vocabulary.windows import Operator, Precision


@dataclass(frozen=True, slots=True)
class AttributionLink:
    """One step of who told whom: the claimant as named in the text (pronouns resolved) and the words that say so."""

    claimant: str
    cue: str


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression with its operator word (*dès jeudi*), resolved against the publication date.

    Both ends are included; both are None when the publication date is unknown or the expression is vague.
    `computed` and `computed_fr` are one sentence, in English and in French, that says how the window came about.
    """

    text: str
    start: int
    end: int
    operator: Operator
    not_before: date | None
    not_after: date | None
    precision: Precision
    computed: str
    computed_fr: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One checkable assertion the machine found: `text[start:end] == quote`, always.

    `attribution` runs from the outermost source inwards; `claimant` is who vouches for the content (its last link, or
    `narrator`). `check_worthiness` is a share of one. `why` names the cues and rules, in the order in which they spoke.
    """

    start: int
    end: int
    quote: str
    language: str
    kind: Kind
    claimant: str
    attribution: tuple[AttributionLink, ...]
    attribution_kind: AttributionKind
    evidentiality: Evidentiality
    hedge: str | None
    probability: Probability | None
    condition: str | None
    time: TimeExpression | None
    resolves_on: ResolvesOn
    check_worthiness: float
    why: tuple[str, ...]
