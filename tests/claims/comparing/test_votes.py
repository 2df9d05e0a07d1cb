"""A stance by the rule that applied, the day, and which way the meaning of the words leans."""

from datetime import date

import pytest

from claims.comparing.evidence import weigh
from claims.comparing.foretold import Foretold
from claims.comparing.statement import read
from claims.comparing.votes import Leaning, heaviest, signs_of_time
from claims.vocabulary.kinds import ResolvesOn
from claims.vocabulary.windows import Operator, Window

NEITHER = Leaning(0.0, 0.0)
RULES = {"unsettled": 0.0, "any other": 3.0}


def foretold(text: str = "The mine will reopen by June.") -> Foretold:
    statement = read(text, language="en", said_on=date(2023, 1, 1))
    return Foretold(statement, Window(None, date(2023, 6, 30)), Operator.BY, ResolvesOn.OCCURRENCE)


def test_a_rule_stands_where_nothing_speaks_against_it() -> None:
    assert heaviest(NEITHER, ("refutes", ("did not happen", "")), RULES, is_denied=False) == "refutes"


def test_a_rule_is_outvoted_by_what_weighs_more() -> None:
    assert heaviest(Leaning(3.5, 0.0), ("refutes", ("did not happen", "")), RULES, is_denied=False) == "supports"


def test_what_settles_nothing_weighs_nothing() -> None:
    assert heaviest(Leaning(0.1, 0.0), ("context", ("unsettled", "")), RULES, is_denied=False) == "supports"


def test_what_came_about_refutes_that_it_would_not() -> None:
    assert heaviest(Leaning(0.1, 0.0), ("context", ("unsettled", "")), RULES, is_denied=True) == "refutes"


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
    signs = signs_of_time(foretold(), read("The mine reopened.", language="en", said_on=day))
    assert signs[sign] == pytest.approx(value, abs=0.01)


def test_an_editor_is_told_that_the_single_words_were_outvoted() -> None:
    passage = read("The mine has not reopened.", language="en", said_on=date(2023, 7, 5))
    weighed = weigh(foretold(), passage, cosine=0.5, leaning=Leaning(20.0, 0.0))
    assert (weighed.stance, weighed.why[-1][0]) == ("supports", "by its day and sense")


def test_without_a_leaning_the_rules_decide() -> None:
    passage = read("Snow fell on the hills.", language="en", said_on=date(2023, 2, 5))
    assert weigh(foretold(), passage, cosine=0.5).stance == "context"
