"""What a text announces, by the day on which it was said."""

import pytest

from claims.extraction.timeframe.resolution import Direction
from tests.claims.extraction.timeframe.windows import SATURDAY, THURSDAY, resolved, written

SAID_ON_A_THURSDAY_IN_MAY = """
dès lundi | not_before 2023-05-08..
d’ici mardi | by ..2023-05-09
mardi | on 2023-05-09..2023-05-09
mercredi prochain | on 2023-05-10..2023-05-10
vendredi à minuit | on 2023-05-05..2023-05-05
demain soir | on 2023-05-05..2023-05-05
après-demain | on 2023-05-06..2023-05-06
ce week-end | within 2023-05-06..2023-05-07
au cours du week-end | within 2023-05-06..2023-05-07
la semaine prochaine | within 2023-05-08..2023-05-14
dès la semaine prochaine | not_before 2023-05-08..
en début de semaine prochaine | within 2023-05-08..2023-05-09
la semaine du 15 | within 2023-05-15..2023-05-21
le mois prochain | within 2023-06-01..2023-06-30
l’an prochain | within 2024-01-01..2024-12-31
le 12 juin | on 2023-06-12..2023-06-12
le lundi 12 juin à 20 heures | on 2023-06-12..2023-06-12
les 12 et 13 juin | within 2023-06-12..2023-06-13
du 28 mai au 3 juin | within 2023-05-28..2023-06-03
entre le 10 et le 20 juin | within 2023-06-10..2023-06-20
entre juin et septembre | within 2023-06-01..2023-09-30
samedi et dimanche | within 2023-05-06..2023-05-07
lundi, mardi et mercredi | within 2023-05-08..2023-05-10
avant le 20 | before ..2023-05-20
avant fin juin | before ..2023-06-30
avant l’été | before ..2023-06-21
avant Noël | before ..2023-12-25
avant Pâques | before ..2024-03-31
fin juin | within 2023-06-21..2023-06-30
mi-juillet | within 2023-07-11..2023-07-20
courant juin | within 2023-06-01..2023-06-30
début 2025 | within 2025-01-01..2025-02-28
mi-2024 | within 2024-06-01..2024-07-31
fin 2024 | within 2024-11-01..2024-12-31
au troisième trimestre | within 2023-07-01..2023-09-30
au premier trimestre | within 2024-01-01..2024-03-31
au second semestre | within 2023-07-01..2023-12-31
cet été | within 2023-06-21..2023-09-22
à l’automne | within 2023-09-23..2023-12-20
au printemps 2024 | within 2024-03-21..2024-06-20
pendant l’hiver 2023-2024 | within 2023-12-21..2024-03-20
dans les années 2030 | within 2030-01-01..2039-12-31
d’ici la fin de l’année | by ..2023-12-31
d’ici à la fin mai | by ..2023-05-31
d’ici 2030 | by ..2030-12-31
d’ici cinq ans | by ..2028-05-04
à l’horizon 2035 | by ..2035-12-31
au plus tard en juin | by ..2023-06-30
le 15 juin au plus tard | by ..2023-06-15
à partir du 1er juillet | not_before 2023-07-01..
à compter de 2026 | not_before 2026-01-01..
au plus tôt le 5 juin | not_before 2023-06-05..
mais pas avant la fin du deuxième trimestre | not_before 2023-06-30..
jusqu’au 30 juin | until ..2023-06-30
jusqu’en septembre | until ..2023-09-30
au moins jusqu’en 2027 | until ..2027-12-31
repoussé au moins jusqu’en 2027 | not_before 2027-01-01..
au cours du mois à venir | within 2023-05-04..2023-06-04
dans l’année qui vient | within 2023-05-04..2024-05-04
cette année ou la prochaine | within 2023-01-01..2024-12-31
ni cette année ni l’an prochain | within 2023-01-01..2024-12-31
fin 2024 ou début 2025 | within 2024-11-01..2025-02-28
dans la semaine | within 2023-05-01..2023-05-07
lors des prochaines réunions | none ..
après les exercices communs | after_event ..
à l’issue des Jeux | after_event ..
à l’issue du premier semestre | not_before 2023-07-01..
au lendemain du 14 juillet | on 2023-07-15..2023-07-15
après le 15 juin | not_before 2023-06-16..
au-delà du 30 juin | not_before 2023-07-01..
après les élections | after_event ..
sous quinze jours | within 2023-05-04..2023-05-18
sous huitaine | within 2023-05-04..2023-05-11
sous 48 heures | within 2023-05-04..2023-05-06
dans un délai d’un mois | within 2023-05-04..2023-06-04
au cours des douze prochains mois | within 2023-05-04..2024-05-04
dans dix jours | on 2023-05-14..2023-05-14
dans une semaine | on 2023-05-11..2023-05-11
dans les prochains jours | none ..
d’ici quelques semaines | none ..
prochainement | none ..
le premier lundi de juin | on 2023-06-05..2023-06-05
le lundi après la Pentecôte | on 2023-05-29..2023-05-29
la veille de Noël | on 2023-12-24..2023-12-24
à compter du 1er | not_before 2023-06-01..
jusqu’au 20, sauf imprévu | until ..2023-05-20
la première semaine de juin | within 2023-05-29..2023-06-04
lundi en huit | on 2023-05-15..2023-05-15
dans six à huit semaines | within 2023-06-15..2023-06-29
les six premiers mois de l’an prochain | within 2024-01-01..2024-06-30
dès la rentrée de septembre | not_before 2023-09-01..
dès la rentrée | not_before 2023-09-01..
à la rentrée | within 2023-09-01..2023-09-30
à partir de la rentrée scolaire | not_before 2023-09-01..
d’ici à la rentrée 2025 | by ..2025-09-30
avant le vote de 2027 | before ..2027-12-31
sur l’ensemble de l’année | within 2023-01-01..2023-12-31
dans la soirée de vendredi | on 2023-05-05..2023-05-05
en février de l’année prochaine | within 2024-02-01..2024-02-29
le 20/06/2023 | on 2023-06-20..2023-06-20
"""

