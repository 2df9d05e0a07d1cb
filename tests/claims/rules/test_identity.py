"""Two readings of one text: which of their candidates are the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.rules.identity import ENOUGH, Passage, claimant_key, claimants, found_again, overlap, places

Said = tuple[int, int, str]


def passages(*said: Said) -> list[Passage]:
    return [Passage(owner, start, end, frozenset({who})) for owner, (start, end, who) in enumerate(said)]


@pytest.mark.parametrize(
    ("held", "found", "pairs"),
    [
        pytest.param([(0, 10, "a")], [(0, 10, "a")], {0: 0}, id="the same span"),
        pytest.param([(0, 10, "a")], [(0, 10, "b")], {}, id="the same span of another claimant"),
        pytest.param([(0, 10, "a")], [(0, 20, "a")], {0: 0}, id="half is enough"),
        pytest.param([(0, 10, "a")], [(0, 21, "a")], {}, id="less than half is not"),
        pytest.param([(0, 10, "a")], [(10, 20, "a")], {}, id="side by side"),
        pytest.param([(0, 12, "a")], [(4, 16, "a")], {0: 0}, id="moved by a third"),
        pytest.param([(0, 10, "a")], [(0, 16, "a"), (0, 11, "a")], {1: 0}, id="the better of two found"),
        pytest.param([(0, 16, "a"), (0, 11, "a")], [(0, 10, "a")], {0: 1}, id="the better of two held"),
        pytest.param([(0, 10, "a")], [(0, 10, "b"), (0, 12, "a")], {1: 0}, id="a claimant's own, not the closer span"),
        pytest.param([(0, 10, "a"), (20, 30, "a")], [(20, 30, "a"), (0, 10, "a")], {0: 1, 1: 0}, id="in any order"),
        pytest.param([(0, 10, "a")], [(0, 10, "a"), (0, 10, "a")], {0: 0}, id="of two alike the first"),
        pytest.param([(0, 10, "a"), (0, 14, "a")], [(0, 12, "a"), (0, 10, "a")], {1: 0, 0: 1}, id="each finds its own"),
        pytest.param([], [(0, 10, "a")], {}, id="nothing held"),
        pytest.param([(0, 10, "a")], [], {}, id="nothing found"),
    ],
)
def test_two_readings_are_compared(held: list[Said], found: list[Said], pairs: dict[int, int]) -> None:
    assert found_again(passages(*held), passages(*found)) == pairs


def test_an_owner_in_two_places_is_found_once() -> None:
    anyone = frozenset({"a"})
    held = [Passage(7, 0, 10, anyone), Passage(7, 50, 60, anyone)]
    assert found_again(held, passages((0, 10, "a"), (50, 60, "a"))) == {0: 7}


def test_two_owners_of_the_same_words_each_find_one_of_their_places() -> None:
    anyone = frozenset({"a"})
    held = [Passage(owner, start, start + 10, anyone) for owner in (7, 8) for start in (0, 50)]
    assert found_again(held, passages((0, 10, "a"), (50, 60, "a"))) == {0: 7, 1: 8}


spans = st.builds(
    lambda start, length, who: (start, start + length, who),
    st.integers(0, 60),
    st.integers(1, 40),
    st.sampled_from("ab"),
)
readings = st.lists(spans, max_size=12).map(lambda said: passages(*said))


def _alike(one: Passage, other: Passage) -> bool:
    return overlap(one, other) >= ENOUGH and bool(one.claimants & other.claimants)


@given(readings, readings)
def test_only_like_passages_are_paired(held: list[Passage], found: list[Passage]) -> None:
    assert all(_alike(held[of_held], found[of_found]) for of_found, of_held in found_again(held, found).items())


@given(readings, readings)
def test_pairs_are_one_to_one(held: list[Passage], found: list[Passage]) -> None:
    pairs = found_again(held, found)
    assert len(set(pairs.values())) == len(pairs)


@given(readings, readings)
def test_what_stays_unpaired_had_no_like_but_those_with_a_better_one(held: list[Passage], found: list[Passage]) -> None:
    pairs = found_again(held, found)
    of_held = {theirs: ours for ours, theirs in pairs.items()}
    for one in held:
        for other in found:
            if _alike(one, other):
                settled = [overlap(held[pairs[other.owner]], other)] if other.owner in pairs else []
                settled += [overlap(one, found[of_held[one.owner]])] if one.owner in of_held else []
                assert max(settled, default=0) >= overlap(one, other)


@given(st.lists(spans, max_size=12, unique=True).map(lambda said: passages(*said)))
def test_a_reading_finds_itself_again_whole(held: list[Passage]) -> None:
    assert found_again(held, held) == {one.owner: one.owner for one in held}


@pytest.mark.parametrize("spelling", ["United States", "united states", " United \n States"])
def test_a_name_is_known_in_any_spelling(spelling: str) -> None:
    assert claimant_key(spelling) == claimant_key("United States")


def test_what_the_article_says_is_also_its_publishers() -> None:
    assert claimants("narrator", publisher="Harbour Wire") == {"narrator", "harbour wire"}


def test_a_sources_words_are_not_the_publishers() -> None:
    assert claimants("Moscow", publisher="Harbour Wire") == {"moscow"}


def test_places_of_a_quote_do_not_overlap() -> None:
    assert list(places("aa", "aaaa")) == [(0, 2), (2, 4)]


def test_a_quote_that_is_everywhere_is_looked_for_so_often() -> None:
    assert len(list(places("a", "a" * 100, at_most=3))) == 3
