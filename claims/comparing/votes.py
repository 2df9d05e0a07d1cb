"""A stance by all that speaks for it: the rule that applied, the day, and which way the meaning of the words leans.

A rule that is sure of its words is wrong where it did not understand them, and then day and meaning are against it.
"""

from collections.abc import Mapping
from typing import NamedTuple

from claims.comparing.foretold import Foretold
from claims.comparing.stances import CONTEXT, REFUTES, SUPPORTS, Ruling
from claims.comparing.statement import Statement
from claims.comparing.words import load_cues
from claims.vocabulary.kinds import ResolvesOn
from claims.vocabulary.windows import Operator

_LONGEST_PART = 1.5


class Leaning(NamedTuple):
    """Which way the meaning of a passage leans, in log-odds against *neither*: that it came about, that it did not."""

    came: float
    failed: float


def voted(foretold: Foretold, passage: Statement, ruling: Ruling, leaning: Leaning) -> Ruling:
    """The ruling, unless day and meaning together outvote it."""
    weights = load_cues("stance_weights")
    signs = signs_of_time(foretold, passage)
    by_day = Leaning(
        *(
            weights[to]["always"] + sum(weights[to][sign] * value for sign, value in signs.items())
            for to in Leaning._fields
        )
    )
    both = Leaning(by_day.came + leaning.came, by_day.failed + leaning.failed)
    best = heaviest(both, ruling, weights["rules"], is_denied=foretold.is_denied)
    return ruling if best == ruling[0] else (best, ("by its day and sense", ""))


def heaviest(leaning: Leaning, ruling: Ruling, rules: Mapping[str, float], *, is_denied: bool) -> str:
    """The stance for which most speaks; for what was ruled besides as much as `rules` says of the rule."""
    supports, refutes = (leaning.failed, leaning.came) if is_denied else leaning
    points = {CONTEXT: 0.0, SUPPORTS: supports, REFUTES: refutes}
    stance, (rule, _detail) = ruling
    points[stance] += rules.get(rule, rules["any other"])
    return max(points, key=lambda each: points[each])


def signs_of_time(foretold: Foretold, passage: Statement) -> dict[str, float]:
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
