"""Clean-up keeps every offset; paragraphs, quotations and datelines are found on the signs alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.text import Span, dateline_end, legible, normalise, paragraphs, quotations


@given(st.text())
def test_normalising_keeps_the_length(text: str) -> None:
    assert len(normalise(text)) == len(text)


@given(st.text())
def test_making_legible_keeps_the_length(text: str) -> None:
    assert len(legible(text)) == len(text)


WITHOUT_BLANK = ["mot," * 2_500, "([" * 5_000, "a-" * 5_000, "x" * 161]


@pytest.mark.parametrize("text", WITHOUT_BLANK)
def test_no_word_of_legible_text_is_long_enough_to_hurt_a_tokenizer(text: str) -> None:
    assert max(map(len, legible(text).split())) < 80


@given(st.text(alphabet="ab,([é-", min_size=161, max_size=900))
def test_a_word_that_is_broken_keeps_its_other_signs_in_place(text: str) -> None:
    broken = legible(text)
    assert all(new in (old, " ") for old, new in zip(text, broken, strict=True))


def test_a_long_address_is_one_word() -> None:
    address = "https://www.example.org/" + "a-b/" * 30
    assert legible(address) == address


def test_typographic_signs_become_plain() -> None:
    assert normalise("l’été à 18\u00a0% : «\u202foui\u202f»") == 'l\'été à 18 % : " oui "'


QUOTATIONS = [
    ("« Oui », dit-il.", [" Oui "]),
    ("“No,” he said, “never.”", ["No,", "never."]),
    ("''No,'' he said.", ["No,"]),
    ('"Yes" and "no"', ["Yes", "no"]),
    ("points de blocage ». Fin.", []),
    ("« Nous partons lundi, a dit Paul. Il reste.", [" Nous partons lundi, a dit Paul."]),
]


@pytest.mark.parametrize(("text", "expected"), QUOTATIONS)
def test_quotations_are_what_stands_between_the_marks(text: str, expected: list[str]) -> None:
    found = quotations(text, Span(0, len(text)))
    assert [text[one.start : one.end] for one in found] == expected


def test_a_mark_that_never_closes_is_known_as_such() -> None:
    (found,) = quotations("« Nous partons.", Span(0, 15))
    assert not found.is_closed


@pytest.mark.parametrize("lead", ["GENÈVE – ", "AUSTERLITZ BAY, June 29 — ", "PARIS (AFP) - "])
def test_a_dateline_is_left_out(lead: str) -> None:
    text = normalise(f"{lead}Le pont est fermé.")
    assert dateline_end(text, Span(0, len(text))) == len(lead)


def test_prose_has_no_dateline() -> None:
    text = "Le pont – le seul – est fermé."
    assert dateline_end(text, Span(0, len(text))) == 0


def test_a_line_that_goes_on_in_lower_case_belongs_to_the_one_before() -> None:
    assert len(paragraphs("The port will close on Monday,\nthe company said.")) == 1


def test_a_headline_is_a_paragraph() -> None:
    assert len(paragraphs("Grève : le réveillon dans l’incertitude\nUn train sur trois circulera.")) == 2


def test_a_text_wrapped_at_columns_is_read_in_paragraphs() -> None:
    line = "The minister said on Monday that the new law would be passed by June"
    assert len(paragraphs("\n".join([line] * 6) + "\n\n" + line)) == 2


def test_blank_lines_are_no_paragraphs() -> None:
    assert [(one.start, one.end) for one in paragraphs("a\n\n \nb")] == [(0, 1), (5, 6)]
