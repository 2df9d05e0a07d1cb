"""`make run` as a newcomer sees it: started, used from a second terminal, stopped, and started again."""

import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.embedded.failures import CannotStart
from config.embedded.postgres import Cluster
from config.embedded.state import State

ROOT = Path(__file__).parents[2]


def _environment(state: Path) -> dict[str, str]:
    """A second terminal's: no variable set."""
    ours = (
        "DATABASE_URL", "DATABASE_OWNER_URL", "CELERY_BROKER_URL", "SECRET_KEY", "API_KEY_PEPPERS", "AVER_DEMO",
        "AVER_TEST_SERVERS",
    )  # fmt: skip
    return {name: value for name, value in os.environ.items() if name not in ours} | {"AVER_STATE": str(state)}


@dataclass
class Run:
    """One `make run` and what it has printed."""

    process: subprocess.Popen[str]
    printed: str

    @property
    def address(self) -> str:
        return self.printed.split("Admin   ", 1)[1].split("/admin/", 1)[0]


def _start(state: Path) -> Run:
    process = subprocess.Popen(
        [sys.executable, "-m", "config.embedded"],
        cwd=ROOT,
        env=_environment(state),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    printed = ""
    assert process.stdout is not None
    for line in process.stdout:
        printed += line
        if "Ctrl-C stops everything" in line:
            return Run(process, printed)
    pytest.fail(f"it did not start:\n{printed}")


def _stop(run: Run) -> float:
    started = time.monotonic()
    run.process.send_signal(signal.SIGINT)
    run.process.communicate(timeout=30)
    return time.monotonic() - started


def _manage(state: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=_environment(state),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("aver") / "state"


@pytest.fixture(scope="module")
def running(state: Path) -> Iterator[Run]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        os.environ["PORT"] = str(taken.getsockname()[1])
        run = _start(state)
        del os.environ["PORT"]
        yield run
        _stop(run)


def test_it_prints_what_was_found_in_the_seeds(running: Run) -> None:
    assert "not before 2022-02-16" in running.printed


def test_a_taken_port_is_replaced_and_said(running: Run) -> None:
    assert "is taken; the web is on port" in running.printed


def test_the_admin_answers_at_the_printed_address(running: Run) -> None:
    with urllib.request.urlopen(f"{running.address}/admin/login/") as answer:  # noqa: S310 - a loopback address
        assert answer.status == 200


@pytest.mark.parametrize("name", ["editor", "reviewer"])
def test_both_printed_logins_open_the_admin(running: Run, name: str) -> None:
    password = re.findall(rf"login: {name} +password: (\S+)\n", running.printed)[0]
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    form = browser.open(f"{running.address}/admin/login/?next=/admin/").read().decode()
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[-1]
    typed = {"username": name, "password": password, "csrfmiddlewaretoken": token, "next": "/admin/"}
    answer = browser.open(f"{running.address}/admin/login/", urllib.parse.urlencode(typed).encode())
    assert answer.url == f"{running.address}/admin/"


def test_a_key_made_in_a_second_terminal_opens_the_api(running: Run, state: Path) -> None:
    key = _manage(state, "make_api_key", "editor", "--scope", "read", "--name", "newcomer").strip()
    opener = urllib.request.build_opener()
    opener.addheaders = [("Authorization", f"Bearer {key}")]
    with opener.open(f"{running.address}/api/v1/claims/") as answer:
        assert answer.status == 200


def test_a_second_terminal_finds_the_database(running: Run, state: Path) -> None:
    assert _manage(state, "recheck").startswith("0 taken.")


def test_the_processes_do_not_own_the_database(running: Run, state: Path) -> None:
    assert "aver_app" in json.loads((state / "running.json").read_text("utf-8"))["database_url"]


@pytest.mark.parametrize("path", [".", "postgres", "broker"])
def test_its_folders_are_closed_to_others(running: Run, state: Path, path: str) -> None:
    assert stat.S_IMODE((state / path).stat().st_mode) == 0o700


@pytest.mark.parametrize("path", ["secrets.json", "running.json", "broker/valkey.conf"])
def test_its_secrets_are_closed_to_others(running: Run, state: Path, path: str) -> None:
    assert stat.S_IMODE((state / path).stat().st_mode) == 0o600


def test_a_second_launcher_is_refused_in_one_sentence(running: Run, state: Path) -> None:
    again = subprocess.run(
        [sys.executable, "-m", "config.embedded"],
        cwd=ROOT,
        env=_environment(state),
        capture_output=True,
        text=True,
        check=False,
    )
    assert again.returncode == 1
    assert "already runs from here" in again.stderr
    assert (state / "running.json").exists()


def test_it_stops_within_seconds_and_starts_again_with_everything(tmp_path: Path) -> None:
    first = _start(tmp_path)
    found = _manage(tmp_path, "candidates")
    assert _stop(first) < 15
    second = _start(tmp_path)
    try:
        assert _manage(tmp_path, "candidates") == found
    finally:
        _stop(second)


def test_a_killed_launcher_leaves_nothing_in_the_way_of_the_next(tmp_path: Path) -> None:
    first = _start(tmp_path)
    first.process.kill()
    first.process.communicate(timeout=30)
    _stop(_start(tmp_path))


def test_a_stale_process_number_is_no_obstacle(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path / "postgres", "secret", tmp_path / "log", ("fsync=off",))
    cluster.start()
    cluster.stop()
    (tmp_path / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n", "ascii")
    cluster.start()
    assert cluster.is_running
    cluster.stop()


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CannotStart, match="cannot be written"):
        State(tmp_path / "file" / "state").lock()


def test_a_full_disk_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.embedded.state.MEGABYTES_NEEDED", 10**12)
    with pytest.raises(CannotStart, match="free some space"):
        State(tmp_path).lock()


def test_a_platform_without_a_wheel_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(CannotStart, match="set DATABASE_URL"):
        Cluster(tmp_path / "postgres", "secret", tmp_path / "log").start()


def test_a_broken_data_directory_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir(mode=0o700)
    (tmp_path / "postgres" / "PG_VERSION").write_text("18\n")
    cluster = Cluster(tmp_path / "postgres", "secret", tmp_path / "log")
    with pytest.raises(CannotStart, match="PostgreSQL stopped at once"):
        cluster.start()
