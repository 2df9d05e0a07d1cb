"""`make run`: a real PostgreSQL, a real broker, web, worker and beat, with seeds and two logins, in one terminal."""

import contextlib
import errno
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from types import FrameType

from config import env, roles
from config.embedded.broker import Broker
from config.embedded.failures import CannotStart
from config.embedded.postgres import Cluster, free_port
from config.embedded.processes import Child
from config.embedded.state import PEOPLE, State
from config.env import BadSetting

WEB_PORT = 8000
LAST_PORT = 65535
READING_THE_SEEDS_TAKES_AT_MOST = 120


class Stopped(Exception):
    """Somebody pressed Ctrl-C, or asked this process to end."""


@dataclass(frozen=True, slots=True)
class Servers:
    """The addresses all processes use."""

    database_url: str
    database_owner_url: str
    broker_url: str
    is_own_database: bool


def main() -> int:
    started = time.monotonic()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    state = State(env.STATE)
    try:
        state.lock()
        with contextlib.ExitStack() as stack:
            servers = _servers(state, stack)
            _run(state, servers, stack, started)
    except Stopped:
        pass
    except (CannotStart, BadSetting) as error:
        print(f"Aver cannot start: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        advice = "the disk is full; free some space" if error.errno == errno.ENOSPC else str(error)
        print(f"Aver cannot start: {advice}.", file=sys.stderr)
        return 1
    finally:
        state.withdraw()
    _say("Stopped. Everything is kept in " + str(env.STATE))
    return 0


def _stop(number: int, frame: FrameType | None) -> None:
    # A second Ctrl-C while stopping must not leave anything running.
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    raise Stopped


def _say(words: str) -> None:
    print(f"  aver | {words}", flush=True)


@contextlib.contextmanager
def _step(words: str) -> Iterator[None]:
    started = time.monotonic()
    _say(f"{words} …")
    yield
    _say(f"{words}: {time.monotonic() - started:.1f} s")


def _servers(state: State, stack: contextlib.ExitStack) -> Servers:
    """Those the environment names, else our own."""
    named = {name: os.environ.get(name, "") for name in ("DATABASE_URL", "CELERY_BROKER_URL")}
    if all(named.values()):
        _say("Using the servers that DATABASE_URL and CELERY_BROKER_URL name.")
        owner = os.environ.get("DATABASE_OWNER_URL", "")
        return Servers(named["DATABASE_URL"], owner, named["CELERY_BROKER_URL"], is_own_database=False)
    secrets = state.secrets()
    database_url, owner_url = named["DATABASE_URL"], os.environ.get("DATABASE_OWNER_URL", "")
    if not database_url:
        database_url, owner_url = _postgres(state, stack)
    broker_url = named["CELERY_BROKER_URL"]
    if not broker_url:
        broker = Broker(state.folder / "broker", secrets["broker_password"])
        with _step("Broker (Valkey)"):
            stack.callback(broker.stop)
            broker.start()
        broker_url = broker.url()
    return Servers(database_url, owner_url, broker_url, is_own_database=not named["DATABASE_URL"])


def _postgres(state: State, stack: contextlib.ExitStack) -> tuple[str, str]:
    secrets = state.secrets()
    cluster = Cluster(state.folder / "postgres", secrets["admin_password"], state.folder / "postgres.log")
    with _step("PostgreSQL"):
        stack.callback(cluster.stop)
        cluster.start()
        owner_url = cluster.url("aver", user="aver_owner", password=secrets["owner_password"])
        application_url = cluster.url("aver", user="aver_app", password=secrets["application_password"])
        roles.prepare(cluster.url(), owner_url=owner_url, application_url=application_url)
    return application_url, owner_url


def _run(state: State, servers: Servers, stack: contextlib.ExitStack, started: float) -> None:
    environment = _environment(state, servers)
    owner = {"DATABASE_OWNER_URL": servers.database_owner_url} if servers.database_owner_url else {}
    if not owner:
        _say("One database role only: the application owns its history, so it is less protected. See .env.example.")
    with _step("Migrations"):
        _manage("migrate", "--verbosity", "0", environment=environment | owner)
    for line in _manage("check", "--database", "default", environment=environment).splitlines():
        if line.startswith("?: "):
            _say(line.removeprefix("?: "))
    with _step("Seeds and the demo's editor and reviewer"):
        _manage("load_seeds", environment=environment)
        logins = _logins(state, servers, environment)
    port = _web_port()
    environment |= _public_site(port)
    children = _children(state, environment, port)
    stack.callback(_stop_all, children)
    for child in children:
        child.start()
    address = f"http://127.0.0.1:{port}"
    _wait_for_web(port, children)
    state.announce(
        database_url=servers.database_url,
        database_owner_url=servers.database_owner_url,
        broker_url=servers.broker_url,
        web_url=address,
        api_key_peppers=environment["API_KEY_PEPPERS"],
    )
    for login in logins:
        _say(f"Admin   {address}/admin/   {login}")
    _say(f"Public  {address}/reviews/")
    _say(f"API     {address}/api/v1/   docs: {address}/api/docs/")
    with _step("Reading the seed documents (the worker loads its language models first)"):
        only = [word for slug in _seed_publishers() for word in ("--publisher", slug)]
        wait = ["--wait", str(READING_THE_SEEDS_TAKES_AT_MOST)]
        table = _manage("candidates", "--dated", *wait, *only, environment=environment)
    print(table, flush=True)
    if servers.is_own_database:
        number = _manage("demo_reviews", environment=environment).strip()
        _say(f"Published for a start, as the demo's editor and reviewer: {number} reviews at {address}/reviews/")
    _say(f"Up after {time.monotonic() - started:.1f} s at {address}/admin/. Ctrl-C stops everything and loses nothing.")
    _watch(children)


def _logins(state: State, servers: Servers, environment: dict[str, str]) -> list[str]:
    """How the demo's people sign in. In a database that is not our own, nobody's password is changed."""
    secrets = {name: state.secrets()[f"{name}_password"] for name in PEOPLE}
    passwords = {f"AVER_DEMO_{name.upper()}_PASSWORD": password for name, password in secrets.items()}
    own = ["--own-database"] if servers.is_own_database else []
    others = _manage("demo_people", *own, environment=environment | passwords).split()
    return [
        f"login: {name:<8}   password: {'as it was; this account was there' if name in others else password}"
        for name, password in secrets.items()
    ]


def _seed_publishers() -> list[str]:
    listed = tomllib.loads((env.ROOT / "seeds" / "publishers.toml").read_text("utf-8"))
    return [publisher["slug"] for publisher in listed["publisher"]]


def _environment(state: State, servers: Servers) -> dict[str, str]:
    """What the processes get: as the application, never as the owner."""
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"}
    return inherited | {
        "DATABASE_URL": servers.database_url,
        "CELERY_BROKER_URL": servers.broker_url,
        "SECRET_KEY": state.secrets()["secret_key"],
        "API_KEY_PEPPERS": os.environ.get("API_KEY_PEPPERS") or f"own:{state.secrets()['api_key_pepper']}",
        "AVER_DEMO": "1",
        "PYTHONUNBUFFERED": "1",
        # In a container everybody is root; Celery's warning about it is twelve lines long.
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges",
        "COLUMNS": str(shutil.get_terminal_size((150, 24)).columns),
    }


def _public_site(port: int) -> dict[str, str]:
    """Reviews are shown to everybody who reaches this machine's own address, unless the environment says otherwise."""
    usual = {"PUBLIC_SITE": "1", "NEWSROOM_NAME": "Aver (demo)", "PUBLIC_URL": f"http://127.0.0.1:{port}"}
    return {name: os.environ.get(name) or value for name, value in usual.items()}


def _manage(*words: str, environment: dict[str, str]) -> str:
    """Run one manage.py command to its end. Raises CannotStart with its last line."""
    done = subprocess.run(
        [sys.executable, str(env.ROOT / "manage.py"), *words],
        env=environment,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or ["it said nothing"]
        raise CannotStart(f"`manage.py {words[0]}` failed: {said[-1]}")
    return done.stdout


def _web_port() -> int:
    wanted = env.whole_number("PORT", WEB_PORT)
    if wanted > LAST_PORT:
        raise BadSetting(f"PORT: {wanted} is no port; give one up to {LAST_PORT}.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            instead = free_port()
            _say(f"Port {wanted} is taken; the web is on port {instead} instead. PORT=… chooses another.")
            return instead
    return wanted


WEB_THREADS = {"GRANIAN_BLOCKING_THREADS": "32"}


def _children(state: State, environment: dict[str, str], port: int) -> list[Child]:
    python = [sys.executable, "-m"]
    celery = [*python, "celery", "--quiet", "-A", "config.celery"]
    granian = ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--no-ws"]
    granian += ["--log-level", "error"]
    beat = ["beat", "--loglevel", "WARNING", "--schedule", str(state.folder / "beat-schedule"), "--pidfile", ""]
    alone = ["--without-mingle", "--without-gossip"]
    concurrency = os.environ.get("AVER_WORKER_PROCESSES", "1")
    return [
        Child("web", [*python, *granian, "config.wsgi:application"], WEB_THREADS | environment),
        Child("worker", [*celery, "worker", "--loglevel", "INFO", "--concurrency", concurrency, *alone], environment),
        Child("beat", [*celery, *beat], environment),
    ]


def _stop_all(children: list[Child]) -> None:
    for child in reversed(children):
        child.ask_to_stop()
    for child in reversed(children):
        child.stop()


def _wait_for_web(port: int, children: list[Child]) -> None:
    with _step("Web, worker and beat"):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            _refuse_the_dead(children)
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                return
            time.sleep(0.1)
    raise CannotStart("the web server did not answer within 60 s; its lines above say why.")


def _refuse_the_dead(children: list[Child]) -> None:
    for child in children:
        if child.exit_code is not None:
            raise CannotStart(f"{child.name} ended with code {child.exit_code}; its lines above say why.")


def _watch(children: list[Child]) -> None:
    while True:
        time.sleep(0.5)
        _refuse_the_dead(children)


if __name__ == "__main__":
    sys.exit(main())
