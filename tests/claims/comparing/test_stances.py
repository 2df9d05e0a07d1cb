"""What a passage says of what was foretold: it happened, it did not, or neither yet."""

import pytest

from claims.comparing.foretold import Foretold
from claims.comparing.stances import stance_of
from claims.comparing.statement import read
from claims.vocabulary.kinds import ResolvesOn
from claims.vocabulary.windows import Operator, Window
from tests.claims.comparing.stance_claims import CLAIMS
from tests.claims.comparing.stance_tables import FAMILIES, Row, day


def foretold(key: str) -> Foretold:
    text, language, said_on, operator, not_before, not_after = CLAIMS[key]
    statement = read(text, language=language, said_on=day(said_on))
    persists = statement.happening.is_negated or operator is Operator.UNTIL
    return Foretold(
        statement=statement,
        window=Window(day(not_before), day(not_after)),
        operator=operator,
        resolves_on=ResolvesOn.PERSISTENCE if persists else ResolvesOn.OCCURRENCE,
    )


def read_as(row: Row) -> tuple[str, tuple[str, str]]:
    key, language, published_on, passage, _stance = row
    return stance_of(foretold(key), read(passage, language=language, said_on=day(published_on)))


NOT_YET = {
    "Les Lions d'Arvor se sont inclinés en finale de la Coupe.": "a match lost is taken for one of several",
    "The Lions of Arvor were beaten 2-1 in the Cup final.": "a match lost is taken for one of several",
    "Depuis vendredi, l'entrée du musée de Lorient est payante.": "that what is paid for is not free is not known",
}
ROWS = [
    pytest.param(
        row, id=row[3], marks=pytest.mark.xfail(reason=NOT_YET[row[3]], strict=True) if row[3] in NOT_YET else ()
    )
    for rows in FAMILIES.values()
    for row in rows
]


@pytest.mark.parametrize("row", ROWS)
def test_a_passage_says_of_the_event_what_a_reader_says(row: Row) -> None:
    assert read_as(row)[0] == row[4]
