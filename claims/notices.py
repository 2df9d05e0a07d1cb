"""Telling people: notices of what happened, letters that carry them, and the sender.

Three steps, each a transaction that may be cut off anywhere and done again: notices are written (claims/telling.py),
filed into letters, and letters sent. A letter is sent at least once, always under its own Message-ID, and is on record
as sent once: it is taken under a token, and whoever comes back late writes nothing.
"""

import logging
import smtplib
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now

from claims.clock import database_now
from claims.letters import MAY_DECIDE, Words, compose
from claims.models import How, Letter, Notice, Preference
from claims.refusals import refuse
from claims.rules.transitions import Refusal
from claims.telling import is_anything_untold, tell_of_the_ledger
from sources import failpoints

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
"""How long a sender may be silent before its letter is tried again; doubled with each attempt."""

LONGEST_WAIT = timedelta(hours=1)
TRIED_FOR = timedelta(days=3)
"""For so long a letter is tried while the mail server is away; what the server refuses is tried three times."""

ATTEMPTS = 3
_NAMES = uuid.UUID("0f6d8a52-3b0e-5f6c-a6a9-5a8f2f0d8c77")

_DOES_ANYTHING_WAIT = """
SELECT EXISTS (SELECT FROM claims_notice WHERE letter_id IS NULL AND how = 'at_once'),
    EXISTS (SELECT FROM claims_letter WHERE state = 'waiting' AND leased_until <= statement_timestamp())
"""


def tell() -> int:
    """Write the notices of what happened, and file those that are to be sent at once. Returns the entries told."""
    count = 0
    if is_anything_untold():
        while told := tell_of_the_ledger():
            count += told
    if _waits()[0]:
        _file_at_once()
    return count


def deliver(*, for_at_most: timedelta = timedelta(minutes=1)) -> int:
    """Send the letters that wait, oldest first, until none is left or the time is up. Returns how many were sent."""
    deadline = time.monotonic() + for_at_most.total_seconds()
    count = 0
    if _waits()[1]:
        _give_up_the_abandoned()
    while _waits()[1] and (letter := _take()):
        count += _send(letter)
        if time.monotonic() > deadline:
            break
    return count


def retry(letter: Letter, *, by: User | None) -> Letter:
    """Have a letter that was given up sent after all, with three attempts at least. Raises Refused if it was not."""
    with transaction.atomic():
        held: Letter = Letter.objects.select_for_update(of=("self",), no_key=True).get(pk=letter.pk)
        refuse(None if held.state == Letter.State.FAILED else Refusal.LETTER_NOT_GIVEN_UP)
        held.state, held.attempts, held.error, held.done_at = Letter.State.WAITING, 0, "", None
        held.leased_until = Now()
        held.save(update_fields=["state", "attempts", "error", "done_at", "leased_until"])
    logger.info("Letter %s is tried again; asked for by %s.", held, by or "the command line")
    held.refresh_from_db()
    return held


def digest(now: datetime | None = None) -> int:
    """File the digests of today and of this week whose hour has come. Returns how many; none is filed twice.

    By the database's clock and the newsroom's zone: late is better than never, as long as the day or the week lasts.
    """
    now = (now or database_now()).astimezone(ZoneInfo(settings.TIME_ZONE))
    return sum(_file_digest(slot) for slot in _slots(now))


def _waits() -> tuple[bool, bool]:
    """Whether notices wait for a letter at once, and letters for the sender."""
    with connection.cursor() as cursor:
        cursor.execute(_DOES_ANYTHING_WAIT)
        notices, letters = cursor.fetchone() or (False, False)
    return notices, letters


def _unsent(how: How) -> QuerySet[Notice]:
    notices: QuerySet[Notice] = Notice.objects.filter(letter__isnull=True, how=how)
    return notices


def _file_at_once() -> None:
    """One letter a person with all that waits; of two who file at once, the second finds nothing."""
    for user in list(_unsent(How.AT_ONCE).order_by("user").values_list("user", flat=True).distinct()):
        with transaction.atomic():
            letter = Letter.objects.create(user_id=user, kind=Letter.Kind.AT_ONCE)
            if not _unsent(How.AT_ONCE).filter(user=user).update(letter=letter):
                transaction.set_rollback(True)
            failpoints.reach("letter filed")
    failpoints.reach("letters filed")


@dataclass(frozen=True, slots=True)
class _Slot:
    """One digest of one person: it tells what was written before `at`."""

    user: int
    kind: Letter.Kind
    how: How
    day: date
    at: datetime
    with_work: bool


def _slots(now: datetime) -> Iterator[_Slot]:
    """The digests whose hour has come and that are not filed yet; without anything to tell there is none."""
    monday = now.date() - timedelta(days=now.weekday())
    filed = set(Letter.objects.filter(day__in=[now.date(), monday]).values_list("user", "kind", "day"))
    editors = set(_may_decide().values_list("pk", flat=True))
    people = User.objects.filter(is_active=True).exclude(email="").select_related("preference").order_by("pk")
    for user in people:
        chosen = getattr(user, "preference", Preference())
        for kind, how, day in ((Letter.Kind.DAILY, How.DAILY, now.date()), (Letter.Kind.WEEKLY, How.WEEKLY, monday)):
            at = datetime.combine(day, clock_time(chosen.digest_hour), now.tzinfo)
            if at <= now and (user.pk, kind.value, day) not in filed:
                with_work = kind == Letter.Kind.DAILY and chosen.has_digest and user.pk in editors
                yield _Slot(user.pk, kind, how, day, at, with_work and user.date_joined < at)


