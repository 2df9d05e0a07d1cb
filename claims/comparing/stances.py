"""What a passage says of what was foretold: it happened, it did not, or neither yet."""

from collections.abc import Callable
from datetime import date

from claims.comparing.foretold import Foretold
from claims.comparing.quantities import Quantity
from claims.comparing.reached import is_reached, pair_of, side_of
from claims.comparing.statement import Statement
from claims.comparing.ways import agreement, is_ahead, is_broken_off, is_denied, is_done, opposite
from claims.vocabulary.kinds import ResolvesOn
from claims.vocabulary.windows import Operator

SUPPORTS, REFUTES, CONTEXT = "supports", "refutes", "context"
"""As evidence has them."""

_ENDINGS = frozenset({("presence", -1), ("opening", -1), ("beginning", -1), ("office", -1), ("permission", -1)})
"""What is the end of whatever was to last."""

_DECIDED = frozenset({"freedom", "approval", "overturning", "promotion", "merger", "permission", "insolvency"})
"""What is decided once."""

Ruling = tuple[str, tuple[str, str]]
"""A stance, and the slug of the rule that gave it with its detail."""


def _put_off(foretold: Foretold, passage: Statement) -> Ruling | None:
    """To a day within the window: nothing is settled. Beyond it, or to no day at all: it does not happen in time."""
    window, what = foretold.window, passage.happening
    days = days_ahead(passage)
    is_suspended_until = what.is_broken_off and bool(days)
    if (
        not (what.is_delayed or is_suspended_until)
        or what.is_unchanged
        or what.is_late
        or is_done(*_both(foretold, passage))
    ):
        return None
    if foretold.is_denied or window.not_after is None:
        return CONTEXT, ("put off", "")
    if days and max(days) <= window.not_after:
        return CONTEXT, ("put off within the window", max(days).isoformat())
    return REFUTES, ("put off beyond the window", max(days).isoformat() if days else "")


def days_ahead(passage: Statement) -> list[date]:
    """The days after its publication that it names: of a span the first that still is to come."""
    said_on = passage.said_on
    if said_on is None:
        return []
    ends = [[day for day in (window.not_before, window.not_after) if day] for window in passage.days]
    return [next(day for day in days if day > said_on) for days in ends if any(day > said_on for day in days)]


def _by_number(foretold: Foretold, passage: Statement) -> Ruling | None:
    """Where both count the same thing: whether it reached the number, on the side that the claim says."""
    claim = foretold.event
    pair = pair_of(claim, passage)
    is_past = _is_past(foretold, passage)
    if pair is None or (is_ahead(claim, passage) and not is_past):
        return None
    ours, theirs = pair
    if ours.value == theirs.value and not side_of(claim, ours) and agreement(claim, passage):
        return None
    told = ("number", f"{theirs.value:g} / {ours.value:g} {ours.unit}")
    if is_reached(claim, passage, ours, theirs):
        return (REFUTES if foretold.is_denied else SUPPORTS), told
    missed = SUPPORTS if foretold.is_denied else REFUTES
    end = foretold.window.not_after
    return (missed, told) if end and foretold.is_almost_over(end, on=passage.said_on) else (CONTEXT, told)


def _only_some(foretold: Foretold, passage: Statement) -> Ruling | None:
    """*All* were foretold and a part is told: as far as it goes it settles nothing, and at the end it is too few."""
    is_part = passage.happening.is_part or any(_is_a_share(quantity) for quantity in passage.quantities)
    if foretold.is_denied or not foretold.statement.happening.is_whole or not is_part:
        return None
    end = foretold.window.not_after
    is_over = end is not None and foretold.is_almost_over(end, on=passage.said_on)
    return (REFUTES, ("only a part", "")) if is_over else (CONTEXT, ("only a part", ""))


def _is_a_share(quantity: Quantity) -> bool:
    return quantity.unit == "percent" and 10 <= quantity.value < 100


def _only_proposed(foretold: Foretold, passage: Statement) -> Ruling | None:
    """Whoever decides has not decided."""
    what = passage.happening
    is_settled = (
        what.did_not
        or what.is_delayed
        or _is_past(foretold, passage)
        or _is_broken_off(foretold, passage)
        or (_is_ending(foretold, passage) and is_done(*_both(foretold, passage)))
    )
    return (CONTEXT, ("only proposed", "")) if what.is_proposed and not is_settled else None


def _looks_ahead(foretold: Foretold, passage: Statement) -> Ruling | None:
    what = passage.happening
    if not is_ahead(*_both(foretold, passage)):
        return None
    if is_denied(*_both(foretold, passage)) and not foretold.is_denied:
        return REFUTES, ("will not happen", "")
    if what.did_not:
        return None
    end, days = foretold.window.not_after, days_ahead(passage)
    if end and days and min(days) > end and agreement(*_both(foretold, passage)) and not foretold.is_denied:
        return REFUTES, ("put off beyond the window", min(days).isoformat())
    if _is_past(foretold, passage) and foretold.resolves_on is ResolvesOn.OCCURRENCE and not foretold.is_denied:
        return REFUTES, ("still ahead after the window", "")
    return CONTEXT, ("still ahead", "")


