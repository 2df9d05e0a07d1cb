"""A document file says who published it and when, and then is its text, to the character."""

from datetime import datetime, timedelta, timezone

import pytest

from sources.parsing.front_matter import read_front_matter


def test_the_values_are_read_as_toml() -> None:
    values, _ = read_front_matter('+++\npublisher = "agence"\npublished_at = 2022-02-12T22:10:00+01:00\n+++\nTexte.\n')
    assert values == {
        "publisher": "agence",
        "published_at": datetime(2022, 2, 12, 22, 10, tzinfo=timezone(timedelta(hours=1))),
    }


@pytest.mark.parametrize(
    "body",
    [
        "Une phrase.\n",
        "Sans fin de ligne",
        "\n\n  Des blancs autour.  \n\n",
        "« L’été », 1\u202f284 cas, 🚀\n",
        "Un tiret +++ au milieu, puis\n+++\nune autre ligne.\n",
        "",
    ],
)
def test_the_text_is_kept_to_the_character(body: str) -> None:
    assert read_front_matter(f'+++\nlanguage = "fr"\n+++\n{body}')[1] == body


def test_a_file_may_end_with_its_second_fence() -> None:
    assert read_front_matter("+++\n+++") == ({}, "")


def test_a_plus_sign_inside_a_value_does_not_close_the_front_matter() -> None:
    assert read_front_matter('+++\nheadline = "C+++"\n+++\nText.')[0] == {"headline": "C+++"}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "first line must be +++, not ''"),
        ("Only a text.\n", "first line must be +++, not 'Only a text.'"),
        ("++++\n+++\n", "first line must be +++, not '++++'"),
        ('\n+++\nlanguage = "fr"\n+++\n', "first line must be +++, not ''"),
        ('+++\nlanguage = "fr"\n', "no second line +++"),
        ('+++\nlanguage = "fr"\n +++\nText.\n', "no second line +++"),
        ("+++\nlanguage = fr\n+++\nText.\n", "not valid TOML"),
        ("+++\npublished_at = 2022-02-30T10:00:00Z\n+++\nText.\n", "not valid TOML"),
    ],
)
def test_what_is_wrong_is_named(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=r"^front matter: ") as refusal:
        read_front_matter(text)
    assert complaint in str(refusal.value)


def test_a_long_first_line_is_not_repeated_in_the_error() -> None:
    with pytest.raises(ValueError, match="first line") as refusal:
        read_front_matter("x" * 10_000)
    assert len(str(refusal.value)) < 200
