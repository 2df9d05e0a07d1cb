from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from claims.admin.wording import reading_words, shortened, since_words, waiting_words
from claims.models import Candidate, Prediction
from claims.window_words import window_words

DAY, LATER = date(2022, 2, 16), date(2022, 2, 20)


@pytest.mark.parametrize(
    ("operator", "not_before", "not_after", "english", "french"),
    [
        ("not_before", DAY, None, "not before Feb. 16, 2022", "pas avant le 16 février 2022"),
        ("before", None, LATER, "before Feb. 20, 2022", "avant le 20 février 2022"),
        ("by", None, LATER, "by Feb. 20, 2022", "au plus tard le 20 février 2022"),
        ("on", DAY, DAY, "on Feb. 16, 2022", "le 16 février 2022"),
        ("on", DAY, LATER, "Feb. 16, 2022 to Feb. 20, 2022", "du 16 février 2022 au 20 février 2022"),
        ("until", None, LATER, "until Feb. 20, 2022", "jusqu’au 20 février 2022"),
        (
            "within",
            DAY,
            LATER,
            "within: Feb. 16, 2022 to Feb. 20, 2022",
            "dans la période : du 16 février 2022 au 20 février 2022",
        ),
        ("before", None, None, "before a day not resolved", "avant un jour non déterminé"),
        ("none", None, None, "no date", "sans date"),
        ("on", date(2022, 3, 1), date(2022, 3, 1), "on March 1, 2022", "le 1er mars 2022"),
    ],
)
def test_a_window_keeps_its_operators_own_word(
    operator: str, not_before: date | None, not_after: date | None, english: str, french: str
) -> None:
    said = []
    for language in ("en", "fr"):
        with translation.override(language):
            said.append(window_words(operator, not_before, not_after).replace("\xa0", " "))
    assert said == [english, french]


def test_an_overdue_prediction_says_for_how_long() -> None:
    prediction = Prediction(awaits_outcome=True, due_at=timezone.now() - timedelta(days=3, hours=1))
    assert waiting_words(prediction).replace("\xa0", " ") == "due for 3 days"


def test_a_coming_deadline_says_how_far_off_it_is() -> None:
    prediction = Prediction(awaits_outcome=True, due_at=timezone.now() + timedelta(days=3, hours=1))
    assert waiting_words(prediction).replace("\xa0", " ") == "due in 3 days"


@pytest.mark.parametrize("seconds", [-50, 0, 50])
def test_what_comes_up_within_the_minute_is_due_now(seconds: int) -> None:
    prediction = Prediction(awaits_outcome=True, due_at=timezone.now() + timedelta(seconds=seconds))
    assert waiting_words(prediction) == "due now"


@pytest.mark.parametrize(
    ("waited", "english", "french"),
    [
        (timedelta(), "since just now", "à l’instant"),
        (timedelta(seconds=55), "since just now", "à l’instant"),
        (timedelta(minutes=1, seconds=5), "for 1 minute", "depuis 1 minute"),
        (timedelta(days=3, hours=2), "for 3 days, 2 hours", "depuis 3 jours, 2 heures"),
    ],
)
def test_what_waits_says_since_when(waited: timedelta, english: str, french: str) -> None:
    since, said = timezone.now() - waited, []
    for language in ("en", "fr"):
        with translation.override(language):
            said.append(since_words(since).replace("\xa0", " "))
    assert said == [english, french]


def test_a_settled_prediction_waits_for_nothing() -> None:
    assert waiting_words(Prediction(awaits_outcome=False, due_at=datetime(2022, 1, 1, tzinfo=UTC))) == ""


def test_a_bare_could_has_no_number() -> None:
    assert reading_words(Candidate(hedge="could")) == "no number: the word is not on the scale"


def test_a_number_names_its_scale() -> None:
    candidate = Candidate(
        hedge="probable",
        probability_low=0.63,
        probability_point=0.75,
        probability_high=0.87,
        estimative_scale="kent-1964",
    )
    assert reading_words(candidate) == "75 % (63–87) on the scale kent-1964"


def test_a_number_of_the_text_is_said_to_be_the_texts() -> None:
    candidate = Candidate(hedge="a 70% chance", probability_point=0.7, estimative_scale="in_text")
    assert reading_words(candidate) == "70 %, a number of the text itself"


def test_a_long_quote_is_cut_on_one_line() -> None:
    assert shortened("one\ntwo three", 8) == "one two…"
