"""A hundred rounds of two who decide on the same thing in the same moment, through the API."""

from collections import Counter
from collections.abc import Callable

import pytest

from tests.api.test_two_at_once import CONTESTS, Contest, meet
from tests.servers import Servers
from tests.torture.size import count

pytestmark = pytest.mark.torture

ROUNDS = count(25, 100)


@pytest.mark.parametrize(("contest", "decided"), CONTESTS.values(), ids=CONTESTS)
def test_of_two_who_decide_at_once_one_wins(
    own_database: Servers, contest: Contest, decided: Callable[[], int]
) -> None:
    assert (meet(contest, ROUNDS), decided()) == (Counter({(200, 412): ROUNDS}), ROUNDS)
