"""What is known of a document while it is read; each step returns a fuller copy."""

from dataclasses import dataclass, field
from datetime import date

from claims.extraction.attribution.coverage import Coverage
from claims.extraction.attribution.reports import Report
from claims.extraction.attribution.speakers import Cast
from claims.extraction.propositions import Proposition
from claims.extraction.syntax import Syntax
from claims.extraction.timing import Timed
from claims.extraction.types import Candidate


@dataclass(frozen=True, slots=True)
class Reading:
    """A parsed text and all that the steps have found in it so far."""

    syntax: Syntax
    published_on: date | None
    times: tuple[Timed, ...] = ()
    timed: frozenset[int] = frozenset()
    inside_times: frozenset[int] = frozenset()
    reports: tuple[Report, ...] = ()
    covered: Coverage = field(default_factory=Coverage)
    attitudes: tuple[Report, ...] = ()
    cast: Cast | None = None
    propositions: tuple[Proposition, ...] = ()
    candidates: tuple[Candidate, ...] = ()
