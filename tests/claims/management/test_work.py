"""`manage.py work` shows what waits, what is leased and what failed and why; `--retry` has what failed tried again."""

import io
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db.models.functions import Now

from claims import editing, queueing
from claims.models import Claim, EvidenceSearch, ExtractionRun, Heartbeat, LeasedWork, Letter, PassageRun
from tests import cast

pytestmark = pytest.mark.django_db

QUARANTINED = LeasedWork.State.QUARANTINED


def work(*options: str) -> str:
    out = io.StringIO()
    call_command("work", *options, stdout=out)
    return out.getvalue()


def line(told: str, start: str) -> str:
    """The one line that begins so."""
    (found,) = [each for each in told.splitlines() if each.startswith(start)]
    return found


@pytest.fixture
def remi(db: None) -> User:
    return cast.remi()


@pytest.fixture
def claim(edith: User) -> Claim:
    """*Before the 20th*: its document waits to be read and filed, and it to be looked for."""
    return editing.accept(cast.deadline(), by=edith)


def failed(model: type[Any], **its: Any) -> Any:
    """The one row of this work, which failed three times."""
    model.objects.update(**{"state": QUARANTINED, "attempts": 3, "error": "ValueError: poison"} | its)
    return model.objects.get()


def given_up(user: User, **its: Any) -> Letter:
    its = {"kind": Letter.Kind.AT_ONCE, "error": "SMTPRecipientsRefused: unknown"} | its
    letter: Letter = Letter.objects.create(user=user, state=Letter.State.FAILED, attempts=3, done_at=Now(), **its)
    return letter


def test_each_part_of_the_works_has_a_line() -> None:
    told = work()
    assert [told_of.split()[0] for told_of in told.splitlines()] == [
        "worker",
        "beat",
        "rechecks",
        "extractions",
        "passages",
        "searches",
        "notices",
    ]


def test_a_silent_part_is_called_degraded() -> None:
    Heartbeat.objects.create(part=Heartbeat.Part.BEAT, seen_at=Now())
    told = work()
    assert [line(told, part).split()[1] for part in ("worker", "beat")] == ["DEGRADED", "ok"]


def test_work_that_waits_is_counted(claim: Claim) -> None:
    assert "waiting searches 1" in line(work(), "searches")


@pytest.mark.parametrize(
    ("model", "name", "what"),
    [
        (ExtractionRun, "run", "US warns"),
        (PassageRun, "filing of passages", "US warns"),
        (EvidenceSearch, "search for evidence", "troops would cross the border"),
    ],
)
def test_what_is_in_quarantine_is_named_with_its_error(claim: Claim, model: type[Any], name: str, what: str) -> None:
    row = failed(model)
    told = line(work(), f"{name} {row.pk} ")
    assert told.startswith(f"{name} {row.pk} quarantined, attempt 3: ")
    assert (what in told, told.endswith("ValueError: poison")) == (True, True)


@pytest.mark.parametrize(
    ("model", "name"),
    [(ExtractionRun, "run"), (PassageRun, "filing of passages"), (EvidenceSearch, "search for evidence")],
)
def test_what_is_leased_says_until_when(claim: Claim, model: type[Any], name: str) -> None:
    until = cast.INVASION
    model.objects.update(state="running", attempts=1, lease_token=uuid.uuid4(), leased_until=until)
    told, row = line(work(), f"{name} "), model.objects.get()
    assert f"{row.pk} running, attempt 1, leased until {until:%Y-%m-%d %H:%M:%S}: {row}" in told


def test_a_letter_that_was_given_up_is_named_with_its_reader(remi: User) -> None:
    letter = given_up(remi)
    told = line(work(), "letter")
    assert told == f"letter {letter.pk} given up, attempt 3: at once, remi: SMTPRecipientsRefused: unknown"


def test_a_turn_that_failed_is_named(claim: Claim) -> None:
    Claim.objects.update(recheck_error="ValueError: no such zone")
    assert line(work(), f"claim {claim.pk}: ").endswith("ValueError: no such zone")


@pytest.mark.parametrize("model", [ExtractionRun, PassageRun, EvidenceSearch])
def test_an_error_neither_steers_the_terminal_nor_ends_the_line(claim: Claim, model: type[Any]) -> None:
    failed(model, error="one\nbeat ok\x1b[2J\u202e")
    told = work()
    assert ("one beat ok [2J" in told, "\x1b" in told, "\u202e" in told) == (True, False, False)


