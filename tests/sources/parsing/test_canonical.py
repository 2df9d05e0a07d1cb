import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.parsing.canonical import MAX_BYTES, UnreadableText, canonical_string, canonical_text


@pytest.mark.parametrize(
    ("raw", "text", "flags"),
    [
        (b"one\r\ntwo", "one\ntwo", ("line_ends_unified",)),
        (b"one\rtwo", "one\ntwo", ("line_ends_unified",)),
        (b"\xef\xbb\xbfone", "one", ("bom_dropped",)),
        (b"  one \n", "  one \n", ()),
        ("l’été « à venir » 🚀".encode(), "l’été « à venir » 🚀", ()),
    ],
)
def test_only_bom_and_line_ends_are_touched(raw: bytes, text: str, flags: tuple[str, ...]) -> None:
    canonical = canonical_text(raw)
    assert (canonical.text, canonical.flags) == (text, flags)


@pytest.mark.parametrize(
    ("raw", "code", "remedy"),
    [
        (b"", "empty", "Give the words"),
        (b" \n\t", "empty", "Give the words"),
        (b"a\x00b", "nul", "Character 1 is NUL"),
        (b"caf\xe9", "not_utf8", "Byte 3 (0xe9)"),
        (b"a" * (MAX_BYTES + 1), "too_large", "at most 10,000,000"),
    ],
)
def test_a_text_that_cannot_be_kept_says_why(raw: bytes, code: str, remedy: str) -> None:
    with pytest.raises(UnreadableText) as refused:
        canonical_text(raw)
    assert refused.value.code == code
    assert remedy in str(refused.value)


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(UnreadableText, match="Character 1 is half"):
        canonical_string("a\ud83d")


def test_ten_megabytes_are_accepted() -> None:
    assert len(canonical_text(b"a" * MAX_BYTES).text) == MAX_BYTES


@given(st.text("ab \r\n", min_size=1).map("x".__add__))
def test_what_is_canonical_stays_as_it_is(text: str) -> None:
    once = canonical_string(text).text
    assert canonical_string(once).text == once


@given(st.binary(max_size=200))
def test_bytes_and_their_decoding_give_the_same_text(raw: bytes) -> None:
    try:
        from_bytes = canonical_text(raw)
    except UnreadableText:
        return
    assert from_bytes == canonical_string(raw.decode("utf-8"))