SAID_ON_A_SATURDAY_IN_FEBRUARY = """
as early as Wednesday | not_before 2022-02-16..
by Wednesday | by ..2022-02-16
on Wednesday | on 2022-02-16..2022-02-16
next Wednesday | on 2022-02-16..2022-02-16
before the end of the festival on May 20 | before ..2022-05-20
until her contract ends on May 31 | until ..2022-05-31
ahead of the vote on March 20 | before ..2022-03-20
before the 20th | before ..2022-02-20
before Christmas | before ..2022-12-25
before the end of the quarter | before ..2022-03-31
before the summer | before ..2022-06-21
in the fourth quarter | within 2022-10-01..2022-12-31
in the first half of next year | within 2023-01-01..2023-06-30
in Q3 2023 | within 2023-07-01..2023-09-30
by the end of the quarter | by ..2022-03-31
by year-end | by ..2022-12-31
by the end of next year | by ..2023-12-31
by mid-March | by ..2022-03-20
by early 2023 | by ..2023-02-28
by fiscal 2024 | by ..2024-12-31
by August 2027 at the latest | by ..2027-08-31
no later than March 31 | by ..2022-03-31
between now and Easter | by ..2022-04-17
through Labor Day | until ..2022-09-05
until at least March 9 | until ..2022-03-09
slip until at least March 9 | not_before 2022-03-09..
over the coming month | within 2022-02-12..2022-03-12
this year or next | within 2022-01-01..2023-12-31
this year or last | within 2021-01-01..2022-12-31
this week or early next | within 2022-02-07..2022-02-15
in late 2027 or early 2028 | within 2027-11-01..2028-02-29
within the week | within 2022-02-07..2022-02-13
in the next two to three weeks | within 2022-02-12..2022-03-05
at the coming meetings | none ..
after the exercises | after_event ..
after the summer recess | after_event ..
before the end of the Winter Games on February 20 | before ..2022-02-20
on or after March 1 | not_before 2022-03-01..
on the first of next month | on 2022-03-01..2022-03-01
for the rest of the week | within 2022-02-07..2022-02-13
closed for two weeks from Monday | not_before 2022-02-14..
not until March | not_before 2022-03-01..
no earlier than March 1 | not_before 2022-03-01..
starting March 1 | not_before 2022-03-01..
after March 1 | not_before 2022-03-02..
after the election | after_event ..
within 48 hours | within 2022-02-12..2022-02-14
within a week | within 2022-02-12..2022-02-19
over the next decade | within 2022-02-12..2032-02-12
in two weeks | on 2022-02-26..2022-02-26
two weeks from now | on 2022-02-26..2022-02-26
two days before Christmas | on 2022-12-23..2022-12-23
in the coming weeks | none ..
within days | none ..
shortly | none ..
this spring | within 2022-03-21..2022-06-20
in the fall | within 2022-09-23..2022-12-20
in the summer of 2024 | within 2024-06-21..2024-09-22
in the 2030s | within 2030-01-01..2039-12-31
in early March | within 2022-03-01..2022-03-10
in mid-2024 | within 2024-06-01..2024-07-31
late next week | within 2022-02-18..2022-02-20
next weekend | within 2022-02-19..2022-02-20
this weekend | within 2022-02-12..2022-02-13
the week of March 7 | within 2022-03-07..2022-03-13
the week after next | within 2022-02-21..2022-02-27
the week after Easter | within 2022-04-18..2022-04-24
March 3-5 | within 2022-03-03..2022-03-05
from March 3 to March 5 | within 2022-03-03..2022-03-05
on Monday or Tuesday | within 2022-02-14..2022-02-15
on the night of Friday to Saturday | within 2022-02-18..2022-02-19
at 8 p.m. (1900 GMT) on Friday | on 2022-02-18..2022-02-18
at noon tomorrow | on 2022-02-13..2022-02-13
on 3/1/2022 | on 2022-03-01..2022-03-01
in the new year | within 2023-01-01..2023-12-31
early in the new year | within 2023-01-01..2023-02-28
40 euros more a month from March 1 | not_before 2022-03-01..
from Sunday night into Monday | within 2022-02-13..2022-02-14
in February next year | within 2023-02-01..2023-02-28
the first Monday of March | on 2022-03-07..2022-03-07
the Monday after Thanksgiving | on 2022-11-28..2022-11-28
from Monday, March 7, to Friday, March 11 | within 2022-03-07..2022-03-11
in the second half of March | within 2022-03-16..2022-03-31
for Q2 next year | within 2023-04-01..2023-06-30
by the second quarter of fiscal 2025 | by ..2025-06-30
within hours | none ..
until the 2027 election | until ..2027-12-31
in six to eight weeks | within 2022-03-26..2022-04-09
before the 2027 election | before ..2027-12-31
after the election in May | not_before 2022-05-02..
the first nine months of 2023 | within 2023-01-01..2023-09-30
on Election Day | on 2022-11-08..2022-11-08
"""


