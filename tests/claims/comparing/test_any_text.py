"""Whatever the text, it is read and weighed, and a longer one costs no more than its length."""

import re
import sys
from collections.abc import Callable
from datetime import date
from functools import cached_property
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings

from claims.comparing.evidence import reachable, weigh
from claims.comparing.folding import fold
from claims.comparing.foretold import Foretold
from claims.comparing.happenings import happening
from claims.comparing.names import names_in
from claims.comparing.passages import context_of, cut
from claims.comparing.quantities import quantities
from claims.comparing.sameness import compare
from claims.comparing.statement import LONGEST, Statement, read
from claims.comparing.words import content
from claims.vocabulary.kinds import ResolvesOn
from claims.vocabulary.windows import Operator, Window
from tests.claims.comparing.hostile import LANGUAGE, REPEATED, TEXT, of_length

DAY = date(2023, 5, 4)
WHAT_IS_READ = [name for name, part in vars(Statement).items() if isinstance(part, cached_property)]


def foretold(text: str, language: str) -> Foretold:
    statement = read(text, language=language, said_on=DAY, context=text, names=[text])
    return Foretold(statement, Window(None, date(2023, 6, 1)), Operator.BY, ResolvesOn.OCCURRENCE)


@settings(deadline=None)
@given(TEXT, TEXT, LANGUAGE)
def test_any_two_texts_are_weighed(one: str, other: str, language: str) -> None:
    passage = read(other, language=language, said_on=date(2023, 5, 20), context=one)
    score = weigh(foretold(one, language), passage, cosine=0.5).score
    hoped = list(reachable(foretold(one, language), passage, cosine=0.5))
    assert 0 <= score <= hoped[-1] <= 1
    assert hoped == sorted(hoped, reverse=True)


@settings(deadline=None)
@given(TEXT, TEXT, LANGUAGE)
def test_any_two_texts_are_compared_and_a_text_is_not_apart_from_itself(one: str, other: str, language: str) -> None:
    ours, theirs = (read(text, language=language, said_on=DAY) for text in (one, other))
    assert 0 <= compare(ours, theirs, cosine=0.5).score <= 1
    assert compare(ours, ours, cosine=1.0).why == ()


@settings(deadline=None)
@given(TEXT, TEXT)
def test_any_text_is_cut_where_it_stands(text: str, headline: str) -> None:
    pieces = cut(text, headline)
    assert all(0 <= piece.start < piece.end <= len(text) for piece in pieces)
    assert [piece.start for piece in pieces] == sorted(piece.start for piece in pieces)
    assert headline in context_of(text, headline)


@settings(deadline=None)
@given(TEXT, TEXT)
def test_any_text_is_folded_with_itself(one: str, other: str) -> None:
    assert fold([one, other, one])[2] == 0
    assert fold([one, one]) == [0, 0]


@pytest.mark.parametrize("words", REPEATED, ids=repr)
def test_a_hundred_thousand_signs_are_read(words: str) -> None:
    text = of_length(words)
    statement = read(text, language="fr", said_on=DAY, context=text)
    for part in WHAT_IS_READ:
        getattr(statement, part)


def test_only_the_beginning_of_a_statement_is_read() -> None:
    assert read("x " * LONGEST + "Kyiv", language="en", said_on=None).names.sure == frozenset()


def steps(act: Callable[[], Any]) -> int:
    """Lines of the package that are run: a count, and no clock."""
    count = 0

    def trace(frame: FrameType, _event: str, _arg: Any) -> Any:
        nonlocal count
        count += 1
        return trace if "comparing" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        act()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "words", ["two ", "half a ", "one in ", "1 000 ", "n° 2 ", "New ", "ne pas ", "a, ", "vingt et "]
)
def test_twice_the_text_takes_about_twice_the_steps(words: str) -> None:
    def of(length: int) -> int:
        text = of_length(words, length)
        return steps(lambda: (quantities(text, "en"), names_in(text, "en"), happening(text, "en"), content(text, "en")))

    of(500)  # fills the tables that are kept
    assert of(4000) < 3 * of(2000)


NESTED = re.compile(r"[+*]\??\)[+*]")


def test_no_pattern_repeats_a_repetition() -> None:
    """What makes a pattern take longer than its text; runs of a bounded number are allowed."""
    from_modules = [
        value.pattern
        for name, module in sys.modules.items()
        if name.startswith("claims.comparing")
        for value in vars(module).values()
        if isinstance(value, re.Pattern)
    ]
    allowed = {r"[^\W_]+(?:[.'’-](?=\w)[^\W_]+)*"}
    assert len(from_modules) >= 5
    assert [pattern for pattern in from_modules if NESTED.search(pattern) and pattern not in allowed] == []
