from datetime import UTC, datetime

import pytest

from claims.rules import transitions
from claims.rules.transitions import Refusal
from claims.vocabulary.kinds import Kind, ResolvesOn

END = datetime(2022, 2, 21, tzinfo=UTC)
EARLY = datetime(2022, 2, 18, tzinfo=UTC)
OPENS = datetime(2022, 2, 16, tzinfo=UTC)
BEFORE = datetime(2022, 2, 14, tzinfo=UTC)
HAPPENS, HOLDS = ResolvesOn.OCCURRENCE, ResolvesOn.PERSISTENCE


def asked(
    normal_form: str, resolves_on: ResolvesOn, known_at: datetime, certainty: str = "", due_at: datetime | None = END
) -> Refusal | None:
    return transitions.refusal_of_rating(
        normal_form=normal_form, certainty=certainty, resolves_on=resolves_on, opens_at=OPENS, due_at=due_at,
        known_at=known_at,
    )  # fmt: skip


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
        ("true", HAPPENS, BEFORE, Refusal.TOO_EARLY),
        ("mixed", HAPPENS, BEFORE, Refusal.TOO_EARLY),
        ("undecided", HAPPENS, BEFORE, None),
    ],
)
def test_what_can_be_known_before_the_end(
    normal_form: str, resolves_on: ResolvesOn, known_at: datetime, refusal: Refusal | None
) -> None:
    assert asked(normal_form, resolves_on, known_at) is refusal


@pytest.mark.parametrize(
    ("normal_form", "resolves_on", "certainty", "refusal"),
    [
        ("false", HAPPENS, "now_impossible", None),
        ("true", HOLDS, "now_certain", None),
        ("false", HAPPENS, "now_certain", Refusal.CERTAINTY_DOES_NOT_FIT),
        ("true", HAPPENS, "now_certain", Refusal.CERTAINTY_DOES_NOT_FIT),
        ("undecided", HAPPENS, "now_impossible", Refusal.CERTAINTY_DOES_NOT_FIT),
    ],
)
def test_certainty_is_for_what_could_be_known_only_at_the_end(
    normal_form: str, resolves_on: ResolvesOn, certainty: str, refusal: Refusal | None
) -> None:
    assert asked(normal_form, resolves_on, EARLY, certainty) is refusal


def test_a_window_without_end_never_shows_that_nothing_happened() -> None:
    assert asked("false", HAPPENS, END, due_at=None) is Refusal.TOO_EARLY


@pytest.mark.parametrize(
    ("is_annulled", "condition_state", "refusal"),
    [
        (True, "open", None),
        (True, "", None),
        (True, "held", Refusal.CONDITION_STANDS),
        (True, "never_held", None),
        (False, "never_held", Refusal.NEVER_HELD),
        (False, "open", None),
    ],
)
def test_what_a_condition_leaves_to_say(is_annulled: bool, condition_state: str, refusal: Refusal | None) -> None:
    assert transitions.refusal_to_annul(is_annulled=is_annulled, condition_state=condition_state) is refusal


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
