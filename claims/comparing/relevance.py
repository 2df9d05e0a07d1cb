"""What speaks for and against a passage's being about the very event that was foretold."""

from datetime import timedelta

from claims.comparing.foretold import Foretold
from claims.comparing.names import Names
from claims.comparing.quantities import Quantity
from claims.comparing.statement import Statement
from claims.comparing.ways import agreement
from claims.vocabulary.windows import Window

_LONG_AFTER = timedelta(days=120)

Why = tuple[tuple[str, str], ...]


def signs_of(foretold: Foretold, passage: Statement, *, cosine: float) -> dict[str, float]:
    """What speaks for and against its being about the very event: each from -1 to 1."""
    claim, what = foretold.statement, passage.happening
    here, near = _named(claim, passage)
    way = agreement(claim, passage)
    end = foretold.window.not_after or foretold.window.not_before
    return {
        "meaning": cosine,
        "named_here": here,
        "named_near": near,
        "speaker": float(bool(every(claim.speakers) & every(passage.names))),
        "counts": float(bool(passage.quantities)),
        "dated": float(bool(passage.days)),
        "same_unit": float(bool(_counted(claim) & _counted(passage))),
        "same_way": float(way > 0),
        "opposite_way": float(way < 0),
        "elsewhere": float(bool(_other_place(claim, passage))),
        "other_year": float(_is_other_year(foretold.window, passage)),
        "still_ahead": float(what.is_ahead and not (what.is_cancelled or what.is_delayed)),
        "put_off": float(what.is_cancelled or what.is_delayed),
        "denied": float(what.is_negated),
        "near_end": float(end is not None and foretold.is_almost_over(end, on=passage.said_on)),
    }


def told(foretold: Foretold, passage: Statement) -> Why:
    """What an editor is told of it."""
    claim = foretold.statement
    why: list[tuple[str, str]] = []
    if shared := every(claim.names) & every(passage.names):
        why.append(("names", ", ".join(sorted(shared))))
    if number := _same_number(claim, passage):
        why.append(("number", f"{number.value:g} {number.unit}".strip()))
    if other := _other_place(claim, passage):
        why.append(("other place", ", ".join(sorted(other))))
    if _is_other_year(foretold.window, passage):
        why.append(("other year", ""))
    return tuple(why)


def share(ours: frozenset[str], theirs: frozenset[str]) -> float:
    return len(ours & theirs) / len(ours) if ours else 0.0


def _counted(statement: Statement) -> frozenset[str]:
    return frozenset(quantity.unit for quantity in statement.quantities if quantity.unit)


def _named(claim: Statement, passage: Statement) -> tuple[float, float]:
    """How much of what the claim names, its claimant aside, is named in the passage, and how much around it."""
    subject = _subject(claim)
    return share(subject, every(passage.names)), share(subject, every(passage.around))


def _subject(claim: Statement) -> frozenset[str]:
    """The names of the claim without those of who made it, unless it has no others."""
    names = claim.names.sure | claim.names.perhaps
    return names - every(claim.speakers) or names


def every(names: Names) -> frozenset[str]:
    return names.sure | names.perhaps | names.implied


def _same_number(claim: Statement, passage: Statement) -> Quantity | None:
    alike = (
        theirs
        for ours in claim.quantities
        for theirs in passage.quantities
        if ours.unit and ours.unit == theirs.unit and abs(ours.value - theirs.value) <= 0.02 * abs(ours.value)
    )
    return next(alike, None)


def _other_place(claim: Statement, passage: Statement) -> frozenset[str]:
    """The places of the passage, where none of the claim's is named in it or around it."""
    ours = claim.names.places
    if not ours:
        return frozenset()
    theirs = passage.names.places | passage.around.places
    reached = theirs | passage.names.implied | passage.around.implied
    is_elsewhere = not (ours & reached) and not (claim.names.implied & reached)
    return theirs if is_elsewhere else frozenset()


def _is_other_year(window: Window, passage: Statement) -> bool:
    """Whether it was published long after the window, and names no year of it."""
    if window.not_after is None or passage.said_on is None or passage.said_on <= window.not_after + _LONG_AFTER:
        return False
    first = window.not_before or window.not_after
    return not any(first.year <= year <= window.not_after.year for year in passage.years)
