"""Relevance, sameness, folding, passages and the choice of the best few."""

from datetime import date

import pytest

from claims.comparing.choosing import best_few
from claims.comparing.evidence import BEST, ENOUGH, reachable, weigh
from claims.comparing.folding import fold
from claims.comparing.foretold import Foretold
from claims.comparing.passages import BEGINNING, LONGEST, MOST, context_of, cut
from claims.comparing.reasons import REASONS
from claims.comparing.relevance import signs_of
from claims.comparing.sameness import STRONG, compare, differences
from claims.comparing.statement import Statement, read
from claims.vocabulary.kinds import ResolvesOn
from claims.vocabulary.windows import Operator, Window
from tests.claims.comparing.stance_tables import FAMILIES, day
from tests.claims.comparing.test_stances import foretold, read_as


def said(text: str, language: str = "en", on: date = date(2022, 1, 10), context: str = "") -> Statement:
    return read(text, language=language, said_on=on, context=context)


CLAIM = Foretold(
    said("Reactor 2 at Grandval in Poland will restart by June 2022, Ines Mora said."),
    Window(None, date(2022, 6, 30)),
    Operator.BY,
    ResolvesOn.OCCURRENCE,
)


def sign(name: str, passage: Statement) -> float:
    return signs_of(CLAIM, passage, cosine=0.5)[name]


@pytest.mark.parametrize(
    ("name", "more", "less"),
    [
        ("named", "Grandval is running again.", "Bellmoor is running again."),
        ("tells", "Grandval restarted on Monday.", "Grandval is a plant."),
        ("goes", "Grandval restarted.", "Grandval is a plant."),
        ("others", "It was Ada Lund who said so.", "It was Ines Mora who said so."),
        ("unnamed", "It was seen by all.", "It was seen by all in Poland."),
        ("length", "It restarted at noon.", "It restarted."),
        ("apart", "Reactor 3 restarted.", "Reactor 2 restarted."),
        ("apart", "A plant in Spain restarted.", "A plant in Poland restarted."),
        ("said_again", "It will restart.", "It restarted."),
        ("said_again", "She promised that it would.", "She promised nothing."),
    ],
)
def test_a_sign_is_there_or_not(name: str, more: str, less: str) -> None:
    assert sign(name, said(more)) > sign(name, said(less))


@pytest.mark.parametrize(
    ("on", "is_spoken_of"), [((2022, 1, 10), False), ((2022, 10, 28), True), ((2022, 10, 29), False)]
)
def test_a_document_may_speak_of_a_claim_from_its_day_to_long_after_its_window(
    on: tuple[int, int, int], is_spoken_of: bool
) -> None:
    assert CLAIM.is_spoken_of(date(*on)) is is_spoken_of


def test_the_neighbourhood_names_what_the_sentence_does_not() -> None:
    passage = said("It restarted.", context="Grandval, Poland. News.")
    assert sign("unnamed", passage) < sign("unnamed", said("It restarted."))


def test_a_likelier_meaning_never_lowers_the_score() -> None:
    passage = said("Grandval restarted on Monday.")
    assert weigh(CLAIM, passage, cosine=0.9).score > weigh(CLAIM, passage, cosine=0.1).score


TOLD = "It did not restart on Monday, and 400 jobs were lost on 3 March as the owner had announced to all of them."


@pytest.mark.parametrize(
    ("passage", "cosine", "has_anything_in_common"),
    [
        (TOLD, 0.2, False),
        (TOLD, 0.3, True),
        (f"{TOLD} Ines Mora was there.", 0.2, True),
        (f"{TOLD} Ines Brun was there.", 0.2, False),
        (f"{TOLD} Ines Mora was there.", 0.1, False),
    ],
)
def test_figures_days_and_a_denial_are_no_evidence_of_what_they_have_nothing_in_common_with(
    passage: str, cosine: float, has_anything_in_common: bool
) -> None:
    assert (weigh(CLAIM, said(passage), cosine=cosine).score > 0) is has_anything_in_common


def test_one_name_of_several_is_in_any_article_by_chance() -> None:
    assert sign("unnamed", said("It restarted.", context="Ines won.")) == 1
    assert sign("unnamed", said("It restarted.", context="Ines Mora won.")) == 0


def test_a_word_cut_at_the_end_of_the_beginning_is_no_name() -> None:
    text = "so it goes " * 108 + "abc Grandvalaine won."
    assert text[:BEGINNING].endswith(" Grandval")
    assert context_of(text[:BEGINNING], "").endswith(" abc")


@pytest.mark.parametrize("cosine", [0.2, 0.26, 0.4, 0.6])
def test_what_a_score_can_be_falls_to_what_it_is(cosine: float) -> None:
    pairs = [
        (foretold(key), read(text, language=language, said_on=day(on)))
        for rows in FAMILIES.values()
        for key, language, on, text, _stance in rows
    ]
    for pair in pairs:
        hoped = list(reachable(*pair, cosine=cosine))
        assert hoped == sorted(hoped, reverse=True)
        assert hoped[-1] == pytest.approx(weigh(*pair, cosine=cosine).score)


def test_what_cannot_be_enough_is_not_read_to_its_end() -> None:
    passage = said("It was seen by all.")
    assert next(hoped for hoped in reachable(CLAIM, passage, cosine=0.4) if hoped < ENOUGH)
    assert "happening" not in vars(passage)


