"""Resolution criteria that an editor can begin with."""

from datetime import date

import pytest

from claims.rules.criteria import template
from claims.vocabulary.kinds import Kind, ResolvesOn
from claims.vocabulary.windows import Operator

TWENTIETH = date(2022, 2, 20)
SIXTEENTH = date(2022, 2, 16)


def criteria(
    operator: Operator,
    not_before: date | None = None,
    not_after: date | None = None,
    *,
    kind: Kind = Kind.PREDICTION,
    resolves_on: ResolvesOn = ResolvesOn.OCCURRENCE,
    language: str = "en",
) -> str:
    return template(
        "Troops cross", kind=kind, operator=operator, not_before=not_before, not_after=not_after,
        resolves_on=resolves_on, language=language,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("operator", "not_before", "not_after", "says"),
    [
        (Operator.BEFORE, None, TWENTIETH, "before 2022-02-20, that day not included"),
        (Operator.BY, None, TWENTIETH, "by 2022-02-20, that day included"),
        (Operator.ON, TWENTIETH, TWENTIETH, "on 2022-02-20"),
        (Operator.WITHIN, SIXTEENTH, TWENTIETH, "between 2022-02-16 and 2022-02-20, both included"),
        (Operator.NOT_BEFORE, SIXTEENTH, None, "on 2022-02-16 or later"),
        (Operator.NONE, None, None, "by the horizon that an editor sets"),
    ],
)
def test_the_criteria_say_when(operator: Operator, not_before: date | None, not_after: date | None, says: str) -> None:
    assert says in criteria(operator, not_before, not_after)


def test_a_window_without_end_asks_for_a_horizon() -> None:
    assert "False if not by its horizon" in criteria(Operator.NOT_BEFORE, SIXTEENTH)


def test_a_state_fails_when_it_ceases() -> None:
    assert "ceases" in criteria(Operator.UNTIL, None, TWENTIETH, resolves_on=ResolvesOn.PERSISTENCE)


def test_a_commitment_is_kept_or_broken() -> None:
    assert criteria(Operator.BY, None, TWENTIETH, kind=Kind.COMMITMENT).startswith("Kept if")


def test_a_french_claim_has_french_criteria() -> None:
    assert "avant le 2022-02-20, ce jour exclu" in criteria(Operator.BEFORE, None, TWENTIETH, language="fr")


def test_a_fact_has_none() -> None:
    assert criteria(Operator.NONE, kind=Kind.FACTUAL) == ""
