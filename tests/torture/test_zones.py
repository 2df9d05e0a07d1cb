"""Every zone of the world, every change of its clocks from 2024 to 2030, every precision."""

import struct
from datetime import UTC, datetime, timedelta
from importlib import resources
from itertools import pairwise
from pathlib import Path
from zoneinfo import TZPATH, ZoneInfo

import pytest

from tests.claims.rules.test_deadlines import due, opens
from tests.claims.rules.zones import ALL, FROM, TICK, TO, last_days, moments

pytestmark = pytest.mark.torture

SHARES = 8


@pytest.mark.parametrize("share", range(SHARES))
def test_each_deadline_of_each_zone_is_the_first_instant_after_its_last_day(share: int) -> None:
    seen, wrong = 0, []
    for name in ALL[share::SHARES]:
        zone = ZoneInfo(name)
        for day in last_days(zone):
            at = due(day, zone)
            seen += 1
            if not (at - TICK).astimezone(zone).date() <= day < at.astimezone(zone).date():
                wrong.append((name, day, at))
    assert (seen > 500, wrong) == (True, [])


@pytest.mark.parametrize("share", range(SHARES))
def test_in_each_zone_a_later_day_is_due_later_and_opens_when_the_day_before_has_ended(share: int) -> None:
    wrong = []
    for name in ALL[share::SHARES]:
        zone = ZoneInfo(name)
        days = last_days(zone)
        wrong += [(name, one) for one, other in pairwise(days) if not due(one, zone) < due(other, zone)]
        wrong += [(name, day) for day in days if opens(day, zone) != due(day - timedelta(days=1), zone)]
    assert wrong == []


def test_no_change_of_any_clock_is_left_out() -> None:
    """The zone files are read here, as RFC 8536 has them; where they end in a rule, only what they list."""
    listed = {name: _listed(name) for name in ALL}
    left_out = {name: listed[name] - set(moments(ZoneInfo(name))) for name in ALL}
    assert {name: at for name, at in left_out.items() if at} == {}
    assert sum(map(len, listed.values())) > 10
    assert sum(len(moments(ZoneInfo(name))) for name in ALL) > 2000


def _listed(name: str) -> set[datetime]:
    """The moments from FROM to TO at which the file of the zone changes its offset."""
    whole = _file(name)
    second = 44 + _length_of_data(whole[:44], 4)
    assert whole[second : second + 4] == b"TZif"
    changes, types = struct.unpack(">12xLL4x", whole[second + 20 : second + 44])
    at = second + 44
    moments_listed = struct.unpack(f">{changes}q", whole[at : at + 8 * changes])
    kinds = whole[at + 8 * changes : at + 9 * changes]
    offsets = [offset for offset, _dst, _name in struct.iter_unpack(">lBB", whole[at + 9 * changes :][: 6 * types])]
    taken = zip(moments_listed, pairwise([0, *kinds]), strict=True)
    return {
        datetime.fromtimestamp(moment, UTC)
        for moment, (before, after) in taken
        if FROM.timestamp() <= moment < TO.timestamp() and offsets[before] != offsets[after]
    }


def _length_of_data(header: bytes, width: int) -> int:
    utc, standard, leaps, changes, types, letters = struct.unpack(">6L", header[20:44])
    length: int = changes * (width + 1) + types * 6 + letters + leaps * (width + 4) + standard + utc
    return length


def _file(name: str) -> bytes:
    for folder in TZPATH:
        if (Path(folder) / name).is_file():
            return (Path(folder) / name).read_bytes()
    return resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()
