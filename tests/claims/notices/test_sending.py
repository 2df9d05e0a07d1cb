"""When letters go: once, whoever sends how often; again under the same Message-ID until it is on record."""

import smtplib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.mail import EmailMessage
from django.db.models.functions import Now

from claims import notices
from claims.models import Claim, How, Letter, Notice, Watch
from claims.refusals import Refused
from claims.watching import choose, watch
from tests import cast
from tests.claims.notices import desk
from tests.claims.notices.desk import at

pytestmark = pytest.mark.django_db

REFUSED = smtplib.SMTPRecipientsRefused({"remi": (550, b"unknown")})


@pytest.fixture
def letter(claim: Claim, edith: User, remi: User) -> Letter:
    """It waits: Rémi watches at once, and something has happened."""
    watch(claim, how=How.AT_ONCE, by=remi)
    cast.adduced(claim, edith)
    desk.tell()
    return Letter.objects.get()


def failing(error: Exception) -> Callable[..., Any]:
    def send(*_: Any, **__: Any) -> int:
        raise error

    return send


def try_now() -> int:
    Letter.objects.filter(state="waiting").update(leased_until=Now() - timedelta(seconds=1))
    return notices.deliver()


def test_a_letter_is_sent_once(letter: Letter) -> None:
    assert (notices.deliver(), notices.deliver(), len(mail.outbox)) == (1, 0, 1)


def test_its_message_id_is_its_key(letter: Letter) -> None:
    notices.deliver()
    assert mail.outbox[0].message()["Message-ID"] == f"<{letter.pk}@localhost>"


def test_a_letter_that_somebody_has_taken_waits_until_their_lease_is_over(letter: Letter) -> None:
    notices._take()
    assert (notices.deliver(), try_now()) == (0, 1)


def test_who_comes_back_late_records_nothing(letter: Letter) -> None:
    late = notices._take()
    assert late
    try_now()
    assert notices._send(late) is False
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == ("sent", 2)


def test_while_the_mail_server_is_away_a_letter_is_tried_again(letter: Letter, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as away:
        away.setattr(EmailMessage, "send", failing(ConnectionRefusedError("no route")))
        for _ in range(5):
            try_now()
    assert (Letter.objects.get().state, try_now(), Letter.objects.get().state) == ("waiting", 1, "sent")


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (REFUSED, "failed"),
        (ValueError("a fault of ours"), "failed"),
        (smtplib.SMTPServerDisconnected("gone"), "waiting"),
        (smtplib.SMTPDataError(451, b"later"), "waiting"),
        (smtplib.SMTPDataError(554, b"never"), "failed"),
    ],
)
def test_what_does_not_heal_is_given_up_after_three_attempts(
    letter: Letter, monkeypatch: pytest.MonkeyPatch, error: Exception, state: str
) -> None:
    monkeypatch.setattr(EmailMessage, "send", failing(error))
    for _ in range(3):
        try_now()
    assert (Letter.objects.get().state, Letter.objects.get().attempts) == (state, 3)


