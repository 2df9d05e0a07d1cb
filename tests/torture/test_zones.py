"""Every zone of the world, every change of its clocks from 2024 to 2030, every precision."""

from zoneinfo import ZoneInfo

import pytest

from tests.claims.rules.test_deadlines import TICK, due
from tests.claims.rules.zones import ALL, last_days

pytestmark = pytest.mark.torture


@pytest.mark.parametrize("share", range(8))
def test_each_deadline_of_each_zone_is_the_first_instant_after_its_last_day(share: int) -> None:
    seen, wrong = 0, []
    for name in ALL[share::8]:
        zone = ZoneInfo(name)
        for day in last_days(zone):
            at = due(day, zone)
            seen += 1
            if not (at - TICK).astimezone(zone).date() <= day < at.astimezone(zone).date():
                wrong.append((name, day, at))
    assert (seen > 1000, wrong) == (True, [])
