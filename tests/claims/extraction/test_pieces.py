import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.pieces import cut


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("One. Two.\n\nThree.", ["One. Two.\n\n", "Three."]),
        ("One. Two.\nThree.", ["One. Two.\n", "Three."]),
        ("One. Two. Three.", ["One. Two. ", "Three."]),
        ("One two three", ["One two ", "three"]),
        ("Onetwothreefour", ["Onetwothreef", "our"]),
        ("", []),
    ],
)
def test_a_text_is_cut_at_the_largest_border_that_fits(text: str, pieces: list[str]) -> None:
    assert [piece.text for piece in cut(text, at_most=12)] == pieces


@given(st.text(), st.integers(1, 20))
def test_the_pieces_are_the_whole_text(text: str, at_most: int) -> None:
    assert "".join(piece.text for piece in cut(text, at_most=at_most)) == text


@given(st.text(), st.integers(1, 20))
def test_each_piece_knows_where_it_begins(text: str, at_most: int) -> None:
    assert all(text.startswith(piece.text, piece.start) for piece in cut(text, at_most=at_most))


@given(st.text(), st.integers(1, 20))
def test_no_piece_is_empty_or_too_long(text: str, at_most: int) -> None:
    assert all(1 <= len(piece.text) <= at_most for piece in cut(text, at_most=at_most))
