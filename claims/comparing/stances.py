"""What a passage says of what was foretold: it happened, it did not, or neither yet."""

from collections.abc import Callable

from claims.comparing.foretold import Foretold
from claims.comparing.statement import Statement
from claims.comparing.ways import agreement
from claims.vocabulary.kinds import ResolvesOn
from claims.vocabulary.windows import Operator

SUPPORTS, REFUTES, CONTEXT = "supports", "refutes", "context"
"""As evidence has them."""

Ruling = tuple[str, tuple[str, str]]
"""A stance, and the slug of the rule that gave it with its detail."""


def _put_off(foretold: Foretold, passage: Statement) -> Ruling | None:
    """To a day within the window: nothing is settled. Beyond it, or to no day at all: it does not happen in time."""
    window, what = foretold.window, passage.happening
    if not what.is_delayed or what.is_unchanged:
        return None
    later = [day.not_before or day.not_after for day in passage.days]
    days = [day for day in later if day and passage.said_on and day > passage.said_on]
    if foretold.is_denied or window.not_after is None:
        return CONTEXT, ("put off", "")
    if days and max(days) <= window.not_after:
        return CONTEXT, ("put off within the window", max(days).isoformat())
    return REFUTES, ("put off beyond the window", max(days).isoformat() if days else "")


def _by_number(foretold: Foretold, passage: Statement) -> Ruling | None:
    """Where both count the same thing: whether it reached the number, on the side that the claim says."""
    claim = foretold.statement
    side = _side(claim)
    pairs = [
        (ours, theirs)
        for ours in claim.quantities
        for theirs in passage.quantities
        if ours.unit and ours.unit == theirs.unit
    ]
    if not pairs or passage.happening.is_ahead:
        return None
    ours, theirs = pairs[0]
    told = ("number", f"{theirs.value:g} / {ours.value:g} {ours.unit}")
    near = abs(ours.value - theirs.value) <= 0.03 * abs(ours.value)
    reached = near if side == 0 else (theirs.value - ours.value) * side >= 0
    if side == 0 and theirs.value > ours.value:
        reached = theirs.value <= 1.1 * ours.value
    denied = passage.happening.is_negated
    if reached != denied:
        return (REFUTES if foretold.is_denied else SUPPORTS), told
    end = foretold.window.not_after
    return (REFUTES, told) if end and foretold.is_almost_over(end, on=passage.said_on) else (CONTEXT, told)


def _side(claim: Statement) -> int:
    """+1: at least so much; -1: less; 0: just so much."""
    for side, phrases in ((1, _AT_LEAST), (-1, _AT_MOST)):
        if any(phrase in claim.text.lower() for phrase in phrases):
            return side
    return dict(claim.happening.concepts).get("threshold", 0)


_AT_LEAST = ("at least", "more than", "au moins", "plus de", "above", "exceed", "over ", "dépass")
_AT_MOST = ("at most", "less than", "au plus", "moins de", "below", "under ", "sous ")


def _looks_ahead(foretold: Foretold, passage: Statement) -> Ruling | None:
    what = passage.happening
    if what.is_ahead and not what.did_not:
        return CONTEXT, ("still ahead", "")
    if what.is_ahead and what.is_negated and not foretold.is_denied:
        return REFUTES, ("will not happen", "")
    return None


def _of_a_denied(foretold: Foretold, passage: Statement) -> Ruling | None:
    """*Will not … before X*: what happens earlier refutes it; only X itself can support it."""
    happened = _happened(foretold, passage)
    if not foretold.is_denied or happened is None:
        return None
    border = foretold.window.not_before or foretold.window.not_after
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
    is_final = passage.happening.is_cancelled or has_ended or foretold.resolves_on is ResolvesOn.PERSISTENCE
    return (REFUTES, ("did not happen", "")) if is_final else (CONTEXT, ("not yet", ""))


def _did(foretold: Foretold, passage: Statement) -> Ruling | None:
    if not _happened(foretold, passage):
        return None
    if foretold.operator is not Operator.NOT_BEFORE and _is_too_late(foretold, passage):
        return REFUTES, ("too late", "")
    return SUPPORTS, ("happened", "")


def _happened(foretold: Foretold, passage: Statement) -> bool | None:
    """Whether it says that the event came about; None where it says neither."""
    claim, what = foretold.statement, passage.happening
    way = agreement(claim, passage)
    if what.is_cancelled and way >= 0:
        return False
    denied = what.is_negated
    if way > 0:
        return not denied
    if way < 0:
        return denied
    if denied or what.is_unchanged:
        return None if foretold.is_denied else False
    if what.is_only_begun:
        return None
    end = foretold.window.not_after
    return True if end and foretold.is_almost_over(end, on=passage.said_on) else None


def _is_too_late(foretold: Foretold, passage: Statement) -> bool:
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
    _by_number,
    _looks_ahead,
    _of_a_denied,
    _did_not,
    _did,
)


def stance_of(foretold: Foretold, passage: Statement) -> Ruling:
    """What the passage says of the event, by the first rule that applies."""
    found = (rule(foretold, passage) for rule in RULES)
    return next((ruling for ruling in found if ruling), (CONTEXT, ("unsettled", "")))