APART = [
    ("other number", "Rates will reach 7 %.", "Rates will reach 9 %."),
    ("other number", "Reactor 2 will restart.", "Reactor 3 will restart."),
    ("other number", "Three hundred jobs will go.", "Four hundred jobs will go."),
    ("other days", "It will end in 2023.", "It will end in 2024."),
    ("other sign", "The mine will reopen.", "The mine will not reopen."),
    ("other sign", "The mine will open.", "The mine will close."),
    ("other sign", "Rates will be more than they were.", "Rates will be less than they were."),
    ("other sign", "At least two will go up and stay.", "At most two will go up and stay."),
    ("other place", "Troops will leave Mali.", "Troops will leave Niger."),
    ("other name", "The Court will hear Marek Duda.", "The Court will hear Olaf Brun."),
    ("other matter", "Quotas of cod will be cut again.", "Quotas of mackerel will be cut again."),
]


@pytest.mark.parametrize(("reason", "one", "other"), APART)
def test_what_tells_two_claims_apart_keeps_them_below_strong(reason: str, one: str, other: str) -> None:
    assert reason in differences(said(one), said(other))
    assert not compare(said(one), said(other), cosine=1.0).is_strong


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rates will rise by a quarter of a point.", "Rates will rise by 25 basis points."),
        ("Troops will leave Mali by 31 March 2023.", "Troops will leave Mali before 1 April 2023."),
        ("NATO will open an office in Kyiv.", "NATO will open an office in Kiev."),
    ],
)
def test_the_same_in_other_signs_is_not_apart(one: str, other: str) -> None:
    assert differences(said(one), said(other)) in ((), ("other matter",))


def test_the_same_claim_twice_is_strong() -> None:
    claim = said("Troops will leave Mali by 31 March 2023.")
    assert compare(claim, claim, cosine=1.0).score >= STRONG


@pytest.mark.parametrize(
    ("one", "other", "is_strong"),
    [
        ("By the end of 2023 rates will fall.", "Rates will fall by the end of 2023.", True),
        ("Iran attacked Iraq.", "Iraq attacked Iran.", False),
        ("Sheep are fewer than in 2021.", "Sheep are more than in 2021.", False),
        ("The bank lends 0.3 points more.", "The bank lends 0.3 % more.", False),
        ("Hives have been lost since 2019.", "Hives have been lost since 1999.", False),
    ],
)
def test_in_one_language_only_the_same_words_are_strong(one: str, other: str, is_strong: bool) -> None:
    assert compare(said(one), said(other), cosine=1.0).is_strong is is_strong


def test_between_two_languages_nothing_is_strong() -> None:
    assert not compare(said("Iran attacked Iraq."), said("L'Iran a attaqué l'Irak.", "fr"), cosine=1.0).is_strong


def test_the_same_words_a_year_later_are_not_strong() -> None:
    words = "Rates will rise again, Ines Mora said."
    ours, theirs = said(words), said(words, on=date(2023, 1, 10))
    assert not compare(ours, theirs, cosine=1.0).is_strong


def test_a_rare_word_in_common_counts_for_more() -> None:
    ours = said("cod quotas shrink")
    rare = {"cod": 5.0}
    near, far = (
        compare(ours, said(text), cosine=0.3, rarity=lambda stem: rare.get(stem, 1.0))
        for text in ("cod is dear", "quotas are dear")
    )
    assert near.score > far.score


def test_one_wire_story_is_one() -> None:
    wire = "The summit in Lagos was called off on Tuesday after two of the five leaders stayed away."
    copied = "The summit in Lagos was called off on Tuesday after two of five leaders stayed away."
    assert fold([wire, "Another matter altogether, told at the same length in words.", copied]) == [0, 1, 0]


def test_a_short_text_is_not_like_a_long_one_that_holds_it() -> None:
    short = "The summit was called off."
    assert fold([f"{short} {'More was said elsewhere. ' * 9}", short]) == [0, 1]


def test_what_is_told_already_is_not_among_the_best() -> None:
    told = "The summit in Lagos was called off on Tuesday after two of the five leaders stayed away."
    assert best_few([told, "Another matter altogether."], words=str, document=hash, told=[told]) == [
        ["Another matter altogether."]
    ]


def test_a_copy_takes_no_place_among_the_best() -> None:
    stories = best_few(
        ["one two three four"] * 3 + [f"{name} went {name}ly another {name}ish way" for name in "abcdefg"],
        words=str,
        document=hash,
    )
    assert (len(stories), len(stories[0])) == (BEST, 3)


def test_of_one_document_no_third_story_is_told() -> None:
    ranked = [
        "the pit reopened on Monday",
        "miners sang in the rain",
        "a band played until dusk",
        "elsewhere all was calm",
    ]
    stories = best_few(ranked, words=str, document=lambda words: "elsewhere" in words)
    assert [story[0] for story in stories] == [ranked[0], ranked[1], ranked[3]]


def test_a_sentence_is_cut_with_its_headline_for_the_encoder() -> None:
    (piece,) = cut("It was called off on Tuesday evening.", "Lagos summit")
    assert piece.encoded == "Lagos summit. It was called off on Tuesday evening."


def test_what_is_too_short_is_not_proposed() -> None:
    assert cut("Really? No.", "Headline") == []


def test_a_sentence_without_end_is_cut_at_its_length() -> None:
    (piece,) = cut("word " * LONGEST, "")
    assert piece.end - piece.start <= LONGEST


def test_of_a_very_long_text_the_beginning_is_proposed() -> None:
    assert len(cut("This sentence is just long enough. " * (MOST + 5), "")) == MOST


def test_every_reason_that_is_given_is_listed() -> None:
    stances = {read_as(row)[1][0] for rows in FAMILIES.values() for row in rows}
    assert stances | {reason for reason, _one, _other in APART} <= REASONS
