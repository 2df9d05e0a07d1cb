from datetime import UTC, datetime

import pytest

from claims.rules import transitions
from claims.rules.transitions import Refusal
from claims.vocabulary.kinds import Kind, ResolvesOn

END = datetime(2022, 2, 21, tzinfo=UTC)
EARLY = datetime(2022, 2, 18, tzinfo=UTC)
HAPPENS, HOLDS = ResolvesOn.OCCURRENCE, ResolvesOn.PERSISTENCE


@pytest.mark.parametrize(
    ("normal_form", "resolves_on", "known_at", "refusal"),
    [
        ("true", HAPPENS, EARLY, None),
        ("false", HAPPENS, EARLY, Refusal.TOO_EARLY),
        ("false", HAPPENS, END, None),
        ("true", HOLDS, EARLY, Refusal.TOO_EARLY),
        ("false", HOLDS, EARLY, None),
        ("true", HOLDS, END, None),
        ("undecided", HAPPENS, EARLY, None),
        ("mixed", HAPPENS, EARLY, None),
    ],
)
def test_what_can_be_known_before_the_end(
    normal_form: str, resolves_on: ResolvesOn, known_at: datetime, refusal: Refusal | None
) -> None:
    asked = transitions.refusal_of_early_rating(
        normal_form=normal_form, resolves_on=resolves_on, due_at=END, known_at=known_at
    )
    assert asked is refusal


def test_a_window_without_end_never_shows_that_nothing_happened() -> None:
    asked = transitions.refusal_of_early_rating(normal_form="false", resolves_on=HAPPENS, due_at=None, known_at=END)
    assert asked is Refusal.TOO_EARLY


@pytest.mark.parametrize(
    ("kind", "scale"),
    [
        (Kind.PREDICTION, "outcome"),
        (Kind.CONDITIONAL_PREDICTION, "outcome"),
        (Kind.COMMITMENT, "commitment"),
        (Kind.FACTUAL, "truth"),
        (Kind.DENIAL, "truth"),
    ],
)
def test_a_wrong_forecast_is_not_a_lie(kind: Kind, scale: str) -> None:
    assert transitions.scale_for(kind) == scale


@pytest.mark.parametrize("decision", ["accepted", "attached", "rejected"])
def test_only_a_pending_candidate_is_accepted(decision: str) -> None:
    assert transitions.refusal_to_accept(decision=decision, kind=Kind.FACTUAL) is Refusal.NOT_PENDING


def test_a_pending_candidate_has_nothing_to_reopen() -> None:
    assert transitions.refusal_to_reopen(decision="pending", has_verdict=False) is Refusal.NOT_DECIDED
