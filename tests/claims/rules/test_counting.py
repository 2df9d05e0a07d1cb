"""Which verdict counts, and which counted for a world that knew less."""

from datetime import UTC, datetime

import pytest

from claims.rules.counting import Given, Standing, known_standing, standing

KNOWN, LATER, LAST = (datetime(2022, 3, day, tzinfo=UTC) for day in (1, 5, 9))

FIRST, SECOND = Given(1, needs_approval=True), Given(2, needs_approval=True)
TAKEN_BACK = Given(2, needs_approval=True, is_retraction=True)
ALONE = Given(1, needs_approval=False)

# The chain, what second persons said, which counts, which is proposed.
CHAINS = {
    "none": ([], {}, None, None),
    "waits": ([FIRST], {}, None, 1),
    "sent back": ([FIRST], {1: "sent_back"}, None, 1),
    "approved": ([FIRST], {1: "approved"}, 1, None),
    "needs nobody": ([ALONE], {}, 1, None),
    "a correction waits": ([FIRST, SECOND], {1: "approved"}, 1, 2),
    "corrected": ([FIRST, SECOND], {1: "approved", 2: "approved"}, 2, None),
    "taken back": ([FIRST, TAKEN_BACK], {1: "approved", 2: "approved"}, None, None),
    "not yet taken back": ([FIRST, TAKEN_BACK], {1: "approved"}, 1, 2),
}


@pytest.mark.parametrize("name", CHAINS)
def test_the_newest_that_a_second_person_approved_counts(name: str) -> None:
    chain, answers, current, proposed = CHAINS[name]
    assert standing(chain, answers) == Standing(current, proposed)


BOTH = {1: "approved", 2: "approved"}

# The chain, what second persons said, when the world knew each, by when, which counts, which is proposed.
BY_THEN = {
    "nothing was known yet": ([FIRST], BOTH, {1: LATER}, KNOWN, None, None),
    "known at that very instant": ([FIRST], BOTH, {1: LATER}, LATER, 1, None),
    "a later finding was not known": ([FIRST, SECOND], BOTH, {1: KNOWN, 2: LAST}, LATER, 1, None),
    "a later finding was known": ([FIRST, SECOND], BOTH, {1: KNOWN, 2: LAST}, LAST, 2, None),
    "a correction of the instant": ([FIRST, SECOND], BOTH, {1: LAST, 2: KNOWN}, LATER, 2, None),
    "not yet taken back": ([FIRST, TAKEN_BACK], BOTH, {1: KNOWN, 2: LAST}, LATER, 1, None),
    "taken back": ([FIRST, TAKEN_BACK], BOTH, {1: KNOWN, 2: LAST}, LAST, None, None),
    "a proposal was not known": ([FIRST, SECOND], {1: "approved"}, {1: KNOWN, 2: LAST}, LATER, 1, None),
    "a proposal was known": ([FIRST, SECOND], {1: "approved"}, {1: KNOWN, 2: KNOWN}, LATER, 1, 2),
}


@pytest.mark.parametrize("name", BY_THEN)
def test_what_the_world_did_not_know_then_neither_counts_nor_takes_back(name: str) -> None:
    chain, answers, known, by, current, proposed = BY_THEN[name]
    assert known_standing(chain, answers, known, by=by) == Standing(current, proposed)
