"""Who files passages and who looks for evidence are killed and halted at every step: nothing is lost or doubled."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db.models import F
from django.db.models.functions import Now

from claims.comparing.passages import cut
from claims.editing import accept
from claims.models import Claim, Evidence, EvidenceSearch, Passage, PassageRun
from sources.failpoints import LEASED_STEPS
from sources.models import DocumentVersion
from tests import cast
from tests.matching_world import later
from tests.servers import Servers
from tests.torture import works
from tests.torture.size import count

pytestmark = pytest.mark.torture

PAIRS = count(4, 12)
KILLS = count(2, 5)
NOT_REACHED = {("searches", "passages kept"), ("passages", "meaning kept")}
REACHED = [
    (what, step) for what in ("passages", "searches") for step in LEASED_STEPS if (what, step) not in NOT_REACHED
]
OTHER = {"passages": "searches", "searches": "passages"}


def pairs(number: int = PAIRS) -> set[tuple[int, int]]:
    """So many claims, each with one later document that speaks of it, all still to do: keys of claim and version."""
    by = cast.edith()
    made = set()
    for n in range(number):
        claim = accept(cast.deadline(cast.warning(f"{cast.WARNING} Known as Tango{n}.")), by=by)
        Claim.objects.filter(pk=claim.pk).update(text=f"{claim.text}, Tango{n}")
        version = later(f"Troops of Tango{n} crossed the border.\n\nNothing was heard of the others for {n} days.")
        made.add((claim.pk, version.pk))
    return made


class Finders:
    """Processes of their own, whose tickets lie in one folder."""

    def __init__(self, servers: Servers, folder: Path, unguarded: str = "") -> None:
        self.tickets = works.tickets(folder / "tickets")
        told = {"DATABASE_URL": servers.application_url, "AVER_FAILPOINTS": str(self.tickets)}
        settings = {"AVER_UNGUARDED": unguarded, "DJANGO_SETTINGS_MODULE": "config.settings"}
        self._environment = os.environ | told | settings

    def begin(self, what: str) -> "subprocess.Popen[bytes]":
        words = [sys.executable, "-m", "tests.torture.finder", what]
        return subprocess.Popen(words, cwd=works.ROOT, env=self._environment, stderr=subprocess.DEVNULL)

    def run(self, what: str) -> int:
        """The exit status of one, once all leases are over."""
        end_the_leases()
        return self.begin(what).wait(120)

    def halted(self, what: str, step: str) -> "subprocess.Popen[bytes]":
        """One that has stopped at that step."""
        (self.tickets / f"{step}.halt.{what}").touch()
        process = self.begin(what)
        os.waitpid(process.pid, os.WUNTRACED)
        return process

    def go_on(self, process: "subprocess.Popen[bytes]") -> None:
        process.send_signal(signal.SIGCONT)
        process.wait(120)


def end_the_leases() -> None:
    for model in (PassageRun, EvidenceSearch):
        model._default_manager.filter(lease_token__isnull=False).update(leased_until=Now())


def state() -> list[Any]:
    """All that the work leaves, with the keys of its rows and when it was finished."""
    models = (PassageRun, EvidenceSearch)
    told = [list(model._default_manager.order_by("pk").values_list("pk", "finished_at")) for model in models]
    return [*told, *(list(model.objects.order_by("pk").values_list("pk", flat=True)) for model in (Passage, Evidence))]


def assert_all_is_found_once(made: set[tuple[int, int]]) -> None:
    for model in (PassageRun, EvidenceSearch):
        assert set(model._default_manager.values_list("state", "lease_token")) == {("done", None)}
    for version in DocumentVersion.objects.select_related("document"):
        spans = [(one.start, one.end) for one in cut(version.text, version.document.headline)]
        assert list(version.passages.order_by("start").values_list("start", "end")) == spans
        assert version.passage_run.passage_count == len(spans)
    assert sorted(Evidence.objects.values_list("claim", "version")) == sorted(made)
    works_on = (PassageRun, EvidenceSearch)
    assert sum(sum(model.objects.values_list("suggested_count", flat=True)) for model in works_on) == len(made)


@pytest.mark.parametrize(("what", "step"), REACHED)
def test_a_finder_killed_at_a_step_loses_and_doubles_nothing(
    own_database: Servers, tmp_path: Path, what: str, step: str
) -> None:
    made, finders = pairs(), Finders(own_database, tmp_path)
    for n in range(KILLS):
        (finders.tickets / f"{step}.kill.{n}").touch()
    ended = [finders.run(what) for _ in range(KILLS)]
    assert ended == [-signal.SIGKILL] * KILLS
    assert [finders.run(what), finders.run(OTHER[what]), finders.run(what)] == [0, 0, 0]
    assert_all_is_found_once(made)


def test_finders_killed_while_others_work_find_each_other(own_database: Servers, tmp_path: Path) -> None:
    made, finders = pairs(), Finders(own_database, tmp_path)
    for step in LEASED_STEPS:
        (finders.tickets / f"{step}.kill.1").touch()
    for _ in range(2 * len(LEASED_STEPS)):
        end_the_leases()
        for process in [finders.begin(what) for what in ("passages", "searches") * 2]:
            process.wait(120)
        for model in (PassageRun, EvidenceSearch):  # by chance one row may be hit three times
            model._default_manager.exclude(state="done").update(attempts=F("attempts") * 0, state="queued")
    assert len(list((finders.tickets / "taken").iterdir())) == len(LEASED_STEPS)
    assert_all_is_found_once(made)


HALTS = [
    ("passages", "work taken"),
    ("passages", "passages kept"),
    ("searches", "work taken"),
    ("searches", "meaning kept"),
]


def _come_back_late(finders: Finders, what: str, step: str) -> None:
    made = pairs()
    late = finders.halted(what, step)
    assert [finders.run(each) for each in (what, OTHER[what], what)] == [0, 0, 0]
    assert_all_is_found_once(made)
    before = state()
    finders.go_on(late)
    assert state() == before, "a finder that came back late changed what others had done"


@pytest.mark.parametrize(("what", "step"), HALTS)
def test_a_finder_that_comes_back_late_changes_nothing(
    own_database: Servers, tmp_path: Path, what: str, step: str
) -> None:
    _come_back_late(Finders(own_database, tmp_path), what, step)


@pytest.mark.parametrize(("what", "step"), HALTS)
def test_without_the_token_a_finder_that_comes_back_late_is_noticed(
    own_database: Servers, tmp_path: Path, what: str, step: str
) -> None:
    """The negative control."""
    with pytest.raises(AssertionError, match="came back late"):
        _come_back_late(Finders(own_database, tmp_path, "token"), what, step)


def _meet(finders: Finders, first: str) -> None:
    """Of a claim and a document of one moment, one has looked and not yet finished when the other begins."""
    made = pairs(1)
    halted = finders.halted(first, "work written")
    assert finders.run(OTHER[first]) == 0
    finders.go_on(halted)
    assert_all_is_found_once(made)


@pytest.mark.parametrize("first", OTHER)
def test_a_claim_and_a_document_of_one_moment_find_each_other(
    own_database: Servers, tmp_path: Path, first: str
) -> None:
    _meet(Finders(own_database, tmp_path), first)


def test_they_would_not_if_what_the_other_looks_for_were_committed_at_the_end(
    own_database: Servers, tmp_path: Path
) -> None:
    """The negative control. Not the other way round: a search would wait for the filing that is halted, for ever."""
    with pytest.raises(AssertionError):
        _meet(Finders(own_database, tmp_path, "commit"), "searches")
    assert not Evidence.objects.exists()
