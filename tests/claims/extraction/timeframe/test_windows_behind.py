"""What a text looks back on, by the day on which it was said."""

from datetime import date

import pytest

from claims.extraction.timeframe.resolution import Direction
from tests.claims.extraction.timeframe.windows import SATURDAY, resolved, written

SAID_ON_A_SATURDAY_IN_FEBRUARY = """
en | on Wednesday | on 2022-02-09..2022-02-09
en | Saturday | on 2022-02-12..2022-02-12
en | last Friday | on 2022-02-11..2022-02-11
en | last week | within 2022-01-31..2022-02-06
en | over the past two weeks | within 2022-01-29..2022-02-12
en | since Thursday | within 2022-02-10..2022-02-12
en | since December | within 2021-12-01..2022-02-12
en | since the war began in 2014 | within 2014-01-01..2022-02-12
en | since the May 2020 strike | within 2020-05-01..2022-02-12
en | since last May | within 2021-05-01..2022-02-12
en | in November | within 2021-11-01..2021-11-30
en | on December 5 | on 2021-12-05..2021-12-05
en | last Oct. 23 | on 2021-10-23..2021-10-23
en | in the third quarter | within 2021-07-01..2021-09-30
en | in the year to June 30 | within 2020-07-01..2021-06-30
en | last summer | within 2021-06-21..2021-09-22
en | in the early 1990s | within 1990-01-01..1993-12-31
en | between 2006 and 2011 | within 2006-01-01..2011-12-31
en | three days ago | on 2022-02-09..2022-02-09
en | in two years | within 2020-02-12..2022-02-12
en | weeks ago | none ..
en | yesterday | on 2022-02-11..2022-02-11
fr | mercredi | on 2022-02-09..2022-02-09
fr | samedi | on 2022-02-12..2022-02-12
fr | mercredi dernier | on 2022-02-09..2022-02-09
fr | le 19 janvier | on 2022-01-19..2022-01-19
fr | en novembre | within 2021-11-01..2021-11-30
fr | depuis lundi | within 2022-02-07..2022-02-12
fr | depuis la reprise des combats en novembre 2021 | within 2021-11-01..2022-02-12
fr | depuis le début de l’année | within 2022-01-01..2022-02-12
fr | depuis l’incendie de l’été dernier | within 2021-06-21..2022-02-12
fr | en deux ans | within 2020-02-12..2022-02-12
fr | il y a trois jours | on 2022-02-09..2022-02-09
fr | dès novembre | not_before 2021-11-01..
fr | au quatrième trimestre | within 2021-10-01..2021-12-31
fr | dans les années 90 | within 1990-01-01..1999-12-31
fr | dans la nuit de jeudi à vendredi | within 2022-02-10..2022-02-11
fr | le gel des 20 et 21 avril | within 2021-04-20..2021-04-21
"""


@pytest.mark.parametrize(
    ("language", "words", "window"), [line.split(" | ") for line in SAID_ON_A_SATURDAY_IN_FEBRUARY.strip().splitlines()]
)
def test_past_words_open_this_window(language: str, words: str, window: str) -> None:
    times = resolved(words, language=language, said_on=SATURDAY, looking=Direction.PAST)
    assert [written(time) for time in times] == [window.strip()]


@pytest.mark.parametrize("looking", list(Direction))
def test_a_date_without_year_never_lies_eleven_months_off(looking: Direction) -> None:
    (time,) = resolved("le 10 février", language="fr", said_on=SATURDAY, looking=looking)
    assert time.not_before == date(2022, 2, 10)


def test_a_forward_operator_keeps_its_direction_however_far() -> None:
    (time,) = resolved("avant le 10 février", language="fr", said_on=SATURDAY, looking=Direction.FUTURE)
    assert time.not_after == date(2023, 2, 10)


def test_without_a_verb_a_weekday_looks_back() -> None:
    (time,) = resolved("on Wednesday", language="en", said_on=SATURDAY, looking=Direction.UNKNOWN)
    assert time.not_before == date(2022, 2, 9)


def test_without_a_verb_a_deadline_looks_ahead() -> None:
    (time,) = resolved("by Wednesday", language="en", said_on=SATURDAY, looking=Direction.UNKNOWN)
    assert time.not_after == date(2022, 2, 16)


def test_a_record_in_so_many_years_looks_back_whatever_the_verb() -> None:
    (time,) = resolved("the worst drought in ten years", language="en", said_on=SATURDAY, looking=Direction.FUTURE)
    assert written(time) == "within 2012-02-12..2022-02-12"