def test_however_long_an_error_its_line_is_short(claim: Claim) -> None:
    failed(PassageRun, error="poison " * 700)
    assert len(line(work(), "filing of passages")) < 520


def test_however_long_a_claim_its_error_is_told(claim: Claim) -> None:
    Claim.objects.update(text="long " * 190)
    failed(EvidenceSearch)
    assert line(work(), "search for evidence").endswith("ValueError: poison")


def test_at_most_fifty_of_a_kind_are_named(remi: User) -> None:
    for _ in range(51):
        given_up(remi)
    assert sum(each.startswith("letter ") for each in work().splitlines()) == 50


def test_a_document_is_read_again(claim: Claim) -> None:
    run = failed(ExtractionRun)
    assert work("--retry", str(run.pk)) == f"Run {run.pk} waits to be read again.\n"
    run.refresh_from_db()
    assert (run.state, run.attempts) == ("queued", 0)


def test_all_takes_every_kind_of_work(claim: Claim, remi: User) -> None:
    run, filing, search = (failed(model) for model in (ExtractionRun, PassageRun, EvidenceSearch))
    letter = given_up(remi)
    assert work("--retry", "all").splitlines() == [
        f"Run {run.pk} waits to be read again.",
        f"Filing of passages {filing.pk} waits to be tried again.",
        f"Search for evidence {search.pk} waits to be tried again.",
        f"Letter {letter.pk} waits to be sent again.",
    ]


@pytest.mark.parametrize("model", [ExtractionRun, PassageRun, EvidenceSearch])
def test_what_is_tried_again_has_as_many_attempts_as_at_first(claim: Claim, model: type[Any]) -> None:
    row = failed(model, finished_at=Now(), leased_until=Now())
    work("--retry", "all")
    row.refresh_from_db()
    assert (row.state, row.attempts, row.finished_at, row.leased_until) == ("queued", 0, None, None)


def test_all_leaves_alone_what_is_not_in_quarantine(
    claim: Claim, remi: User, capsys: pytest.CaptureFixture[str]
) -> None:
    Letter.objects.create(user=remi, kind=Letter.Kind.AT_ONCE)
    PassageRun.objects.update(state="done")
    EvidenceSearch.objects.update(state="running", attempts=2)
    assert (work("--retry", "all"), capsys.readouterr().err) == ("", "")
    assert (PassageRun.objects.get().state, EvidenceSearch.objects.get().attempts) == ("done", 2)


def test_done_twice_the_second_finds_nothing(claim: Claim, remi: User) -> None:
    failed(PassageRun)
    given_up(remi)
    work("--retry", "all")
    assert work("--retry", "all") == ""


def test_a_search_that_was_filed_anew_meanwhile_is_left_and_keeps_no_other(
    claim: Claim, remi: User, capsys: pytest.CaptureFixture[str]
) -> None:
    stuck = failed(EvidenceSearch)
    queueing.file_search(claim.pk, EvidenceSearch.Reason.REWORDED)
    letter = given_up(remi)
    assert work("--retry", "all") == f"Letter {letter.pk} waits to be sent again.\n"
    told = f"Search for evidence {stuck.pk}: The same work waits already, or is being done.\n"
    assert capsys.readouterr().err == told


@pytest.mark.parametrize("which", ["some", "", "-1", "²", "٣"])
def test_what_is_no_number_is_refused(which: str) -> None:
    with pytest.raises(CommandError, match="is neither the number of a run nor “all”"):
        work("--retry", which)


@pytest.mark.parametrize("which", ["1000000", "9" * 25, "9" * 5000], ids=len)
def test_a_run_that_is_not_is_refused(which: str) -> None:
    with pytest.raises(CommandError, match=f"there is no run {which}"):
        work("--retry", which)


def test_a_run_that_is_not_in_quarantine_is_refused(claim: Claim) -> None:
    with pytest.raises(CommandError, match="not in quarantine"):
        work("--retry", str(ExtractionRun.objects.get().pk))


def test_a_letter_that_was_sent_is_left_alone(remi: User) -> None:
    letter = given_up(remi)
    Letter.objects.update(state=Letter.State.SENT, created_at=Now() - timedelta(days=1))
    work("--retry", "all")
    letter.refresh_from_db()
    assert letter.state == "sent"
