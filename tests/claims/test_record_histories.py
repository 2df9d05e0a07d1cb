"""Whatever editors do in whatever order: records kept up entry by entry are those made from scratch, and as counted."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group, User

from claims import tallying
from claims.models import Claimant
from claims.records import Holder, record_of
from sources.models import Publisher
from tests import cast
from tests.at_once import at_once
from tests.claims import records_world as world
from tests.claims.newsroom import Newsroom
from tests.claims.records_world import counted
from tests.servers import Servers

ACTS = 60
INSTANTS = [datetime(2022, 2, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)]


@pytest.mark.parametrize("seed", range(3))
def test_followed_or_made_from_scratch_or_counted_by_hand_it_is_the_same(seed: int, own_database: Servers) -> None:
    newsroom, remi = Newsroom(seed), cast.remi()
    insider = User.objects.create_user("inga")
    insider.groups.add(Group.objects.get_or_create(name="investigations")[0], Group.objects.get(name="readers"))
    newsroom.accept()
    for _ in range(ACTS):
        newsroom.act()
        if newsroom.lot.random() < 0.3:
            tallying.keep_up()
    tallying.keep_up()
    followed = world.told_lines(), world.told_totals()
    assert differences([remi, insider, newsroom.admin]) == []
    tallying.count_from_scratch()
    assert (world.told_lines(), world.told_totals()) == followed


def differences(readers: list[User]) -> list[str]:
    """Whose record, read by whom and when, is not as counted."""
    holders: list[Holder] = [*Claimant.objects.order_by("pk"), *Publisher.objects.order_by("pk")]
    return [
        f"{holder} for {reader} at {now}"
        for holder in holders
        for reader in readers
        for now in INSTANTS
        if record_of(holder, reader=reader, now=now).lines != counted(holder, reader, now)
    ]


def test_of_several_who_follow_at_once_one_follows(own_database: Servers) -> None:
    newsroom = Newsroom(0)
    for _ in range(3):
        newsroom.accept()
    followed = at_once(*[tallying.follow_the_ledger] * 4)
    # Whoever comes after the first has committed finds nothing left.
    assert sorted(followed)[:3] == [0, 0, 0]
    lines = world.told_lines()
    tallying.count_from_scratch()
    assert world.told_lines() == lines
