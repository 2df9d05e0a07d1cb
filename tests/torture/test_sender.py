"""The sender is killed at every step of its work: each notice is sent at least once, and is on record once."""

import os
import signal
import subprocess
import sys
from collections import Counter
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db.models.functions import Now

from claims import notices
from claims.editing import accept
from claims.models import Claim, How, LedgerEntry, Letter, Notice, ToldUpTo
from claims.watching import choose, watch
from sources.failpoints import OF_THE_SENDER
from tests import cast
from tests.servers import Servers
from tests.torture import works
from tests.torture.size import count

pytestmark = pytest.mark.torture

KILLS = count(2, 6)
REACHED_ONCE = {(How.AT_ONCE, "notices told"), (How.DAILY, "notices told"), (How.AT_ONCE, "letters filed")}
EVENTS = count(6, 30)


def people(*, with_digest: bool = False) -> list[User]:
    """Rosa and Rémi, with addresses; their digests go from midnight on."""
    found = [cast.rosa(), cast.remi()]
    for user in found:
        choose(user, has_digest=with_digest, digest_hour=0, how_personal=How.OFF)
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@newsroom.example", date_joined=cast.SATURDAY)
    return found


def what_happened(watchers: list[User], how: How) -> int:
    """So many claims that all watch get their evidence; returns how many notices that makes."""
    editor = cast.edith()
    claims = [accept(cast.deadline(cast.warning(f"{cast.WARNING} {n}.")), by=editor) for n in range(EVENTS)]
    for claim in claims:
        for user in watchers:
            watch(claim, how=how, by=user)
    ToldUpTo.objects.update(seq=newest())
    for claim in claims:
        cast.adduced(Claim.objects.get(pk=claim.pk), editor)
    return EVENTS * len(watchers)


def newest() -> int:
    return LedgerEntry.objects.latest("seq").seq


class Post:
    """Senders in processes of their own, and the folder in which their letters arrive."""

    def __init__(self, servers: Servers, folder: Path) -> None:
        self.mail, self.tickets = folder / "mail", works.tickets(folder / "tickets")
        self.mail.mkdir()
        self._environment = os.environ | {
            "DATABASE_URL": servers.application_url,
            "EMAIL_URL": f"file://{self.mail}",
            "AVER_FAILPOINTS": str(self.tickets),
        }

    def begin(self) -> "subprocess.Popen[bytes]":
        words = [sys.executable, "manage.py", "tell"]
        return subprocess.Popen(words, cwd=works.ROOT, env=self._environment, stdout=subprocess.PIPE)

    def run(self) -> int:
        """The exit status of one sender, once all leases are over."""
        Letter.objects.filter(state="waiting").update(leased_until=Now())
        sender = self.begin()
        sender.communicate()
        return int(sender.returncode)

    def arrived(self) -> list[EmailMessage]:
        texts = [part for file in self.mail.iterdir() for part in file.read_bytes().split(b"-" * 79 + b"\n")]
        return [message_from_bytes(text, EmailMessage, policy=default) for text in texts if text.strip()]


def told_in(message: EmailMessage) -> set[str]:
    """The addresses of the claims that a letter tells of."""
    body = message.get_body(("plain",))
    return {line.strip() for line in body.get_content().splitlines() if line.endswith("/change/")} if body else set()


def assert_all_is_told_once(post: Post, expected: int) -> None:
    assert Notice.objects.count() == expected
    sent = Letter.objects.filter(state="sent")
    assert set(Notice.objects.values_list("letter__state", flat=True)) == {"sent"}
    arrived = post.arrived()
    by_id = {str(message["Message-ID"]) for message in arrived}
    assert by_id == {f"<{key}@localhost>" for key in sent.values_list("pk", flat=True)}
    for letter in sent:
        told = {told for message in arrived if str(letter.pk) in message["Message-ID"] for told in told_in(message)}
        assert len(told) >= letter.notices.values("claim").distinct().count()
    twice = Counter(Notice.objects.values_list("user", "claim", "what"))
    assert set(twice.values()) == {1}


@pytest.mark.parametrize("step", OF_THE_SENDER)
@pytest.mark.parametrize("how", [How.AT_ONCE, How.DAILY])
def test_a_sender_killed_at_a_step_loses_and_doubles_nothing(
    own_database: Servers, tmp_path: Path, step: str, how: How
) -> None:
    watchers = people()
    expected = what_happened(watchers, how)
    post = Post(own_database, tmp_path)
    for n in range(KILLS):
        (post.tickets / f"{step}.kill.{n}").touch()
    ended = [post.run() for _ in range(KILLS)]
    if how == How.DAILY:
        notices.tell()
        Notice.objects.update(told_at=cast.INVASION)
        ended += [post.run() for _ in range(KILLS)]
    assert post.run() == 0
    assert -signal.SIGKILL in ended
    # One batch, told or filed whole, is not told or filed again: such a step is reached once.
    assert len(list((post.tickets / "taken").iterdir())) == (1 if (how, step) in REACHED_ONCE else KILLS)
    assert_all_is_told_once(post, expected)


def test_four_senders_at_once_send_each_letter_once(own_database: Servers, tmp_path: Path) -> None:
    watchers = people()
    expected = what_happened(watchers, How.AT_ONCE)
    post = Post(own_database, tmp_path)
    senders = [post.begin() for _ in range(4)]
    assert [sender.communicate() and sender.returncode for sender in senders] == [0] * 4
    assert_all_is_told_once(post, expected)
    assert len(post.arrived()) == Letter.objects.filter(state="sent").count()


def test_a_digest_is_sent_once_though_senders_run_twice_late_and_are_killed(
    own_database: Servers, tmp_path: Path
) -> None:
    editor = people(with_digest=True)[0]
    accept(cast.deadline(), by=cast.edith())
    post = Post(own_database, tmp_path)
    (post.tickets / "letter sent.kill.1").touch()
    ended = [post.run() for _ in range(4)]
    assert ended == [-signal.SIGKILL, 0, 0, 0]
    assert list(Letter.objects.values_list("user", "kind", "state")) == [(editor.pk, "daily", "sent")]
    assert [message["Message-ID"] for message in post.arrived()] == [f"<{Letter.objects.get().pk}@localhost>"] * 2


def test_a_sweep_killed_before_its_commit_has_told_nobody_and_the_next_tells_once(
    own_database: Servers, tmp_path: Path
) -> None:
    remi = people()[1]
    claim = accept(cast.deadline(), by=cast.edith())
    watch(claim, how=How.OFF, by=remi)
    folder = works.tickets(tmp_path / "tickets")
    (folder / "looks written.kill.1").touch()
    surroundings = os.environ | {"DATABASE_URL": own_database.application_url, "AVER_FAILPOINTS": str(folder)}
    words = [sys.executable, "manage.py", "recheck"]
    told = []
    for _ in range(2):
        subprocess.run(words, cwd=works.ROOT, env=surroundings, capture_output=True, check=False)
        told.append(list(Notice.objects.values_list("user", "what")))
        works.end_the_leases()
    assert told == [[], [(remi.pk, "due")]]
