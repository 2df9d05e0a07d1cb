"""Whether a number that is told is the number that was foretold."""

import pytest

from claims.comparing.reached import is_reached, pair_of, side_of
from claims.comparing.statement import Statement, read


def told(text: str, language: str = "en") -> Statement:
    return read(text, language=language, said_on=None)


@pytest.mark.parametrize(
    ("text", "language", "side"),
    [
        ("Unemployment will top 6 percent.", "en", 1),
        ("The list will be below 10,000 names.", "en", -1),
        ("No fewer than 300 prisoners will be freed.", "en", 1),
        ("Le déficit passera sous 3 %.", "fr", -1),
        ("Le salaire minimum sera porté à 950 euros.", "fr", 0),
        ("Le déficit passera sous 3 % et le salaire minimum sera porté à 950 euros.", "fr", -1),
    ],
)
def test_the_side_of_a_number_stands_before_it(text: str, language: str, side: int) -> None:
    claim = told(text, language)
    assert side_of(claim, claim.quantities[0]) == side


def test_each_number_has_a_side_of_its_own() -> None:
    claim = told("Le déficit passera sous 3 % et le salaire minimum sera porté à 950 euros.", "fr")
    assert [side_of(claim, one) for one in claim.quantities] == [-1, 0]


@pytest.mark.parametrize(
    ("claim", "passage", "value"),
    [
        ("It will hire 500 teachers.", "It hired 310 of the 500 teachers that it wanted.", None),
        ("Unemployment will top 6 percent.", "At 5.2 percent it never came close to the 6 percent foreseen.", 5.2),
        ("The list will be below 10,000.", "The list has come down to 12,870 from a peak of 15,400.", 12870),
        ("It will cut 120 posts.", "In the end it did away with 78.", 78),
    ],
)
def test_of_several_numbers_the_one_that_is_told_now_counts(claim: str, passage: str, value: float | None) -> None:
    pair = pair_of(told(claim), told(passage))
    assert (pair and pair[1].value) == value


@pytest.mark.parametrize(
    ("claim", "passage", "expected"),
    [
        ("The harvest will fall below 30 million tonnes.", "The harvest did not even reach 30 million tonnes.", True),
        ("The harvest will exceed 30 million tonnes.", "The harvest did not even reach 30 million tonnes.", False),
        ("The harvest will fall below 30 million tonnes.", "The harvest did not fall under 30 million tonnes.", False),
        ("The harvest will exceed 30 million tonnes.", "The harvest was 34 million tonnes.", True),
    ],
)
def test_a_number_that_is_denied_was_not_reached(claim: str, passage: str, expected: bool) -> None:
    ours, theirs = told(claim), told(passage)
    assert is_reached(ours, theirs, ours.quantities[0], theirs.quantities[0]) is expected