def _may_decide() -> QuerySet[User]:
    return User.objects.with_perm(MAY_DECIDE, backend="django.contrib.auth.backends.ModelBackend")


def _file_digest(slot: _Slot) -> bool:
    """The key follows from person, kind and day, so that a second one cannot be."""
    notices = _unsent(slot.how).filter(user=slot.user, told_at__lt=slot.at)
    if not slot.with_work and not notices.exists():
        return False
    key = uuid.uuid5(_NAMES, f"{slot.kind.value} {slot.day.isoformat()} user {slot.user}")
    with transaction.atomic():
        letter = Letter(id=key, user_id=slot.user, kind=slot.kind, day=slot.day)
        if not _insert(letter):
            return False
        notices.update(letter=letter)
        failpoints.reach("letter filed")
    failpoints.reach("letters filed")
    return True


def _insert(letter: Letter) -> bool:
    """Whether it was not there yet. Waits for whoever is inserting the same."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO claims_letter (id, user_id, kind, day, state, attempts, error)"
            " VALUES (%s, %s, %s, %s, 'waiting', 0, '') ON CONFLICT DO NOTHING",
            [letter.pk, letter.user_id, letter.kind, letter.day],
        )
        return bool(cursor.rowcount == 1)


def _take() -> Letter | None:
    """Lease the letter that has waited longest; the token says whose it is. Its next attempt is set with this one."""
    token = uuid.uuid4()
    with transaction.atomic():
        waiting = Letter.objects.filter(state=Letter.State.WAITING, leased_until__lte=Now())
        held = waiting.select_for_update(of=("self",), no_key=True, skip_locked=True).order_by("leased_until").first()
        if held is None:
            return None
        wait = min(LEASE * 2 ** min(held.attempts, 10), LONGEST_WAIT)
        Letter.objects.filter(pk=held.pk).update(
            lease_token=token, leased_until=Now() + wait, attempts=F("attempts") + 1, error=""
        )
    failpoints.reach("letter taken")
    return Letter.objects.select_related("user__preference").filter(lease_token=token).first()


def _give_up_the_abandoned() -> None:
    """Letters whose sender died at each attempt, for days."""
    waiting = Letter.objects.filter(state=Letter.State.WAITING, leased_until__lte=Now(), attempts__gt=ATTEMPTS)
    error = "The sender died while it sent this letter, at each of its attempts."
    waiting.filter(created_at__lt=Now() - TRIED_FOR, error="").update(
        state=Letter.State.FAILED, done_at=Now(), lease_token=None, error=error
    )


def _send(letter: Letter) -> bool:
    """Whether it is on record as sent, by this sender."""
    try:
        words = compose(letter) if letter.user.is_active and letter.user.email else None
        failpoints.reach("letter written")
        if words:
            _message(letter, words).send()
            failpoints.reach("letter sent")
    except Exception as error:  # whatever one letter provokes, the others go on
        _fail(letter, error)
        return False
    is_recorded = _record(letter, Letter.State.SENT if words else Letter.State.NOTHING)
    failpoints.reach("letter recorded")
    if not is_recorded:
        logger.warning("Letter %s was taken over by another sender, who records it.", letter.pk)
    return is_recorded and words is not None


def _message(letter: Letter, words: Words) -> EmailMultiAlternatives:
    """Sent again it has the same Message-ID, by which whoever gets it twice can tell."""
    headers = {
        "Message-ID": f"<{letter.pk}@{urlsplit(settings.BASE_URL).hostname}>",
        "Auto-Submitted": "auto-generated",
    }
    message = EmailMultiAlternatives(words.subject, words.body, to=[letter.user.email], headers=headers)
    message.attach_alternative(words.html, "text/html")
    return message


def _mine(letter: Letter) -> QuerySet[Letter]:
    """The letter, as long as nobody else has taken it."""
    return Letter.objects.filter(pk=letter.pk, lease_token=letter.lease_token, state=Letter.State.WAITING)


def _record(letter: Letter, state: Letter.State) -> bool:
    return bool(_mine(letter).update(state=state, done_at=Now(), lease_token=None, error=""))


def _fail(letter: Letter, error: Exception) -> None:
    """Leave it for its next attempt, or give it up."""
    is_old = database_now() - letter.created_at > TRIED_FOR
    is_given_up = letter.attempts >= ATTEMPTS and (is_old or not _may_heal(error))
    logger.log(
        logging.ERROR if is_given_up else logging.WARNING,
        "Letter %s could not be sent at attempt %d (%s: %s)%s.",
        letter.pk,
        letter.attempts,
        type(error).__name__,
        error,
        " and is given up" if is_given_up else "",
    )
    told = f"{type(error).__name__}: {error}".replace("\x00", "�")[:2000]
    if is_given_up:
        _mine(letter).update(state=Letter.State.FAILED, done_at=Now(), lease_token=None, error=told)
    else:
        _mine(letter).update(lease_token=None, error=told)


def _may_heal(error: Exception) -> bool:
    """Whether it is the way to the mail server, or the server asks to come again later (4xx)."""
    if isinstance(error, smtplib.SMTPResponseException):
        return 400 <= error.smtp_code < 500
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(400 <= code < 500 for code, _words in error.recipients.values())
    # Its exceptions are all OSErrors, the lost connection among them.
    is_of_the_way = isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException)
    return is_of_the_way or isinstance(error, smtplib.SMTPServerDisconnected)
