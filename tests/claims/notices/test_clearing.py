"""What was told long ago goes, and is never told again."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.db.models.functions import Now

from claims import clearing, notices, sweeping
from claims.clearing import KEPT_FOR, clear
from claims.models import Claim, How, Letter, Notice, Prediction, Recheck
from claims.watching import choose, watch
from tests import cast
from tests.claims.notices import desk
from tests.claims.notices.desk import at

pytestmark = pytest.mark.django_db


def ago(by: timedelta = KEPT_FOR + timedelta(days=1)) -> Any:
    return Now() - by


@pytest.fixture
def told(claim: Claim, edith: User, remi: User) -> Notice:
    """Rémi was told at once that there is evidence, long ago."""
    watch(claim, how=How.AT_ONCE, by=remi)
    cast.adduced(claim, edith)
    desk.tell()
    notices.deliver()
    Notice.objects.update(told_at=ago(), happened_at=ago())
    Letter.objects.update(done_at=ago(), created_at=ago())
    return Notice.objects.get()


def held() -> tuple[int, int]:
    return Notice.objects.count(), Letter.objects.count()


@pytest.mark.usefixtures("told")
def test_what_was_sent_long_ago_goes_with_its_letter() -> None:
    assert (clear(), held()) == ((1, 1), (0, 0))


@pytest.mark.usefixtures("told")
def test_what_was_sent_within_the_time_stays() -> None:
    Notice.objects.update(told_at=ago(KEPT_FOR - timedelta(days=1)))
    assert (clear(), held()) == ((0, 0), (1, 1))


@pytest.mark.parametrize("seen", [True, False])
def test_without_a_letter_what_was_seen_goes_and_the_rest_stays(told: Notice, *, seen: bool) -> None:
    Notice.objects.update(letter=None, seen_at=Now() if seen else None)
    clear()
    assert Notice.objects.exists() != seen


def test_what_waits_for_the_sender_stays(told: Notice) -> None:
    Notice.objects.update(seen_at=Now())
    Letter.objects.update(state="waiting", done_at=None)
    assert (clear(), held()) == ((0, 0), (1, 1))


@pytest.mark.usefixtures("told")
def test_a_letter_stays_as_long_as_one_of_its_notices() -> None:
    Notice.objects.update(told_at=Now())
    assert (clear(), Letter.objects.count()) == ((0, 0), 1)


@pytest.mark.usefixtures("told")
def test_what_is_gone_is_not_told_again_from_the_ledger() -> None:
    clear()
    desk.tell()
    notices.deliver()
    assert (held(), len(mail.outbox)) == ((0, 0), 1)


def test_what_is_gone_is_not_told_again_by_the_sweep(claim: Claim, remi: User) -> None:
    watch(claim, how=How.OFF, by=remi)
    sweeping.sweep()
    Notice.objects.update(told_at=ago(), seen_at=Now())
    clear()
    Prediction.objects.update(recheck_at=Recheck.objects.get().scheduled_for)
    sweeping.sweep()
    assert held() == (0, 0)


def test_a_digest_that_is_gone_is_not_filed_again(claim: Claim, edith: User, remi: User) -> None:
    choose(remi, has_digest=False, digest_hour=7, how_personal=How.OFF)
    watch(claim, how=How.DAILY, by=remi)
    cast.adduced(claim, edith)
    desk.tell()
    notices.digest(at(8))
    notices.deliver()
    Notice.objects.update(told_at=ago())
    Letter.objects.update(done_at=ago())
    clear()
    assert (notices.digest(at(8) + timedelta(days=1)), held()) == (0, (0, 0))


@pytest.mark.usefixtures("told")
def test_it_goes_on_until_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    first = Notice.objects.get()
    for number in range(3):
        Notice.objects.create(
            id=Notice.key(user=first.user_id, entry=10_000 + number), user=first.user, claim=first.claim,
            what=first.what, happened_at=ago(), told_at=ago(), entry=10_000 + number, how=How.OFF, seen_at=Now(),
        )  # fmt: skip
    monkeypatch.setattr(clearing, "BATCH", 2)
    assert (clear(), clear()) == ((4, 1), (0, 0))
