"""What speaks for and against a passage's being about the very event that was foretold."""

from collections.abc import Callable, Mapping

from claims.comparing.foretold import Foretold
from claims.comparing.names import every
from claims.comparing.quantities import Quantity, are_other_labels
from claims.comparing.statement import Statement
from claims.comparing.ways import agreement

NEAREST_WANTED, NEAR_IF_NAMED = 0.25, 0.15
"""The cosine under which a passage means something else: where it names nothing of the claim, and where it does."""

_LONG = 120
"""Code points from which a sentence is long, however long it is."""

_SEVERAL, _MUCH = 2, 0.5
_MOST_TOLD = _MOST_OTHERS = 3

Why = tuple[tuple[str, str], ...]


def is_akin(foretold: Foretold, passage: Statement, *, cosine: float) -> bool:
    """Whether they have anything in common: a near meaning, or names and a meaning that is not far off.

    Figures, days and a denial alone make no evidence.
    """
    return cosine >= NEAREST_WANTED or (cosine >= NEAR_IF_NAMED and _are_about(foretold, every(passage.names)))


def signs_of(foretold: Foretold, passage: Statement, *, cosine: float) -> dict[str, float]:
    """What speaks for and against its being about the very event: `meaning`, of the encoder, and all of READINGS."""
    read = {name: sign(foretold, passage) for signs in READINGS for name, sign in signs.items()}
    return {"meaning": cosine, **read}


def _named(foretold: Foretold, passage: Statement) -> float:
    """How much of what the claim names is named in it."""
    return share(foretold.subject, every(passage.names))


def _others(foretold: Foretold, passage: Statement) -> float:
    """Who is named and nobody spoke of, 0 to 3."""
    return float(min(_MOST_OTHERS, len(passage.names.sure - foretold.known)))


def _length(_foretold: Foretold, passage: Statement) -> float:
    """Hundreds of code points, to 1.2, as a short sentence seldom settles anything."""
    return min(len(passage.text), _LONG) / 100


def _unnamed(foretold: Foretold, passage: Statement) -> float:
    """1 where the claim names nothing that is named in it, and what is named near it is not what the claim is about."""
    own = every(passage.names)
    is_named = own & every(foretold.statement.names) or _are_about(foretold, own | every(passage.around))
    return float(not is_named)


def _speaker(foretold: Foretold, passage: Statement) -> float:
    """1 where who made the claim is named in it or near it."""
    speakers = every(foretold.statement.speakers)
    return float(bool(speakers & every(passage.names) or speakers & every(passage.around)))


def _apart(foretold: Foretold, passage: Statement) -> float:
    """What says that it is another's, 0 to 2."""
    claim = foretold.statement
    return float(bool(_other_place(claim, passage))) + float(_has_other_labels(claim, passage))


def _tells(foretold: Foretold, passage: Statement) -> float:
    """How many things say that something came of it, 0 to 3."""
    what = passage.happening
    found = (
        passage.quantities,
        passage.days,
        _counted(foretold.statement) & _counted(passage),
        what.is_cancelled or what.is_broken_off or what.is_delayed,
    )
    return float(min(_MOST_TOLD, sum(map(bool, found))))


def _goes(foretold: Foretold, passage: Statement) -> float:
    """1 where it goes the way foretold or the other."""
    return float(agreement(foretold.statement, passage) != 0)


def _said_again(foretold: Foretold, passage: Statement) -> float:
    """1 where it only repeats what was foretold."""
    what = passage.happening
    return float(what.is_ahead and (what.is_foretold or agreement(foretold.statement, passage) > 0))


Sign = Callable[[Foretold, Statement], float]

READINGS: tuple[Mapping[str, Sign], ...] = (
    {"named": _named, "others": _others, "length": _length},
    {"unnamed": _unnamed, "speaker": _speaker, "apart": _apart},
    {"goes": _goes, "said_again": _said_again},
    {"tells": _tells},
)
"""The signs, dearer to read each time: of names, of what stands around, of what happened, of its days. Least 0."""

MOST = {"tells": _MOST_TOLD, "others": _MOST_OTHERS, "apart": 2, "length": _LONG / 100}
"""The greatest that a sign can be; of the others 1."""


def _are_about(foretold: Foretold, names: frozenset[str]) -> bool:
    """Whether these are the names of the claim, or of whoever made it: one of several is named anywhere by chance."""
    return len(names & foretold.known) >= _SEVERAL or share(foretold.subject, names) >= _MUCH


def _has_other_labels(claim: Statement, passage: Statement) -> bool:
    has_labels = any(quantity.is_label for quantity in claim.quantities)
    return has_labels and are_other_labels(claim.quantities, passage.quantities)


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
    if _has_other_labels(claim, passage):
        why.append(("other number", ""))
    return tuple(why)


def share(ours: frozenset[str], theirs: frozenset[str]) -> float:
    return len(ours & theirs) / len(ours) if ours else 0.0


def _counted(statement: Statement) -> frozenset[str]:
    return frozenset(quantity.unit for quantity in statement.quantities if quantity.unit)


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