def test_a_letter_that_cannot_be_sent_keeps_no_other(
    letter: Letter, claim: Claim, rosa: User, edith: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch(claim, how=How.AT_ONCE, by=rosa)
    cast.proposed(claim, edith)
    desk.tell()
    whole = EmailMessage.send

    def send(message: EmailMessage, **options: Any) -> int:
        if "remi" in message.to[0]:
            raise REFUSED
        return whole(message, **options)

    monkeypatch.setattr(EmailMessage, "send", send)
    notices.deliver()
    assert [message.to for message in mail.outbox] == [[rosa.email]]


def test_a_letter_that_kills_each_sender_is_given_up_after_days(letter: Letter) -> None:
    Letter.objects.update(attempts=9, created_at=Now() - timedelta(days=4))
    assert (try_now(), Letter.objects.get().state) == (0, "failed")


def test_a_sender_that_dies_leaves_no_error_of_an_earlier_attempt(
    letter: Letter, monkeypatch: pytest.MonkeyPatch
) -> None:
    Letter.objects.update(error="OSError: the mail server is away")

    def die(letter: Letter) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(notices, "compose", die)
    with pytest.raises(KeyboardInterrupt):
        try_now()
    assert (Letter.objects.get().state, Letter.objects.get().error) == ("waiting", "")


@pytest.fixture
def given_up(letter: Letter) -> Letter:
    """For four days the sender was killed; its next turn would have come in an hour."""
    Letter.objects.update(attempts=9, created_at=Now() - timedelta(days=4))
    try_now()
    Letter.objects.update(leased_until=Now() + timedelta(hours=1))
    letter.refresh_from_db()
    return letter


def test_what_was_given_up_is_sent_under_its_message_id_when_somebody_has_it_tried_again(
    given_up: Letter, edith: User
) -> None:
    notices.retry(given_up, by=edith)
    assert (notices.deliver(), Letter.objects.get().state) == (1, "sent")
    assert mail.outbox[0].message()["Message-ID"] == f"<{given_up.pk}@localhost>"


@pytest.mark.parametrize("state", ["waiting", "sent", "nothing"])
def test_only_what_was_given_up_is_tried_again(letter: Letter, edith: User, state: str) -> None:
    Letter.objects.update(state=state)
    with pytest.raises(Refused):
        notices.retry(letter, by=edith)


def test_however_old_it_is_then_tried_three_times(
    given_up: Letter, edith: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(EmailMessage, "send", failing(ConnectionRefusedError("no route")))
    notices.retry(given_up, by=edith)
    states = [(try_now(), Letter.objects.get().state)[1] for _ in range(3)]
    assert states == ["waiting", "waiting", "failed"]


def test_one_that_kills_its_sender_again_is_given_up_again(given_up: Letter, edith: User) -> None:
    notices.retry(given_up, by=edith)
    for _ in range(4):
        Letter.objects.update(leased_until=Now() - timedelta(seconds=1))
        notices._take()
    assert (try_now(), Letter.objects.get().state) == (0, "failed")


def test_a_digest_is_filed_once_a_day(claim: Claim, edith: User) -> None:
    desk.with_address(edith)
    assert [notices.digest(at(hour)) for hour in (6, 7, 7, 23)] == [0, 1, 0, 0]


def test_a_digest_goes_at_the_hour_that_its_reader_chose(claim: Claim, edith: User) -> None:
    desk.with_address(edith)
    choose(edith, has_digest=True, digest_hour=18, how_personal=How.AT_ONCE)
    assert [notices.digest(at(hour)) for hour in (17, 18)] == [0, 1]


def test_the_hour_is_that_of_the_newsroom(claim: Claim, edith: User, settings: Any) -> None:
    settings.TIME_ZONE = "Pacific/Auckland"
    desk.with_address(edith)
    assert [notices.digest(at(hour)) for hour in (6, 7)] == [0, 1]


def test_who_switched_the_digest_off_gets_none(claim: Claim, edith: User) -> None:
    desk.with_address(edith)
    choose(edith, has_digest=False, digest_hour=7, how_personal=How.AT_ONCE)
    assert notices.digest(at(8)) == 0


def watched(claim: Claim, edith: User, remi: User, how: How) -> None:
    watch(claim, how=how, by=remi)
    cast.adduced(claim, edith)
    desk.tell()


def test_what_is_watched_daily_comes_with_the_digest_of_the_day(claim: Claim, edith: User, remi: User) -> None:
    watched(claim, edith, remi, How.DAILY)
    assert (len(mail.outbox), notices.digest(at(7)), notices.deliver()) == (0, 1, 1)
    assert "Evidence was accepted" in str(mail.outbox[0].body)


def test_what_is_watched_weekly_comes_on_a_monday(claim: Claim, edith: User, remi: User) -> None:
    watched(claim, edith, remi, How.WEEKLY)
    day = at(7)
    Notice.objects.update(told_at=day - timedelta(hours=1))
    filed = [notices.digest(day + timedelta(days=number)) for number in range(7)]
    assert (sum(filed), filed.index(1)) == (1, (7 - day.weekday()) % 7)


def test_what_happens_after_the_hour_waits_for_the_next_digest(claim: Claim, edith: User, remi: User) -> None:
    watched(claim, edith, remi, How.DAILY)
    Notice.objects.update(told_at=at(9))
    assert [notices.digest(at(10)), notices.digest(at(10) + timedelta(days=1))] == [0, 1]


def test_what_is_to_be_sent_by_no_mail_stands_at_the_desk_only(claim: Claim, edith: User, remi: User) -> None:
    watched(claim, edith, remi, How.OFF)
    assert (notices.digest(at(8)), notices.deliver(), desk.told(remi)) == (0, 0, ["evidence_accepted"])


def test_a_watch_can_be_told_otherwise_and_is_no_second_one(claim: Claim, remi: User) -> None:
    watch(claim, how=How.WEEKLY, by=remi)
    watch(claim, how=How.AT_ONCE, note="Ask again.", by=remi)
    assert list(Watch.objects.values_list("how", "note")) == [("at_once", "Ask again.")]
