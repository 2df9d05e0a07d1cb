"""The same thing said in French and in English has the same window."""

from datetime import date

import pytest

from tests.claims.extraction.timeframe.windows import resolved, written

SAID_ON_A_TUESDAY = date(2024, 9, 10)
PAIRS = """
dès vendredi | as early as Friday
d’ici vendredi | by Friday
avant vendredi | before Friday
jusqu’à vendredi | until Friday
vendredi | on Friday
vendredi prochain | next Friday
demain | tomorrow
ce week-end | this weekend
la semaine prochaine | next week
la semaine du 16 | the week of September 16
le mois prochain | next month
l’année prochaine | next year
en octobre | in October
le 3 octobre | on October 3
les 3 et 4 octobre | on October 3 and 4
entre le 3 et le 10 octobre | between October 3 and October 10
du 3 au 10 octobre | from October 3 to October 10
fin octobre | in late October
mi-novembre | in mid-November
d’ici la fin de l’année | by the end of the year
avant la fin du trimestre | before the end of the quarter
au premier trimestre 2025 | in the first quarter of 2025
au second semestre | in the second half
cet hiver | this winter
au printemps | in the spring
mi-2026 | in mid-2026
d’ici 2030 | by 2030
dans les années 2030 | in the 2030s
sous deux semaines | within two weeks
sous 48 heures | within 48 hours
dans dix jours | in ten days
avant Noël | before Christmas
au plus tard le 30 septembre | no later than September 30
pas avant octobre | not before October
au moins jusqu’au 3 octobre | until at least October 3
après le 3 octobre | after October 3
dans les prochains jours | in the coming days
après le vote | after the vote
"""


@pytest.mark.parametrize(("french", "english"), [line.split(" | ") for line in PAIRS.strip().splitlines()])
def test_one_window_for_both(french: str, english: str) -> None:
    ours = [(written(time), time.precision) for time in resolved(french, language="fr", said_on=SAID_ON_A_TUESDAY)]
    theirs = [(written(time), time.precision) for time in resolved(english, language="en", said_on=SAID_ON_A_TUESDAY)]
    assert (len(ours), ours) == (1, theirs)
