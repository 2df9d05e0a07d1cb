"""Whatever the text, candidates quote it to the character and nothing raises."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.extraction.pipeline import extract
from claims.extraction.types import Candidate

DAY = date(2023, 5, 4)

FRAGMENTS = st.sampled_from(
    [
        "« ",
        " »",
        "“",
        "”",
        '"',
        "''",
        "’",
        "\u00a0",
        "\u202f",
        "\n",
        "\n\n",
        "\t",
        ". ",
        ", ",
        " : ",
        " ; ",
        " — ",
        "?!…",
        "e\u0301",
        "\U0001f600",
        "\U0001d4d0",
        "שלום ",
        "مرحبا ",
        "\u202e",
        "\x00",
        "a déclaré Paul Séguin",
        "said Ruth Abelman",
        "selon les syndicats",
        "according to ",
        "la grève pourrait commencer dès lundi",
        "they will vote on Monday",
        "si l’accord est signé",
        "had told the board that ",
        "qui ",
        "que ",
        "et ",
        "-t-il ",
        "12 % ",
        "le 31 février ",
        "2099 ",
    ]
)
HOSTILE = st.lists(st.one_of(FRAGMENTS, st.text(max_size=8)), max_size=25).map("".join)
HOSTILE_LANGUAGE = st.sampled_from(["en", "fr"])


def is_verbatim(candidate: Candidate, text: str) -> bool:
    inside = 0 <= candidate.start < candidate.end <= len(text)
    return inside and text[candidate.start : candidate.end] == candidate.quote


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=HOSTILE, language=HOSTILE_LANGUAGE)
def test_each_candidate_is_verbatim(text: str, language: str) -> None:
    assert all(is_verbatim(one, text) for one in extract(text, published_on=DAY, language=language))


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=HOSTILE, language=HOSTILE_LANGUAGE)
def test_each_time_expression_is_verbatim(text: str, language: str) -> None:
    times = [one.time for one in extract(text, published_on=DAY, language=language) if one.time is not None]
    assert all(text[time.start : time.end] == time.text for time in times)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=HOSTILE, language=HOSTILE_LANGUAGE)
def test_the_same_text_gives_the_same_candidates(text: str, language: str) -> None:
    assert extract(text, published_on=DAY, language=language) == extract(text, published_on=DAY, language=language)


ATTACKS = {
    "question marks": "?" * 10_000,
    "no full stop": "le ministre a dit que " * 450,
    "open quotes": "« " * 5_000,
    "straight quotes": '" ' * 5_000,
    "commas": "a, " * 3_300,
    "capitals": "A" * 10_000,
    "names": "Jean Dupont " * 830,
    "reports": "said X, " * 1_250,
    "relatives": "qui dit que " * 830,
    "conditions": "si " * 3_300,
    "hedges": "could might may " * 620,
    "numbers": "1 " * 5_000,
    "weekdays": "lundi mardi " * 830,
    "blanks": " " * 9_999 + "x",
    "dashes": "— " * 5_000,
    "abbreviations": "M. " * 3_300,
    "colons": "Il dit : « oui » " * 600,
    "semicolons": "il part ; " * 1_000,
    "conjunctions": "et mais ou " * 900,
    "datelines": "PARIS – " * 1_250,
    "no blanks": "the port will close on Monday,".replace(" ", "-") * 340,
    "brackets without blanks": "a(b)[" * 1_000,
}


@pytest.mark.parametrize("name", ATTACKS)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_found_in_an_attack_line_is_quoted_verbatim(name: str, language: str) -> None:
    text = ATTACKS[name]
    found = extract(text, published_on=DAY, language=language)
    assert [candidate.quote for candidate in found] == [text[each.start : each.end] for each in found]


def test_a_claim_behind_signs_without_a_blank_is_quoted_verbatim() -> None:
    text = "mot,(b)-" * 500 + ". The minister said the port would close on Monday."
    assert "the port would close on Monday" in {one.quote for one in extract(text, published_on=DAY, language="en")}


def test_offsets_count_code_points_behind_astral_signs() -> None:
    text = "\U0001f600\U0001f600 The minister said the port would close on Monday."
    (candidate,) = extract(text, published_on=DAY, language="en")
    assert text[candidate.start : candidate.end] == "the port would close on Monday"
