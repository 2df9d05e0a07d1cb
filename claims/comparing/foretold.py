"""A claim as evidence is sought for it."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from claims.comparing.happenings import foretold_ways, is_foretold_not
from claims.comparing.names import every
from claims.comparing.statement import Statement
from claims.vocabulary.kinds import ResolvesOn
from claims.vocabulary.windows import Operator, Window

LATER_THAN_THE_WINDOW = timedelta(days=120)
"""How long after a window that has an end documents may speak of it: the figures of a year come in spring."""

_SHORTLY_BEFORE = timedelta(days=30)
_LAST_PART = 0.15


@dataclass(frozen=True)
class Foretold:
    """A claim for which evidence is sought. `window` includes the horizon."""

    statement: Statement
    window: Window
    operator: Operator
    resolves_on: ResolvesOn

    @cached_property
    def event(self) -> Statement:
        """The claim with nothing of what happens but what is foretold: not what else its words can mean."""
        what = self.statement.happening
        ways = foretold_ways(self.statement.text, self.statement.language)
        return self.statement.of(replace(what, concepts=ways)) if ways else self.statement

    @cached_property
    def known(self) -> frozenset[str]:
        """Whom it names, and who said it."""
        return every(self.statement.names) | every(self.statement.speakers)

    @cached_property
    def subject(self) -> frozenset[str]:
        """The names of the claim without those of who made it, unless it has no others."""
        names = self.statement.names.sure | self.statement.names.perhaps
        return names - every(self.statement.speakers) or names

    @cached_property
    def is_denied(self) -> bool:
        """Whether it says that something will not happen."""
        return is_foretold_not(self.statement.text, self.statement.language)

    def is_spoken_of(self, on: date) -> bool:
        """Whether a document of this date may speak of it: one after the claim, and not long after its window."""
        said_on, end = self.statement.said_on, self.window.not_after
        return (said_on is None or on > said_on) and (end is None or on <= end + LATER_THAN_THE_WINDOW)

    def is_almost_over(self, day: date, *, on: date | None) -> bool:
        """Whether on that date `day` is past, or most of the time between the claim and it; not where it is unknown."""
        if on is None:
            return False
        said_on = self.statement.said_on
        wait = day - said_on if said_on and said_on < day else timedelta()
        return on >= day - min(wait * _LAST_PART, _SHORTLY_BEFORE)