WITHOUT_WINDOW_IN_FRENCH = (
    "pendant six semaines",
    "chaque lundi",
    "tous les deux ans",
    "maintenant",
    "d’au moins un an",
    "deux ans plus tard que prévu",
    "pendant le Printemps arabe",
    "le lendemain des faits",
    "le report de la rentrée",
    "la rentrée littéraire",
    "l’Agenda 2030",
)
WITHOUT_WINDOW_IN_ENGLISH = (
    "by at least one year",
    "by two weeks",
    "at the Summer Olympics",
    "the day after the vote",
    "the Agenda 2030 was adopted",
    "the 2030 Agenda",
)


def rows(table: str) -> list[list[str]]:
    return [line.split(" | ") for line in table.strip().splitlines()]


@pytest.mark.parametrize(("words", "window"), rows(SAID_ON_A_THURSDAY_IN_MAY))
def test_french_words_open_this_window(words: str, window: str) -> None:
    assert [written(time) for time in resolved(words, language="fr", said_on=THURSDAY)] == [window.strip()]


@pytest.mark.parametrize(("words", "window"), rows(SAID_ON_A_SATURDAY_IN_FEBRUARY))
def test_english_words_open_this_window(words: str, window: str) -> None:
    assert [written(time) for time in resolved(words, language="en", said_on=SATURDAY)] == [window.strip()]


@pytest.mark.parametrize("words", WITHOUT_WINDOW_IN_FRENCH)
def test_french_words_that_place_nothing_open_no_window(words: str) -> None:
    assert resolved(words, language="fr", said_on=THURSDAY) == []


@pytest.mark.parametrize("words", WITHOUT_WINDOW_IN_ENGLISH)
def test_english_words_that_place_nothing_open_no_window(words: str) -> None:
    assert resolved(words, language="en", said_on=SATURDAY) == []


def test_a_weekday_named_on_its_own_day_is_a_week_off_when_it_lies_ahead() -> None:
    (time,) = resolved("jeudi", language="fr", said_on=THURSDAY, looking=Direction.FUTURE)
    assert written(time) == "on 2023-05-11..2023-05-11"
