"""Whatever the text, finding is exact, never fails, and its work grows no faster than the text."""

import sys
from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction.timeframe.grammar import find
from claims.extraction.timeframe.lexicon import lexicon_for
from claims.extraction.timeframe.resolution import Direction, resolve

VOCABULARY = """
le la mardi lundi mars 3 14 2022 d’ici avant fin de l’ année jusqu’ au et entre du before by the end of May 20 , . - /
until Monday within two weeks ago later first quarter prochain dernier il y a in été 1/2 ’s 99999999999 9999 \u0301
\u202e \u00a0 𝟚 ٣ 8 p.m. Noël depuis veille une 1990s Q1 (
"""
PHRASES = st.lists(st.sampled_from(VOCABULARY.split(" ")), max_size=40).map(" ".join)
ANY_TEXT = st.one_of(st.text(max_size=200), PHRASES)
REPEATED = """
? |9 |le 14 |before the end of |entre le 2 et le |a week later |12/|d’ici |mi-|2022-|quatre-vingt-|lundi, mardi et |’s|𝟚
|the first Monday of the |8 p.m. (|fin de la |from May to |the end of |until her contract ends |1990s |Q1 |May |un |8h
|à 8h le |the 20th of |this year or |cette année ou la |until at least |à l’issue de la |at its coming
"""


@settings(max_examples=300, deadline=None)
@given(text=ANY_TEXT, language=st.sampled_from(["fr", "en"]), said_on=st.dates(), looking=st.sampled_from(Direction))
def test_every_mention_is_verbatim_and_in_order(text: str, language: str, said_on: date, looking: Direction) -> None:
    end = 0
    for mention in find(text, language=language):
        assert (text[mention.start : mention.end], mention.start >= end) == (mention.text, True)
        resolve(mention, published_on=said_on, direction=looking, negated=True)
        end = mention.end


@settings(max_examples=300, deadline=None)
@given(text=ANY_TEXT, language=st.sampled_from(["fr", "en"]), said_on=st.dates(), looking=st.sampled_from(Direction))
def test_no_window_ends_before_it_begins(text: str, language: str, said_on: date, looking: Direction) -> None:
    for mention in find(text, language=language):
        window = resolve(mention, published_on=said_on, direction=looking)
        if window and window.not_before and window.not_after:
            assert window.not_before <= window.not_after


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("attack", REPEATED.split("|"))
def test_work_grows_with_the_text_and_not_faster(attack: str, language: str) -> None:
    def calls(size: int) -> int:
        counted = Counter[str]()
        sys.setprofile(lambda _, event, __: counted.update([event]))
        find((attack * size)[:size], language=language)
        sys.setprofile(None)
        return counted["call"] + counted["c_call"]

    lexicon_for(language)
    assert calls(2_000) <= 5 * calls(500)