def _of_a_lasting(foretold: Foretold, passage: Statement) -> Ruling | None:
    """*Will stay … until X*: whatever ends it refutes it; only X itself can support it."""
    if foretold.resolves_on is not ResolvesOn.PERSISTENCE or foretold.is_denied:
        return None
    what, end = passage.happening, foretold.window.not_after
    way = agreement(foretold.event, passage)
    has_ended = what.did_not or way < 0 or bool(what.concepts & _ENDINGS)
    if has_ended and not (what.is_negated and what.concepts & _ENDINGS):
        return REFUTES, ("no longer", "")
    is_over = end is not None and foretold.is_almost_over(end, on=passage.said_on)
    lasts = what.is_unchanged or way > 0 or what.is_negated
    return (SUPPORTS, ("lasted", "")) if lasts and is_over else (CONTEXT, ("not yet", ""))


def _only_begun(foretold: Foretold, passage: Statement) -> Ruling | None:
    """A first step, a part, a wish: of what was to happen it settles nothing."""
    what = passage.happening
    is_over = _is_past(foretold, passage) or (what.is_unchanged and _is_ending(foretold, passage))
    if what.is_only_begun and not (what.did_not or foretold.is_denied or is_over or _is_broken_off(foretold, passage)):
        return CONTEXT, ("only begun", "")
    return None


def _of_a_denied(foretold: Foretold, passage: Statement) -> Ruling | None:
    """*Will not … before X*: what happens earlier refutes it; only X itself can support it."""
    happened = _happened(foretold, passage)
    if not foretold.is_denied or happened is None:
        return None
    window = foretold.window
    is_before = foretold.operator is Operator.NOT_BEFORE
    border = (window.not_before if is_before else window.not_after) or window.not_before
    if happened:
        is_after = border is not None and passage.said_on is not None and passage.said_on > border
        return (CONTEXT, ("after the window", "")) if is_after else (REFUTES, ("happened", ""))
    is_over = border is not None and foretold.is_almost_over(border, on=passage.said_on)
    return (SUPPORTS, ("did not happen", "")) if is_over else (CONTEXT, ("not yet", ""))


def _did_not(foretold: Foretold, passage: Statement) -> Ruling | None:
    if _happened(foretold, passage) is not False:
        return None
    end = foretold.window.not_after
    has_ended = end is None or foretold.is_almost_over(end, on=passage.said_on)
    is_final = has_ended or _is_broken_off(foretold, passage) or _is_decided(foretold, passage)
    return (REFUTES, ("did not happen", "")) if is_final else (CONTEXT, ("not yet", ""))


def _is_decided(foretold: Foretold, passage: Statement) -> bool:
    """Whether it was decided the other way, after which it is not decided again."""
    against = opposite(foretold.event.happening.concepts) & passage.happening.done
    return any(concept in _DECIDED for concept, _way in against)


def _did(foretold: Foretold, passage: Statement) -> Ruling | None:
    if not _happened(foretold, passage):
        return None
    begins = foretold.window.not_before
    if begins and passage.said_on and passage.said_on < begins and foretold.operator is not Operator.NOT_BEFORE:
        return CONTEXT, ("before the window", "")
    if foretold.operator is not Operator.NOT_BEFORE and is_too_late(foretold, passage):
        return REFUTES, ("too late", "")
    return SUPPORTS, ("happened", "")


def _happened(foretold: Foretold, passage: Statement) -> bool | None:
    """Whether it says that the event came about; None where it says neither."""
    both, what = _both(foretold, passage), passage.happening
    way = agreement(*both)
    if _is_broken_off(foretold, passage) and not (way < 0 and foretold.is_denied):
        return False
    denied = is_denied(*both)
    if what.is_unchanged and not denied and not is_done(*both):
        return False
    if way:
        return denied == (way < 0)
    if denied:
        return False
    if what.is_only_begun:
        return None
    end = foretold.window.not_after
    return True if end and foretold.is_almost_over(end, on=passage.said_on) else None


def _is_ending(foretold: Foretold, passage: Statement) -> bool:
    """Whether it was published in the last days, or after them."""
    end = foretold.window.not_after
    return end is not None and foretold.is_almost_over(end, on=passage.said_on)


def _is_past(foretold: Foretold, passage: Statement) -> bool:
    """Whether it was published after the last day."""
    end = foretold.window.not_after
    return end is not None and passage.said_on is not None and passage.said_on > end


def _is_broken_off(foretold: Foretold, passage: Statement) -> bool:
    return is_broken_off(foretold.event, passage)


def _both(foretold: Foretold, passage: Statement) -> tuple[Statement, Statement]:
    return foretold.event, passage


def is_too_late(foretold: Foretold, passage: Statement) -> bool:
    """Whether it happened after the last day: by the day that it names, else by its own word."""
    end = foretold.window.not_after
    if end is None or passage.said_on is None or passage.said_on <= end:
        return False
    named = [window.not_before for window in passage.days if window.not_before]
    if named:
        return min(named) > end
    return passage.happening.is_late


RULES: tuple[Callable[[Foretold, Statement], Ruling | None], ...] = (
    _put_off,
    _only_some,
    _only_proposed,
    _by_number,
    _looks_ahead,
    _of_a_lasting,
    _only_begun,
    _of_a_denied,
    _did_not,
    _did,
)


def stance_of(foretold: Foretold, passage: Statement) -> Ruling:
    """What the passage says of the event, by the first rule that applies."""
    found = (rule(foretold, passage) for rule in RULES)
    return next((ruling for ruling in found if ruling), (CONTEXT, ("unsettled", "")))
