"""What speaks for a stance in a passage beside a prediction, as numbers of 0 to 1.5: each is weighed in `votes`."""

from collections.abc import Iterator

from claims.comparing.foretold import Foretold
from claims.comparing.reached import is_reached, pair_of
from claims.comparing.stances import days_ahead, is_too_late
from claims.comparing.statement import Statement
from claims.comparing.ways import agreement, is_ahead, is_broken_off, is_denied, is_done
from claims.vocabulary.kinds import ResolvesOn
from claims.vocabulary.windows import Operator

_LONGEST_PART = 1.5

_FLAGS = (
    *("negated", "without", "ahead", "cancelled", "broken_off", "delayed", "late", "unchanged", "only_begun"),
    *("foretold", "proposed", "whole", "part"),
)
"""Of what a passage says happened, as `happenings.Happening` has them."""


def signs_of(foretold: Foretold, passage: Statement) -> dict[str, float]:
    """All of them: of the day, of what is told, of its numbers, of the days that it names."""
    signs = _of_time(foretold, passage)
    for told in (
        _told(foretold, passage),
        _counted(foretold, passage, is_over=signs["late"] > 0),
        _dated(foretold, passage),
    ):
        signs |= {name: float(holds) for name, holds in told}
    return signs


def _of_time(foretold: Foretold, passage: Statement) -> dict[str, float]:
    """When it was published, as the window has it, for each kind of claim.

    `endless`: 1 where it has no border. `after`: 1 after the border (the last day, else the first). `late`: 1 where
    that is past or almost. `part`: how much of the time from the claim to it had gone by, to 1.5. `early`: 1 before the
    first day. `open`: 1 where it has no last day. Each again for claims that deny, that are of what lasts, that say
    *not before* and *until*, which are signs themselves.
    """
    kinds = {
        "denied": float(foretold.is_denied),
        "lasting": float(foretold.resolves_on is ResolvesOn.PERSISTENCE),
        "not_before": float(foretold.operator is Operator.NOT_BEFORE),
        "until": float(foretold.operator is Operator.UNTIL),
    }
    times = _times(foretold, passage)
    products = {f"{time}_{kind}": value * holds for kind, holds in kinds.items() for time, value in times.items()}
    return times | kinds | products


def _times(foretold: Foretold, passage: Statement) -> dict[str, float]:
    window, day, said_on = foretold.window, passage.said_on, foretold.statement.said_on
    border = window.not_after or window.not_before
    times = dict.fromkeys(("endless", "after", "late", "part", "early", "open"), 0.0)
    times |= {"endless": float(border is None), "open": float(window.not_after is None)}
    if day is None or border is None:
        return times
    begun = said_on if said_on and said_on < border else border
    part = (day - begun).days / max(1, (border - begun).days)
    return times | {
        "after": float(day > border),
        "late": float(foretold.is_almost_over(border, on=day)),
        "part": max(0.0, min(_LONGEST_PART, part)),
        "early": float(bool(window.not_before and day < window.not_before)),
    }


def _told(foretold: Foretold, passage: Statement) -> Iterator[tuple[str, bool]]:
    """The flags of its words; whether it tells what was foretold or the opposite, and whether it denies what it tells.

    `common_…`: said in the very clause of what both speak of.
    """
    claim = foretold.event
    for name in _FLAGS:
        yield f"says_{name}", getattr(passage.happening, f"is_{name}")
    way, denied = agreement(claim, passage), is_denied(claim, passage)
    yield "same", way > 0
    yield "opposite", way < 0
    yield "same_denied", way > 0 and denied
    yield "opposite_denied", way < 0 and denied
    yield "common_denied", denied
    yield "common_ahead", is_ahead(claim, passage)
    yield "common_done", is_done(claim, passage)
    yield "came_to_nothing", is_broken_off(claim, passage)


def _counted(foretold: Foretold, passage: Statement, *, is_over: bool) -> Iterator[tuple[str, bool]]:
    """Whether claim and passage count anything, and whether the number foretold is reached: at any time, at the end."""
    claim = foretold.event
    pair = pair_of(claim, passage)
    is_there = pair is not None and is_reached(claim, passage, *pair)
    yield "reached", is_there
    yield "missed", pair is not None and not is_there
    yield "reached_late", is_there and is_over
    yield "missed_late", pair is not None and not is_there and is_over
    yield "claim_counts", bool(claim.quantities)
    yield "passage_counts", bool(passage.quantities)
    yield "both_count", bool(claim.quantities and passage.quantities)


def _dated(foretold: Foretold, passage: Statement) -> Iterator[tuple[str, bool]]:
    """The days that it names: one to come, within the window or beyond, and one on which something was."""
    end, ahead = foretold.window.not_after, days_ahead(passage)
    been = [window.not_before for window in passage.days if window.not_before]
    yield "names_day_ahead", bool(ahead)
    yield "names_day_ahead_beyond", bool(ahead and end and min(ahead) > end)
    yield "names_day_ahead_within", bool(ahead and end and max(ahead) <= end)
    yield "names_day_beyond", bool(been and end and min(been) > end)
    yield "names_day_within", bool(been and end and passage.said_on and max(been) <= min(end, passage.said_on))
    yield "too_late", is_too_late(foretold, passage)
