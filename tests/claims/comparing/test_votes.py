"""A stance by the day, what is told, single words, and which way the meaning of all leans."""

from datetime import date

import pytest

from claims.comparing.evidence import weigh
from claims.comparing.foretold import Foretold
from claims.comparing.stance_signs import signs_of
from claims.comparing.stance_words import words_told
from claims.comparing.statement import read
from claims.comparing.votes import Leaning, heaviest
from claims.vocabulary.kinds import ResolvesOn
from claims.vocabulary.windows import Operator, Window


def foretold(text: str = "The mine will reopen by June.") -> Foretold:
    statement = read(text, language="en", said_on=date(2023, 1, 1))
    return Foretold(statement, Window(None, date(2023, 6, 30)), Operator.BY, ResolvesOn.OCCURRENCE)


def test_what_nothing_speaks_for_settles_nothing() -> None:
    assert heaviest(Leaning(-0.1, -0.1), is_denied=False) == "context"


def test_what_came_about_supports_that_it_would() -> None:
    assert heaviest(Leaning(3.5, 3.0), is_denied=False) == "supports"


def test_what_came_about_refutes_that_it_would_not() -> None:
    assert heaviest(Leaning(0.1, 0.0), is_denied=True) == "refutes"


@pytest.mark.parametrize(
    ("day", "sign", "value"),
    [
        (date(2023, 7, 1), "after", 1.0),
        (date(2023, 6, 30), "after", 0.0),
        (date(2023, 6, 29), "late", 1.0),
        (date(2023, 2, 1), "late", 0.0),
        (date(2023, 4, 1), "part", 0.5),
        (date(2030, 1, 1), "part", 1.5),
    ],
)
def test_the_day_is_told_as_the_window_has_it(day: date, sign: str, value: float) -> None:
    signs = signs_of(foretold(), read("The mine reopened.", language="en", said_on=day))
    assert signs[sign] == pytest.approx(value, abs=0.01)


@pytest.mark.parametrize(
    ("prediction", "words", "sign"),
    [
        ("The mine will reopen by June.", "The mine reopened.", "same"),
        ("The mine will reopen by June.", "The mine has not reopened.", "same_denied"),
        ("The mine will reopen by June.", "The mine closed for good.", "opposite"),
        ("The mine will reopen by June.", "The mine is to reopen on 3 July.", "names_day_ahead_beyond"),
        ("The mine will reopen by June.", "The mine is to reopen on 3 June.", "names_day_ahead_within"),
        ("The mine will employ at least 400 miners by June.", "The mine employs 412 miners.", "reached"),
        ("The mine will employ at least 400 miners by June.", "The mine employs 320 miners.", "missed"),
    ],
)
def test_what_is_told_is_a_sign(prediction: str, words: str, sign: str) -> None:
    assert signs_of(foretold(prediction), read(words, language="en", said_on=date(2023, 5, 20)))[sign] == 1.0


def test_a_number_that_is_missed_counts_for_more_at_the_end() -> None:
    claim = foretold("The mine will employ at least 400 miners by June.")
    early, late = (
        signs_of(claim, read("The mine employs 320 miners.", language="en", said_on=day))
        for day in (date(2023, 3, 1), date(2023, 7, 2))
    )
    assert (early["missed_late"], late["missed_late"]) == (0.0, 1.0)


def test_names_and_figures_are_no_words_of_a_stance() -> None:
    told = words_told("Then Anna Berg sold 12 houses.", "en")
    assert {"en ^ sold", "en # hous"} <= told
    assert not any("berg" in each or "12" in each for each in told)


def test_words_are_those_of_their_language() -> None:
    assert words_told("pause", "fr") & words_told("pause", "en") == frozenset()


def test_an_editor_is_told_where_the_rule_was_not_followed() -> None:
    passage = read("The mine has not reopened.", language="en", said_on=date(2023, 7, 5))
    weighed = weigh(foretold(), passage, cosine=0.5, leaning=Leaning(20.0, 0.0))
    assert (weighed.stance, weighed.why[-1][0]) == ("supports", "by its day and sense")


def test_where_the_rule_is_not_outvoted_it_is_told() -> None:
    passage = read("The mine has not reopened.", language="en", said_on=date(2023, 7, 5))
    weighed = weigh(foretold(), passage, cosine=0.5, leaning=Leaning(0.0, 20.0))
    assert (weighed.stance, weighed.why[-1][0]) == ("refutes", "did not happen")


def test_without_a_leaning_the_rules_decide() -> None:
    passage = read("Snow fell on the hills.", language="en", said_on=date(2023, 2, 5))
    assert weigh(foretold(), passage, cosine=0.5).stance == "context"
