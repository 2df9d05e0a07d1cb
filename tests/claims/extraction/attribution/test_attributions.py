"""Who wants, fears, praises, asks or says what: attributed to them, though not all of it can be checked."""

import pytest

from claims.extraction.attribution.extents import attributions
from claims.extraction.pipeline import extract, find_attitudes, read

VERBS = [
    ("The governor praised the crews for their patience.", "The governor", "the crews for their patience"),
    ("Halloran criticised the plan as wasteful.", "Halloran", "the plan as wasteful"),
    ("The union blamed the ministry for the delay.", "The union", "the ministry for the delay"),
    ("Pruitt called for a new inquiry.", "Pruitt", "a new inquiry"),
    ("The council rejected the proposal.", "The council", "The council rejected the proposal"),
    ("Voss railed against the toll on the bridge.", "Voss", "the toll on the bridge"),
    ("The senator called on voters to stay at home.", "The senator", "voters to stay at home"),
    ("The minister resented the comparison with his brother.", "The minister", "the comparison with his brother"),
    ("The mayor refused to sign the lease.", "The mayor", "to sign the lease"),
    ("The unions want the tariff to end.", "The unions", "the tariff to end"),
]
FEELINGS = [
    ("Residents are worried about the dam.", "Residents", "the dam"),
    ("The mayor was sure that the levy would pass.", "The mayor", "the levy would pass"),
    ("Several deputies are willing to back the treaty.", "Several deputies", "to back the treaty"),
]
NOUNS = [
    ("Nobody checked Halloran’s claim that the port was safe.", "Halloran", "the port was safe"),
    ("Her refusal to sell the ferry surprised many.", "Her", "to sell the ferry"),
    ("The bishop made a plea for calm.", "The bishop", "calm"),
    ("Their demand for cheaper bread went unheard.", "Their", "cheaper bread"),
]
ONLY_ONE = [
    ("Halloran said that the council wanted to sell the ferry.", ["Halloran"]),
    ("Halloran said that Pruitt believed the levy would pass.", ["Halloran"]),
    ("The mayor says Voss hopes to win, but the union expects her to lose.", ["The mayor", "the union"]),
]
NO_ATTRIBUTION = [
    "The bridge was praised on Monday.",
    "Groups supported by two brothers own the mill.",
    "Workers began to clear the road.",
    "The strike put the harvest at risk.",
    "I want the ferry back.",
]


def attributed(text: str) -> list[tuple[str, str]]:
    reading = read(text, published_on=None, language="en")
    words = reading.syntax.words
    return [
        (
            text[one.subject[0].start : one.subject[-1].end] if one.subject else "",
            " … ".join(text[words[first].start : words[last - 1].end] for first, last in one.contents),
        )
        for one in attributions(reading.syntax, reading.reports, find_attitudes(reading).attitudes)
    ]


@pytest.mark.parametrize(("text", "source", "content"), [*VERBS, *FEELINGS, *NOUNS])
def test_a_wish_a_feeling_or_a_judgement_is_attributed(text: str, source: str, content: str) -> None:
    assert (source, content) in attributed(text)


@pytest.mark.parametrize(("text", "sources"), ONLY_ONE)
def test_the_outermost_source_answers_for_all_that_it_hands_on(text: str, sources: list[str]) -> None:
    assert [source for source, _ in attributed(text)] == sources


@pytest.mark.parametrize("text", NO_ATTRIBUTION)
def test_what_nobody_is_named_for_is_not_attributed(text: str) -> None:
    assert attributed(text) == []


def test_a_participle_of_saying_begins_an_attribution_of_its_own() -> None:
    found = attributed("Halloran said the toll was too high, arguing that drivers would leave.")
    assert found == [("Halloran", "the toll was too high"), ("Halloran", "drivers would leave")]


def test_a_second_verb_of_saying_is_no_part_of_what_the_first_says() -> None:
    found = attributed("Halloran said he would sell the ferry and warned that the port would close.")
    assert [content for _, content in found] == ["he would sell the ferry", "the port would close"]


def test_a_quotation_stays_with_who_began_it() -> None:
    text = "“The port is old,” Halloran said. “It says on the gate that it was built in 1911. Nobody has painted it.”"
    assert {source for source, _ in attributed(text)} == {"Halloran"}


def test_a_lead_in_is_not_what_somebody_said() -> None:
    assert "In September" not in [content for _, content in attributed("In September, the mill declared bankruptcy.")]


def test_praise_is_attributed_but_claims_nothing() -> None:
    text = "The governor praised the crews for their patience."
    assert attributed(text)
    assert all(one.claimant == "narrator" for one in extract(text, published_on=None, language="en"))
