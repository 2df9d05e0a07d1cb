"""What speaks for and against a passage's being about the very event that was foretold."""

from datetime import timedelta

from claims.comparing.foretold import Foretold
from claims.comparing.names import Names
from claims.comparing.quantities import Quantity, are_other_labels
from claims.comparing.statement import Statement
from claims.comparing.ways import agreement
from claims.vocabulary.windows import Window

_LONG_AFTER = timedelta(days=120)

Why = tuple[tuple[str, str], ...]


def signs_of(foretold: Foretold, passage: Statement, *, cosine: float) -> dict[str, float]:
    """What speaks for and against its being about the very event.

    `meaning`: of the encoder. `named`: who and what it concerns, 0 to 3. `tells`: how many things say that something
    came of it, 0 to 6. `apart`: what says that it is another's, 0 to 2. `still_ahead`: 1 where it only looks forward.
    """
    claim, what = foretold.statement, passage.happening
    return {
        "meaning": cosine,
        "named": _named(claim, passage),
        "tells": _tells(claim, passage),
        "apart": float(_is_of_another(claim, passage)) + float(_is_other_year(foretold.window, passage)),
        "still_ahead": float(what.is_ahead and not (what.is_cancelled or what.is_broken_off or what.is_delayed)),
    }


def _tells(claim: Statement, passage: Statement) -> float:
    what = passage.happening
    found = (
        passage.quantities,
        passage.days,
        _counted(claim) & _counted(passage),
        agreement(claim, passage),
        what.is_cancelled or what.is_broken_off or what.is_delayed,
        what.is_negated,
    )
    return float(sum(map(bool, found)))


def _is_of_another(claim: Statement, passage: Statement) -> bool:
    return bool(_other_place(claim, passage)) or are_other_labels(claim.quantities, passage.quantities)


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
    if are_other_labels(claim.quantities, passage.quantities):
        why.append(("other number", ""))
    if _is_other_year(foretold.window, passage):
        why.append(("other year", ""))
    return tuple(why)


def share(ours: frozenset[str], theirs: frozenset[str]) -> float:
    return len(ours & theirs) / len(ours) if ours else 0.0


def _counted(statement: Statement) -> frozenset[str]:
    return frozenset(quantity.unit for quantity in statement.quantities if quantity.unit)


def _named(claim: Statement, passage: Statement) -> float:
    """How much of what the claim names is named in the passage, and how much around it; and whether its claimant is."""
    subject = _subject(claim)
    is_of_the_speaker = bool(every(claim.speakers) & every(passage.names))
    return share(subject, every(passage.names)) + share(subject, every(passage.around)) + float(is_of_the_speaker)


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
